"""What one desk of many does in a race on a database that others use at the same time."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from callcentre.domain.call import Acceptance, open_call, put_complaint
from callcentre.errors import Conflict, StorageDown
from callcentre.services.answers import take
from callcentre.services.calls import allot_number
from callcentre.services.ports import Office
from callcentre.storage.database import Database, open_database
from callcentre.storage.engine import make_engine, read_url
from callcentre.storage.schema import version_of
from tests.support.callers import AGENT
from tests.support.clock import FakeClock
from tests.support.ledger import MADE
from tests.support.passphrases import QUICK

T = TypeVar("T")


def office_on(database: Database) -> Office:
    """An office whose clock stands still."""
    return Office(database, FakeClock(MADE), QUICK)


def number_calls(number: int, address: str, count: int) -> list[str]:
    """Accept complaints, one after the other, and bring their numbers."""
    database = _patiently(lambda: open_database(address))
    office = office_on(database)
    try:
        return [_number(office, f"{number}-{n}") for n in range(count)]
    finally:
        database.close()


def _number(office: Office, call_id: str) -> str:
    call = open_call(
        call_id=call_id,
        agent=AGENT,
        now=MADE,
        zone="Asia/Shanghai",
        line="400",
        script_version="1",
    )
    call = put_complaint(call, acceptance=Acceptance(accepted_at=MADE))
    return _patiently(lambda: allot_number(office, call, call.complaint.id))


def claim_all(number: int, address: str, ids: list[str]) -> dict[str, str]:
    """Try to take every commitment, and bring for each what came of it."""
    database = _patiently(lambda: open_database(address))
    office = office_on(database)
    try:
        return {commitment_id: _claim(office, commitment_id, f"x{number}") for commitment_id in ids}
    finally:
        database.close()


def _claim(office: Office, commitment_id: str, person_id: str) -> str:
    """ "mine", or the words that say who has it."""
    with office.storage.reading() as work:
        account = work.people.by_id(person_id)
    assert account is not None
    try:
        _patiently(lambda: take(office, commitment_id, account.person))
    except Conflict as conflict:
        return str(conflict)
    return "mine"


def _patiently(work: Callable[[], T]) -> T:
    """Do it again while the database is busy, as a desk does."""
    while True:
        with suppress(StorageDown):
            return work()


def open_it(_number: int, address: str) -> str:
    """Open a database that may be empty, and bring its version."""
    database = open_database(address)
    database.close()
    engine = make_engine(read_url(address), writing=False)
    with engine.connect() as connection:
        version = version_of(connection)
    engine.dispose()
    return version or ""
