"""The demo's database: made apart and put in its place when it is whole.

One that was killed on the way is never seen, and two that start at once take turns.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from callcentre.demo.making import furnish, seat
from callcentre.domain.centre import Centre
from callcentre.domain.staff import Person
from callcentre.errors import CallCentreError, StorageDown
from callcentre.i18n import N_
from callcentre.private import make_private_folder
from callcentre.services.ports import Office
from callcentre.settings import Settings, address_of

FILE = "demo.sqlite3"
UNFINISHED = "demo.new.sqlite3"
LOCK = "demo.lock"
PATIENCE_SECONDS = 60.0

OpenOffice = Callable[[Settings], AbstractContextManager[Office]]


def open_demo(
    settings: Settings, open_office: OpenOffice, role: str, *, fresh: bool
) -> tuple[Person, Centre]:
    """Who sits at the demo's desk, and where; its database is made when there is no good one."""
    make_private_folder(settings.home)
    try:
        with FileLock(settings.home / LOCK, timeout=PATIENCE_SECONDS, mode=0o600):
            return _ready(settings, open_office, role, fresh=fresh)
    except Timeout as error:
        raise StorageDown(
            N_("Another demo is being made in {path}."), path=settings.home
        ) from error


def _ready(
    settings: Settings, open_office: OpenOffice, role: str, *, fresh: bool
) -> tuple[Person, Centre]:
    file = settings.home / FILE
    if not fresh and _is_from_today(file):
        try:
            with open_office(settings) as office:
                if found := seat(office, role):
                    return found
        except CallCentreError:
            pass  # It is made-up data: a database that cannot be read is made anew.
    unfinished = settings.home / UNFINISHED
    _remove(unfinished)
    with open_office(replace(settings, database=address_of(unfinished))) as office:
        found = furnish(office, role)
    _remove(file)
    unfinished.replace(file)
    return found


def _is_from_today(file: Path) -> bool:
    """A busy desk is busy around now; yesterday's demo is stale."""
    return file.exists() and date.fromtimestamp(file.stat().st_ctime) == date.today()  # noqa: DTZ011, DTZ012


def _remove(file: Path) -> None:
    """A database with what lies beside it."""
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink(missing_ok=True)
