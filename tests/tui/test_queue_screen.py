"""The queue: everything owed, most late first, alive with the clock and with other desks."""

from datetime import timedelta

from callcentre.domain.places import Place
from callcentre.services.answers import take
from callcentre.services.ports import Office
from callcentre.storage.database import Database
from callcentre.storage.engine import read_url
from callcentre.tui.screens.case import CaseScreen
from tests.conftest import QUICK
from tests.support.callers import promise, to_promise
from tests.support.filed import HOUR, MINUTE, file, filed_case
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import a_caller

FIRST_ROW = 6


def promise_to(floor: Floor, whom: str, within: timedelta, office: Office | None = None) -> str:
    """Somebody was promised an answer; the id of the promise."""
    office = office or floor.office
    caller = to_promise(a_caller(floor, whom)).put(Place.NAME, whom)
    call = file(office, promise(caller, floor.clock.now() + within))
    [owed] = filed_case(office, call).chain
    return owed.id


def three(floor: Floor) -> list[str]:
    """Promises to Ai in two hours, Bo in three, and Cy in one."""
    spans = {"Ai": 2 * HOUR, "Bo": 3 * HOUR, "Cy": HOUR}
    return [promise_to(floor, whom, within) for whom, within in spans.items()]


def shown(hands: Hands) -> list[str]:
    """The names in the table, from top to bottom."""
    rows = [line.split() for line in hands.text.splitlines()[FIRST_ROW:]]
    return [word for row in rows for word in row if word in ("Ai", "Bo", "Cy", "Di")]


def row_of(hands: Hands, whom: str) -> str:
    [row] = [line for line in hands.text.splitlines()[FIRST_ROW:] if f" {whom} " in line]
    return " ".join(row.split())


async def test_most_late_first(floor: Floor) -> None:
    """PR-07: by the time it is due, whatever order it was promised in."""
    three(floor)
    floor.clock.move(hours=2, minutes=30)
    async with floor.desk() as hands:
        assert shown(hands) == ["Cy", "Ai", "Bo"]
        assert row_of(hands, "Cy").startswith("‼ 1 h 30 late Cy TS-260402-003 call back you")
        assert row_of(hands, "Bo").startswith("in 30 min Bo")


async def test_a_second_changes_the_words(floor: Floor) -> None:
    """Invariant 2: overdue is arithmetic; nothing but the clock moved."""
    promise_to(floor, "Ai", HOUR)
    async with floor.desk() as hands:
        words = []
        for minutes in (0, 44, 2, 13, 2):
            floor.clock.move(minutes=minutes)
            await hands.tick()
            words.append(row_of(hands, "Ai").partition(" Ai")[0])
        assert words == ["in 1 h 00", "in 16 min", "! in 14 min", "! in 1 min", "‼ 1 min late"]


async def test_the_cursor_stays_on_its_row(floor: Floor) -> None:
    """Style 4.2: others come above it and go, and Enter takes the row that was looked at."""
    _ai, bo, _cy = three(floor)
    async with floor.desk() as hands:
        await hands.press("end")
        assert hands.table.cursor == bo
        promise_to(floor, "Di", 30 * MINUTE)
        await hands.until(lambda: "Di" in shown(hands), "the fourth row")
        assert shown(hands) == ["Di", "Cy", "Ai", "Bo"]
        assert hands.table.cursor == bo
        await hands.press("enter")
        assert hands.draft.commitment.id == bo


async def test_arrows_move_the_cursor(floor: Floor) -> None:
    ai, bo, cy = three(floor)
    async with floor.desk() as hands:
        seen = [hands.table.cursor]
        for key in ("down", "down", "down", "up", "end", "home"):
            await hands.press(key)
            seen.append(hands.table.cursor)
        assert seen == [cy, ai, bo, bo, ai, bo, cy]


async def test_an_untouched_cursor_stays_on_the_most_late(floor: Floor) -> None:
    """DC-01: what comes before the first row is seen, until somebody has moved the cursor."""
    async with floor.desk() as hands:
        ai = promise_to(floor, "Ai", 3 * HOUR)
        await hands.until(lambda: shown(hands) == ["Ai"], "the first row")
        bo = promise_to(floor, "Bo", 2 * HOUR)
        await hands.until(lambda: shown(hands) == ["Bo", "Ai"], "an earlier one")
        assert hands.table.cursor == bo
        await hands.press("down")
        promise_to(floor, "Cy", HOUR)
        await hands.until(lambda: shown(hands) == ["Cy", "Bo", "Ai"], "the earliest")
        assert hands.table.cursor == ai


async def test_mine_everybodys_and_late(floor: Floor) -> None:
    """m, t and o; the one chosen is marked without colour too."""
    promise_to(floor, "Ai", 2 * HOUR)
    agent, floor.agent = floor.agent, floor.other
    promise_to(floor, "Bo", HOUR)
    floor.agent = agent
    floor.clock.move(hours=1, minutes=1)
    async with floor.desk() as hands:
        assert shown(hands) == ["Bo", "Ai"]
        await hands.press("m")
        assert shown(hands) == ["Ai"]
        await hands.press("o")
        assert shown(hands) == ["Bo"]
        await hands.press("t")
        assert shown(hands) == ["Bo", "Ai"]


async def test_another_terminals_filing_appears(floor: Floor) -> None:
    """Design 5: another program on the same file; nobody presses a key here."""
    other = Database(read_url(f"sqlite:///{floor.database}"))
    try:
        async with floor.desk() as hands:
            assert shown(hands) == []
            promise_to(floor, "Ai", HOUR, Office(other, floor.clock, QUICK))
            await hands.until(lambda: shown(hands) == ["Ai"], "the row of the other terminal")
            assert "within 1 h 1" in hands.text
    finally:
        other.close()


async def test_who_has_a_row_in_hand_is_seen(floor: Floor) -> None:
    """I-11: the claim of another desk, with its minutes, and gone when it lapses."""
    owed = promise_to(floor, "Ai", HOUR)
    async with floor.desk() as hands:
        take(floor.office, owed, floor.other)
        await hands.until(lambda: floor.other.name in row_of(hands, "Ai"), "the claim")
        floor.clock.move(hours=1)
        await hands.tick()
        assert floor.other.name not in row_of(hands, "Ai")


async def test_two_desks_want_the_same_row(floor: Floor) -> None:
    """Invariant 5: one writer wins; the loser is told who, and stays in the queue."""
    promise_to(floor, "Ai", HOUR)
    async with floor.desk() as mine, sitting_at(floor.app(floor.other)) as theirs:
        await mine.press("enter")
        assert mine.draft.agent == floor.agent
        await theirs.press("enter")
        assert theirs.queue
        assert len(theirs.toasts) == 1
        assert floor.agent.name in theirs.toasts[0]


async def test_the_queue_during_a_call(floor: Floor) -> None:
    """F4 looks at the queue and F4 goes back; a row cannot be taken meanwhile."""
    promise_to(floor, "Ai", HOUR)
    async with floor.desk() as hands:
        await hands.press("f2", "f4")
        assert shown(hands) == ["Ai"]
        await hands.press("enter")
        assert hands.toasts == ["Finish what is open first."]
        await hands.press("f4")
        assert hands.call.agent == floor.agent


async def test_the_case_of_a_row(floor: Floor) -> None:
    """RC-14: c opens it, with the chain of its promises."""
    promise_to(floor, "Ai", HOUR)
    async with floor.desk() as hands:
        await hands.press("c")
        assert isinstance(hands.app.screen, CaseScreen)
        assert "#1 call back  2026-04-02 10:30 +0800" in hands.text
        await hands.press("escape")
        assert hands.queue


async def test_the_numbers_above(floor: Floor) -> None:
    """PR-08: how many are late, the oldest, what is due soon."""
    three(floor)
    floor.clock.move(hours=1, minutes=50)
    async with floor.desk() as hands:
        counts = " ".join(hands.text.splitlines()[2].split())
        assert counts.startswith("overdue 1 oldest 50 min within 15 min 1 within 1 h 1")
