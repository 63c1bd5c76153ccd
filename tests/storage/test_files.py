"""The file of a SQLite database: damaged, only to be read, or not there."""

import os
import random
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from callcentre.domain.staff import Role
from callcentre.errors import BadInput, CallCentreError, NotFound, StorageDown
from callcentre.storage.database import open_database
from callcentre.storage.engine import read_url
from callcentre.storage.sqlite_file import file_of
from callcentre.storage.types import Word
from tests.support.ledger import a_promise
from tests.support.prepared import Prepared
from tests.support.stored import owe

PAGE = 4096


@pytest.fixture
def file(prepared: Prepared) -> Path:
    """A database with a centre, its people and a promise, closed."""
    address = prepared.address("sqlite")
    opened = open_database(address)
    owe(opened, a_promise())
    opened.close()
    return Path(address.removeprefix("sqlite:///"))


def read_everything(file: Path) -> None:
    """What a plain command and `check` read."""
    opened = open_database(f"sqlite:///{file}", existing=True)
    try:
        opened.is_sound()
        with opened.reading() as work:
            work.centre.get()
            work.people.all()
            list(work.views.broken_rules(5))
    finally:
        opened.close()


class TestDamage:
    def test_a_file_that_is_none_of_ours(self, tmp_path: Path) -> None:
        file = tmp_path / "desk.sqlite3"
        content = random.Random(1).randbytes(3 * PAGE)  # noqa: S311
        file.write_bytes(content)
        for existing in (True, False):
            with pytest.raises(StorageDown, match=f"{file} is damaged .*backup"):
                open_database(f"sqlite:///{file}", existing=existing)
        assert file.read_bytes() == content

    @pytest.mark.parametrize("page", range(0, 40, 8))
    def test_a_page_of_noise(self, file: Path, page: int) -> None:
        content = bytearray(file.read_bytes())
        content[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)  # noqa: S311
        file.write_bytes(content)
        opened = None
        try:
            opened = open_database(f"sqlite:///{file}", existing=True)
            assert opened.is_sound()
        except StorageDown as error:
            assert str(file) in str(error)
        finally:
            if opened is not None:
                opened.close()

    def test_a_file_that_was_cut_off(self, file: Path) -> None:
        os.truncate(file, 5 * PAGE + 100)
        with pytest.raises(StorageDown, match="is damaged"):
            read_everything(file)

    def test_a_text_that_is_none_is_not_quoted(self, file: Path) -> None:
        """What the driver quotes would be a customer's words."""
        raw = sqlite3.connect(file)
        raw.execute("UPDATE people SET name = CAST(x'57616e67ff' AS TEXT)")
        raw.commit()
        raw.close()
        with pytest.raises(StorageDown, match="is damaged") as refusal:
            read_everything(file)
        assert "Wang" not in str(refusal.value)

    def test_noise_all_over_is_always_one_of_our_errors(self, file: Path) -> None:
        whole, dice = file.read_bytes(), random.Random(7)  # noqa: S311
        for _ in range(12):
            content = bytearray(whole)
            for _ in range(200):
                content[dice.randrange(100, len(content))] = dice.randrange(256)
            file.write_bytes(content)
            try:
                read_everything(file)
            except CallCentreError as error:
                assert "is damaged" in str(error)


class TestAnExistingOne:
    def test_none_is_made(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound, match=r"none\.sqlite3"):
            open_database(f"sqlite:///{tmp_path / 'deep' / 'none.sqlite3'}", existing=True)
        assert list(tmp_path.iterdir()) == []

    def test_an_empty_one_stays_empty(self, address: str) -> None:
        """On a server as in a file."""
        file = file_of(address)
        if file is not None:
            file.touch()
        for _ in range(2):
            with pytest.raises(NotFound, match="No centre yet"):
                open_database(address, existing=True)

    def test_a_folder_and_what_lies_in_a_file_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(StorageDown, match=f"{tmp_path}: Is a directory"):
            open_database(f"sqlite:///{tmp_path}")
        (tmp_path / "file").touch()
        with pytest.raises(StorageDown, match="Not a directory"):
            open_database(f"sqlite:///{tmp_path / 'file' / 'desk'}", existing=True)

    def test_it_is_read_while_somebody_else_writes(self, file: Path) -> None:
        """Opening to read takes no lock."""
        writer = sqlite3.connect(file, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        read_everything(file)
        writer.close()


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "file"),
        [
            ("sqlite:///desk.sqlite3", Path("desk.sqlite3")),
            ("sqlite:////srv/desk one.sqlite3", Path("/srv/desk one.sqlite3")),
            ("sqlite:////srv/100%25%3F.sqlite3", Path("/srv/100%?.sqlite3")),
            ("sqlite+pysqlite:///desk?timeout=3", Path("desk")),
            ("postgresql://desk@db/calls", None),
            ("postgresql+psycopg://desk@db/calls", None),
        ],
    )
    def test_where_they_lead(self, address: str, file: Path | None) -> None:
        assert file_of(address) == file
        assert read_url(address).database == (str(file) if file else "calls")

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "foo",
            "sqlite",
            "sqlite://",
            "sqlite:///",
            "sqlite:///:memory:",
            "sqlite://host/file",
            "mysql://x/y",
            "postgresql+asyncpg://x/y",
            "postgresql://x:port/y",
        ],
    )
    def test_any_other_is_refused(self, address: str) -> None:
        with pytest.raises(BadInput) as refusal:
            read_url(address)
        assert f"“{address}”" in str(refusal.value)


def test_a_word_that_rotted_is_named() -> None:
    """A page that is whole with a letter that is not: no traceback, and no guess."""
    with pytest.raises(StorageDown, match=r"“le`d”.*agent, lead, manager"):
        Word(Role).process_result_value("le`d", sqlite.dialect())
