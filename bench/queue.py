"""Reading the queue, beside its own statements through the bare driver."""

from bench.fill import FILE, address
from bench.place import Place
from bench.raw import Reader, overheard
from bench.samples import Comparison, Samples, milliseconds
from bench.ticks import measure as measure_ticks
from callcentre.clock import SystemClock
from callcentre.domain.queue import QueueFilter
from callcentre.passphrases import Argon2Passphrases
from callcentre.services.founding import centre_of
from callcentre.services.ports import Office
from callcentre.services.queue import counts, queue_page
from callcentre.storage.database import open_database

RUNS = 60
SIZES = (1_000, 10_000, 100_000)


def measure(place: Place, runs: int = RUNS) -> list[Comparison]:
    """The first page and the numbers above it, at each size; then what a tick costs."""
    results = [result for size in SIZES for result in _reads(place, size, runs)]
    return results + measure_ticks(place, runs, least=SIZES[0], most=SIZES[-1])


def _reads(place: Place, size: int, runs: int) -> list[Comparison]:
    home = place.filled(size)
    database = open_database(address(home))
    office = Office(database, SystemClock(), Argon2Passphrases())
    centre = centre_of(office)
    if centre is None:
        raise AssertionError("a filled database has a centre")
    reader = Reader(home / FILE)
    # The first of each is not counted: it tells which statements there are to run.
    with overheard() as for_page:
        queue_page(office, QueueFilter())
    with overheard() as for_counts:
        counts(office, centre)
    took: list[tuple[float, float, float, float]] = []
    for _ in range(runs):
        page = milliseconds(queue_page, office, QueueFilter())
        raw_page = milliseconds(reader.read, for_page)
        numbers = milliseconds(counts, office, centre)
        raw_numbers = milliseconds(reader.read, for_counts)
        took.append((page, raw_page, numbers, raw_numbers))
    reader.close()
    database.close()
    pages, raw_pages, all_numbers, raw_all_numbers = map(Samples, zip(*took, strict=True))
    return [
        Comparison(
            what=f"queue: first page of {size:,}",
            ours=pages,
            against="same SQL, raw",
            theirs=raw_pages,
        ),
        Comparison(
            what=f"queue: counts over {size:,}",
            ours=all_numbers,
            against="same SQL, raw",
            theirs=raw_all_numbers,
        ),
    ]
