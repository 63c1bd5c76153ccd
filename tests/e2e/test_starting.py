"""The program before it is up: places it cannot use, and a signal in the middle of its start."""

import os
import signal
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.pty
SWITCHED, SWITCHED_BACK = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_the_start_gives_the_terminal_back(
    tmp_path: Path, number: signal.Signals
) -> None:
    desk = Terminal("run", home=tmp_path / "home")
    desk.until(lambda: SWITCHED in desk.raw, "the program's own screen")
    os.kill(desk.pid, number)
    assert desk.ended() in {0, -number}
    assert desk.raw.rindex(SWITCHED_BACK) > desk.raw.rindex(SWITCHED)
    assert b"Traceback" not in desk.raw


@pytest.mark.parametrize("name", ["run", "demo"])
def test_a_home_that_cannot_be_used_is_said_before_any_screen(name: str) -> None:
    desk = Terminal(name, home=Path("/dev/null"))
    assert desk.ended() == 3
    assert SWITCHED not in desk.raw
    assert desk.raw.startswith(b"callcentre: /dev/null")
    assert desk.raw.count(b"\n") == 1


@pytest.mark.parametrize(("address", "code"), [("sqlite:////dev/null/desk.sqlite3", 3), ("foo", 2)])
def test_a_database_that_cannot_be_made_is_said_before_any_screen(
    tmp_path: Path, address: str, code: int
) -> None:
    desk = Terminal("--database", address, "run", home=tmp_path / "home")
    assert desk.ended() == code
    assert SWITCHED not in desk.raw
    assert desk.raw.count(b"\n") == 1
