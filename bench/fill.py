"""Databases of any size: one call that the program filed itself, its rows many times over.

Because the program wrote the first rows, the copies are what the tables ask for at present,
and `callcentre check` finds nothing wrong with them; because they go in by bulk, ten thousand
take seconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from callcentre.clock import SystemClock
from callcentre.domain.call import Call, Step
from callcentre.domain.case_number import Numbering
from callcentre.domain.category import Severity
from callcentre.domain.centre import Centre
from callcentre.domain.places import Place
from callcentre.domain.staff import Person
from callcentre.domain.working_time import DeskHours
from callcentre.passphrases import Argon2Passphrases
from callcentre.services.calls import file_call
from callcentre.services.ports import Office
from callcentre.storage import tables
from callcentre.storage.database import open_database
from callcentre.storage.engine import make_engine, read_url
from tests.support.callers import PLAIN_RECORD, Caller, promise, to_promise
from tests.support.centres import ALWAYS, ZONE, found, hire, make_centre
from tests.support.clock import FakeClock

FILE = "callcentre.sqlite3"
OWNERS = 3
MADE_BEFORE = timedelta(days=3)
# One in twenty is late; the rest falls due over the next three days.
DUE_FROM, DUE_UNTIL = -timedelta(hours=4), timedelta(hours=76)
BATCH = 2_000
FIRST = "fill-000000"
PHONE = PLAIN_RECORD[Place.PHONE]
COPIED = (
    tables.case_numbers,
    tables.calls,
    tables.cases,
    tables.commitments,
    tables.contacts,
    tables.case_events,
)

Row = dict[str, Any]


def address(home: Path) -> str:
    """The database of a desk that keeps its things there."""
    return f"sqlite:///{home / FILE}"


def fill(home: Path, count: int) -> None:
    """Make the home of a desk that owes `count` open promises."""
    database = open_database(address(home))
    now = SystemClock().now()
    office = Office(database, FakeClock(now - MADE_BEFORE), Argon2Passphrases())
    centre = make_centre(hours=DeskHours(ZONE, ALWAYS))
    lead = found(office, centre)
    owners = [hire(office, lead, f"owner {number}") for number in range(OWNERS)]
    first = file_call(office, a_call(FIRST, owners[0], centre, now - MADE_BEFORE))
    database.close()
    engine = make_engine(read_url(address(home)), writing=True)
    with engine.begin() as connection:
        _copy_all(connection, _Copies(first, centre.numbering, owners, now, count))
    engine.dispose()


def a_call(call_id: str, agent: Person, centre: Centre, begun_at: datetime) -> Call:
    """A whole plain call that ended with a promise for an hour later, not yet filed."""
    caller = Caller(call_id, agent, centre, FakeClock(begun_at))
    promise(to_promise(caller), begun_at + timedelta(hours=1))
    return caller.until(Step.WRAP_UP).next().call


@dataclass(frozen=True, slots=True)
class _Original:
    """A row of the first call, and the columns in which each copy has a text of its own."""

    table: Table
    row: Row
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Copies:
    """What the n-th call has instead of what the first one has."""

    first: Call
    numbering: Numbering
    owners: list[Person]
    now: datetime
    count: int

    def original(self, table: Table, row: Row) -> _Original:
        marks = self._texts(0)
        own = (c for c, v in row.items() if type(v) is str and any(mark in v for mark in marks))
        return _Original(table, row, tuple(own))

    def row(self, original: _Original, n: int) -> Row:
        texts, row = self._texts(n), original.row
        own = {column: _exchanged(row[column], texts) for column in original.own}
        return {**row, **own, **self._values(original.table, n)}

    def _texts(self, n: int) -> Mapping[str, str]:
        number = self.first.complaint.acceptance.number
        period = self.numbering.period(self.first.started_at)
        return {
            FIRST: f"fill-{n:06}",
            number: self.numbering.write(period, n + 1),
            PHONE: f"139{n:08}",
        }

    def _values(self, table: Table, n: int) -> Row:
        owner = self.owners[n % len(self.owners)].id
        severity = list(Severity)[n % len(Severity)]
        if table is tables.case_numbers:
            return {"serial": n + 1}
        if table is tables.cases:
            # Triggers count the promise when it comes; only then may the case wait for it.
            return {"owner": owner, "severity": severity, "awaiting": False, "live_promises": 0}
        if table is tables.commitments:
            due = self.now + DUE_FROM + (DUE_UNTIL - DUE_FROM) * n / self.count
            rank = severity.rank
            return {"owner": owner, "severity": severity, "severity_rank": rank, "due_at": due}
        return {}


def _exchanged(text: str, texts: Mapping[str, str]) -> str:
    for old, new in texts.items():
        text = text.replace(old, new)
    return text


def _copy_all(connection: Connection, copies: _Copies) -> None:
    originals = [
        copies.original(table, dict(row))
        for table in COPIED
        for row in connection.execute(select(table)).mappings()
    ]
    for numbers in _batches(copies.count):
        for original in originals:
            rows = [copies.row(original, n) for n in numbers]
            connection.execute(insert(original.table), rows)
    connection.execute(update(tables.cases).values(awaiting=True))
    connection.execute(update(tables.number_series).values(last_serial=copies.count))


def _batches(count: int) -> Iterator[range]:
    """The numbers of the copies; the first of `count` is the call itself."""
    for begin in range(1, count, BATCH):
        yield range(begin, min(begin + BATCH, count))
