"""Many at once: threads of this program, or programs of their own, all let go together."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from threading import Barrier as ThreadBarrier
from typing import Any, TypeVar

T = TypeVar("T")
LONG_ENOUGH = 60.0


def in_threads(count: int, work: Callable[[int], T]) -> list[T]:
    """What each thread brought, in their order."""
    gate = ThreadBarrier(count)

    def run(number: int) -> T:
        gate.wait(LONG_ENOUGH)
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def in_processes(count: int, work: Callable[..., T], *arguments: object) -> list[T]:
    """What each program brought; `work` gets its number and then the arguments, and has to
    stand in a module, where another program can find it."""
    context = multiprocessing.get_context("forkserver")
    # Read once by the server that every program is forked from.
    context.set_forkserver_preload([work.__module__])
    gate, results = context.Barrier(count), context.Queue()
    programs = [
        context.Process(target=_run, args=(gate, results, work, number, *arguments))
        for number in range(count)
    ]
    for program in programs:
        program.start()
    found = dict(results.get(timeout=LONG_ENOUGH) for _ in programs)
    for program in programs:
        program.join(LONG_ENOUGH)
        program.close()
    results.close()
    failures = [outcome for outcome in found.values() if isinstance(outcome, BaseException)]
    if failures:
        raise failures[0]
    return [found[number] for number in range(count)]


def _run(
    gate: Barrier, results: "Queue[Any]", work: Callable[..., object], number: int, *arguments: Any
) -> None:
    try:
        gate.wait(LONG_ENOUGH)
        results.put((number, work(number, *arguments)))
    except BaseException as error:  # what went wrong is told to the test
        results.put((number, RuntimeError(repr(error))))
