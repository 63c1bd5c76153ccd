"""The proofs: silent on a sound database, and each finds what it is there to find."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import ColumnElement, Connection, Table, literal_column, text, update

from callcentre.domain.case import CaseState
from callcentre.domain.commitment import Closing, Commitment, Outcome
from callcentre.domain.contact import AnswerKind
from callcentre.services.ports import UnitOfWork
from callcentre.storage.database import Database
from callcentre.storage.engine import make_engine
from callcentre.storage.proofs import PROOFS, broken_rules
from callcentre.storage.tables import case_numbers, cases, commitments, contacts, number_series
from tests.support.ledger import DUE, MINUTE, a_promise, the_next, told
from tests.support.stored import add_case, raw

LATER = "'2031-01-01 00:00:00+00'"


def furnish_soundly(database: Database) -> None:
    """Five cases: one waits, one has its result, one progress, one a moved promise, and one
    was answered late."""
    with database.writing() as work:
        for number in range(1, 6):
            work.numbers.next_serial("TS-260402")
            state = CaseState.RETURN_VISIT if number in (2, 5) else CaseState.RECEIVED
            add_case(work, number, state=state)
            work.commitments.add(promise(number))
        end(work, 2, AnswerKind.RESULT, Outcome.KEPT)
        end(work, 3, AnswerKind.PROGRESS, Outcome.KEPT)
        end(work, 4, AnswerKind.PROGRESS, Outcome.SUPERSEDED)
        end(work, 5, AnswerKind.RESULT, Outcome.KEPT_LATE)
        for number in (1, 3, 4):
            work.cases.set_awaiting(f"case-{number}", True)
        work.commit()


def promise(number: int) -> Commitment:
    return a_promise(id=f"p{number}", case_id=f"case-{number}", call_id=f"call-{number}")


def end(work: UnitOfWork, number: int, kind: AnswerKind, outcome: Outcome) -> None:
    """End the promise of a case as an answer does, with the next one when it is no result."""
    late = outcome is Outcome.KEPT_LATE
    at = DUE + MINUTE if late else DUE - MINUTE
    owed = promise(number)
    contact = replace(told(owed, kind, at), id=f"k{number}")
    work.contacts.add(contact)
    if kind is not AnswerKind.RESULT:
        work.commitments.add(the_next(owed, at))
    closing = Closing(
        at=at,
        outcome=outcome,
        contact_id=contact.id,
        late_reason="系统故障" if late else "",
        apologised=late,
    )
    assert work.commitments.close(replace(owed, closing=closing))


def findings(database: Database) -> list[tuple[str, str]]:
    with database.reading() as work:
        return list(work.views.broken_rules(100))


@dataclass(frozen=True)
class Plant:
    """A violation: the rule it breaks, the row it should be found by, and how it is made."""

    rule: str
    row: str
    table: Table
    where: str
    values: dict[str, str]

    def put_in(self, connection: Connection) -> None:
        changed: dict[str, ColumnElement[object]] = {
            name: literal_column(value) for name, value in self.values.items()
        }
        planted = update(self.table).where(text(self.where)).values(changed)
        assert connection.execute(planted).rowcount == 1


def on(table: Table, rule: str, row: str, where: str, /, **values: str) -> Plant:
    return Plant(rule, row, table, where, values)


UNTOLD = "I-03 a promise that was not fully told"
EXCUSE = "I-14 a late answer without its reason or apology"
KEPT = {"closed_at": "due_at", "outcome": "'kept'", "closed_by": "'k2'"}
PLANTS = [
    on(
        commitments,
        "I-07 an open valid case without a live promise",
        "TS-260402-001",
        "id = 'p1'",
        **KEPT,
    ),
    on(
        cases,
        "I-07 the count of live promises is wrong",
        "TS-260402-001",
        "id = 'case-1'",
        live_promises="2",
    ),
    on(
        cases,
        "I-07 a valid case that nobody waits for was never answered",
        "TS-260402-002",
        "id = 'case-2'",
        state="'received'",
    ),
    on(
        contacts,
        "I-07 a promise answered without a result has no successor",
        "p2",
        "id = 'k2'",
        kind="'no_progress'",
    ),
    on(
        commitments,
        "I-06 a superseded promise has no successor",
        "p2",
        "id = 'p2'",
        outcome="'superseded'",
    ),
    on(
        commitments,
        "I-06 a promise was moved after it was due",
        "p4",
        "id = 'p4'",
        closed_at="due_at",
    ),
    on(
        commitments,
        "I-05 kept, but answered after it was due",
        "p2",
        "id = 'p2'",
        closed_at=LATER,
    ),
    on(
        commitments,
        "I-05 answered by a contact that reached nobody",
        "p2",
        "id = 'p2'",
        closed_by="'nobody'",
    ),
    on(contacts, "I-05 answered by a contact that reached nobody", "p2", "id = 'k2'", kind="NULL"),
    on(commitments, EXCUSE, "p5", "id = 'p5'", late_reason="''"),
    on(commitments, EXCUSE, "p5", "id = 'p5'", apologised="false"),
    on(commitments, UNTOLD, "p1", "id = 'p1'", told_reason="''"),
    on(commitments, UNTOLD, "p1", "id = 'p1'", told_process="''"),
    on(commitments, UNTOLD, "p1", "id = 'p1'", told_time="false"),
    on(commitments, UNTOLD, "p1", "id = 'p1'", told_name="''"),
    on(commitments, UNTOLD, "p1", "id = 'p1'", contact_value="''"),
    on(
        case_numbers,
        "RC-11 a case whose number the ledger gave to another",
        "TS-260402-001",
        "case_id = 'case-1'",
        case_id="'somebody-elses'",
    ),
    on(
        number_series,
        "RC-11 a series with a gap",
        "TS-260402",
        "period = 'TS-260402'",
        last_serial="6",
    ),
    on(cases, "RC-01 a case without content", "TS-260402-001", "id = 'case-1'", content="''"),
]


@pytest.fixture(scope="module")
def unguarded(read_only: Database) -> Database:
    """A sound database whose own rules are taken away."""
    furnish_soundly(read_only)
    take_rules_away(read_only)
    return read_only


def take_rules_away(database: Database) -> None:
    with raw(database) as connection:
        if connection.dialect.name == "sqlite":
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in connection.execute(text(triggers)).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
            return
        for table in (commitments, cases, contacts, case_numbers):
            connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
        connection.execute(text("ALTER TABLE cases DROP CONSTRAINT no_open_case_without_a_promise"))


def found_with(database: Database, put_in: Callable[[Connection], None]) -> list[tuple[str, str]]:
    """What the proofs find while something is planted; it is taken out again."""
    engine = make_engine(database.url, writing=True)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(text("PRAGMA ignore_check_constraints = ON"))
            put_in(connection)
            return list(broken_rules(connection, 100))
    finally:
        engine.dispose()


def test_a_sound_database_has_nothing_to_find(unguarded: Database) -> None:
    """Design 3.1: a check proves it and returns zero rows."""
    assert findings(unguarded) == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.rule} {[*plant.values]}")
def test_a_planted_violation_is_found(unguarded: Database, plant: Plant) -> None:
    found = found_with(unguarded, plant.put_in)
    assert (plant.rule, plant.row) in found
    # Whatever else it breaks, it breaks for the same case.
    assert {row[-1] for rule, row in found if rule.startswith(("I-", "RC-01"))} <= {plant.row[-1]}


def test_every_rule_has_been_planted_against() -> None:
    assert {plant.rule for plant in PLANTS} == set(PROOFS)


def test_an_undated_promise_was_told_nobody_and_is_no_finding(unguarded: Database) -> None:
    """I-23."""
    plant = on(commitments, "", "", "id = 'p1'", undated="true", told_reason="''")
    assert found_with(unguarded, plant.put_in) == []


def test_no_more_rows_are_given_than_were_asked_for(unguarded: Database) -> None:
    def spoil(connection: Connection) -> None:
        connection.execute(update(commitments).values(told_reason=""))
        assert len(list(broken_rules(connection, 2))) == 2

    assert len(found_with(unguarded, spoil)) == 7
