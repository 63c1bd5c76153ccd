"""Where a run keeps its files, and the two programs started from there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.fill import fill
from bench.terminal import ROOT, Terminal

CACHE = ROOT / ".cache"


class Place:
    """A folder beside the checkout, on a real disk: there a synced commit costs what it does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._homes = 0

    def filled(self, count: int) -> Path:
        """The home of a desk that owes so many promises, made once; only for reading."""
        home = self.folder / f"filled-{count}"
        if not home.exists():
            fill(home, count)
        return home

    def home(self, count: int) -> Path:
        """A copy of such a home, to write in."""
        self._homes += 1
        return shutil.copytree(self.filled(count), self.folder / f"home-{self._homes}")

    def desk(self, home: Path) -> Terminal:
        """This program, at work in that home."""
        settings = {"CALLCENTRE_HOME": str(home), "CALLCENTRE_LANGUAGE": "en"}
        return Terminal("callcentre", settings | self._bytecode)

    def minimal(self) -> Terminal:
        """The program it is measured against."""
        return Terminal("bench.minimal", self._bytecode)

    @property
    def _bytecode(self) -> dict[str, str]:
        """Both find their modules compiled, as installed programs do."""
        return {"PYTHONPYCACHEPREFIX": str(self.folder / "bytecode")}


@contextmanager
def a_place() -> Iterator[Place]:
    """A place that is gone afterwards; the user's own desk is not touched."""
    CACHE.mkdir(exist_ok=True)
    (CACHE / ".gitignore").write_text("*\n")
    with TemporaryDirectory(prefix="bench-", dir=CACHE) as folder:
        os.environ["CALLCENTRE_HOME"] = folder
        yield Place(Path(folder))
