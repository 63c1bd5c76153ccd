"""The terminal before the program has it: it must be one, and is given back if a signal ends
the start."""

import os
import signal
import sys
import termios
from types import FrameType

from callcentre.errors import BadInput
from callcentre.i18n import N_

SIGNALS = (signal.SIGTERM, signal.SIGHUP)
# Mouse, pasting, wrapping, keys, the other screen, the cursor and focus, as they were before.
_AS_BEFORE = (
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?7h"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)


def require_terminal(command: str) -> None:
    """Refuse to open screens where nobody sees them or can press a key."""
    # Screens are drawn on standard error, so that one counts as well.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise BadInput(
            N_(
                "“callcentre {command}” needs a terminal; “callcentre queue” and “callcentre "
                "cases” print plain text without one."
            ),
            command=command,
        )


def leave_on_signals() -> None:
    """End at once on a polite kill or a closed terminal. From its first screen on the program
    sees to that itself; before it, nothing has been typed and only the terminal is to be saved."""
    # By number: while the program runs, the streams are not these.
    keys, screen = sys.stdin.fileno(), sys.stderr.fileno()
    found = termios.tcgetattr(keys)

    def leave(number: int, _frame: FrameType | None) -> None:
        try:
            os.write(screen, _AS_BEFORE)
            termios.tcsetattr(keys, termios.TCSANOW, found)
        except (OSError, termios.error):
            pass  # A terminal that is gone needs nothing.
        finally:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    for number in SIGNALS:
        signal.signal(number, leave)
