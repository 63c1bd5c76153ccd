"""Giving the answer that is owed: result, progress or none, nobody reached, too late (CS-10)."""

import pytest

from callcentre.domain.commitment import Commitment, Kind, Outcome
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Point
from callcentre.services.answers import take
from callcentre.services.cases import CaseFile, case_file, find_cases
from callcentre.tui.forms.times import TIMES
from callcentre.tui.screens.answer import AnswerScreen
from callcentre.tui.screens.queue import QueueScreen
from tests.support.filed import owed
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import answering, owe

TOLD = {"said": "it leaves tonight", "cause": "the truck broke down", "process": "another truck"}


def the_file(floor: Floor) -> CaseFile:
    [case] = find_cases(floor.office)
    return case_file(floor.office, case.number)


async def tick_all(hands: Hands) -> None:
    await hands.press(*["ctrl+o"] * len(Point))


async def test_the_six_points_are_ticked_one_by_one(floor: Floor) -> None:
    """CS-10: ^O is "he has heard this", in the order they are said."""
    owe(floor)
    async with answering(floor) as hands:
        for count, point in enumerate(Point, start=1):
            await hands.press("ctrl+o")
            assert point in hands.draft.points
            assert f"{count}/6" in hands.text


async def test_a_result_ends_the_promise(floor: Floor) -> None:
    """I-05, FU-01: kept in time; the written answer and the return visit are owed now."""
    promise = owe(floor)
    async with answering(floor) as hands:
        await hands.press("f2")
        assert hands.place == "kind"
        await hands.press("1")
        await hands.fill(TOLD)
        await hands.press("f2")
        assert isinstance(hands.app.screen, AnswerScreen)
        await tick_all(hands)
        assert "Nothing missing" in hands.text
        await hands.press("f2")
        assert isinstance(hands.app.screen, QueueScreen)
    closed, *follow_up = the_file(floor).chain
    assert closed.id == promise.id
    assert closed.closing is not None
    assert closed.closing.outcome is Outcome.KEPT
    assert {c.kind for c in follow_up} == {Kind.NOTICE, Kind.VISIT}


@pytest.mark.parametrize("kind", [AnswerKind.PROGRESS, AnswerKind.NO_PROGRESS])
async def test_no_result_without_the_next_promise(floor: Floor, kind: AnswerKind) -> None:
    """I-07, CS-13: the time, the reason and "told" are each asked for before it is filed."""
    promise = owe(floor)
    async with answering(floor) as hands:
        await hands.choose("kind", kind.value)
        await hands.put("said", "still on the road")
        await tick_all(hands)
        await hands.press("f2")
        assert hands.place == TIMES
        await hands.press("1", "f2")
        assert hands.place == "next.reason"
        await hands.fill({"next.reason": "no news yet", "next.process": "we ask again"})
        await hands.press("f2")
        assert isinstance(hands.app.screen, AnswerScreen)
        await hands.press("ctrl+o", "f2")
        assert isinstance(hands.app.screen, QueueScreen)
    first, second = the_file(floor).chain
    assert first.id == promise.id
    assert not first.is_open
    assert (second.is_open, second.follows, second.owner) == (True, first.id, first.owner)
    assert second.told.reason == "no news yet"


async def test_progress_takes_a_typed_time_too(floor: Floor) -> None:
    """I-02: "soon" is no promise here either."""
    owe(floor)
    async with answering(floor) as hands:
        await hands.choose("kind", "progress")
        await hands.put("next.due_typed", "soon")
        assert "“soon” is no promise" in hands.text
        assert hands.draft.next.due is None
        await hands.put("next.due_typed", "15:30")
        assert hands.draft.next.due is not None
        assert "is no promise" not in hands.text


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5"])
async def test_nobody_reached_leaves_it_owed(floor: Floor, key: str) -> None:
    """I-05: every try is kept, and discharges nothing; the row is free again."""
    promise = owe(floor)
    async with answering(floor) as hands:
        await hands.press("escape", key)
        assert hands.toasts == ["Noted. It is still owed."]
        assert isinstance(hands.app.screen, QueueScreen)
        await hands.until(lambda: "(1 try)" in hands.text, "the try in the queue")
    found = the_file(floor)
    assert [c.attempt for c in found.contacts if c.commitment_id == promise.id] == [
        list(AttemptOutcome)[int(key) - 1]
    ]
    assert found.chain[0].is_open
    assert take(floor.office, promise.id, floor.other).commitment.id == promise.id


async def test_left_for_later_it_is_free_again(floor: Floor) -> None:
    promise = owe(floor)
    async with answering(floor) as hands:
        await hands.press("escape", "6")
        assert isinstance(hands.app.screen, QueueScreen)
    assert take(floor.office, promise.id, floor.other).commitment.id == promise.id
    assert the_file(floor).chain[0].is_open


@pytest.fixture
def late(floor: Floor) -> Commitment:
    promise = owe(floor)
    floor.clock.move(hours=3)
    return promise


async def test_late_needs_a_reason_and_an_apology(floor: Floor, late: Commitment) -> None:
    """I-14, AU-06: and late it stays, for ever."""
    async with answering(floor) as hands:
        assert "late" in hands.text.splitlines()[2]
        await hands.choose("kind", "result")
        await hands.fill(TOLD)
        await tick_all(hands)
        await hands.press("f2")
        assert hands.place == "late_reason"
        await hands.put("late_reason", "the line was busy")
        await hands.press("f2")
        assert hands.place == "apologised"
        await hands.press("1", "f2")
        assert isinstance(hands.app.screen, QueueScreen)
    closed = the_file(floor).chain[0]
    assert closed.closing is not None
    assert closed.closing.outcome is Outcome.KEPT_LATE


async def test_in_time_nothing_is_asked_about_lateness(floor: Floor) -> None:
    owe(floor)
    async with answering(floor) as hands:
        assert "late_reason" not in hands.places
        floor.clock.move(hours=3)
        await hands.tick()
        await hands.choose("kind", "result")
        assert "late_reason" in hands.places


async def test_the_loser_is_told_who_has_it(floor: Floor) -> None:
    """I-11: one holds it at a time."""
    promise = owe(floor)
    take(floor.office, promise.id, floor.other)
    async with sitting_at(floor.app()) as hands:
        await hands.press("enter")
        assert isinstance(hands.app.screen, QueueScreen)
        [told] = hands.toasts
        assert floor.other.name in told


async def test_another_time_before_it_is_due(floor: Floor) -> None:
    """I-06: with the reason and the customer's knowledge; the old one is superseded."""
    owe(floor)
    async with floor.desk() as hands:
        await hands.press("r")
        await hands.put("move_reason", "he is out at noon")
        await hands.go(TIMES)
        await hands.press("3")
        await hands.fill({"next.reason": "as he wished", "next.process": "we go on asking"})
        await hands.press("ctrl+o", "f2")
        assert isinstance(hands.app.screen, QueueScreen)
    first, second = the_file(floor).chain
    assert first.closing is not None
    assert first.closing.outcome is Outcome.SUPERSEDED
    assert second.is_open
    assert len(owed(floor.office)) == 1


async def test_too_late_to_move(floor: Floor, late: Commitment) -> None:
    """I-06: what was due is answered late, not moved."""
    async with floor.desk() as hands:
        await hands.press("r")
        await hands.put("move_reason", "he is out")
        await hands.go(TIMES)
        await hands.press("3")
        await hands.fill({"next.reason": "as he wished", "next.process": "we go on asking"})
        await hands.press("ctrl+o", "f2")
        assert hands.toasts
        assert the_file(floor).chain[0].is_open
