"""What a database needs before the thing under test can stand in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from callcentre.domain.call import open_call
from callcentre.domain.case import Case, CaseChannel, CaseState
from callcentre.domain.category import Category, Severity
from callcentre.domain.centre import Centre
from callcentre.domain.classification import Classification, Validity
from callcentre.domain.commitment import Commitment
from callcentre.domain.record import Record
from callcentre.domain.staff import Person, Role
from callcentre.services.ports import Account, UnitOfWork
from callcentre.storage.database import Database
from callcentre.storage.engine import make_engine
from callcentre.storage.tables import metadata
from tests.support.callers import AGENT, LEAD
from tests.support.centres import PASSPHRASE, make_centre
from tests.support.ledger import MADE, a_promise
from tests.support.passphrases import QUICK

OTHER = Person("a2", "王敏", Role.AGENT)
STAFF = (AGENT, OTHER, LEAD)
HASHED = QUICK.hash(PASSPHRASE)


def furnish(database: Database, centre: Centre | None = None) -> None:
    """A centre with two agents and a lead, who all have the one passphrase."""
    with database.writing() as work:
        for person in STAFF:
            work.people.add(Account(person, HASHED), MADE)
        work.centre.put(centre or make_centre(), MADE, LEAD.id)
        work.commit()


def add_case(work: UnitOfWork, number: int = 1, **changes: object) -> Case:
    """A numbered case that nobody waits for yet, with the call it came from."""
    at = changes.get("accepted_at", MADE)
    assert isinstance(at, datetime)
    call = open_call(
        call_id=f"call-{number}",
        agent=AGENT,
        now=at,
        zone="Asia/Shanghai",
        line="400",
        script_version="1",
    )
    work.calls.put(call, "")
    plain = Case(
        id=f"case-{number}",
        number=f"TS-260402-{number:03}",
        call_id=call.id,
        phone_key="+8613900000001",
        channel=CaseChannel.PHONE,
        complaint_time=at,
        accepted_at=at,
        accepted_by=AGENT.id,
        record=Record(name="李先生", phone="13900000001", content="样品没到", crux="延误"),
        classification=Classification(
            category=Category.DELAY, severity=Severity.IMPORTANT, validity=Validity.VALID
        ),
        state=CaseState.RECEIVED,
        awaiting=False,
        first_responsible=AGENT.id,
        owner=AGENT.id,
        resolve_by=at,
    )
    case = replace(plain, **changes)  # type: ignore[arg-type]
    work.numbers.allot(case.number, case.id, "TS-260402", number, at, AGENT.id)
    work.cases.add(case)
    return case


@contextmanager
def raw(database: Database) -> Iterator[Connection]:
    """The database as somebody sees it who goes round this program; what is done is kept."""
    engine = make_engine(database.url, writing=True)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def owe(database: Database, *commitments: Commitment) -> None:
    """Commitments that belong to no case."""
    with database.writing() as work:
        for commitment in commitments:
            work.commitments.add(replace(commitment, case_id=None, call_id=None))
        work.commit()


def awaiting_case(database: Database, number: int = 1) -> Commitment:
    """A case whose customer waits, and the promise he waits for."""
    with database.writing() as work:
        case = add_case(work, number)
        promise = a_promise(id=f"p{number}", case_id=case.id, call_id=case.call_id)
        work.commitments.add(promise)
        work.cases.set_awaiting(case.id, True)
        work.commit()
    return promise


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to see whether anything changed."""
    with raw(database) as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }
