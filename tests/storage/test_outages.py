"""When the database does not answer: said as such, soon, and forgotten when it is back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from callcentre.domain.centre import Centre
from callcentre.errors import StorageDown
from callcentre.services.ports import UnitOfWork
from callcentre.storage import engine
from callcentre.storage.database import Database, open_database
from tests.support.callers import AGENT
from tests.support.ledger import a_promise
from tests.support.postgres import Server, running_server
from tests.support.stored import furnish, owe

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
SHORT, PATIENCE = 0.3, 10.0


@contextmanager
def held_by_another_program(file: Path) -> Iterator[None]:
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"
    try:
        yield
    finally:
        program.communicate()


class TestSqlite:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "desk.sqlite3"

    @pytest.fixture
    def desk(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
        """A desk that waits for a lock only a moment."""
        monkeypatch.setattr(engine, "BUSY_SECONDS", SHORT)
        database = open_database(f"sqlite:///{file}")
        furnish(database)
        yield database
        database.close()

    def test_a_lock_that_is_held_is_waited_for_only_so_long(
        self, desk: Database, file: Path
    ) -> None:
        with held_by_another_program(file):
            begun = time.monotonic()
            with pytest.raises(StorageDown, match="locked"):
                owe(desk, a_promise())
            waited = time.monotonic() - begun
        assert waited + 0.05 >= SHORT
        assert waited < PATIENCE

    def test_reading_goes_on_beside_it(self, desk: Database, file: Path) -> None:
        with held_by_another_program(file), desk.reading() as work:
            assert isinstance(work.centre.get(), Centre)

    def test_once_it_is_let_go_everything_works(self, desk: Database, file: Path) -> None:
        with held_by_another_program(file), pytest.raises(StorageDown):
            owe(desk, a_promise())
        owe(desk, a_promise())

    def test_the_wait_is_two_seconds(self) -> None:
        """Long enough for other writers, short enough for a caller on the line."""
        assert engine.BUSY_SECONDS == 2.0


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own, because it is stopped."""
    with running_server() as running:
        yield running


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


@pytest.mark.postgres
class TestPostgresql:
    @pytest.fixture
    def desk(self, server: Server) -> Iterator[Database]:
        database = open_database(server.make_database(f"d{time.monotonic_ns()}"))
        furnish(database)
        yield database
        database.close()

    def test_while_it_is_stopped_it_is_down_and_then_it_works_again(
        self, desk: Database, server: Server
    ) -> None:
        with stopped(server):
            with pytest.raises(StorageDown), desk.reading() as work:
                work.centre.get()
            with pytest.raises(StorageDown):
                owe(desk, a_promise())
        owe(desk, a_promise())
        with desk.reading() as work:
            assert work.views.queue_row("p1") is not None

    def test_what_was_not_committed_is_not_there(self, desk: Database, server: Server) -> None:
        def interrupted(work: UnitOfWork) -> None:
            work.commitments.add(a_promise(case_id=None, call_id=None))
            server.stop("immediate")
            work.commit()

        try:
            with pytest.raises(StorageDown), desk.writing() as work:
                interrupted(work)
        finally:
            server.start()
        with desk.reading() as work:
            assert work.commitments.get("p1") is None

    def test_opening_a_desk_on_it_says_so(self, server: Server) -> None:
        address = server.make_database("unopened")
        with stopped(server), pytest.raises(StorageDown):
            open_database(address)

    def test_a_database_that_is_not_there_is_said(self, server: Server) -> None:
        with pytest.raises(StorageDown, match="nowhere"):
            open_database(server.url("nowhere"))

    def test_the_feed_says_so_and_listens_again_when_it_is_back(
        self, desk: Database, server: Server
    ) -> None:
        feed = desk.feed()
        while feed.wait(0):
            pass
        with stopped(server), pytest.raises(StorageDown):
            feed.wait(PATIENCE)
        # Something may have changed meanwhile: coming back counts as a change.
        assert feed.wait(PATIENCE)
        while feed.wait(0):
            pass
        elsewhere = open_database(desk.url.render_as_string(hide_password=False))
        owe(elsewhere, a_promise())
        elsewhere.close()
        assert feed.wait(PATIENCE)
        feed.close()


def test_an_office_can_be_closed_and_opened_again(furnished: Database) -> None:
    furnished.close()
    with furnished.reading() as work:
        stored = work.people.by_id(AGENT.id)
    assert stored is not None
    assert stored.person == AGENT
