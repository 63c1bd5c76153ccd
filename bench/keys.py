"""From a key to the frame that shows it, during a call and beside a minimal app.

Everything that goes on during a call goes on: the clock and the queue beside the call tick
each second, another desk writes to the database each second and the queue is read again,
and every letter goes into the journal on the disk.
"""

from itertools import cycle, islice
from pathlib import Path
from string import ascii_lowercase
from time import perf_counter

from bench.desk import CLEAR_FIELD, sign_in, take_call_to_record
from bench.fill import a_call, address
from bench.minimal import FIRST_WORDS
from bench.place import Place
from bench.samples import P95, Aim, Comparison, Samples
from bench.terminal import Terminal, rest
from callcentre.clock import SystemClock
from callcentre.passphrases import Argon2Passphrases
from callcentre.services.calls import show_live
from callcentre.services.founding import centre_of
from callcentre.services.people import everybody
from callcentre.services.ports import Office
from callcentre.storage.database import open_database

RUNS = 300
OPEN_COMMITMENTS = 10_000
AIM = Aim(P95, 1.3)
BETWEEN_KEYS = 0.05
# What is typed begins with letters that stand nowhere else on the screen, and fits the field.
BEGINNING, LONGEST = "zqx", 40


def measure(place: Place, runs: int = RUNS) -> list[Comparison]:
    """The same letters by turns into the record step's address and into a bare field."""
    home = place.home(OPEN_COMMITMENTS)
    desk, minimal = place.desk(home), place.minimal()
    sign_in(desk)
    take_call_to_record(desk)
    minimal.see(FIRST_WORDS)
    neighbour = _Neighbour(home)
    ours, theirs = _Typist(desk), _Typist(minimal)
    for letter in islice(cycle(ascii_lowercase), runs):
        for typist in (ours, theirs):
            neighbour.work()
            rest([desk, minimal], BETWEEN_KEYS)
            typist.type(letter)
    neighbour.leave()
    desk.kill()
    minimal.kill()
    return [
        Comparison(
            what="key to paint, on a call",
            ours=Samples(ours.took),
            against="minimal app",
            theirs=Samples(theirs.took),
            aim=AIM,
        )
    ]


class _Typist:
    """Types letters into the field that has the cursor, and times each."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._typed = ""
        self.took: list[float] = []

    def type(self, letter: str) -> None:
        if len(self._typed) in (0, LONGEST):
            self._begin_anew()
        self._typed += letter
        begun = self._terminal.send(letter)
        self.took.append(1000 * (self._terminal.arrival(self._typed) - begun))

    def _begin_anew(self) -> None:
        if self._typed:
            self._terminal.send(CLEAR_FIELD)
            self._terminal.see_no(self._typed)
        self._typed = BEGINNING
        self._terminal.send(BEGINNING)
        self._terminal.see(BEGINNING)
        rest([self._terminal], BETWEEN_KEYS)


class _Neighbour:
    """Another desk: once a second it tells the leads how its own call stands."""

    def __init__(self, home: Path) -> None:
        self._database = open_database(address(home))
        self._office = Office(self._database, SystemClock(), Argon2Passphrases())
        centre = centre_of(self._office)
        if centre is None:
            raise AssertionError("a filled database has a centre")
        now, agent = self._office.clock.now(), everybody(self._office)[0]
        self._call = a_call("neighbour", agent, centre, now)
        self._worked_at = 0.0

    def work(self) -> None:
        if perf_counter() - self._worked_at >= 1.0:
            self._worked_at = perf_counter()
            show_live(self._office, self._call)

    def leave(self) -> None:
        self._database.close()
