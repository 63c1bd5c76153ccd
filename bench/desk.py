"""An agent's hands on the program in a terminal."""

from bench.terminal import Terminal
from tests.support.centres import LEAD_NAME, PASSPHRASE
from tests.support.terminal import KEYS

CLEAR_FIELD = b"\x15"


def sign_in(desk: Terminal) -> None:
    """Through the door, to the queue."""
    desk.see("Enter your name and passphrase")
    desk.send(f"{LEAD_NAME}\r{PASSPHRASE}\r")
    desk.see("Take a call")


def take_call_to_record(desk: Terminal) -> None:
    """Take a call from a new number, and go on to the fields of the record step."""
    _press(desk, "f2", "▶ Greet")
    desk.send("Ms Brown\r+6512345678")
    desk.see("12345678")
    _press(desk, "f2", "▶ Listen")
    desk.send("The website has shown the same place for days")
    desk.see("for days")
    _press(desk, "f7", "anger 1")
    _press(desk, "f2", "▶ Calm")
    _press(desk, "ctrl+o", "apologies 1")
    _press(desk, "f2", "▶ Record")


def _press(desk: Terminal, key: str, shows: str) -> None:
    desk.send(KEYS[key])
    desk.see(shows)
