"""From starting the process to the first painted words, beside a minimal app."""

from bench.minimal import FIRST_WORDS
from bench.place import Place
from bench.samples import MEDIAN, Aim, Comparison, Samples

RUNS = 15
OPEN_COMMITMENTS = 10_000
AIM = Aim(MEDIAN, 1.5)


def measure(place: Place, runs: int = RUNS) -> list[Comparison]:
    """The sign-in screen painted, and then the database behind it open."""
    home = place.home(OPEN_COMMITMENTS)
    painted: list[float] = []
    opened: list[float] = []
    minimal: list[float] = []
    # The first start of each compiles its modules and is not counted.
    for run in range(runs + 1):
        desk = place.desk(home)
        first = _milliseconds_to(desk.arrival("Passphrase"), desk.begun_at)
        word = _milliseconds_to(desk.arrival("Enter your name"), desk.begun_at)
        desk.kill()
        other = place.minimal()
        least = _milliseconds_to(other.arrival(FIRST_WORDS), other.begun_at)
        other.kill()
        if run:
            painted.append(first)
            opened.append(word)
            minimal.append(least)
    against = Samples(minimal)
    return [
        Comparison(
            what="launch: first paint",
            ours=Samples(painted),
            against="minimal app",
            theirs=against,
            aim=AIM,
        ),
        Comparison(
            what="launch: database open",
            ours=Samples(opened),
            against="its first paint",
            theirs=against,
        ),
    ]


def _milliseconds_to(end: float, begin: float) -> float:
    return 1000 * (end - begin)
