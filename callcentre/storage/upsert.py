"""Inserts that say what to do about a row that is there already, on both databases."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The database's own INSERT, which knows ON CONFLICT."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert unless the key is there; say whether it was new."""
    statement = insert_into(connection, table).values(dict(values))
    done = connection.execute(statement.on_conflict_do_nothing(index_elements=_key(table)))
    return bool(done.rowcount == 1)


def put(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert, or overwrite the row with that key."""
    statement = insert_into(connection, table).values(dict(values))
    connection.execute(
        statement.on_conflict_do_update(index_elements=_key(table), set_=dict(values))
    )


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)
