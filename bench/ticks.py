"""What the queue's screen costs each second, and each time it is read, in a long queue."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import process_time

from textual.pilot import Pilot

from bench.fill import address
from bench.place import Place
from bench.samples import Comparison, Samples
from callcentre.clock import SystemClock
from callcentre.passphrases import Argon2Passphrases
from callcentre.services.founding import centre_of
from callcentre.services.people import everybody
from callcentre.services.ports import Office
from callcentre.storage.database import open_database
from callcentre.tui.screens.queue import QueueScreen
from tests.support.clock import FakeClock
from tests.support.desks import make_app, running, settle

ROUNDS = 3


def measure(place: Place, runs: int, *, least: int, most: int) -> list[Comparison]:
    """The long queue's screen beside the short one's, in milliseconds of processor time."""
    screens = {size: _Screen(place.filled(size)) for size in (least, most)}
    for _ in range(ROUNDS):
        for screen in screens.values():
            asyncio.run(screen.watch(max(1, runs // ROUNDS)))
    short, long = screens[least], screens[most]
    return [
        Comparison(
            what=f"queue: a tick at {most:,}",
            ours=Samples(long.ticks),
            against=f"at {least:,}",
            theirs=Samples(short.ticks),
        ),
        Comparison(
            what=f"queue: read and shown at {most:,}",
            ours=Samples(long.reads),
            against=f"at {least:,}",
            theirs=Samples(short.reads),
        ),
    ]


class _Screen:
    """The queue's screen on one database, without a terminal."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.ticks: list[float] = []
        self.reads: list[float] = []

    async def watch(self, times: int) -> None:
        """Every row shows another time at each tick, and nothing is read but when asked for."""
        database = open_database(address(self._home))
        clock = FakeClock(SystemClock().now().replace(second=1))
        office = Office(database, clock, Argon2Passphrases())
        centre, person = centre_of(office), everybody(office)[0]
        if centre is None:
            raise AssertionError("a filled database has a centre")
        app = make_app(office, clock, self._home, signed_in=(person, centre))
        async with running(app) as pilot:
            await settle(pilot)
            screen = app.screen
            if not isinstance(screen, QueueScreen):
                raise AssertionError("whoever has signed in sees the queue")
            for _ in range(times):
                clock.move(minutes=1)
                self.ticks.append(await _cpu(pilot, lambda: screen.tick(clock.now()), Pilot.pause))
                self.reads.append(await _cpu(pilot, screen.changed, settle))
        database.close()


async def _cpu(
    pilot: Pilot[None],
    do: Callable[[], None],
    until_drawn: Callable[[Pilot[None]], Awaitable[None]],
) -> float:
    """Milliseconds of processor time to do it and to draw what came of it."""
    begun = process_time()
    do()
    await until_drawn(pilot)
    return 1000 * (process_time() - begun)
