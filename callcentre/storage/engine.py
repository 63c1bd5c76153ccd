"""Engines: one that writes and one that reads, on SQLite or PostgreSQL.

SQLite runs in WAL with every commit synced, and a writer takes its lock at BEGIN: a
transaction that reads first and locks later fails under other writers (measured; see
docs/architecture.md).
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from callcentre.errors import BadInput, Refused, StorageDown
from callcentre.i18n import N_

BUSY_SECONDS = 2.0
SUPPORTED = ("sqlite", "postgresql")


def read_url(text: str) -> URL:
    """The database's address; only SQLite and PostgreSQL are known."""
    url = make_url(text)
    if url.get_backend_name() not in SUPPORTED:
        raise BadInput(N_("“{url}” is no SQLite or PostgreSQL address."), url=url.host or text)
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def make_engine(url: URL, *, writing: bool) -> Engine:
    """An engine whose every error arrives as one of ours."""
    if url.get_backend_name() == "sqlite":
        engine = _sqlite(url, writing=writing)
    else:
        engine = _postgresql(url, writing=writing)
    event.listen(engine, "handle_error", _translate, retval=True)
    return engine


def _sqlite(url: URL, *, writing: bool) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: `begin` below does.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={int(BUSY_SECONDS * 1000)}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


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


def _translate(context: ExceptionContext) -> Exception | None:
    """A rule of the database is a refusal; a database that does not answer is down."""
    error = context.sqlalchemy_exception
    if isinstance(error, IntegrityError):
        return Refused(N_("The database refused this: {rule}."), rule=_rule(error))
    if isinstance(error, OperationalError | InterfaceError) or context.is_disconnect:
        cause = str(getattr(error, "orig", error)).strip().splitlines() or [""]
        return StorageDown(N_("The database does not answer: {cause}"), cause=cause[0])
    return None


def _rule(error: DBAPIError) -> str:
    """The name of the rule, without the row that broke it: rows hold customers' words."""
    diagnosis = getattr(error.orig, "diag", None)
    named = getattr(diagnosis, "constraint_name", None) or getattr(
        diagnosis, "message_primary", None
    )
    return str(named or error.orig).splitlines()[0]
