"""Settings: faults name file and key, the environment overrides, files are private."""

import stat
from pathlib import Path

import pytest

from callcentre.errors import BadInput, BrokenFile, CallCentreError
from callcentre.private import make_private_file, make_private_folder
from callcentre.settings import (
    THEMES,
    Preferences,
    demo_settings,
    home_folder,
    read_settings,
    shipped_scripts,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The settings file of this desk."""
    path = home_folder() / "callcentre.toml"
    path.parent.mkdir()
    return path


class TestWithoutAFile:
    def test_everything_has_a_place_in_the_home_folder(self) -> None:
        settings = read_settings()
        home = home_folder()
        assert settings.home == home
        assert settings.database == f"sqlite:///{home / 'callcentre.sqlite3'}"
        assert (settings.scripts, settings.journal) == (home / "scripts", home / "journal")
        assert (settings.language, settings.theme) == ("en", THEMES[0])
        assert settings.keys == {}

    def test_reading_writes_nothing(self) -> None:
        read_settings()
        assert not home_folder().exists()

    def test_a_file_that_was_named_must_be_there(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match=r"other\.toml"):
            read_settings(tmp_path / "other.toml")


class TestTheFile:
    def test_each_key_has_its_effect(self, file: Path, tmp_path: Path) -> None:
        file.write_text(
            f"""
            database = "postgresql://desk@db/calls"
            language = "zh_CN"
            theme = "contrast"
            plain_glyphs = true
            scripts = "{tmp_path}"
            [keys]
            "call.next" = "f9"
            """,
            "utf-8",
        )
        settings = read_settings()
        assert settings.database == "postgresql://desk@db/calls"
        assert (settings.language, settings.theme) == ("zh_CN", "contrast")
        assert settings.plain_glyphs
        assert settings.scripts == tmp_path
        assert settings.keys == {"call.next": "f9"}

    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ('them = "night"', "them"),
            ('theme = "pink"', "theme"),
            ('language = "fr"', "language"),
            ("plain_glyphs = 1", "plain_glyphs"),
            ("database = 5", "database"),
            ('[keys]\n"call.next" = ""', "keys"),
            ('keys = "f2"', "keys"),
            ("theme = night", "line 1"),
        ],
    )
    def test_a_fault_names_the_file_and_the_place(self, file: Path, text: str, word: str) -> None:
        file.write_text(text, "utf-8")
        with pytest.raises(CallCentreError) as refusal:
            read_settings()
        assert str(file) in str(refusal.value)
        assert word in str(refusal.value)

    def test_every_fault_is_told_at_once_and_what_may_stand_there(self, file: Path) -> None:
        file.write_text(
            """
            databse = "x"
            language = "fr"
            theme = 5
            plain_glyphs = "yes"
            [keys]
            "call.next" = ""
            """,
            "utf-8",
        )
        with pytest.raises(BrokenFile) as refusal:
            read_settings()
        assert [(fault.place, fault.what) for fault in refusal.value.faults] == [
            (
                "databse",
                "there is no such key; it must be one of: "
                "database, language, theme, plain_glyphs, scripts, keys",
            ),
            ("language", "this must be one of: en, zh_CN"),
            ("theme", "this must be one of: blue-orange, contrast, day, night"),
            ("plain_glyphs", "this must be true or false"),
            ("keys.call.next", "this must be text in quotes, not empty"),
        ]

    def test_a_file_that_is_no_text_is_named(self, file: Path) -> None:
        file.write_bytes(b"\xff\xfe")
        with pytest.raises(BrokenFile, match=r"callcentre\.toml.*UTF-8"):
            read_settings()


class TestOverriding:
    """The file, then the environment, then the command line."""

    def test_the_database(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file.write_text('database = "sqlite:///file"', "utf-8")
        assert read_settings().database == "sqlite:///file"
        monkeypatch.setenv("CALLCENTRE_DATABASE", "sqlite:///environment")
        assert read_settings().database == "sqlite:///environment"
        assert read_settings(database="sqlite:///line").database == "sqlite:///line"

    def test_the_language(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")
        assert read_settings().language == "zh_CN"
        file.write_text('language = "en"', "utf-8")
        assert read_settings().language == "en"
        Preferences(language="zh_CN").write(home_folder())
        assert read_settings().language == "zh_CN"
        monkeypatch.setenv("CALLCENTRE_LANGUAGE", "en")
        assert read_settings().language == "en"

    def test_a_language_nobody_speaks_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CALLCENTRE_LANGUAGE", "fr")
        with pytest.raises(BadInput, match=r"CALLCENTRE_LANGUAGE is “fr”.*en, zh_CN"):
            read_settings()

    def test_the_home_folder(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("CALLCENTRE_HOME", str(tmp_path / "elsewhere"))
        assert read_settings().home == tmp_path / "elsewhere"

    def test_what_was_chosen_in_the_program_beats_the_file(self, file: Path) -> None:
        file.write_text('theme = "day"', "utf-8")
        Preferences(theme="contrast").write(home_folder())
        assert read_settings().theme == "contrast"


class TestPreferences:
    def test_they_are_kept_for_the_next_start(self, tmp_path: Path) -> None:
        Preferences("zh_CN", "day").write(tmp_path)
        Preferences("en", "blue-orange").write(tmp_path)
        assert Preferences.read(tmp_path) == Preferences("en", "blue-orange")
        assert [p.name for p in tmp_path.iterdir()] == ["preferences.json"]

    @pytest.mark.parametrize(
        "content", [b"", b"{", b"[]", b'{"theme": 5}', b'{"theme": "pink"}', b"\xff"]
    )
    def test_what_cannot_be_read_is_no_preference(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "preferences.json").write_bytes(content)
        assert Preferences.read(tmp_path) == Preferences()


class TestPrivacy:
    """Customers' words lie there: nobody else reads them."""

    @staticmethod
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    def test_every_folder_made_is_the_owners_alone(self, tmp_path: Path) -> None:
        make_private_folder(tmp_path / "a" / "b" / "c")
        made = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"]
        assert [self.mode(folder) for folder in made] == [0o700] * 3

    def test_a_folder_that_was_there_is_left_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "shared").mkdir(mode=0o755)
        before = self.mode(tmp_path / "shared")
        make_private_folder(tmp_path / "shared" / "own")
        assert self.mode(tmp_path / "shared") == before

    def test_a_file_is_private_before_anything_is_in_it(self, tmp_path: Path) -> None:
        make_private_file(tmp_path / "deep" / "desk.sqlite3")
        assert self.mode(tmp_path / "deep" / "desk.sqlite3") == 0o600
        assert self.mode(tmp_path / "deep") == 0o700

    def test_a_file_that_was_there_keeps_what_is_in_it(self, tmp_path: Path) -> None:
        (tmp_path / "log").write_text("kept", "utf-8")
        make_private_file(tmp_path / "log")
        assert (tmp_path / "log").read_text("utf-8") == "kept"

    def test_preferences_lie_in_a_private_folder(self, tmp_path: Path) -> None:
        Preferences("en").write(tmp_path / "home")
        assert self.mode(tmp_path / "home") == 0o700


def test_the_demo_has_a_home_of_its_own() -> None:
    settings = read_settings(database="postgresql://desk@db/calls")
    demo = demo_settings(settings)
    assert demo.home == settings.home / "demo"
    assert demo.database == f"sqlite:///{settings.home / 'demo' / 'demo.sqlite3'}"
    assert demo.journal != settings.journal


def test_the_shipped_scripts_are_there() -> None:
    assert {"zh.toml", "en.toml"} <= {path.name for path in shipped_scripts().iterdir()}
