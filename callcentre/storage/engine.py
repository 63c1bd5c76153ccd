"""Engines: one that writes and one that reads, on SQLite or PostgreSQL.

SQLite runs in WAL with every commit synced, and a writer takes its lock at BEGIN: a
transaction that reads first and locks later fails under other writers (measured; see
docs/architecture.md).
"""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)

from callcentre.errors import CallCentreError, Refused, StorageDown
from callcentre.i18n import N_
from callcentre.storage.sqlite_file import file_of, is_writable, no_address

BUSY_SECONDS = 2.0
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
NO_TEXT = "Could not decode to UTF-8"  # as the driver begins its complaint


def read_url(text: str) -> URL:
    """The database's address; only SQLite and PostgreSQL are known."""
    file_of(text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise no_address(text) from error
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def make_engine(url: URL, *, writing: bool) -> Engine:
    """An engine whose every error arrives as one of ours."""
    if url.get_backend_name() == "sqlite":
        engine = _sqlite(url, writing=writing)
    else:
        engine = _postgresql(url, writing=writing)

    @event.listens_for(engine, "handle_error", retval=True)
    def _ours(context: ExceptionContext) -> Exception | None:
        return _translate(context, url)

    return engine


def _sqlite(url: URL, *, writing: bool) -> Engine:
    file = Path(url.database or "")
    sealed = not writing and file.exists() and not is_writable(file)
    engine = create_engine(
        _as_it_lies(file) if sealed else url, connect_args={"timeout": BUSY_SECONDS}
    )
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    keeping = () if sealed else ("journal_mode=WAL", "synchronous=FULL")

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: `begin` below does.
        connection.isolation_level = None
        for pragma in (
            *keeping,
            "foreign_keys=ON",
            f"busy_timeout={int(BUSY_SECONDS * 1000)}",
        ):
            _set(connection, pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _set(connection: Any, pragma: str) -> None:
    try:
        connection.execute(f"PRAGMA {pragma}")
    except UnicodeDecodeError as error:
        # Of a file so damaged that its own complaint is no text; SQLAlchemy would not tell us.
        raise sqlite3.DatabaseError(NO_TEXT) from error


def _as_it_lies(file: Path) -> URL:
    """A file that only others may write: SQLite cannot make the log it shares with them, so
    without one it is told that the file stays as it is."""
    log = file.with_name(f"{file.name}-wal")
    how = {"uri": "true", "mode": "ro"}
    if not log.exists() or not log.stat().st_size:
        how["immutable"] = "1"
    return URL.create("sqlite", database=f"file:{quote(os.fsencode(file.absolute()))}", query=how)


def _postgresql(url: URL, *, writing: bool) -> Engine:
    return create_engine(
        url,
        pool_size=4,
        max_overflow=2,
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={
            "connect_timeout": 3,
            "options": "-c timezone=UTC -c statement_timeout=15000 -c lock_timeout=5000",
        },
        execution_options={} if writing else {"postgresql_readonly": True},
    )


def _translate(context: ExceptionContext, url: URL) -> CallCentreError | None:
    """A rule of the database is a refusal; a database that does not answer is down."""
    error = context.sqlalchemy_exception
    damage = _damage(context.original_exception)
    if damage:
        return StorageDown(
            N_(
                "The database {path} is damaged ({cause}). Nothing was changed in it: "
                "put the last backup in its place."
            ),
            path=url.database,
            cause=damage,
        )
    if isinstance(error, IntegrityError):
        return Refused(N_("The database refused this: {rule}."), rule=_rule(error))
    unreached = isinstance(error, DBAPIError) and context.connection is None
    if isinstance(error, OperationalError | InterfaceError) or unreached or context.is_disconnect:
        cause = str(getattr(error, "orig", error)).strip().splitlines() or [""]
        return StorageDown(N_("The database does not answer: {cause}"), cause=cause[0])
    return None


def _damage(error: BaseException | None) -> str:
    """What SQLite says of a file that is none of its own, or no longer whole; else nothing."""
    said = str(error)
    if NO_TEXT in said or isinstance(error, UnicodeDecodeError):
        return NO_TEXT  # What it quotes are a customer's words.
    code = getattr(error, "sqlite_errorcode", None)
    return said if code is not None and code & 0xFF in DAMAGED else ""


def _rule(error: DBAPIError) -> str:
    """The name of the rule, without the row that broke it: rows hold customers' words."""
    diagnosis = getattr(error.orig, "diag", None)
    named = getattr(diagnosis, "constraint_name", None) or getattr(
        diagnosis, "message_primary", None
    )
    return str(named or error.orig).splitlines()[0]
