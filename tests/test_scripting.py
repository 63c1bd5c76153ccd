"""Reading the phone scripts: every fault at once, with its line, and never without words."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from callcentre.domain.call import Language
from callcentre.domain.classification import CustomerType
from callcentre.domain.script import Circumstance, Mood, Scene, Slot, prompt
from callcentre.errors import BrokenFile
from callcentre.scripting import Reading, read_script, read_scripts
from tests.support.script_files import dialect, whole, write_whole

CALM = Mood(0, CustomerType.UNKNOWN, frozenset())


def faults(path: Path, text: str) -> list[tuple[int, str]]:
    """The faults of a file with this text: line and words."""
    path.write_text(text, "utf-8")
    with pytest.raises(BrokenFile) as broken:
        read_script(path)
    assert broken.value.path == str(path)
    found = [(int(f.place.removeprefix("line ")), f.what) for f in broken.value.faults]
    assert [line for line, _ in found] == sorted(line for line, _ in found)
    return found


GOAL, BAD = 'calm = "goal of calm"', "calm = goal of calm"
HEAD = 'language = "dialect"\nname = "四川话"\nversion = "1"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dialect-test.toml"


class TestFaults:
    """LS-11: a malformed file is reported with its line."""

    @pytest.mark.parametrize(
        ("body", "line", "word"),
        [
            ('[[say]]\nscene = "greet"\ntext = "您好{nobody}"\n', 6, "{nobody}"),
            ('[[say]]\nscene = "greet"\nanger = [0, 4]\ntext = "x"\n', 6, "anger"),
            ('[[say]]\nscene = "greet"\nanger = ["high"]\ntext = "x"\n', 6, "anger"),
            ('[[say]]\nscene = "hello"\ntext = "x"\n', 5, "hello"),
            ('[[say]]\nscene = "greet"\ntypes = ["angry"]\ntext = "x"\n', 6, "angry"),
            ('[[say]]\nscene = "greet"\nwhen = ["rain"]\ntext = "x"\n', 6, "rain"),
            ('[[say]]\nscene = "greet"\ntone = "soft"\ntext = "x"\n', 6, "tone"),
            ('[[say]]\nscene = "greet"\ntext = 7\n', 6, "must be a sentence"),
            (f'[[say]]\nscene = "greet"\ntext = "{"长" * 401}"\n', 6, "400"),
            ('[[say]]\nscene = "greet"\n', 4, "text is missing"),
            ('[say]\nscene = "greet"\ntext = "x"\n', 4, "two brackets"),
            ('[[advice]]\nscene = "greet"\ndo = ["ok", ""]\n', 6, "empty line"),
            ('[goal]\ngreet = "g"\nparty = "p"\n', 6, "party"),
            ('[ask]\nname = ""\n', 5, "name"),
            ("[words]\nprocess = 3\n", 5, "process"),
            ('[read_back]\ncustomer = "您是{custmer}"\n', 5, "{custmer}"),
            ('colour = "red"\n', 4, "colour"),
            ("[jokes]\na = 1\n", 4, "jokes"),
        ],
    )
    def test_each_is_named_with_its_line(self, path: Path, body: str, line: int, word: str) -> None:
        [(found, what)] = faults(path, HEAD + body)
        assert found == line
        assert word in what

    @pytest.mark.parametrize(
        ("head", "word"),
        [
            ('name = "x"\nversion = "1"\n', "language"),
            ('language = "french"\nname = "x"\nversion = "1"\n', "language"),
            ('language = "dialect"\nversion = "1"\n', "name"),
            ('language = "dialect"\nname = "x"\n', "version"),
            ('language = "dialect"\nname = " "\nversion = "1"\n', "name"),
        ],
    )
    def test_the_three_lines_at_the_top_are_needed(self, path: Path, head: str, word: str) -> None:
        [(_, what)] = faults(path, head)
        assert word in what

    def test_all_of_them_are_reported_at_once(self, path: Path) -> None:
        """LS-11, design: every fault at once with file and place."""
        body = (
            '[goal]\nparty = "p"\n'  # 4, 5
            '[[say]]\nscene = "hello"\ntext = "x"\n'  # 6 to 8
            '[[say]]\nscene = "greet"\ntext = "{a} {b}"\n'  # 9 to 11
            '[[advice]]\nscene = "greet"\nanger = [9]\n'  # 12 to 14
            "[jokes]\n"  # 15
        )
        found = faults(path, HEAD + body)
        assert [line for line, _ in found] == [5, 7, 11, 11, 14, 15]

    def test_several_slips_of_the_pen_are_reported_at_once(self, path: Path) -> None:
        body = (
            '[goal]\ngreet = "unclosed\n'  # 4, 5
            '[[say]]\nscene = "greet"\ntext = "fine"\n'
            '[[say]]\nscene = = "calm"\ntext = "x"\n'  # 9, 10
            "[[advice]]\nscene = greet\n"  # 12, 13
        )
        found = faults(path, HEAD + body)
        assert [line for line, _ in found] == [5, 10, 13]

    def test_all_faults_of_one_entry_are_reported_in_plain_words(self, path: Path) -> None:
        """LS-11: which key, and what may be written there."""
        body = (
            '[[say]]\nscene = "clam"\nanger = [2, 9]\ntypes = ["victum"]\n'  # 4 to 7
            'when = ["raining"]\ntone = 1\ntext = "您好{custmer}，{zzz}"\n'  # 8 to 10
            '[[advice]]\nscene = 3\ndo = "x"\navoid = ["", 4]\nanger = 2\n'  # 11 to 15
        )
        assert faults(path, HEAD + body) == [
            (5, "“clam” is no scene. Did you mean “calm”?"),
            (6, "anger: 9 is none of 0, 1, 2, 3"),
            (7, "“victum” is no customer type. Did you mean “victim”?"),
            (8, f"“raining” is no circumstance. There are: {', '.join(Circumstance)}."),
            (9, "“tone” is no key of [[say]]. There are: scene, anger, types, when, text."),
            (10, "nothing can fill {custmer}. Did you mean {customer}?"),
            (10, "nothing can fill {zzz}; README.md lists the slots"),
            (12, f"“3” is no scene. There are: {', '.join(Scene)}."),
            (13, "“do” is a list: write do = [ … ], in square brackets"),
            (14, "“avoid” has an empty line"),
            (14, "“avoid” must be a sentence between double quotes, not 4"),
            (15, "“anger” is a list: write anger = [ … ], in square brackets"),
        ]

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            (GOAL, 'calm = "goal of calm', "before its closing quotation mark"),
            (GOAL, "calm = 'goal of calm", "before its closing quotation mark"),
            (GOAL, BAD, "between plain double quotes"),
            (GOAL, 'calm "goal of calm"', "“=” is missing"),
            (GOAL, 'calm = "a "goal" of calm"', "quotes inside a sentence as “ ”"),
            (GOAL, f"{GOAL}\n{GOAL}", "written twice"),
            ("[goal]", "[goal", "“]” is missing"),
            ('name = "script en"', "name = script en", "between plain double quotes"),
            (GOAL, 'calm = """goal of calm', "three quotation marks is not closed"),
        ],
    )
    def test_a_slip_of_the_pen_is_one_fault_where_it_is(
        self, path: Path, old: str, new: str, words: str
    ) -> None:
        """What could not be read is not called missing as well."""
        text = whole("en")
        line = text[: text.index(old)].count("\n") + 1 + new.count("\n")
        [(found, what)] = faults(path, text.replace(old, new, 1))
        assert (found, words in what) == (line, True), what

    @pytest.mark.parametrize("after", ['text = "x"\n', '\n[[say]]\nscene = "greet"\ntext = "x"\n'])
    def test_a_list_that_is_not_closed_is_named_itself(self, path: Path, after: str) -> None:
        """Not the line, nor the entry, that it runs into."""
        text = f'{HEAD}[[advice]]\nscene = "greet"\navoid = ["x"\n{after}'
        assert faults(path, text) == [(6, "a list is not closed: “]” or a comma is missing")]

    def test_after_a_slip_the_other_faults_keep_their_lines(self, path: Path) -> None:
        body = (
            '[[say]]\nscene = = "greet"\ntext = "x"\n'  # 4 to 6
            '[[say]]\nscene = "grete"\ntext = "x"\n'  # 7 to 9
        )
        assert [line for line, _ in faults(path, HEAD + body)] == [5, 8]

    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            ('calm = "goal', 'clam = "goal', "“clam” is no key of [goal]. Did you mean “calm”?"),
            ("version", "verison", "“verison” is no part of a script. Did you mean “version”?"),
            ("[goal]", "[gaol]", "“gaol” is no part of a script. Did you mean “goal”?"),
            ('scene = "calm"', 'scene = "clam"', "“clam” is no scene. Did you mean “calm”?"),
            ('scene = "calm"\n', "", "“scene” is missing"),
            ('wish = "ask for wish"', 'wish = ""', "“wish” must be a sentence"),
        ],
    )
    def test_what_is_badly_written_is_not_missing_as_well(
        self, path: Path, old: str, new: str, what: str
    ) -> None:
        assert [said for _, said in faults(path, whole("en").replace(old, new, 1))] == [what]

    @pytest.mark.parametrize("part", ["customer", "address", "phone", "content"])
    def test_what_is_to_be_confirmed_must_be_read_out(self, path: Path, part: str) -> None:
        """LS-04."""
        text = whole("zh").replace(f'{part} = "{{{part}}}"', f'{part} = "记下了。"')
        assert [said for _, said in faults(path, text)] == [f"“{part}” must read out {{{part}}}"]

    def test_a_file_that_is_no_text_is_one_fault(self, path: Path) -> None:
        path.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(BrokenFile, match="utf-8"):
            read_script(path)

    def test_a_file_that_cannot_be_read_is_one_fault(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenFile, match="No such file"):
            read_script(tmp_path / "nowhere.toml")


class TestCompleteness:
    """A main language says something in every scene; a dialect may be thin."""

    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize(
        ("line", "word"),
        [
            ('greet = "goal of greet"\n', "no goal for scene “greet”"),
            ('wish = "ask for wish"\n', "no question for “wish”"),
            ('opening = "x"\n', "“opening” is missing"),
            ('their_time = "x"\n', "“their_time” is missing"),
            (
                '[[say]]\nscene = "calm"\ntext = "say calm"\n',
                "no [[say]] for scene “calm” that fits every caller",
            ),
        ],
    )
    def test_what_a_main_language_lacks_is_named(
        self, path: Path, language: str, line: str, word: str
    ) -> None:
        text = whole(language)
        assert line in text
        assert [what for _, what in faults(path, text.replace(line, ""))] == [word]

    def test_a_sentence_for_some_callers_is_none_for_all(self, path: Path) -> None:
        bound = whole("en").replace('scene = "calm"\n', 'scene = "calm"\nanger = [3]\n')
        [(_, what)] = faults(path, bound)
        assert "calm" in what

    def test_a_dialect_of_one_sentence_is_whole(self, path: Path) -> None:
        path.write_text(dialect("四川话", "这儿是{company}"), "utf-8")
        script = read_script(path)
        assert (script.language, script.name) == (Language.DIALECT, "四川话")
        assert [phrase.say for phrase in script.phrases] == ["这儿是{company}"]


def test_what_is_written_is_cleaned(path: Path) -> None:
    """Design 3.7."""
    path.write_text(f'{HEAD}[goal]\ngreet = "问\\u202e候\\u001b[2J"\n', "utf-8")
    assert read_script(path).goals[Scene.GREET] == "问候[2J"


def test_another_word_is_another_version(path: Path) -> None:
    """AN-09: every call keeps the version it was held with."""
    versions = []
    for text in ("您好", "您好", "您好！"):
        path.write_text(dialect("四川话", text), "utf-8")
        versions.append(read_script(path).version)
    assert versions[0] == versions[1] != versions[2]
    assert all(version.startswith("1#") for version in versions)


@dataclass(frozen=True)
class Desk:
    """The three folders of an installation."""

    edited: Path
    shipped: Path
    good: Path

    def read(self) -> Reading:
        return read_scripts(self.edited, self.shipped, self.good)

    def edit(self, name: str, old: str, new: str) -> None:
        """Change the copy in the lead's own folder, which is made from what is shipped."""
        copy = self.edited / name
        text = (copy if copy.exists() else self.shipped / name).read_text("utf-8")
        assert old in text
        copy.write_text(text.replace(old, new), "utf-8")

    def goal(self) -> str:
        return prompt(self.read().scripts, Scene.CALM, Language.EN, "", CALM, {}).goal


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    edited = tmp_path / "edited"
    edited.mkdir()
    shipped = tmp_path / "shipped"
    write_whole(shipped)
    return Desk(edited, shipped, tmp_path / "good")


class TestFallingBack:
    """LS-11, DC-04: a bad edit is reported, and the desk goes on with what was good."""

    def test_what_is_shipped_is_spoken(self, desk: Desk) -> None:
        assert desk.goal() == "goal of calm"
        assert desk.read().broken == ()

    def test_a_good_edit_is_spoken_instead(self, desk: Desk) -> None:
        """DC-04: editing a phrase changes the next call."""
        desk.edit("en.toml", GOAL, 'calm = "Breathe"')
        assert desk.goal() == "Breathe"

    def test_a_bad_first_edit_falls_back_on_what_is_shipped(self, desk: Desk) -> None:
        desk.edit("en.toml", GOAL, BAD)
        assert desk.goal() == "goal of calm"
        [broken] = desk.read().broken
        assert broken.path == str(desk.edited / "en.toml")

    def test_a_bad_second_edit_falls_back_on_the_first(self, desk: Desk) -> None:
        desk.edit("en.toml", GOAL, 'calm = "Breathe"')
        desk.read()
        desk.edit("en.toml", 'calm = "Breathe"', BAD)
        assert desk.goal() == "Breathe"
        assert len(desk.read().broken) == 1

    def test_mended_it_is_spoken_again(self, desk: Desk) -> None:
        desk.edit("en.toml", GOAL, BAD)
        desk.read()
        desk.edit("en.toml", BAD, 'calm = "Slowly"')
        assert desk.goal() == "Slowly"
        assert desk.read().broken == ()

    def test_an_edit_that_is_taken_away_gives_way_to_what_is_shipped(self, desk: Desk) -> None:
        desk.edit("en.toml", GOAL, 'calm = "Breathe"')
        desk.read()
        (desk.edited / "en.toml").unlink()
        assert desk.goal() == "goal of calm"

    def test_an_update_of_the_program_brings_its_new_words(self, desk: Desk) -> None:
        desk.read()
        newer = whole("en", goals={"calm": "Newer"})
        (desk.shipped / "en.toml").write_text(newer, "utf-8")
        assert desk.goal() == "Newer"

    def test_an_update_does_not_undo_an_edit(self, desk: Desk) -> None:
        desk.edit("en.toml", GOAL, 'calm = "Breathe"')
        newer = whole("en", goals={"calm": "Newer"})
        (desk.shipped / "en.toml").write_text(newer, "utf-8")
        assert desk.goal() == "Breathe"

    def test_a_new_dialect_is_simply_a_new_file(self, desk: Desk) -> None:
        (desk.edited / "dialect-shanghai.toml").write_text(dialect("上海话", "侬好"), "utf-8")
        assert list(desk.read().scripts.dialects) == ["上海话"]

    def test_a_broken_new_dialect_is_reported_and_mandarin_spoken(self, desk: Desk) -> None:
        (desk.edited / "dialect-shanghai.toml").write_text(f"{HEAD}[jokes]\n", "utf-8")
        reading = desk.read()
        assert len(reading.broken) == 1
        shown = prompt(reading.scripts, Scene.CALM, Language.DIALECT, "上海话", CALM, {})
        assert shown.borrowed_from == reading.scripts.by_language[Language.ZH].name

    @pytest.mark.parametrize("name", ["zh.toml", "en.toml"])
    def test_without_a_main_language_there_is_nothing_to_speak(self, desk: Desk, name: str) -> None:
        (desk.shipped / name).unlink()
        with pytest.raises(BrokenFile):
            desk.read()

    def test_the_copies_are_private(self, desk: Desk) -> None:
        desk.read()
        assert desk.good.stat().st_mode & 0o077 == 0


def test_a_call_in_progress_keeps_its_words(desk: Desk) -> None:
    """DC-04: an edit changes the next call, not running ones."""
    running = desk.read().scripts
    desk.edit("en.toml", GOAL, 'calm = "Breathe"')
    assert desk.goal() == "Breathe"
    shown = prompt(running, Scene.CALM, Language.EN, "", CALM, {Slot.AGENT: "x"})
    assert shown.goal == "goal of calm"
