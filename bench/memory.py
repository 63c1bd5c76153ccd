"""The most memory each program has taken, with a call open and a long queue."""

import subprocess
from pathlib import Path

from bench.desk import sign_in, take_call_to_record
from bench.minimal import FIRST_WORDS
from bench.place import Place
from bench.samples import Comparison, Samples
from bench.terminal import Terminal

RUNS = 3
OPEN_COMMITMENTS = 10_000


def measure(place: Place, runs: int = RUNS) -> list[Comparison]:
    """A desk in the record step of a call, and a minimal app that shows its field."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(runs):
        desk = place.desk(place.home(OPEN_COMMITMENTS))
        sign_in(desk)
        take_call_to_record(desk)
        ours.append(_megabytes(desk))
        desk.kill()
        minimal = place.minimal()
        minimal.see(FIRST_WORDS)
        theirs.append(_megabytes(minimal))
        minimal.kill()
    return [
        Comparison(
            what="memory, on a call",
            ours=Samples(ours),
            against="minimal app",
            theirs=Samples(theirs),
            unit="MB",
        )
    ]


def _megabytes(program: Terminal) -> float:
    """The peak where the system tells it, else what is taken now."""
    status = Path(f"/proc/{program.pid}/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    asked = ["ps", "-o", "rss=", "-p", str(program.pid)]
    return int(subprocess.run(asked, capture_output=True, check=True, text=True).stdout) / 1024
