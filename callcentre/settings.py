"""Settings of this installation: where things are, and what each person prefers.

One file, `callcentre.toml`, all of it optional; the environment overrides it. What belongs to
the centre (hours, limits, numbering) is in its database, where every desk reads the same.
"""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import platformdirs

from callcentre import i18n
from callcentre.errors import BadInput
from callcentre.i18n import N_
from callcentre.private import make_private_folder
from callcentre.toml_file import broken, faults_in, read_table

FILE = "callcentre.toml"
PREFERENCES = "preferences.json"
LANGUAGE = "CALLCENTRE_LANGUAGE"
THEMES = ("night", "day", "contrast", "blue-orange")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The file as it may be written."""

    database: str = ""
    language: Literal["", "en", "zh_CN"] = ""
    theme: Literal["", "night", "day", "contrast", "blue-orange"] = ""
    plain_glyphs: bool = False
    scripts: str = ""
    keys: dict[str, Annotated[str, msgspec.Meta(min_length=1)]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where this desk keeps its things, and how it starts."""

    home: Path
    database: str
    language: str
    theme: str = THEMES[0]
    plain_glyphs: bool = False
    scripts: Path
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def journal(self) -> Path:
        return self.home / "journal"

    @property
    def good_scripts(self) -> Path:
        """Copies of the last phone scripts that were without a fault."""
        return self.home / "scripts.good"

    @property
    def log(self) -> Path:
        return self.home / "callcentre.log"


def read_settings(file: Path | None = None, database: str = "") -> Settings:
    """The settings from the file, the environment and the command line, in rising order."""
    home = home_folder()
    path = file or home / FILE
    written = _read(path) if file or path.exists() else _File()
    address = database or os.environ.get("CALLCENTRE_DATABASE", "") or written.database
    kept = Preferences.read(home)
    language = _language_asked_for() or kept.language or written.language
    return Settings(
        home=home,
        database=address or address_of(home / "callcentre.sqlite3"),
        language=language or i18n.from_environment(),
        theme=kept.theme or written.theme or THEMES[0],
        plain_glyphs=written.plain_glyphs,
        scripts=Path(written.scripts) if written.scripts else home / "scripts",
        keys=written.keys,
    )


def demo_settings(settings: Settings) -> Settings:
    """The same desk on a database and a journal of its own: real data is never touched."""
    home = settings.home / "demo"
    return replace(settings, home=home, database=address_of(home / "demo.sqlite3"))


def address_of(file: Path) -> str:
    """A database of SQLite by its file, whatever the folders above it are called."""
    return "sqlite:///" + str(file).replace("%", "%25").replace("?", "%3F")


def home_folder() -> Path:
    """Where a desk keeps its files; CALLCENTRE_HOME names another place."""
    named = os.environ.get("CALLCENTRE_HOME")
    return Path(named) if named else Path(platformdirs.user_data_dir("callcentre", False))


def shipped_scripts() -> Path:
    """The phone scripts that came with the program: of the wheel, or of the checkout."""
    package = Path(__file__).parent
    installed = package / "scripts"
    return installed if installed.exists() else package.parent / "scripts"


def _language_asked_for() -> str:
    """The language that the environment names; one that nobody here speaks is refused."""
    named = os.environ.get(LANGUAGE, "")
    if named and named not in i18n.LANGUAGES:
        raise BadInput(
            N_("{name} is “{value}”; it must be one of: {choices}"),
            name=LANGUAGE,
            value=named,
            choices=tuple(i18n.LANGUAGES),
        )
    return named


def _read(path: Path) -> _File:
    values = read_table(path)
    if faults := tuple(faults_in(values, _File)):
        raise broken(path, *faults)
    return msgspec.convert(values, _File)


class Preferences(msgspec.Struct):
    """What was chosen in the program, kept for the next start."""

    language: str = ""
    theme: str = ""

    @classmethod
    def read(cls, home: Path) -> "Preferences":
        """What was kept; nothing, or something unreadable or unknown, is no preference."""
        try:
            kept = msgspec.json.decode((home / PREFERENCES).read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError):
            return cls()
        return cls(
            kept.language if kept.language in i18n.LANGUAGES else "",
            kept.theme if kept.theme in THEMES else "",
        )

    def write(self, home: Path) -> None:
        """Keep it, never half."""
        make_private_folder(home)
        fresh = home / f"{PREFERENCES}.new"
        fresh.write_bytes(msgspec.json.encode(self))
        os.replace(fresh, home / PREFERENCES)
