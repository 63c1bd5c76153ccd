"""Databases that are prepared once and copied for every test, which takes a moment each."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from callcentre.storage.database import Database, open_database
from tests.support.postgres import Server

EACH_KIND = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


class Prepared:
    """Copies of one database of each kind; `prepare` fills the one they are copied from."""

    def __init__(
        self, folder: Path, server: Callable[[], Server], prepare: Callable[[Database], None]
    ) -> None:
        self._folder, self._server, self._prepare = folder, server, prepare
        self._master: dict[str, str] = {}

    def address(self, kind: str) -> str:
        """The address of a fresh copy."""
        name = f"c{uuid4().hex}"
        if kind == "sqlite":
            copy = self._folder / f"{name}.sqlite3"
            shutil.copy(self._folder / self._made(kind), copy)
            return f"sqlite:///{copy}"
        return self._server().make_database(name, like=self._made(kind))

    def _made(self, kind: str) -> str:
        """The name of the one to copy; nobody is connected to it any more."""
        if kind not in self._master:
            name = f"m{uuid4().hex}"
            sqlite = kind == "sqlite"
            file = self._folder / name
            database = open_database(
                f"sqlite:///{file}" if sqlite else self._server().make_database(name)
            )
            self._prepare(database)
            database.close()
            self._master[kind] = name
        return self._master[kind]
