"""The files of a centre: the edited ones, their last good copies, and the shipped ones."""

from dataclasses import dataclass
from pathlib import Path

from callcentre.domain.call import Language
from callcentre.domain.script import (
    Script,
    Scripts,
)
from callcentre.errors import BrokenFile, Fault
from callcentre.private import make_private_folder
from callcentre.scripting.script_file import ScriptFile
from callcentre.scripting.syntax import parse
from callcentre.scripting.tables import script_of


@dataclass(slots=True)
class Reading:
    """The scripts to speak from, and what was wrong with the files on the way."""

    scripts: Scripts
    broken: tuple[BrokenFile, ...] = ()


def read_scripts(edited: Path, shipped: Path, last_good: Path) -> Reading:
    """Every script of the centre, from the edited folder where it has a file.

    Each file that is good is kept in `last_good`; a bad edit falls back on that copy, else on
    the shipped file. Raises `BrokenFile` only when a main language is left without a script.
    """
    names = sorted({p.name for folder in (edited, shipped) for p in folder.glob("*.toml")})
    scripts: list[Script] = []
    broken: list[BrokenFile] = []
    for name in names:
        script = _good(edited / name, last_good / "edited", broken) or _good(
            shipped / name, last_good / "shipped", broken
        )
        if script is not None:
            scripts.append(script)
    return Reading(_together(scripts, broken), tuple(broken))


def read_script(path: Path) -> Script:
    """One file as a script; raises `BrokenFile` with every fault in it."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFile(str(path), (Fault("line 1", str(error)),)) from error
    file = ScriptFile(path, text)
    content = parse(file)
    script = script_of(file, content) if content is not None else None
    if file.faults or script is None:
        raise BrokenFile(str(path), tuple(sorted(file.faults, key=_by_line)))
    return script


def _good(path: Path, kept: Path, broken: list[BrokenFile]) -> Script | None:
    """The file's script; if the file is bad, the script of its last good copy; else None."""
    if not path.exists():
        return None
    try:
        script = read_script(path)
    except BrokenFile as fault:
        broken.append(fault)
        copy = kept / path.name
        return read_script(copy) if copy.exists() else None
    _keep(path, kept)
    return script


def _keep(path: Path, folder: Path) -> None:
    make_private_folder(folder)
    kept, content = folder / path.name, path.read_bytes()
    if not kept.exists() or kept.read_bytes() != content:
        kept.write_bytes(content)


def _together(scripts: list[Script], broken: list[BrokenFile]) -> Scripts:
    by_language: dict[Language, Script] = {
        s.language: s for s in scripts if s.language is not Language.DIALECT
    }
    dialects = {s.name: s for s in scripts if s.language is Language.DIALECT}
    for needed in (Language.ZH, Language.EN):
        if needed not in by_language:
            faults = broken[0].faults if broken else (Fault("scripts", f"no {needed}.toml"),)
            raise BrokenFile(broken[0].path if broken else "scripts", faults)
    return Scripts(by_language, dialects)


def _by_line(fault: Fault) -> int:
    return int(fault.place.removeprefix("line "))
