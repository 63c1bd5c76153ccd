"""The desk: how screens reach the services without ever waiting on the database.

It owns an executor of its own, so that a slow database can hold up nobody's keys, opens the
database when it is first asked for, and knows whether it answers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from callcentre.domain.staff import Person
from callcentre.errors import BrokenFile, CallCentreError, StorageDown
from callcentre.services.ports import DraftJournal, Office

if TYPE_CHECKING:
    from callcentre.domain.centre import Centre
    from callcentre.domain.script import Scripts

P = ParamSpec("P")
T = TypeVar("T")

LISTEN_SECONDS = 1.0


class DeskClock(Protocol):
    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...


class ScriptReading(Protocol):
    """The phone scripts and what was wrong with their files."""

    @property
    def scripts(self) -> Scripts: ...

    @property
    def broken(self) -> tuple[BrokenFile, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """What the composition root hands to the screens."""

    open_office: Callable[[], Office]
    close_office: Callable[[], None]
    read_scripts: Callable[[], ScriptReading]
    open_journal: Callable[[], DraftJournal]
    clock: DeskClock
    threads: int
    keep_preferences: Callable[[str, str], None]
    language: str
    theme: str
    keys: dict[str, str]
    plain_glyphs: bool = False
    demo: bool = False
    when_loaded: Callable[[], None] = lambda: None


class Desk:
    """One program's connection to the office."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self.clock = wiring.clock
        self._office: Office | None = None
        self._opening = threading.Lock()
        self._readers = ThreadPoolExecutor(wiring.threads, thread_name_prefix="reads")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writes")
        self._closing = threading.Event()
        self._listener: threading.Thread | None = None
        self._silent: dict[ThreadPoolExecutor, datetime] = {}

    @cached_property
    def journal(self) -> DraftJournal:
        """What is typed at this desk, safe on its disk; opened when somebody has signed in."""
        return self.wiring.open_journal()

    async def run(
        self, use_case: Callable[Concatenate[Office, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a reading use case on the desk's own threads and come back with its result."""
        return await self._on(self._readers, use_case, *args, **kwargs)

    async def write(
        self, use_case: Callable[Concatenate[Office, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a writing use case; writes of this desk happen in the order they were asked."""
        return await self._on(self._writer, use_case, *args, **kwargs)

    async def _on(
        self,
        pool: ThreadPoolExecutor,
        use_case: Callable[Concatenate[Office, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        loop = asyncio.get_running_loop()
        try:
            result = await loop.run_in_executor(
                pool, lambda: use_case(self._opened(), *args, **kwargs)
            )
        except StorageDown:
            self._silent.setdefault(pool, self.clock.now())
            raise
        except CallCentreError:
            self._silent.pop(pool, None)
            raise
        self._silent.pop(pool, None)
        return result

    async def read_scripts(self) -> ScriptReading:
        """Read the phone scripts afresh; an edit speaks from the next call on (DC-04)."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self.wiring.read_scripts)

    def silent_for(self) -> timedelta | None:
        """How long the database has not answered, or None while it does. A database that can be
        read and not written is silent too."""
        return self.clock.now() - min(self._silent.values()) if self._silent else None

    def listen(self, on_change: Callable[[], None]) -> None:
        """Call back, from a thread, whenever something changed in the database; also when
        it answers again after a silence."""
        if self._listener is not None:
            return
        self._listener = threading.Thread(
            target=self._listen, args=(on_change,), name="changes", daemon=True
        )
        self._listener.start()

    def close(self) -> None:
        """Let go of everything; what is typed and not filed stays in the journal."""
        self._closing.set()
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        if self._listener is not None:
            self._listener.join(timeout=2 * LISTEN_SECONDS)
        if "journal" in self.__dict__:
            self.journal.close()
        self.wiring.close_office()

    def _opened(self) -> Office:
        with self._opening:
            if self._office is None:
                self._office = self.wiring.open_office()
            return self._office

    def _listen(self, on_change: Callable[[], None]) -> None:
        while not self._closing.is_set():
            try:
                feed = self._opened().storage.feed()
            except CallCentreError:
                self._closing.wait(LISTEN_SECONDS)
                continue
            try:
                while not self._closing.is_set():
                    if feed.wait(LISTEN_SECONDS):
                        on_change()
            except StorageDown:
                self._closing.wait(LISTEN_SECONDS)
            finally:
                feed.close()


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and at which centre."""

    person: Person
    centre: Centre
