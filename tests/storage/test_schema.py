"""The schema: what is migrated is what is declared, and every start meets the right version."""

import stat
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text

from callcentre.errors import BadInput, StorageDown
from callcentre.storage import schema
from callcentre.storage.database import Database, open_database
from callcentre.storage.engine import make_engine, read_url
from callcentre.storage.tables import metadata
from tests.support.postgres import Server
from tests.support.racers import open_it
from tests.support.races import in_processes, in_threads
from tests.support.stored import raw


def test_the_migrated_schema_is_the_declared_one(read_only: Database) -> None:
    with raw(read_only) as connection:
        # SQLite gives defaults back in other words than it was given.
        exactly = connection.dialect.name == "postgresql"
        options = {"compare_type": True, "compare_server_default": exactly}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_so_are_the_rules_of_each_row(read_only: Database) -> None:
    """Checks are not compared by the library."""
    with raw(read_only) as connection:
        there = inspect(connection)
        found = {
            (table, str(check["name"]))
            for table in metadata.tables
            for check in there.get_check_constraints(table)
        }
    declared = {
        (table.name, str(rule.name))
        for table in metadata.tables.values()
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }
    assert found == declared


def test_the_newest_migration_is_the_head_this_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("callcentre.storage") / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_a_fresh_database_is_at_the_head(database: Database) -> None:
    with raw(database) as connection:
        assert schema.version_of(connection) == schema.HEAD


def test_an_empty_one_has_no_version(tmp_path: Path) -> None:
    engine = make_engine(read_url(f"sqlite:///{tmp_path / 'empty'}"), writing=True)
    with engine.connect() as connection:
        assert schema.version_of(connection) is None
    engine.dispose()


def test_a_newer_one_is_left_alone(furnished: Database) -> None:
    with raw(furnished) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageDown, match="9999"):
        furnished.ensure_schema()
    with raw(furnished) as connection:
        assert schema.version_of(connection) == "9999"


def test_opening_again_changes_nothing(furnished: Database) -> None:
    furnished.ensure_schema()
    with furnished.reading() as work:
        assert work.centre.get() is not None


@pytest.mark.postgres
def test_programs_that_open_a_fresh_database_at_once_all_succeed(
    postgres_server: Server,
) -> None:
    address = postgres_server.make_database("fresh_for_programs")
    assert in_processes(2, open_it, address) == [schema.HEAD] * 2


@pytest.mark.postgres
def test_so_do_threads(postgres_server: Server) -> None:
    address = postgres_server.make_database("fresh_for_threads")
    assert in_threads(4, lambda number: open_it(number, address)) == [schema.HEAD] * 4


def test_the_file_and_what_lies_beside_it_is_private(tmp_path: Path) -> None:
    """Customers' words lie in it."""
    file = tmp_path / "home" / "desk.sqlite3"
    database = open_database(f"sqlite:///{file}")
    with database.writing() as work:
        work.numbers.next_serial("x")
        work.commit()
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in file.parent.iterdir()}
    database.close()
    assert modes == dict.fromkeys(("desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm"), 0o600)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "driver"),
        [
            ("postgresql://desk@db/calls", "postgresql+psycopg"),
            ("postgresql+psycopg://desk@db/calls", "postgresql+psycopg"),
            ("sqlite:////tmp/x", "sqlite"),
        ],
    )
    def test_each_speaks_through_its_driver(self, address: str, driver: str) -> None:
        assert read_url(address).drivername == driver

    def test_another_kind_of_database_is_refused(self) -> None:
        with pytest.raises(BadInput, match="PostgreSQL"):
            read_url("mysql://desk:secret@db/calls")

    def test_and_the_refusal_does_not_show_the_password(self) -> None:
        with pytest.raises(BadInput) as refusal:
            read_url("mysql://desk:secret@db/calls")
        assert "secret" not in str(refusal.value)
