"""The queue's window: any stretch of it, in order, on both databases (DC-01, I-13)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from callcentre.domain.category import Severity
from callcentre.domain.commitment import Closing, Commitment, Kind, Outcome
from callcentre.domain.instant import Spoken
from callcentre.domain.queue import QueueFilter, QueueKey, QueuePage, QueueRow, Whose
from callcentre.storage.database import Database
from tests.support.callers import AGENT
from tests.support.ledger import DUE, MADE, MINUTE, SECOND, a_promise, not_reached
from tests.support.stored import OTHER, awaiting_case, owe

TEAM = QueueFilter()
NOW = DUE + 5 * MINUTE


def every_kind_of_row() -> list[Commitment]:
    """Rows that tie in every part of the order but the last."""
    found = []
    for pinned, minutes, severity, name in product(
        (True, False), (0, 10), (Severity.SERIOUS, Severity.ORDINARY), "ab"
    ):
        due = Spoken(DUE + minutes * MINUTE, "Asia/Shanghai")
        row_id = f"{int(not pinned)}{minutes:02}{severity.rank}{name}"
        owner = AGENT.id if name == "a" else OTHER.id
        changed = a_promise(id=row_id, pinned=pinned, due=due, severity=severity, owner=owner)
        found.append(changed)
    return found


@pytest.fixture(scope="module")
def queue(read_only: Database) -> Database:
    """Sixteen rows, put in back to front."""
    owe(read_only, *reversed(every_kind_of_row()))
    return read_only


def page(
    database: Database,
    wanted: QueueFilter = TEAM,
    *,
    anchor: QueueKey | None = None,
    before: int = 0,
    after: int = 100,
) -> QueuePage:
    with database.reading() as work:
        return work.views.queue_page(wanted, NOW, anchor, before, after)


def ids(rows: Sequence[QueueRow]) -> list[str]:
    return [row.id for row in rows]


def test_the_whole_queue_is_in_order(queue: Database) -> None:
    """Emergencies, then the earliest, then the gravest, then by key."""
    rows = page(queue).rows
    assert ids(rows) == sorted(c.id for c in every_kind_of_row())
    assert list(rows) == sorted(rows, key=lambda row: row.key)


@pytest.mark.parametrize("size", [1, 3, 5, 16, 17])
def test_paging_down_sees_every_row_once(queue: Database, size: int) -> None:
    seen: list[str] = []
    anchor: QueueKey | None = None
    while True:
        window = page(queue, anchor=anchor, after=size + (anchor is not None))
        fresh = window.rows[1:] if anchor else window.rows
        seen += ids(fresh)
        if not window.more_after:
            break
        anchor = window.rows[-1].key
    assert seen == ids(page(queue).rows)


@pytest.mark.parametrize("size", [1, 4, 16])
def test_paging_up_sees_every_row_once(queue: Database, size: int) -> None:
    everything = page(queue).rows
    anchor = everything[-1].key
    seen = [everything[-1].id]
    while True:
        window = page(queue, anchor=anchor, before=size, after=0)
        seen = ids(window.rows) + seen
        if not window.more_before:
            break
        anchor = window.rows[0].key
    assert seen == ids(everything)


@pytest.mark.parametrize("at", range(0, 16, 5))
def test_a_window_around_a_row(queue: Database, at: int) -> None:
    everything = page(queue).rows
    window = page(queue, anchor=everything[at].key, before=2, after=3)
    assert window.rows == everything[max(0, at - 2) : at + 3]
    assert window.more_before is (at > 2)
    assert window.more_after is (at + 3 < 16)


class TestFilters:
    def test_mine_are_those_i_owe(self, queue: Database) -> None:
        mine = page(queue, QueueFilter(Whose.MINE, OTHER.id)).rows
        assert ids(mine) == [row_id for row_id in ids(page(queue).rows) if row_id.endswith("b")]

    def test_overdue_are_those_due_before_now(self, queue: Database) -> None:
        overdue = page(queue, QueueFilter(Whose.OVERDUE)).rows
        assert {row.due.at for row in overdue} == {DUE}
        assert len(overdue) == 8

    def test_due_this_second_is_not_overdue(self, furnished: Database) -> None:
        """I-05: as the row itself says."""
        owe(furnished, a_promise(due=Spoken(NOW, "UTC")))
        assert page(furnished, QueueFilter(Whose.OVERDUE)).rows == ()
        owe(furnished, a_promise(id="p2", due=Spoken(NOW - SECOND, "UTC")))
        assert ids(page(furnished, QueueFilter(Whose.OVERDUE)).rows) == ["p2"]

    def test_a_window_holds_within_a_filter(self, queue: Database) -> None:
        wanted = QueueFilter(Whose.MINE, OTHER.id)
        mine = page(queue, wanted).rows
        window = page(queue, wanted, anchor=mine[3].key, before=1, after=2)
        assert window.rows == mine[2:5]


def ended(c: Commitment) -> Commitment:
    return replace(c, closing=Closing(at=DUE, outcome=Outcome.KEPT, contact_id="x"))


def test_the_row_of_the_anchor_may_be_gone(furnished: Database) -> None:
    """Answered elsewhere while it was under the cursor: its neighbours are shown."""
    owe(furnished, *every_kind_of_row())
    everything = page(furnished).rows
    gone = everything[7]
    with furnished.writing() as work:
        stored = work.commitments.get(gone.id)
        assert stored is not None
        work.commitments.close(ended(stored))
        work.commit()
    window = page(furnished, anchor=gone.key, before=1, after=1)
    assert ids(window.rows) == [everything[6].id, everything[8].id]


class TestRows:
    def test_it_names_case_owner_and_attempts(self, furnished: Database) -> None:
        promise = awaiting_case(furnished)
        with furnished.writing() as work:
            for minutes in (1, 2):
                tried = not_reached(promise, MADE + minutes * MINUTE)
                work.contacts.add(replace(tried, id=f"t{minutes}"))
            work.commit()
        [row] = page(furnished).rows
        assert (row.case_number, row.owner_name, row.attempts) == ("TS-260402-001", "张同", 2)
        assert (row.whom, row.contact_value, row.due) == ("李先生", "13900000001", promise.due)
        assert row.claim is None

    def test_it_names_who_holds_it(self, furnished: Database) -> None:
        promise = awaiting_case(furnished)
        until = NOW + timedelta(minutes=2)
        with furnished.writing() as work:
            assert work.commitments.claim(promise.id, OTHER.id, "t", NOW, until)
            work.commit()
        [row] = page(furnished).rows
        assert row.claim is not None
        assert (row.claim.by_name, row.claim.since, row.claim.lease_until) == ("王敏", NOW, until)

    def test_what_has_ended_is_not_owed(self, furnished: Database) -> None:
        owe(furnished, a_promise())
        with furnished.writing() as work:
            work.commitments.close(ended(a_promise()))
            work.commit()
        assert page(furnished).rows == ()
        with furnished.reading() as work:
            assert work.views.queue_row("p1") is None

    def test_every_kind_of_debt_is_on_it(self, furnished: Database) -> None:
        """DC-01: one list of everything owed."""
        owe(furnished, *(a_promise(id=kind.value, kind=kind) for kind in Kind))
        rows = page(furnished).rows
        assert {row.kind for row in rows} == set(Kind)
        with furnished.reading() as work:
            assert tuple(work.views.queue_row(row.id) for row in rows) == rows
