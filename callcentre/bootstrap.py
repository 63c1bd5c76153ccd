"""The only place where the parts are put together."""

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from callcentre import i18n
from callcentre.clock import SystemClock
from callcentre.private import make_private_file
from callcentre.settings import Preferences, Settings, shipped_scripts

if TYPE_CHECKING:
    from callcentre.domain.centre import Centre
    from callcentre.domain.staff import Person
    from callcentre.scripting import Reading
    from callcentre.services.ports import DraftJournal, Office
    from callcentre.tui.app import CallCentreApp

SWITCH_SECONDS = 0.0005


class OfficeDoor:
    """Opens the office once, when it is first asked for: the database code is slow to import
    and the first screen does not wait for it."""

    def __init__(self, settings: Settings, *, existing: bool = False) -> None:
        self._settings, self._existing = settings, existing
        self._close: Callable[[], None] = lambda: None

    def open(self) -> "Office":
        from callcentre.passphrases import Argon2Passphrases  # noqa: PLC0415
        from callcentre.services.ports import Office  # noqa: PLC0415
        from callcentre.storage.database import open_database  # noqa: PLC0415

        database = open_database(self._settings.database, existing=self._existing)
        self._close = database.close
        return Office(database, SystemClock(), Argon2Passphrases())

    def close(self) -> None:
        self._close()


@contextmanager
def office(settings: Settings, *, existing: bool = False) -> Iterator["Office"]:
    """The office for one plain command; one that only reads needs an `existing` database."""
    door = OfficeDoor(settings, existing=existing)
    try:
        yield door.open()
    finally:
        door.close()


def scripts_of(settings: Settings, *, keep_in: Path | None = None) -> "Reading":
    """The phone scripts of this installation, and what is wrong with their files. Good ones are
    copied into a folder, the desk's own unless another is named."""
    from callcentre.scripting import read_scripts  # noqa: PLC0415

    return read_scripts(settings.scripts, shipped_scripts(), keep_in or settings.good_scripts)


def make_app(
    settings: Settings,
    *,
    demo: bool = False,
    signed_in: "tuple[Person, Centre] | None" = None,
) -> "CallCentreApp":
    """The program, wired; nothing is opened before it runs. A place that cannot be written is
    refused here, while there is still a plain terminal to say so on."""
    # Loading makes no garbage worth looking for, and looking takes a tenth of the start.
    gc.disable()
    # A thread that reads the database gives way to a key at once.
    sys.setswitchinterval(SWITCH_SECONDS)
    from callcentre.tui.app import CallCentreApp  # noqa: PLC0415
    from callcentre.tui.desk import Wiring  # noqa: PLC0415

    _log_to_file(settings)
    _make_room(settings)
    i18n.use(settings.language)
    door = OfficeDoor(settings)
    wiring = Wiring(
        open_office=door.open,
        close_office=door.close,
        read_scripts=lambda: scripts_of(settings),
        open_journal=lambda: _journal(settings),
        clock=SystemClock(),
        threads=4 if settings.database.startswith("postgresql") else 2,
        keep_preferences=lambda language, theme: Preferences(language, theme).write(settings.home),
        language=settings.language,
        theme=settings.theme,
        keys=settings.keys,
        plain_glyphs=settings.plain_glyphs,
        demo=demo,
        when_loaded=_collect_garbage,
    )
    return CallCentreApp(wiring, signed_in=signed_in)


def _collect_garbage() -> None:
    """What is loaded by now stays to the end; only what comes after it is ever looked through,
    so that no key waits for that."""
    gc.collect()
    gc.freeze()
    gc.enable()


def _journal(settings: Settings) -> "DraftJournal":
    from callcentre.journal import Journal  # noqa: PLC0415

    return Journal(settings.journal)


def _make_room(settings: Settings) -> None:
    from callcentre.storage.sqlite_file import file_of, make_file  # noqa: PLC0415

    file = file_of(settings.database)
    if file is not None:
        make_file(file)


def _log_to_file(settings: Settings) -> None:
    """Faults go to a private file; the terminal belongs to the screen."""
    make_private_file(settings.log)
    handler = logging.FileHandler(settings.log, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logger = logging.getLogger("callcentre")
    logger.handlers = [handler]
    logger.propagate = False
