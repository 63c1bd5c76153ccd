"""The order of the queue, and what a row is at an instant (DC-01, I-13)."""

from datetime import datetime, timedelta

import pytest

from callcentre.domain.category import Severity
from callcentre.domain.commitment import Status
from callcentre.domain.instant import Spoken
from callcentre.domain.queue import COUNTED_TO, Claim, plus
from tests.support.ledger import DUE, MADE, MINUTE, SECOND, a_row

SOON = timedelta(minutes=15)


def test_emergencies_first_then_the_earliest_then_the_gravest() -> None:
    """I-13, AU-11: longest overdue, then severity."""
    later = Spoken(DUE + MINUTE, "UTC")
    in_order = [
        a_row("e", pinned=True, due=later),
        a_row("b", severity=Severity.SERIOUS),
        a_row("a"),
        a_row("c"),
        a_row("d", severity=Severity.ORDINARY),
        a_row("f", severity=Severity.SERIOUS, due=later),
    ]
    shuffled = sorted(in_order, key=lambda row: row.id)
    assert sorted(shuffled, key=lambda row: row.key) == in_order


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (DUE - SOON - SECOND, Status.OPEN),
        (DUE - SOON, Status.DUE_SOON),
        (DUE, Status.DUE_SOON),
        (DUE + SECOND, Status.OVERDUE),
    ],
)
def test_a_row_turns_with_the_clock(moment: datetime, status: Status) -> None:
    """PR-07: overdue without anybody's doing."""
    assert a_row().status(moment, SOON) is status


def test_an_undated_row_is_overdue_at_once() -> None:
    """I-23."""
    assert a_row(undated=True).status(MADE, SOON) is Status.OVERDUE


def test_the_time_left_turns_negative() -> None:
    assert a_row().time_left(DUE - MINUTE) == MINUTE
    assert a_row().time_left(DUE + MINUTE) == -MINUTE


def test_a_claim_lapses_by_itself() -> None:
    """Design 3.5: a lease."""
    claim = Claim(by="a1", by_name="张同", since=MADE, lease_until=DUE)
    assert claim.stands(DUE - SECOND)
    assert not claim.stands(DUE)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (COUNTED_TO, "999"), (COUNTED_TO + 1, "999+"), (10**6, "999+")],
)
def test_beyond_what_is_counted_a_plus_is_shown(count: int, shown: str) -> None:
    assert plus(count) == shown
