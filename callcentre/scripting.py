"""Reading the phone scripts from `scripts/*.toml`, with every fault at once.

Leads edit these files. One that is malformed is reported with file, line and every fault,
and the last good copy of it, else the one shipped with the program, is used in its place
(LS-11, DC-04).
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from callcentre.domain.call import Language
from callcentre.domain.classification import CustomerType
from callcentre.domain.gates import Missing
from callcentre.domain.script import (
    READ_BACK,
    Advice,
    Binding,
    Circumstance,
    Phrase,
    Scene,
    Script,
    Scripts,
    unknown_slots,
)
from callcentre.errors import BrokenFile, Fault
from callcentre.private import make_private_folder
from callcentre.text import clean

WORDS = (
    "number_later",
    "their_time",
    "process",
    "party_supplier_carrier",
    "party_agent",
    "party_other_department",
)
# Scenes in which the agent does not speak to anybody.
SILENT = frozenset({Scene.WRAP_UP})
# Missing things that are keyed or said, not asked of the customer, need no question.
UNASKED = frozenset(
    {
        Missing.ANGER,
        Missing.DIALECT_NAME,
        Missing.VALIDITY_REASON,
        Missing.UNSETTLED,
        Missing.PROMISE_TOLD,
        Missing.CHANGE_REASON,
        Missing.LATE_REASON,
        Missing.END_REASON,
        Missing.ENQUIRY_TOPIC,
        Missing.ENQUIRY_ANSWER,
        Missing.EXPLAINED,
        Missing.EXPLANATION,
        Missing.ACCEPTANCE_TOLD,
        Missing.APOLOGY,
        Missing.THANKS,
        Missing.PROMISE_REASON,
        Missing.PROMISE_PROCESS,
        Missing.SOLUTION,
        Missing.DISPUTE_REASON,
        Missing.SEVERITY,
        Missing.CATEGORY,
    }
)

Anger = Annotated[int, msgspec.Meta(ge=0, le=3)]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class _Bound(msgspec.Struct, forbid_unknown_fields=True):
    scene: Scene
    anger: list[Anger] = []
    types: list[CustomerType] = []
    when: list[Circumstance] = []

    def binding(self) -> Binding:
        return Binding(frozenset(self.anger), frozenset(self.types), frozenset(self.when))


B = TypeVar("B", bound=_Bound)


class _Say(_Bound, forbid_unknown_fields=True):
    text: Line = ""


class _Advice(_Bound, forbid_unknown_fields=True):
    do: list[Line] = []
    avoid: list[Line] = []


@dataclass(slots=True)
class Reading:
    """The scripts to speak from, and what was wrong with the files on the way."""

    scripts: Scripts
    broken: tuple[BrokenFile, ...] = ()


@dataclass(slots=True)
class _File:
    """One file being read: its text, the lines its parts begin on, and its faults so far."""

    path: Path
    text: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(f"line {line}", what))

    def line_of(self, header: str, nth: int = 0) -> int:
        """The line of the nth table with that header, or 1."""
        pattern = re.compile(rf"^\s*\[+\s*{re.escape(header)}\s*\]+", re.MULTILINE)
        found = list(pattern.finditer(self.text))
        return self._line(found[nth].start()) if nth < len(found) else 1

    def line_of_key(self, key: str, after: int = 1) -> int:
        """The line of a key from a line on, or that line."""
        lines = self.text.splitlines()
        pattern = re.compile(rf"^\s*{re.escape(key)}\s*=")
        for number, line in enumerate(lines[after - 1 :], after):
            if pattern.match(line):
                return number
        return after

    def _line(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1


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
    file = _File(path, text)
    content = _parse(file)
    script = _script(file, content) if content is not None else None
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


# --- TOML, with every syntax fault --------------------------------------------------------


_SYNTAX_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$|\(at end of document\)$")
_HEADER = re.compile(r"^\s*\[")
MOST_SYNTAX_FAULTS = 50


def _parse(file: _File) -> dict[str, Any] | None:
    """The file's tables. The parser stops at the first fault, so the table it is in is blanked
    and the rest read again, until every fault has been seen."""
    lines = file.text.splitlines()
    for _ in range(MOST_SYNTAX_FAULTS):
        try:
            content = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            place = _SYNTAX_PLACE.search(str(error))
            at = int(place[1]) if place and place[1] else max(1, len(lines))
            what = _SYNTAX_PLACE.sub("", str(error)).strip()
            file.fault(at, what)
            if not _blank_table(lines, at):
                return None
        else:
            return content
    return None


def _blank_table(lines: list[str], at: int) -> bool:
    """Blank the table that line `at` belongs to; False when nothing was left to blank."""
    first = at - 1
    while first > 0 and not _HEADER.match(lines[first]):
        first -= 1
    last = first + 1
    while last < len(lines) and not _HEADER.match(lines[last]):
        last += 1
    had_text = any(line.strip() for line in lines[first:last])
    lines[first:last] = [""] * (last - first)
    return had_text


# --- the tables as a script ---------------------------------------------------------------


_TABLES = {"goal", "say", "advice", "ask", "read_back", "words"}
_HEAD = {"language", "name", "version"}


def _script(file: _File, content: dict[str, Any]) -> Script | None:
    for name in content.keys() - _TABLES - _HEAD:
        file.fault(file.line_of_key(name, file.line_of(name)), f"“{name}” is not known here")
    language = _language(file, content.get("language"))
    version = clean(str(content.get("version", "")))
    name = clean(str(content.get("name", "")))
    for key, value in (("version", version), ("name", name)):
        if not value:
            file.fault(file.line_of_key(key), f"“{key}” is missing")
    says = list(_tables(file, content, "say", _Say))
    advice = list(_tables(file, content, "advice", _Advice))
    for line, say in says:
        _check_text(file, line, say.text)
    script = Script(
        language=language or Language.DIALECT,
        name=name,
        version=f"{version}#{hashlib.sha256(file.text.encode()).hexdigest()[:8]}",
        phrases=tuple(Phrase(say.scene, clean(say.text), say.binding()) for _, say in says),
        advice=tuple(
            Advice(a.scene, tuple(map(clean, a.do)), tuple(map(clean, a.avoid)), a.binding())
            for _, a in advice
        ),
        goals={Scene(k): v for k, v in _texts(file, content, "goal", set(Scene)).items()},
        questions={Missing(k): v for k, v in _texts(file, content, "ask", set(Missing)).items()},
        read_back=_texts(file, content, "read_back", set(READ_BACK)),
        words=_texts(file, content, "words", set(WORDS)),
    )
    if language in (Language.ZH, Language.EN):
        _check_complete(file, script)
    return script


def _language(file: _File, value: object) -> Language | None:
    known = {language.value: language for language in Language}
    language = known.get(str(value))
    if language is None:
        file.fault(file.line_of_key("language"), f"language must be one of {', '.join(known)}")
    return language


def _tables(
    file: _File, content: Mapping[str, Any], name: str, kind: type[B]
) -> Iterator[tuple[int, B]]:
    found = content.get(name, [])
    if not isinstance(found, list):
        file.fault(file.line_of(name), f"write [[{name}]], with two brackets")
        return
    for number, values in enumerate(found):
        line = file.line_of(name, number)
        try:
            yield line, msgspec.convert(values, kind)
        except msgspec.ValidationError as error:
            file.fault(_place_in(file, line, str(error)), str(error))


def _place_in(file: _File, line: int, error: str) -> int:
    key = re.search(r"\$\.([a-z_]+)", error) or re.search(r"field `([a-z_]+)`", error)
    return file.line_of_key(key[1], line) if key else line


def _texts(file: _File, content: Mapping[str, Any], name: str, known: set[Any]) -> dict[str, str]:
    """A table of plain sentences under known keys."""
    values = content.get(name, {})
    begins = file.line_of(name)
    if not isinstance(values, dict):
        file.fault(begins, f"[{name}] must be a table")
        return {}
    texts: dict[str, str] = {}
    for key, value in values.items():
        line = file.line_of_key(key, begins)
        if key not in {str(k) for k in known}:
            file.fault(line, f"“{key}” is not known in [{name}]")
        elif not isinstance(value, str) or not value.strip():
            file.fault(line, f"“{key}” must be a sentence")
        else:
            _check_text(file, line, value)
            # A part of the paragraph read back keeps the space that joins it to the next.
            texts[key] = value if name == "read_back" else clean(value)
    return texts


def _check_text(file: _File, line: int, text: str) -> None:
    if not text.strip():
        file.fault(line, "the text is missing")
    for slot in unknown_slots(text):
        file.fault(line, f"nothing can fill {{{slot}}}")


def _check_complete(file: _File, script: Script) -> None:
    """A main language says something in every scene, whatever the mood."""
    plain = {p.scene for p in script.phrases if not p.bound.weight}
    for scene in Scene:
        if scene not in plain and scene not in SILENT:
            file.fault(1, f"no [[say]] for scene “{scene}” that fits every caller")
        if scene not in script.goals:
            file.fault(file.line_of("goal"), f"no goal for scene “{scene}”")
    for missing in set(Missing) - UNASKED - script.questions.keys():
        file.fault(file.line_of("ask"), f"no question for “{missing}”")
    for part in set(READ_BACK) - script.read_back.keys():
        file.fault(file.line_of("read_back"), f"“{part}” is missing")
    for word in set(WORDS) - script.words.keys():
        file.fault(file.line_of("words"), f"“{word}” is missing")
