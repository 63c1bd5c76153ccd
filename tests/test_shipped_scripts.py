"""The scripts that are shipped: whole, the same in both languages, and never vague."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from callcentre.domain.call import Language
from callcentre.domain.classification import CustomerType
from callcentre.domain.gates import Missing
from callcentre.domain.script import (
    Circumstance,
    Mood,
    Phrase,
    Scene,
    Script,
    Scripts,
    Slot,
    prompt,
)
from callcentre.scripting import SILENT, UNASKED, Reading, read_scripts
from callcentre.settings import shipped_scripts

VAGUE = re.compile(
    r"\b(soon|shortly|asap|as soon as possible|at once|right away|immediately|in a while)\b"
    r"|尽快|尽早|马上|立刻|立即|稍后|过两天|这两天|不久",
    re.IGNORECASE,
)
TOLD = (Slot.REASON, Slot.PROCESS, Slot.TIME, Slot.AGENT, Slot.PHONE)
BLAME = re.compile(
    r"\binvalid\b|\byour (own )?(fault|mistake)\b|无效|您的错|您自己(弄|填|写)错", re.I
)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    nothing: Path = tmp_path_factory.mktemp("edited")
    return read_scripts(nothing, shipped_scripts(), tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def scripts(reading: Reading) -> Scripts:
    return reading.scripts


@pytest.fixture(scope="module")
def spoken(scripts: Scripts) -> list[tuple[Script, Phrase]]:
    """Every sentence of every script."""
    everyone = (*scripts.by_language.values(), *scripts.dialects.values())
    return [(script, phrase) for script in everyone for phrase in script.phrases]


def test_they_are_without_a_fault(reading: Reading) -> None:
    assert reading.broken == ()
    assert set(reading.scripts.by_language) == {Language.ZH, Language.EN}


@pytest.mark.parametrize("language", [Language.ZH, Language.EN])
@pytest.mark.parametrize("scene", [scene for scene in Scene if scene not in SILENT])
def test_something_is_said_in_every_scene_whatever_the_mood(
    scripts: Scripts, language: Language, scene: Scene
) -> None:
    """4.1."""
    for anger, kind in product(range(4), CustomerType):
        mood = Mood(anger, kind, frozenset())
        assert prompt(scripts, scene, language, "", mood, {}).say


@pytest.mark.parametrize("language", [Language.ZH, Language.EN])
def test_every_question_is_there(scripts: Scripts, language: Language) -> None:
    """LS-03: each empty required field offers a gentle question."""
    for missing in set(Missing) - UNASKED:
        assert scripts.question(language, missing).strip()


class TestBothLanguages:
    """4.5: Mandarin and English say the same things."""

    @staticmethod
    def outline(script: Script) -> list[tuple[object, ...]]:
        return [(phrase.scene, phrase.bound) for phrase in script.phrases]

    def test_the_sentences_correspond_in_their_order(self, scripts: Scripts) -> None:
        zh, en = (scripts.by_language[code] for code in (Language.ZH, Language.EN))
        assert self.outline(zh) == self.outline(en)

    def test_so_does_the_advice(self, scripts: Scripts) -> None:
        zh, en = (scripts.by_language[code] for code in (Language.ZH, Language.EN))
        assert [(a.scene, a.bound, len(a.do), len(a.avoid)) for a in zh.advice] == [
            (a.scene, a.bound, len(a.do), len(a.avoid)) for a in en.advice
        ]

    def test_and_what_is_filled_in(self, scripts: Scripts) -> None:
        zh, en = (scripts.by_language[code] for code in (Language.ZH, Language.EN))
        for one, other in zip(zh.phrases, en.phrases, strict=True):
            assert slots(one.say) == slots(other.say), (one.say, other.say)

    def test_goals_questions_and_words(self, scripts: Scripts) -> None:
        zh, en = (scripts.by_language[code] for code in (Language.ZH, Language.EN))
        assert set(zh.goals) == set(en.goals)
        assert set(zh.questions) == set(en.questions)
        assert set(zh.read_back) == set(en.read_back)
        assert set(zh.words) == set(en.words)


def slots(sentence: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", sentence))


class TestPromises:
    """PR-01, PR-03: the exact time, and all five things told, whatever the caller is like."""

    @pytest.mark.parametrize("language", list(Language))
    @pytest.mark.parametrize("circumstance", [None, *Circumstance])
    def test_every_sentence_an_agent_may_read_out_tells_all_five(
        self, scripts: Scripts, language: Language, circumstance: Circumstance | None
    ) -> None:
        when = frozenset({circumstance}) if circumstance else frozenset()
        values = {slot: f"<{slot.value}>" for slot in Slot}
        names = scripts.dialects if language is Language.DIALECT else [""]
        for name, anger, kind in product(names, range(4), CustomerType):
            mood = Mood(anger, kind, when)
            for said in prompt(scripts, Scene.PROMISE, language, name, mood, values).say:
                lacking = [slot for slot in TOLD if f"<{slot.value}>" not in said]
                assert not lacking, (mood, said)

    def test_no_circumstances_together_leave_one_out(
        self, spoken: list[tuple[Script, Phrase]]
    ) -> None:
        for script, phrase in spoken:
            if phrase.scene is Scene.PROMISE:
                lacking = {slot.value for slot in TOLD} - slots(phrase.say)
                assert not lacking, (script.name, phrase.say)

    def test_no_time_is_vague(self, spoken: list[tuple[Script, Phrase]]) -> None:
        """I-02, LS-06: "soon" is no time, in no scene."""
        vague = [(s.name, p.say) for s, p in spoken if VAGUE.search(p.say)]
        assert vague == []


def test_nobody_is_blamed(spoken: list[tuple[Script, Phrase]]) -> None:
    """CL-15, 4.1 step 5: never told that he is "invalid"."""
    assert [(s.name, p.say) for s, p in spoken if BLAME.search(p.say)] == []


def test_nothing_is_written_twice(spoken: list[tuple[Script, Phrase]]) -> None:
    counted = Counter((script.name, phrase.scene, phrase.say) for script, phrase in spoken)
    assert [sentence for sentence, count in counted.items() if count > 1] == []


def test_the_return_visit_asks_its_five_questions_at_one_sitting(scripts: Scripts) -> None:
    """FU-02: spread over the three sentences shown, bound to nobody."""
    mood = Mood(0, CustomerType.UNKNOWN, frozenset())
    for language, mark in ((Language.ZH, "？"), (Language.EN, "?")):
        shown = prompt(scripts, Scene.RETURN_VISIT, language, "", mood, {}).say
        assert sum(sentence.count(mark) for sentence in shown) == 5
