"""Compile the translation catalogues while the package is built, also for editable installs."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[misc,unused-ignore]
    """Write a .mo beside every .po of the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from babel.messages.mofile import write_mo  # noqa: PLC0415 - only while building
        from babel.messages.pofile import read_po  # noqa: PLC0415

        for source in sorted(Path(self.root, "callcentre", "locale").rglob("*.po")):
            with source.open("rb") as text:
                catalogue = read_po(text, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as binary:
                write_mo(binary, catalogue)
