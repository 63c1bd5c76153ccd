"""Text from outside is data (style 4.1, design 3.7): no screen interprets it, whatever it holds.

The texts stand in a database another program wrote, so that nobody has cleaned them: as the
names of centre, agent and customer, as notes, content, wish, reason and all else of a filed
case. Every screen and dialog shows them. What is pasted in a field is kept as the cleaner says.
"""

import re
import sqlite3
import unicodedata
from dataclasses import replace

import pytest

from callcentre.domain.call import Step
from callcentre.domain.places import Place
from callcentre.services.calls import file_call
from callcentre.text import clean, clean_lines
from callcentre.tui.screens.answer import AnswerScreen
from callcentre.tui.screens.case import CaseScreen
from callcentre.tui.screens.cases import CasesScreen
from callcentre.tui.screens.people import PeopleScreen
from callcentre.tui.screens.queue import QueueScreen
from tests.support.callers import Caller, to_calm, to_promise
from tests.support.centres import PASSPHRASE
from tests.support.filed import HOUR
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import leave_behind, on_the_line, step_of

LITERAL = {
    "tags": "[red]x[/] [@click=app.quit]x[/]",
    "broken tags": "a[/foo]b {customer} {0} $due \\[b]y\\",
    "wide and joined": "样品未到 cafe\u0301 ﷽ 👩\u200d👩\u200d👧",
}
TEXTS = LITERAL | {
    "escapes": "\x1b]0;owned\x07 \x1b]52;c;bWFsd2FyZQ==\x07 \x1b[2J\x1b[31m \x9b31mz\x85\x90\x9c",
    "hidden": "a\x00b\tc\x08 \u200bz\u200d\ufeffz",
    "reordered": "\u202etxt.exe\u2066z\u2069",
    "very long": "长x" * 2_000,
}
EVERYTHING = " ".join(text for name, text in TEXTS.items() if name != "very long")
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
EVERYWHERE = (
    *(Place.NAME, Place.COMPANY, Place.ADDRESS, Place.WAYBILL, Place.CONTENT, Place.CRUX),
    *(Place.WISH, Place.DOWNSTREAM, Place.OTHER_CONTACT, Place.DIALECT, Place.NOTES),
    *(Place.GOODS, Place.CAUSE_NOTE, Place.PROMISE_REASON, Place.PROMISE_PROCESS),
    *(Place.DISPUTE_REASON, Place.SOLUTION, Place.EXPLAIN_FACT),
)


def all_over(caller: Caller, text: str) -> Caller:
    """The text is in every place of the call that takes text."""
    return caller.fill(dict.fromkeys(EVERYWHERE, text))


def spoil(floor: Floor, text: str) -> None:
    """The text is everybody's name, and all there is about a customer we owe an answer."""
    floor.centre = replace(floor.centre, name=text)
    floor.agent = replace(floor.agent, name=text)
    with sqlite3.connect(floor.database) as database:
        database.execute("UPDATE people SET name = ? WHERE id = ?", (text, floor.agent.id))
    database.close()
    caller = all_over(to_promise(caller_of(floor, "earlier")), text)
    file_call(floor.office, promise_of(caller, floor).call)


def caller_of(floor: Floor, call_id: str) -> Caller:
    return Caller(call_id, floor.agent, floor.centre, floor.clock)


def promise_of(caller: Caller, floor: Floor) -> Caller:
    return caller.due(floor.clock.now() + HOUR).say().next()


def assert_safe(hands: Hands, text: str) -> None:
    """Nothing on the screen is a command to the terminal; harmless text stands there whole."""
    seen = unicodedata.normalize("NFC", hands.text)
    assert [c for c in seen if unicodedata.category(c) == "Cc" and c != "\n"] == []
    assert not OVERRIDES.search(seen)
    seen.encode("utf-8")
    if text in LITERAL.values():
        assert unicodedata.normalize("NFC", text) in seen
    assert hands.app.faults == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_between_calls(floor: Floor, text: str) -> None:
    """The queue, key help, palette, case, search, list of cases, answer and its menu."""
    spoil(floor, text)
    async with sitting_at(floor.app()) as hands:
        assert isinstance(hands.app.screen, QueueScreen)
        assert_safe(hands, text)
        for key in ("f9", "ctrl+p"):
            await hands.press(key)
            assert_safe(hands, text)
            await hands.press("escape")
        await hands.press("c")
        assert isinstance(hands.app.screen, CaseScreen)
        assert_safe(hands, text)
        await hands.press("escape", "f3")
        assert isinstance(hands.app.screen, CasesScreen)
        assert_safe(hands, text)
        await hands.press("escape", "enter")
        assert isinstance(hands.app.screen, AnswerScreen)
        assert_safe(hands, text)
        await hands.press("escape")
        assert_safe(hands, text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_every_step_of_a_call(floor: Floor, text: str) -> None:
    """A call with the text in every field, gone through backwards to the greeting."""
    spoil(floor, text)
    caller = all_over(to_promise(caller_of(floor, "now")), text)
    async with on_the_line(floor, caller) as hands:
        seen = [step_of(hands)]
        assert_safe(hands, text)
        while step_of(hands) is not Step.GREET:
            await hands.press("f3")
            seen.append(step_of(hands))
            assert_safe(hands, text)
        await hands.press("escape")
        assert_safe(hands, text)
    assert len(seen) == 7


async def test_the_end_of_a_call(floor: Floor) -> None:
    """More needs, goodbye and wrap-up repeat what was promised."""
    spoil(floor, EVERYTHING)
    caller = promise_of(all_over(to_promise(caller_of(floor, "now")), EVERYTHING), floor)
    async with on_the_line(floor, caller) as hands:
        for step in (Step.MORE_NEEDS, Step.HANG_UP, Step.WRAP_UP):
            assert step_of(hands) is step
            assert_safe(hands, EVERYTHING)
            await hands.press("f2")
        assert isinstance(hands.app.screen, QueueScreen)
        assert_safe(hands, EVERYTHING)


async def test_a_call_left_behind(floor: Floor) -> None:
    """The question whether to go on with it names the caller and the agent."""
    spoil(floor, EVERYTHING)
    leave_behind(floor, all_over(to_calm(caller_of(floor, "now")), EVERYTHING).call)
    async with sitting_at(floor.app()) as hands:
        assert_safe(hands, EVERYTHING)
        await hands.press("1")
        assert hands.call.complaint.record.name
        assert_safe(hands, EVERYTHING)


async def test_the_door_and_the_people(floor: Floor) -> None:
    """Somebody with such a name signs in, and a lead sees him."""
    spoil(floor, EVERYTHING)
    async with sitting_at(floor.app(at_the_door=True)) as hands:
        await hands.put("name", EVERYTHING)
        await hands.put("passphrase", PASSPHRASE)
        await hands.press("enter", "enter")
        assert_safe(hands, EVERYTHING)
    async with sitting_at(floor.app(floor.lead)) as hands:
        await hands.press("f8")
        assert isinstance(hands.app.screen, PeopleScreen)
        assert_safe(hands, EVERYTHING)
        await hands.press("down", "f4")
        assert_safe(hands, EVERYTHING)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_what_is_pasted_is_kept_clean(floor: Floor, text: str) -> None:
    """RC-01: a line and a paragraph, pasted as they come, are stored as the cleaner says."""
    async with sitting_at(floor.app()) as hands:
        await hands.press("f2")
        await hands.paste(text)
        assert clean(hands.call.complaint.record.name) == clean(text.splitlines()[0])
        await hands.press("f2")
        await hands.paste(f"{text}\nand more")
        assert clean_lines(hands.call.notes) == clean_lines(f"{text}\nand more")
        assert_safe(hands, text)
        await hands.press("f2", "f7", "f2", "ctrl+o", "f2")
        assert_safe(hands, text)
