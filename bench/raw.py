"""The other side of the database measurements: the same work through the bare sqlite3 driver."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from callcentre.storage import tables

Row = tuple[Any, ...]
Rows = Mapping[str, Collection[Row]]
Statement = tuple[str, Any]


def contents(file: Path) -> dict[str, set[Row]]:
    """Every row of every table, as the driver gives it."""
    with closing(sqlite3.connect(file)) as connection:
        return {
            name: set(connection.execute(f"SELECT * FROM {name}"))  # noqa: S608
            for name in tables.metadata.tables
        }


def written(before: Rows, after: Rows) -> dict[str, list[Row]]:
    """The rows that are new or other than they were."""
    rows = {name: sorted(set(after[name]) - set(before[name]), key=str) for name in after}
    return {name: found for name, found in rows.items() if found}


class PlainTables:
    """Tables without a key, rule or index, in a file of the same kind as the program's."""

    def __init__(self, file: Path) -> None:
        self._connection = _connect(file)

    def commit(self, rows: Rows) -> None:
        """These rows, in one transaction that is synced to the disk."""
        self._connection.execute("BEGIN IMMEDIATE")
        for name, values in rows.items():
            marks = ", ".join("?" * _width(values))
            self._connection.executemany(f"INSERT INTO {name} VALUES ({marks})", values)  # noqa: S608
        self._connection.execute("COMMIT")

    def make(self, rows: Rows) -> None:
        """Tables that take such rows."""
        for name, values in rows.items():
            columns = ", ".join(f"c{number}" for number in range(_width(values)))
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")

    def close(self) -> None:
        self._connection.close()


class Reader:
    """Statements read to their last row, in one transaction."""

    def __init__(self, file: Path) -> None:
        self._connection = _connect(file)

    def read(self, statements: Sequence[Statement]) -> None:
        self._connection.execute("BEGIN")
        for sql, values in statements:
            self._connection.execute(sql, values).fetchall()
        self._connection.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close()


@contextmanager
def overheard() -> Iterator[list[Statement]]:
    """What the program sends to its database meanwhile."""
    statements: list[Statement] = []

    def _note(_c: Connection, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        if not sql.startswith("BEGIN"):
            statements.append((sql, values))

    event.listen(Engine, "before_cursor_execute", _note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", _note)


def _width(rows: Collection[Row]) -> int:
    return max(map(len, rows))


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection
