"""The language of the screens, changed while the program runs: every word, and no data."""

import re

import pytest

from callcentre import i18n
from callcentre.domain.call import Language, Step
from callcentre.domain.places import Place
from callcentre.tui.screens.queue import QueueScreen
from tests.support.callers import PLAIN_RECORD, to_record
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import a_caller, answering, on_the_line, owe, step_of
from tests.tui.ways import WAYS

EN, ZH = "en", "zh_CN"


async def speak(hands: Hands, code: str) -> None:
    """As the palette does it."""
    with hands.app._context():
        await hands.app.run_action(f"use_language('{code}')")
    await hands.settle()
    await hands.tick()


def words(text: str) -> str:
    """The screen without what the disk decides and without the place of the cursor."""
    return re.sub("[●○]", "", text)


@pytest.mark.parametrize("place", WAYS)
async def test_a_screen_changed_is_as_one_opened_anew(floor: Floor, place: str) -> None:
    """Every word of every screen, both ways; the call's own language does not follow."""
    owe(floor)
    seen: dict[str, str] = {}
    async with sitting_at(floor.app(floor.lead)) as hands:
        await WAYS[place](hands)
        if place == "call":
            await hands.choose(Place.LANGUAGE, Language.ZH.value)
        seen[EN] = words(hands.text)
        await speak(hands, ZH)
        seen[ZH] = words(hands.text)
        await speak(hands, EN)
        assert words(hands.text) == seen[EN]
        if place == "answer":
            await hands.press("escape", "6")
    with i18n.speaking(ZH):
        async with sitting_at(floor.app(floor.lead)) as hands:
            if place == "call":
                await hands.press("1")
            else:
                await WAYS[place](hands)
            assert words(hands.text) == seen[ZH]
    assert seen[EN] != seen[ZH]


async def test_what_was_typed_stays(floor: Floor) -> None:
    """In the middle of the record: text, marks, step, and the letters not yet taken in."""
    async with on_the_line(floor, to_record(a_caller(floor))) as hands:
        await hands.fill(PLAIN_RECORD)
        await hands.press("ctrl+o")
        before = hands.call
        await speak(hands, ZH)
        assert hands.call == before
        assert {place: hands.written(place) for place in PLAIN_RECORD} == PLAIN_RECORD
        assert hands.text.count("✓ 已确认") == 4
        await hands.put(Place.COMPANY, "GE")
        await hands.press("f2")
        assert step_of(hands) is Step.CLASSIFY
        assert hands.call.complaint.record.company == "GE"


async def test_the_call_keeps_its_own_language(floor: Floor) -> None:
    """CH-08: the screens speak Chinese, the caller English."""
    async with on_the_line(floor, to_record(a_caller(floor))) as hands:
        await speak(hands, ZH)
        assert hands.call.language is Language.EN
        assert "What name may I put down for you?" in hands.text
        assert "还缺" in hands.text


async def test_an_answer_keeps_what_was_said(floor: Floor) -> None:
    owe(floor)
    async with answering(floor) as hands:
        await hands.put("said", "it leaves tonight")
        await hands.press("ctrl+o")
        await speak(hands, ZH)
        assert hands.written("said") == "it leaves tonight"
        assert "1/6" in hands.text


async def test_the_screens_behind_change_too(floor: Floor) -> None:
    """A call is open; the queue behind it speaks the new language when F4 shows it."""
    async with floor.desk() as hands:
        await hands.press("f2")
        await speak(hands, ZH)
        await hands.press("f4")
        assert isinstance(hands.app.screen, QueueScreen)
        assert "Case" not in hands.text
        assert "案件" in hands.text


async def test_the_door_speaks_both(floor: Floor) -> None:
    async with sitting_at(floor.app(at_the_door=True)) as hands:
        assert "Enter your name and passphrase." in hands.text
        await speak(hands, ZH)
        assert "Enter your name" not in hands.text
        assert "Passphrase" not in hands.text


@pytest.mark.parametrize("code", i18n.LANGUAGES)
async def test_a_call_begins_in_the_language_of_the_screens(floor: Floor, code: str) -> None:
    """CH-08: most callers speak what the desk speaks; ^G changes it."""
    with i18n.speaking(code):
        async with floor.desk() as hands:
            await hands.press("f2")
            assert hands.call.language.value == code.partition("_")[0]
