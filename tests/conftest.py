"""Fixtures for every test: no locale, a private home, one clock, real databases."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from callcentre import i18n
from callcentre.services.ports import Office
from callcentre.storage.database import Database, open_database
from tests.support.clock import FakeClock
from tests.support.passphrases import QUICK
from tests.support.postgres import Server, running_server
from tests.support.prepared import Prepared
from tests.support.stored import furnish

__all__ = ["QUICK"]


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "CALLCENTRE_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CALLCENTRE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    with i18n.speaking("en"):
        yield


@pytest.fixture
def clock() -> FakeClock:
    """A Thursday morning at the desk."""
    return FakeClock(datetime.fromisoformat("2026-04-02T09:30:00+08:00"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database, on each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    server: Server = request.getfixturevalue("postgres_server")
    return server.make_database(f"t{uuid4().hex}")


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = open_database(address)
    yield opened
    opened.close()


@pytest.fixture
def office(database: Database, clock: FakeClock) -> Office:
    """An office on a real database of each kind."""
    return Office(database, clock, QUICK)


@pytest.fixture
def sqlite_office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    """An office on SQLite alone, where the database is not what is tested."""
    opened = open_database(f"sqlite:///{tmp_path / 'one.sqlite3'}")
    yield Office(opened, clock, QUICK)
    opened.close()


@pytest.fixture(scope="session")
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Databases of each kind with a centre and its people, copied in a moment."""

    def server() -> Server:
        running: Server = request.getfixturevalue("postgres_server")
        return running

    return Prepared(tmp_path_factory.mktemp("prepared"), server, furnish)


def pytest_configure() -> None:
    os.environ.setdefault("TZ", "UTC")
