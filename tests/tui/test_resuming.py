"""A call or an answer whose program died is offered at the next start, with everything in it."""

from dataclasses import replace

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call, Step
from callcentre.domain.places import Place
from callcentre.journal import Journal
from callcentre.services.answers import take
from callcentre.tui.screens.queue import QueueScreen
from tests.support.callers import PLAIN_RECORD, to_promise, to_record
from tests.support.filed import answering as an_answer
from tests.support.filed import owed
from tests.tui.floor import Floor
from tests.tui.hands import sitting_at
from tests.tui.on_the_line import a_caller, leave_behind, on_the_line, owe, step_of


def left(floor: Floor) -> list[Call | AnswerDraft]:
    """What the journal of this machine still holds when no program runs."""
    journal = Journal(floor.home / "journal")
    try:
        return [orphan.draft for orphan in journal.orphans()]
    finally:
        journal.close()


async def test_everything_typed_is_there_again(floor: Floor) -> None:
    """Invariant 6: the program ends in the record step; every field, tick and step is back."""
    async with floor.desk() as hands:
        await hands.press("f2")
        await hands.fill({Place.NAME: "Li", Place.PHONE: "13900000001"})
        await hands.press("f7", "f2")
        await hands.put(Place.NOTES, "It has not come")
        await hands.press("f2", "ctrl+o", "f2")
        await hands.fill({Place.ADDRESS: "1 High Street", Place.WISH: "today [/b]"})
        before = hands.call
        await hands.leave()
    async with floor.desk() as hands:
        assert "A call with Li, begun 09:30 by 张同, in the step “Record”." in " ".join(
            part.strip() for line in hands.text.splitlines() for part in line.split("│")
        )
        await hands.press("1")
        assert hands.call == before
        assert hands.written(Place.ADDRESS) == "1 High Street"
        assert hands.written(Place.WISH) == "today [/b]"


async def test_letters_typed_just_before_the_end(floor: Floor) -> None:
    """Invariant 6: nobody pressed Enter or F2 after them."""
    async with floor.desk() as hands:
        await hands.press("f2")
        await hands.type("Li N")
        await hands.leave()
    async with floor.desk() as hands:
        await hands.press("1")
        assert hands.written(Place.NAME) == "Li N"


async def test_a_resumed_call_is_filed_once(floor: Floor) -> None:
    """Design 5: it goes on to its end, and nothing of it is left in the journal."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.press("1")
        await hands.put(Place.PROMISE_REASON, "the carrier is silent")
        await hands.press("ctrl+o", "f2", "f2", "f2", "f2")
        assert isinstance(hands.app.screen, QueueScreen)
    assert len(owed(floor.office)) == 1
    assert left(floor) == []


async def test_later_is_offered_again(floor: Floor) -> None:
    """ "Leave it for the next start", and Escape, lose nothing."""
    caller = to_record(a_caller(floor)).fill(PLAIN_RECORD)
    leave_behind(floor, caller.call)
    for key in ("2", "escape"):
        async with floor.desk() as hands:
            assert "Unfinished" in hands.text
            await hands.press(key)
            assert isinstance(hands.app.screen, QueueScreen)
    async with floor.desk() as hands:
        await hands.press("1")
        assert hands.call.complaint.record == caller.complaint.record


async def test_others_are_not_asked_about_it(floor: Floor) -> None:
    """Section 3.4: it is offered to who held it, and to a lead."""
    leave_behind(floor, to_record(a_caller(floor)).call)
    async with floor.desk(floor.other) as hands:
        assert "Unfinished" not in hands.text
    async with floor.desk(floor.lead) as hands:
        await hands.press("1")
        assert step_of(hands) is Step.RECORD
        assert hands.call.agent == floor.lead


async def test_a_call_that_was_over_is_filed_without_asking(floor: Floor) -> None:
    """It had been saved and only waited for the database."""
    caller = a_caller(floor).put(Place.PHONE, "13900000001").next().drop()
    over = replace(caller.call, saved_at=floor.clock.now())
    leave_behind(floor, over)
    async with floor.desk() as hands:
        assert "Unfinished" not in hands.text
        await hands.until(lambda: bool(owed(floor.office)), "the filing")
    assert left(floor) == []


async def test_an_answer_left_behind_goes_on(floor: Floor) -> None:
    """What was told is there again, under a claim of its own."""
    promise = owe(floor)
    leave_behind(floor, an_answer(floor.office, promise, by=floor.agent))
    async with sitting_at(floor.app()) as hands:
        await hands.press("1")
        assert hands.written("said") == "改走下一班，明早送达"
        await hands.press("f2")
        assert isinstance(hands.app.screen, QueueScreen)
    assert promise.id not in [row.id for row in owed(floor.office)]


async def test_an_answer_that_another_took_meanwhile(floor: Floor) -> None:
    """Invariant 5: it is refused with the name, and the desk goes on."""
    promise = owe(floor)
    leave_behind(floor, an_answer(floor.office, promise, by=floor.agent))
    floor.clock.move(hours=1)
    take(floor.office, promise.id, floor.other)
    async with sitting_at(floor.app()) as hands:
        await hands.press("1")
        assert isinstance(hands.app.screen, QueueScreen)
        assert floor.other.name in hands.toasts[0]
