"""Learning that another desk changed something, on both databases behind one small port."""

import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from callcentre.errors import StorageDown
from callcentre.i18n import N_
from callcentre.storage.rules import CHANGES

POLL_SECONDS = 0.1


class SqliteFeed:
    """Watches the file's data version, which every commit of another connection moves."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._seen = self._version()

    def wait(self, seconds: float) -> bool:
        """True as soon as something changed; False when nothing did in that time."""
        until = time.monotonic() + seconds
        while True:
            if (version := self._version()) != self._seen:
                self._seen = version
                return True
            if time.monotonic() >= until:
                return False
            time.sleep(POLL_SECONDS)

    def close(self) -> None:
        self._connection.close()

    def _version(self) -> int:
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            raise StorageDown(
                N_("The database does not answer: {cause}"), cause=str(error)
            ) from error


class PostgresqlFeed:
    """Listens for the notices that triggers send; opens its own connection again when lost."""

    def __init__(self, url: URL) -> None:
        plain = url.set(drivername="postgresql")
        self._address = plain.render_as_string(hide_password=False)
        self._connection: psycopg.Connection[Any] | None = None

    def wait(self, seconds: float) -> bool:
        """True as soon as something changed, also right after a lost connection is back."""
        try:
            if self._connection is None:
                self._connection = psycopg.connect(
                    self._address, autocommit=True, connect_timeout=3
                )
                self._connection.execute(f"LISTEN {CHANGES}")
                return True
            return any(True for _ in self._connection.notifies(timeout=seconds, stop_after=1))
        except psycopg.Error as error:
            self.close()
            raise StorageDown(
                N_("The database does not answer: {cause}"), cause=str(error).splitlines()[0]
            ) from error

    def close(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
