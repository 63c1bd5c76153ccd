"""The time that is promised: proposed, or typed as it is said, and shown on both clocks."""

import re
from datetime import datetime
from itertools import takewhile

import pytest

from callcentre.domain.call import Step
from callcentre.domain.places import Place
from callcentre.domain.promise_times import propose
from callcentre.domain.working_time import is_open
from callcentre.tui.forms.times import TIMES
from tests.support.callers import to_promise
from tests.support.centres import LEAD_NAME, PASSPHRASE
from tests.tui.floor import Floor
from tests.tui.hands import Hands
from tests.tui.on_the_line import a_caller, on_the_line, step_of

NEW_YORK = "America/New_York"


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_a_proposed_time_is_one_key(floor: Floor, key: str) -> None:
    """PR-01, I-25: three times inside the hours and the limit; the key goes on to the reason."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        assert hands.place == TIMES
        await hands.press(key)
        promise = hands.call.complaint.promise
        assert promise.due is not None
        assert hands.place == Place.PROMISE_REASON
        centre, now = floor.centre, floor.clock.now()
        severity = hands.call.complaint.classification.severity
        assert severity is not None
        offered = [p.due for p in propose(centre.hours, centre.limits, severity, now)]
        assert promise.due.at == offered[int(key) - 1]
        assert is_open(centre.hours, promise.due.at)
        assert promise.due.at - now <= centre.limits.first_promise[severity]


TYPED = {
    "15:30": ("2026-04-02T15:30", "15:30"),
    "3pm": ("2026-04-02T15:00", "15:00"),
    "tomorrow 9am": ("2026-04-03T09:00", "tomorrow 09:00"),
    "+2h": ("2026-04-02T11:30", "11:30"),
    "monday 10:00": ("2026-04-06T10:00", "6 Apr 10:00"),
    "明天下午三点": ("2026-04-03T15:00", "tomorrow 15:00"),
    "下周一十点": ("2026-04-06T10:00", "6 Apr 10:00"),
    "两小时后": ("2026-04-02T11:30", "11:30"),
}
REFUSED = {
    "soon": "“soon” is no promise: the customer needs a clock time.",
    "asap": "“asap” is no promise",
    "尽快": "“尽快” is no promise",
    "09:00": "2026-04-02 09:00 has passed. Add the day",
    "tomorrow": "“tomorrow” names no clock time",
    "31.2. 10:00": "“31.2. 10:00”",
    "15:30 their time": "The customer's time zone is not known",
    "9:30 Nowhere/Town": "There is no time zone called “Nowhere/Town”.",
    "lunch": "“lunch”",
}


def beside(hands: Hands, label: str) -> str:
    """What stands in the form beside a label, on as many lines as it takes."""
    lines = [re.split("[│╭╰]", line)[0][1:] for line in hands.text.splitlines()[2:]]
    [at] = [n for n, line in enumerate(lines) if line[2:].startswith(label)]
    more = takewhile(lambda line: line.strip() and line.startswith(" " * 19), lines[at + 1 :])
    return " ".join([lines[at][19:].strip(), *(line.strip() for line in more)])


async def test_a_typed_time_is_resolved_as_it_is_typed(floor: Floor) -> None:
    """I-02, I-24: what it comes to stands below, before it is said."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        for typed, (local, shown) in TYPED.items():
            await hands.put(Place.DUE_TYPED, typed)
            due = hands.call.complaint.promise.due
            assert due is not None, typed
            assert due.at == datetime.fromisoformat(f"{local}+08:00"), typed
            assert beside(hands, "So it is") == shown


async def test_no_time_is_refused_in_words(floor: Floor) -> None:
    """I-02: the words say why, and what was chosen before does not stay."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.press("1")
        for typed, words in REFUSED.items():
            await hands.put(Place.DUE_TYPED, typed)
            assert hands.call.complaint.promise.due is None, typed
            assert words in beside(hands, "Because")


async def test_no_promise_without_a_time(floor: Floor) -> None:
    """I-02: the gate stays shut and the cursor goes to the times."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.put(Place.DUE_TYPED, "soon")
        await hands.put(Place.PROMISE_REASON, "the carrier is silent")
        await hands.press("ctrl+o", "f2")
        assert (step_of(hands), hands.place) == (Step.PROMISE, TIMES)


async def test_both_clocks_are_shown(floor: Floor) -> None:
    """I-24: a customer by another clock is told his own, and "their time" is read on it."""
    caller = to_promise(a_caller(floor).put(Place.CUSTOMER_ZONE, NEW_YORK))
    async with on_the_line(floor, caller) as hands:
        await hands.put(Place.DUE_TYPED, "15:30")
        ours = "15:30 here = tomorrow 03:30 for the customer (America/New_York)"
        assert beside(hands, "So it is") == ours
        await hands.put(Place.DUE_TYPED, "tomorrow 03:30 their time")
        assert beside(hands, "So it is") == ours


async def test_a_key_takes_the_place_of_what_was_typed(floor: Floor) -> None:
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.put(Place.DUE_TYPED, "soon")
        await hands.go(TIMES)
        await hands.press("1")
        assert hands.call.complaint.promise.due is not None
        assert "is no promise" not in hands.text


async def test_later_than_the_limit_needs_a_lead(floor: Floor) -> None:
    """I-25: refused for an agent with the latest time; a lead's passphrase allows it."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.put(Place.DUE_TYPED, "tomorrow 9am")
        await hands.put(Place.PROMISE_REASON, "the carrier is silent")
        assert "this needs a lead (Esc)" in hands.text
        await hands.press("ctrl+o", "f2")
        assert step_of(hands) is Step.PROMISE
        [refusal] = hands.toasts
        assert "owed by 2026-04-02 17:30; later needs a lead" in refusal
        await hands.press("escape", "1")
        await hands.fill({"name": LEAD_NAME, "passphrase": PASSPHRASE})
        await hands.press("f2", "f2")
        assert step_of(hands) is Step.MORE_NEEDS


async def test_other_words_must_be_said_again(floor: Floor) -> None:
    """I-03: the five things are told together; changing one takes "said" back."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.press("1")
        await hands.put(Place.PROMISE_REASON, "the carrier is silent")
        await hands.press("ctrl+o")
        await hands.put(Place.PROMISE_REASON, "the depot is closed")
        await hands.press("f2")
        assert step_of(hands) is Step.PROMISE
        await hands.press("ctrl+o", "f2")
        assert step_of(hands) is Step.MORE_NEEDS


async def test_what_was_promised_cannot_be_written_over(floor: Floor) -> None:
    """I-06: back in the step, its words are to be read, not typed in."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.press("1")
        await hands.put(Place.PROMISE_REASON, "the carrier is silent")
        await hands.press("ctrl+o", "f2", "f3")
        assert step_of(hands) is Step.PROMISE
        assert beside(hands, "Why not now") == "the carrier is silent"
        await hands.type("x")
        assert hands.call.complaint.promise.reason == "the carrier is silent"
