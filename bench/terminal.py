"""A program in a terminal of its own, with the moment at which each piece of output arrived."""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

import pyte

COLUMNS, ROWS = 120, 40
PATIENCE = 60.0
ROOT = Path(__file__).parents[1]
# What would change what is measured: a locale, settings, a Python told to keep no bytecode.
LEFT_OUT = ("LC_", "LANG", "PYTHON", "CALLCENTRE_", "TEXTUAL", "NO_COLOR")
PLAIN = {
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "TEXTUAL_ANIMATIONS": "none",
}


class Terminal:
    """Runs `python -m MODULE` in a pty; its clock starts just before the process does.

    Output is only looked through for words while something is timed. The screen is drawn
    from it afterwards, when somebody asks what it shows.
    """

    def __init__(self, module: str, settings: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._undrawn = bytearray()
        self._since = bytearray()
        self._arrivals: list[tuple[int, float]] = []
        kept = {k: v for k, v in os.environ.items() if not k.startswith(LEFT_OUT)}
        environment = {**kept, **PLAIN, **settings}
        self.begun_at = perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            _become([sys.executable, "-m", module], environment)

    def send(self, keys: str | bytes) -> float:
        """Press keys; the moment before they were written."""
        self._since.clear()
        self._arrivals.clear()
        data = keys.encode() if isinstance(keys, str) else keys
        at = perf_counter()
        os.write(self.handle, data)
        return at

    def arrival(self, words: str) -> float:
        """The moment at which these words were there, in the output since the last keys."""
        deadline = perf_counter() + PATIENCE
        while (at := self._arrived(words.encode())) is None:
            self._wait(deadline, words)
        return at

    def see(self, *texts: str) -> None:
        """Wait until all of them are on the screen."""
        deadline = perf_counter() + PATIENCE
        while missing := [text for text in texts if text not in self.text]:
            self._wait(deadline, ", ".join(missing))

    def see_no(self, text: str) -> None:
        """Wait until it is gone from the screen."""
        deadline = perf_counter() + PATIENCE
        while text in self.text:
            self._wait(deadline, f"no {text}")

    @property
    def text(self) -> str:
        """What is on the screen now."""
        self._stream.feed(self._decoder.decode(bytes(self._undrawn)))
        self._undrawn.clear()
        lines = (self._screen.buffer[row] for row in range(ROWS))
        return "\n".join("".join(line[x].data for x in range(COLUMNS)) for line in lines)

    def take_in(self) -> None:
        """Read a piece of output that is there."""
        at = perf_counter()
        data = os.read(self.handle, 65536)
        self._since += data
        self._undrawn += data
        self._arrivals.append((len(self._since), at))

    def kill(self) -> None:
        """End the program; nothing of it is needed any more."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)

    def _arrived(self, words: bytes) -> float | None:
        begin = self._since.find(words)
        if begin < 0:
            return None
        return next(at for length, at in self._arrivals if length >= begin + len(words))

    def _wait(self, deadline: float, wanted: str) -> None:
        if not rest([self], deadline - perf_counter(), until_any=True):
            raise AssertionError(f"waited for {wanted}, saw:\n{self.text}")


def rest(terminals: Sequence[Terminal], seconds: float, *, until_any: bool = False) -> bool:
    """Take in what all of them show during that time; or until any shows something."""
    by_handle = {terminal.handle: terminal for terminal in terminals}
    until = perf_counter() + seconds
    while (left := until - perf_counter()) > 0:
        ready, _, _ = select.select(by_handle, [], [], left)
        for handle in ready:
            by_handle[handle].take_in()
        if ready and until_any:
            return True
    return False


def _become(command: list[str], environment: Mapping[str, str]) -> None:
    """In the child: give the terminal its size, and be the program."""
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    os.chdir(ROOT)
    os.execve(command[0], command, environment)  # noqa: S606 - the program that is measured
