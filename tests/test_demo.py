"""The demo's database is whole or not there, whoever stops its making and however many start."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from callcentre import bootstrap
from callcentre.demo import making, open_demo
from callcentre.domain.queue import QueueFilter, Whose
from callcentre.domain.staff import Role
from callcentre.services.founding import found_centre
from callcentre.services.queue import queue_page
from callcentre.settings import Settings, demo_settings, home_folder, read_settings
from tests.support.centres import make_centre
from tests.support.passphrases import QUICK

# A desk with two promises instead of forty, by a program that is waited for half-way.
PROGRAM = """
import sys
from callcentre.bootstrap import office
from callcentre.demo import making, open_demo
from callcentre.settings import demo_settings, read_settings
making._spread = lambda: [-30, 20]
live = making._Maker._live_calls
def half_way(self):
    print("half-way", flush=True)
    sys.stdin.readline()
    live(self)
making._Maker._live_calls = half_way
person, _centre = open_demo(demo_settings(read_settings()), office, "agent", fresh=False)
print(person.name, flush=True)
"""


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_spread", lambda: [-30, 20])
    monkeypatch.setattr("callcentre.passphrases.Argon2Passphrases", lambda: QUICK)


@pytest.fixture
def apart() -> Settings:
    return demo_settings(read_settings())


def opened(settings: Settings, role: str = "agent", *, fresh: bool = False) -> str:
    person, centre = open_demo(settings, bootstrap.office, role, fresh=fresh)
    assert centre.lines
    return person.name


def owed(settings: Settings) -> int:
    with bootstrap.office(settings, existing=True) as office:
        return len(queue_page(office, QueueFilter(Whose.TEAM), anchor=None, after=50).rows)


@contextmanager
def another() -> Iterator[subprocess.Popen[str]]:
    """A program that makes the demo and has come half-way."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "half-way\n"
        try:
            yield program
        finally:
            program.kill()


def files() -> list[str]:
    return sorted(p.name for p in (home_folder() / "demo").glob("*.sqlite3*"))


def test_each_role_has_its_seat(apart: Settings) -> None:
    assert opened(apart) == making.AGENTS[0]
    assert opened(apart, Role.LEAD.value) == making.LEAD
    assert files() == ["demo.sqlite3"]
    assert owed(apart) > 0


def test_the_one_of_today_is_kept_unless_another_is_wanted(apart: Settings) -> None:
    opened(apart)
    file = apart.home / "demo.sqlite3"
    first = file.stat().st_ino
    opened(apart)
    assert file.stat().st_ino == first
    held = file.open("rb")  # so that its number is not given again
    opened(apart, fresh=True)
    held.close()
    assert file.stat().st_ino != first


def test_one_that_was_killed_half_way_is_made_anew(apart: Settings) -> None:
    with another() as program:
        assert "demo.sqlite3" not in files()
        program.send_signal(signal.SIGKILL)
        program.wait()
    assert opened(apart) == making.AGENTS[0]
    assert files() == ["demo.sqlite3"]


def test_two_at_once_end_at_the_same_desk(apart: Settings) -> None:
    with another() as one:
        two = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        # The second never comes half-way: it waits, and finds the desk made.
        assert one.communicate("\n")[0] == f"{making.AGENTS[0]}\n"
        assert two.communicate()[0] == f"{making.AGENTS[0]}\n"
    assert files() == ["demo.sqlite3"]


@pytest.mark.parametrize("content", [b"", b"\xa7" * 9_000])
def test_one_that_is_spoilt_is_made_anew(apart: Settings, content: bytes) -> None:
    apart.home.mkdir(parents=True, mode=0o700)
    (apart.home / "demo.sqlite3").write_bytes(content)
    assert opened(apart) == making.AGENTS[0]
    assert owed(apart) > 0


def test_one_without_its_people_is_made_anew(apart: Settings) -> None:
    """As a making that was stopped used to leave it."""
    with bootstrap.office(apart) as office:
        found_centre(office, make_centre(), making.LEAD, making.PASSPHRASE)
    assert opened(apart) == making.AGENTS[0]
