"""Compile the translation catalogues while the package is built, also for editable installs.

`python hatch_build.py` compiles them in place, which is what `make` does after an edit.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> None:
    """Write a .mo beside every .po; a file that is not a catalogue stops the build."""
    for source in sorted((root / "callcentre" / "locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
        binary = BytesIO()
        write_mo(binary, catalogue)
        # A program that runs from the checkout never reads half a catalogue.
        fresh = source.with_suffix(".mo.new")
        fresh.write_bytes(binary.getvalue())
        fresh.replace(source.with_suffix(".mo"))


class CompileCatalogues(BuildHookInterface[BuilderConfig]):
    """What hatchling runs before it collects the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
