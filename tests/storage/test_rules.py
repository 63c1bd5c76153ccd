"""The rules the database keeps by itself, whoever comes at it: each attempt is refused."""

from dataclasses import replace

import pytest
from sqlalchemy import (
    Executable,
    Table,
    Update,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from callcentre.domain.case import CaseEvent, EventKind
from callcentre.domain.commitment import KEEPS_CASE_ALIVE, Kind
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Contact
from callcentre.domain.instant import Spoken
from callcentre.errors import Refused
from callcentre.storage import rules
from callcentre.storage.database import Database
from callcentre.storage.rules import (
    ENDS_ONCE,
    NOTHING_DELETED,
    NUMBER_STANDS,
    ONLY_GROWS,
    WORDS_STAND,
)
from callcentre.storage.tables import (
    case_events,
    case_numbers,
    cases,
    centre,
    commitments,
    contacts,
    metadata,
)
from tests.support.ledger import DUE, MADE, MINUTE, a_promise, not_reached, the_next
from tests.support.stored import add_case, awaiting_case, raw

# A value for each column of the promised words, and of a case's beginning, that differs from
# what stands there.
OTHERWISE = {
    "told_time": "NOT told_time",
    "undated": "NOT undated",
    "seq": "seq + 1",
    "made_at": "due_at",
    "due_at": "made_at",
    "complaint_time": "resolve_by",
    "accepted_at": "resolve_by",
    "follows": "id",
    "case_id": "NULL",
    "call_id": "'call-1'",
    "made_by": "'a2'",
    "accepted_by": "'a2'",
    "owner": "'a2'",
}
END = {"closed_at": "due_at", "outcome": "'kept'", "closed_by": "'k'"}


def change(table: Table, row: str | None = None, /, **values: str) -> Update:
    """An update by SQL expressions, of one row or of all."""
    changed = update(table).values({name: literal_column(v) for name, v in values.items()})
    return changed if row is None else changed.where(table.c.id == row)


@pytest.fixture(scope="module")
def ledger(read_only: Database) -> Database:
    """Two awaiting cases; the promise of the first was moved, that of the second tried."""
    first, second = awaiting_case(read_only, 1), awaiting_case(read_only, 2)
    with read_only.writing() as work:
        work.commitments.add(the_next(first, DUE - MINUTE))
        work.contacts.add(not_reached(second, DUE))
        accepted = CaseEvent(id="e1", case_id="case-1", at=MADE, by="a1", kind=EventKind.ACCEPTED)
        work.cases.add_events([accepted])
        work.commit()
    run(read_only, change(cases, "case-2", resolve_by="(SELECT max(due_at) FROM commitments)"))
    run(read_only, change(commitments, "p1", **END))
    return read_only


def run(database: Database, statement: Executable) -> int:
    """Do something to the database behind the program's back; how many rows it met."""
    with raw(database) as connection:
        return connection.execute(statement).rowcount


def refused(database: Database, statement: Executable) -> str:
    """The rule that refuses a statement."""
    with pytest.raises(Refused) as refusal:
        run(database, statement)
    return str(refusal.value.values["rule"])


class TestWhatWasTold:
    """I-06: due_at, made_at, told text are immutable."""

    @pytest.mark.parametrize("column", rules._PROMISED_WORDS)
    def test_no_word_of_a_promise_changes(self, ledger: Database, column: str) -> None:
        other = {column: OTHERWISE.get(column, "'x'")}
        assert refused(ledger, change(commitments, "p2", **other)) == WORDS_STAND

    def test_writing_the_same_words_again_is_no_change(self, ledger: Database) -> None:
        same = change(commitments, told_reason="told_reason", due_at="due_at")
        assert run(ledger, same) == 3

    @pytest.mark.parametrize("column", rules._CASE_IDENTITY)
    def test_a_case_keeps_its_number_and_its_beginning(self, ledger: Database, column: str) -> None:
        """RC-11, RC-01: the complaint's time is not editable."""
        other = {column: OTHERWISE.get(column, "'x'")}
        assert refused(ledger, change(cases, "case-2", **other)) == NUMBER_STANDS


class TestAnEnd:
    """I-05: late is for ever."""

    @pytest.mark.parametrize(
        "rewritten",
        [
            {"outcome": "'kept_late'"},
            {"closed_at": "made_at"},
            {"closed_at": "NULL", "outcome": "NULL"},
            {"late_reason": "'x'"},
            {"apologised": "NOT apologised"},
            {"closed_by": "'other'"},
            {"closing_note": "'x'"},
        ],
    )
    def test_it_is_not_rewritten(self, ledger: Database, rewritten: dict[str, str]) -> None:
        assert refused(ledger, change(commitments, "p1", **rewritten)) == ENDS_ONCE

    @pytest.mark.parametrize("half", [{"closed_at": "due_at"}, {"outcome": "'kept'"}])
    def test_it_has_both_its_time_and_its_outcome(
        self, ledger: Database, half: dict[str, str]
    ) -> None:
        rule = refused(ledger, change(commitments, "p2", **half))
        assert "closed_with_an_outcome" in rule


class TestNothingIsDeleted:
    """RC-11, design 3.3."""

    @pytest.mark.parametrize("table", rules._NEVER_DELETED)
    def test_by_anybody(self, ledger: Database, table: str) -> None:
        assert refused(ledger, delete(metadata.tables[table])) == NOTHING_DELETED

    @pytest.mark.parametrize(
        ("table", "column"), [(contacts, "said"), (case_events, "note"), (case_numbers, "period")]
    )
    def test_and_what_happened_is_not_rewritten(
        self, ledger: Database, table: Table, column: str
    ) -> None:
        assert refused(ledger, change(table, **{column: "'x'"})) == ONLY_GROWS


class TestNoOpenCaseWithoutAPromise:
    """Invariant 1, I-07: whatever way a case or a promise changes."""

    def test_nobody_is_said_to_wait_without_a_live_promise(self, furnished: Database) -> None:
        with furnished.writing() as work:
            case = add_case(work)
            with pytest.raises(Refused, match="no_open_case_without_a_promise"):
                work.cases.set_awaiting(case.id, True)

    def test_other_debts_are_no_live_promise(self, furnished: Database) -> None:
        with furnished.writing() as work:
            case = add_case(work)
            for kind in set(Kind) - KEEPS_CASE_ALIVE:
                work.commitments.add(a_promise(id=kind.value, kind=kind, case_id=case.id))
            with pytest.raises(Refused, match="no_open_case"):
                work.cases.set_awaiting(case.id, True)

    def test_the_last_live_promise_is_not_dropped(self, furnished: Database) -> None:
        awaiting_case(furnished)
        rule = refused(furnished, change(commitments, **END))
        assert "no_open_case_without_a_promise" in rule
        assert counted(furnished) == (1, 1)

    def test_with_the_next_one_in_place_it_may_end(self, furnished: Database) -> None:
        promise = awaiting_case(furnished)
        with furnished.writing() as work:
            work.commitments.add(the_next(promise, DUE))
            work.commit()
        run(furnished, change(commitments, "p1", **END))
        assert counted(furnished) == (1, 1)

    def test_once_nobody_waits_it_may_end(self, furnished: Database) -> None:
        awaiting_case(furnished)
        with furnished.writing() as work:
            work.cases.set_awaiting("case-1", False)
            work.commit()
        run(furnished, change(commitments, **END))
        assert counted(furnished) == (0, 0)

    def test_the_count_is_not_for_hands_to_change(self, furnished: Database) -> None:
        awaiting_case(furnished)
        assert "no_open_case" in refused(furnished, change(cases, live_promises="0"))


def counted(database: Database) -> tuple[int, int]:
    """The count of live promises as it is kept, and as it is."""
    kept = select(func.sum(cases.c.live_promises))
    live = select(func.count()).where(commitments.c.closed_at.is_(None))
    with raw(database) as connection:
        return connection.execute(kept).scalar_one(), connection.execute(live).scalar_one()


class TestPlainSense:
    def test_escalation_has_three_levels(self, ledger: Database) -> None:
        assert "escalation_levels" in refused(ledger, change(cases, escalation="4"))

    def test_there_is_one_centre(self, ledger: Database) -> None:
        second = select(literal_column("2"), *list(centre.c)[1:])
        names = [column.name for column in centre.c]
        assert "one_centre" in refused(ledger, insert(centre).from_select(names, second))

    def test_a_contact_reached_him_or_did_not(self, furnished: Database) -> None:
        both = Contact(
            id="k",
            commitment_id=None,
            case_id=None,
            at=MADE,
            by="a1",
            kind=AnswerKind.RESULT,
            attempt=AttemptOutcome.BUSY,
        )
        with furnished.writing() as work, pytest.raises(Refused, match="reached_or_not"):
            work.contacts.add(both)

    def test_a_promise_lies_after_its_making(self, furnished: Database) -> None:
        """I-02."""
        c = a_promise()
        with furnished.writing() as work:
            add_case(work)
            with pytest.raises(Refused, match="due_after_made"):
                work.commitments.add(replace(c, due=Spoken(c.made_at, "UTC")))

    def test_nobody_owes_who_does_not_work_here(self, furnished: Database) -> None:
        with furnished.writing() as work:
            add_case(work)
            with pytest.raises(Refused):
                work.commitments.add(a_promise(owner="ghost"))


def test_the_refusal_names_the_rule_and_not_the_customer(ledger: Database) -> None:
    """Design 3.7: rows hold customers' words, and refusals are logged."""
    said = refused(ledger, change(commitments, whom="'王女士'"))
    assert "王女士" not in said
    assert "李先生" not in said
