"""The database is locked during a call: the call goes on, and is filed when it is back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from callcentre.domain.call import Step
from callcentre.domain.places import Place
from callcentre.errors import StorageDown
from callcentre.services.cases import case_file, find_cases
from callcentre.services.ports import Office
from callcentre.storage import engine
from callcentre.tui.screens.queue import QueueScreen
from callcentre.tui.screens.sign_in import SignInScreen
from tests.support.callers import PLAIN_CLASSES, PLAIN_RECORD, to_classify, to_promise
from tests.support.centres import PASSPHRASE
from tests.support.filed import owed
from tests.tui.floor import AGENT_NAME, Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import a_caller, answering, on_the_line, owe, step_of

KEPT = "The database is away. This is kept here and filed when it is back."
RETRY = 5


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that waits for a lock only a moment."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.02)


@contextmanager
def locked(floor: Floor) -> Iterator[None]:
    """Another program holds the database and lets nobody write."""
    holder = sqlite3.connect(floor.database, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        yield
    finally:
        holder.close()


async def retry(hands: Hands) -> None:
    """The seconds pass after which a desk tries again."""
    for _ in range(RETRY):
        await hands.tick()


async def promise_it(hands: Hands) -> None:
    """From the promise to the end of the call."""
    await hands.press("1")
    await hands.put(Place.PROMISE_REASON, "the carrier is silent")
    await hands.press("ctrl+o", "f2", "f2", "f2", "f2")


async def test_a_whole_call_without_the_database(floor: Floor) -> None:
    """Design 5: no step waits for it; the number follows, and the case is filed once."""
    async with floor.desk() as hands:
        with locked(floor):
            await hands.press("f2")
            await hands.fill({Place.NAME: "Li", Place.PHONE: "13900000001"})
            await hands.press("f7", "f2")
            await hands.put(Place.NOTES, "It has not come")
            await hands.press("f2", "ctrl+o", "f2")
            await hands.fill({**PLAIN_RECORD, Place.NAME: "Li"})
            await hands.press("ctrl+o", "f2")
            for place, value in PLAIN_CLASSES.items():
                await hands.choose(place, str(value))
            await hands.press("f2")
            assert step_of(hands) is Step.ACCEPT
            assert "follows when the database answers" in hands.text
            await hands.press("ctrl+o", "f2")
            await promise_it(hands)
            assert isinstance(hands.app.screen, QueueScreen)
            assert hands.toasts == [KEPT]
            await retry(hands)
            assert list(owed(floor.office)) == []
        await retry(hands)
        assert "Filed what was waiting." in hands.toasts
        await hands.until(lambda: "TS-260402-001" in hands.text, "the case in the queue")
        await retry(hands)
    [row] = owed(floor.office)
    assert (row.whom, row.case_number) == ("Li", "TS-260402-001")


async def test_it_is_filed_by_the_next_start(floor: Floor) -> None:
    """Invariant 6: the program ends before the database is back."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        with locked(floor):
            await promise_it(hands)
            assert KEPT in hands.toasts
            await hands.leave()
    assert list(owed(floor.office)) == []
    async with floor.desk() as hands:
        assert "Unfinished" not in hands.text
        await hands.until(lambda: bool(owed(floor.office)), "the filing")
    assert len(owed(floor.office)) == 1


async def test_the_number_comes_when_it_can(floor: Floor) -> None:
    """RC-11: it was away for the acceptance alone; the filing of the promise brings it."""
    async with on_the_line(floor, to_classify(a_caller(floor)).fill(PLAIN_CLASSES)) as hands:
        with locked(floor):
            await hands.press("f2", "ctrl+o", "f2")
            assert (step_of(hands), hands.call.complaint.acceptance.number) == (Step.PROMISE, "")
        await hands.press("1")
        await hands.put(Place.PROMISE_REASON, "the carrier is silent")
        await hands.press("ctrl+o", "f2", "f2")
        assert step_of(hands) is Step.HANG_UP
        assert "TS-260402-001" in hands.text


async def test_an_answer_is_kept_until_it_is_back(floor: Floor) -> None:
    """I-14: filed with the minute it was given, though the promised time has passed since."""
    owe(floor)
    async with answering(floor) as hands:
        given_at = floor.clock.now()
        await hands.choose("kind", "result")
        await hands.fill({"said": "tonight", "cause": "a breakdown", "process": "another truck"})
        await hands.press(*["ctrl+o"] * 6)
        with locked(floor):
            await hands.press("f2")
            assert isinstance(hands.app.screen, QueueScreen)
            assert hands.toasts == [KEPT]
            floor.clock.move(hours=5)
        await retry(hands)
    [case] = find_cases(floor.office)
    closed = case_file(floor.office, case.number).chain[0]
    assert closed.closing is not None
    assert (closed.closing.at, closed.closing.outcome) == (given_at, "kept")


async def test_the_top_line_says_how_long(floor: Floor) -> None:
    """Design 4: a stale screen says so, with a glyph and the time, and forgets it afterwards."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        assert "desk ●" in hands.text
        with locked(floor):
            await hands.press("f8")
            floor.clock.move(minutes=3)
            await hands.tick()
            assert "desk ○ silent 3 min" in hands.text
        floor.clock.move(minutes=1)
        await hands.tick()
        await hands.tick()
        assert "desk ●" in hands.text


async def test_the_door_waits_for_it(floor: Floor) -> None:
    """It is away when the program starts, and the door opens when it is back."""
    is_back = False

    def open_office() -> Office:
        if not is_back:
            raise StorageDown("The database does not answer: {cause}", cause="it is [/away]")
        return floor.office

    async with sitting_at(floor.app(at_the_door=True, open_office=open_office)) as hands:
        assert isinstance(hands.app.screen, SignInScreen)
        assert "The database does not answer: it is [/away]" in hands.text
        is_back = True
        await hands.tick()
        await hands.fill({"name": AGENT_NAME, "passphrase": PASSPHRASE})
        await hands.go("passphrase")
        await hands.press("enter")
        assert isinstance(hands.app.screen, QueueScreen)
