"""The real program in a real terminal: keys in, a screen out."""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

KEYS: Mapping[str, bytes] = {
    "enter": b"\r",
    "tab": b"\t",
    "escape": b"\x1b",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "ctrl+b": b"\x02",
    "ctrl+g": b"\x07",
    "ctrl+o": b"\x0f",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
}
PATIENCE = 30.0


class Terminal:
    """A program in a pty of a given size. `see` waits for the screen, never for the clock."""

    def __init__(
        self, *arguments: str, home: Path, size: tuple[int, int] = (120, 40), language: str = "en"
    ) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.raw = bytearray()
        self.presses = 0
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))},
            "CALLCENTRE_HOME": str(home),
            "CALLCENTRE_LANGUAGE": language,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            "COLUMNS": str(columns),
            "LINES": str(rows),
        }
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.execve(  # noqa: S606 - the program under test
                sys.executable, [sys.executable, "-m", "callcentre", *arguments], environment
            )
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # --- in -----------------------------------------------------------------------------------

    def press(self, *keys: str) -> "Terminal":
        """Keys by name; each is counted."""
        for key in keys:
            self.presses += 1
            os.write(self._handle, KEYS.get(key) or key.encode())
        return self

    def type(self, text: str) -> "Terminal":
        """Text as it is typed; it is not counted."""
        os.write(self._handle, text.encode())
        return self

    # --- out ----------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is on the screen now."""
        return "\n".join(self._line(number) for number in range(self._screen.lines))

    def _line(self, number: int) -> str:
        """A line as people read it: a wide character stands in two cells, the second empty."""
        row = self._screen.buffer[number]
        return "".join(row[column].data for column in range(self._screen.columns)).rstrip()

    def see(self, *texts: str) -> "Terminal":
        """Wait until all of them are on the screen."""
        return self.until(lambda: all(text in self.text for text in texts), f"{texts}")

    def see_no(self, text: str) -> "Terminal":
        """Wait until it is gone."""
        return self.until(lambda: text not in self.text, f"no {text!r}")

    def until(self, condition: Callable[[], bool], wanted: str) -> "Terminal":
        deadline = time.monotonic() + PATIENCE
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0 or not self._read(left):
                raise AssertionError(f"waited for {wanted}, saw:\n{self.text}")
        return self

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._handle, 65536)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(self._decoder.decode(data))
        return bool(data)

    # --- end ----------------------------------------------------------------------------------

    def kill(self) -> None:
        """As the power going out does; nothing to do for a program that has ended."""
        if self._handle < 0:
            return
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._close()

    def leave(self) -> int:
        """Quit by key and return the exit code."""
        return self.press("ctrl+q").ended()

    def ended(self) -> int:
        """Wait for its own end and return the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read(max(0.0, deadline - time.monotonic())):
            if time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the program did not quit:\n{self.text}")
        _, status = os.waitpid(self.pid, 0)
        self._close()
        return os.waitstatus_to_exitcode(status)

    def _close(self) -> None:
        os.close(self._handle)
        self._handle = -1
