"""The floor of a call centre: one database, one clock, and as many desks as a test needs."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from callcentre.services.ports import Office
from callcentre.storage import feed as feeds
from callcentre.storage.database import Database, open_database
from callcentre.storage.engine import read_url
from callcentre.tui import desk as desks
from tests.conftest import QUICK
from tests.support.centres import found, hire
from tests.support.clock import FakeClock
from tests.tui.floor import AGENT_NAME, OTHER_NAME, Floor


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-looks",
        action="store_true",
        help="write what the screens look like now to tests/tui/looks, to be read in the diff",
    )


@pytest.fixture(autouse=True)
def _quick_to_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that closes does not wait out its listening second."""
    monkeypatch.setattr(desks, "LISTEN_SECONDS", 0.02)
    monkeypatch.setattr(feeds, "POLL_SECONDS", 0.01)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a centre, a lead and two agents, to be copied by every test."""
    path = tmp_path_factory.mktemp("founded") / "desk.sqlite3"
    database = open_database(f"sqlite:///{path}")
    clock = FakeClock(datetime.fromisoformat("2026-04-02T08:00:00+08:00"))
    office = Office(database, clock, QUICK)
    lead = found(office)
    for name in (AGENT_NAME, OTHER_NAME):
        hire(office, lead, name)
    database.close()
    return path


@pytest.fixture
def floor(founded: Path, clock: FakeClock, tmp_path: Path) -> Iterator[Floor]:
    path = tmp_path / "desk.sqlite3"
    shutil.copy(founded, path)
    database = Database(read_url(f"sqlite:///{path}"))
    yield Floor(Office(database, clock, QUICK), clock, tmp_path, path)
    database.close()
