"""A database as the services see it: units of work, and a feed of changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL

from callcentre.errors import NotFound
from callcentre.i18n import N_
from callcentre.services.ports import ChangeFeed
from callcentre.storage import schema
from callcentre.storage.engine import make_engine, read_url
from callcentre.storage.sqlite_file import file_of, find_file, make_file
from callcentre.storage.stores import (
    CallStore,
    CaseStore,
    CentreStore,
    CommitmentStore,
    ContactStore,
    LiveCallStore,
    NumberStore,
    PeopleStore,
)
from callcentre.storage.views import SqlViews


class SqlUnitOfWork:
    """Every store on one connection, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.centre = CentreStore(connection)
        self.people = PeopleStore(connection)
        self.numbers = NumberStore(connection)
        self.calls = CallStore(connection)
        self.cases = CaseStore(connection)
        self.commitments = CommitmentStore(connection)
        self.contacts = ContactStore(connection)
        self.live = LiveCallStore(connection)
        self.views = SqlViews(connection)

    def commit(self) -> None:
        self._connection.commit()


class Database:
    """One database by its address; `open_database` brings its schema up to date."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._writer = make_engine(url, writing=True)
        self._reader = make_engine(url, writing=False)

    @contextmanager
    def writing(self) -> Iterator[SqlUnitOfWork]:
        """A transaction that holds the write lock from its beginning on SQLite."""
        yield from _unit(self._writer)

    @contextmanager
    def reading(self) -> Iterator[SqlUnitOfWork]:
        """A transaction that sees one moment of the database and holds nobody up."""
        yield from _unit(self._reader)

    def feed(self) -> ChangeFeed:
        """A feed of its own connection, for one thread to wait on."""
        # Only a desk that stays open listens; a plain command never imports the feed.
        from callcentre.storage.feed import PostgresqlFeed, SqliteFeed  # noqa: PLC0415

        if self.url.get_backend_name() == "sqlite":
            return SqliteFeed(Path(self.url.database or ""))
        return PostgresqlFeed(self.url)

    def ensure_schema(self) -> None:
        schema.ensure(self._writer)

    def require_schema(self) -> None:
        """Refuse a database in which nothing was ever made; an older one is brought up to date."""
        with self._reader.connect() as connection:
            found = schema.version_of(connection)
        if found is None:
            raise NotFound(N_("No centre yet: run “callcentre init” or “callcentre run” first."))
        if found != schema.HEAD:
            schema.ensure(self._writer)

    def is_sound(self) -> str:
        """What the database says of its own files: empty when they are sound."""
        if self.url.get_backend_name() != "sqlite":
            return ""
        with self._reader.connect() as connection:
            found = str(connection.execute(text("PRAGMA integrity_check")).scalar())
        return "" if found == "ok" else found

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()


def _unit(engine: Engine) -> Iterator[SqlUnitOfWork]:
    with engine.connect() as connection:
        yield SqlUnitOfWork(connection)


def open_database(address: str, *, existing: bool = False) -> Database:
    """The database at an address, with its file private and its schema at head. One that must
    be `existing` is refused when it is not there, and nothing is made."""
    url, file = read_url(address), file_of(address)
    if file is not None:
        find_file(file) if existing else make_file(file)
    database = Database(url)
    try:
        database.require_schema() if existing else database.ensure_schema()
    except BaseException:
        database.close()
        raise
    return database
