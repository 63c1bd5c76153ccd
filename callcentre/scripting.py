"""Reading the phone scripts from `scripts/*.toml`, with every fault at once.

Leads edit these files. One that is malformed is reported with file, line and every fault,
and the last good copy of it, else the one shipped with the program, is used in its place
(LS-11, DC-04).
"""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

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
    Slot,
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

# The parts of the paragraph read back whose "yes" confirms a field of the record.
CONFIRMED = frozenset({"customer", "address", "phone", "content"})
SCENES = tuple(scene.value for scene in Scene)
QUESTIONS = tuple(missing.value for missing in Missing)
LONGEST = 400
ANGER = (0, 1, 2, 3)

K = TypeVar("K", bound=StrEnum)


@dataclass(slots=True)
class Reading:
    """The scripts to speak from, and what was wrong with the files on the way."""

    scripts: Scripts
    broken: tuple[BrokenFile, ...] = ()


@dataclass(slots=True)
class _File:
    """One file being read: its text, the lines its parts begin on, and its faults so far.

    `torn`: parts of it could not be read at all, so nothing can be said to be missing.
    `meant`: what is there in each table, well or badly written, and so not missing either.
    """

    path: Path
    text: str
    faults: list[Fault] = field(default_factory=list)
    torn: bool = False
    meant: dict[str, set[str]] = field(default_factory=dict)

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

    def unknown(self, line: int, word: object, what: str, known: Collection[object]) -> str:
        """Report a word that is none of the known ones; answers with the one it resembles."""
        words = [str(one) for one in known]
        near = difflib.get_close_matches(str(word), words, 1)
        hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(words)}."
        self.fault(line, f"“{word}” is no {what}. {hint}")
        return near[0] if near else ""

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
_ONE_QUOTE = re.compile(r"[=\[,]\s*'[^']*$")
_KEY = re.compile(r"^\s*[\w-]+\s*=")
MOST_SYNTAX_FAULTS = 50
NOT_CLOSED = "a list is not closed: “]” or a comma is missing"
# What the parser says, in the words of whoever writes scripts; the first that fits.
_SYNTAX_WORDS = (
    (r"(Illegal|Found invalid) character '\\n'", "the line ends before its closing quotation mark"),
    (
        r"Expected newline or end of document",
        "something follows the value; write quotes inside a sentence as “ ” or 「 」",
    ),
    (r"Expected '=' after", "“=” is missing after the key"),
    (r"Unclosed array", NOT_CLOSED),
    (r"Invalid value", "the value is not understood: write sentences between plain double quotes"),
    (r"Cannot (declare|overwrite|mutate)", "this is written twice"),
    (r"Expected '\]", "“]” is missing in the name of the table"),
    (r"Unescaped '\\\\'", "“\\” cannot be written here"),
    (r"(Invalid statement|Invalid initial character)", "this line is not understood"),
    (r"Expected \"'\"$", "the line ends before its closing quotation mark"),
    (r"(Unterminated string|Expected)", "a text in three quotation marks is not closed"),
)


def _parse(file: _File) -> dict[str, Any] | None:
    """The file's tables. The parser stops at the first fault, so the table it is in is blanked
    and the rest read again, until every fault has been seen."""
    lines = file.text.splitlines()
    for _ in range(MOST_SYNTAX_FAULTS):
        try:
            content = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            file.torn = True
            at, what = _syntax_fault(str(error), lines)
            file.fault(at, what)
            # What runs on to the end of the file has swallowed tables that are well written.
            to_the_end = str(error).endswith("(at end of document)")
            if to_the_end or not _blank_table(lines, at):
                return None
        else:
            # Lines are looked for among those that were read.
            file.text = "\n".join(lines) if file.torn else file.text
            return content
    return None


def _syntax_fault(error: str, lines: list[str]) -> tuple[int, str]:
    """Where it is and what it is. A list that was not closed swallows the next key or header, and
    the parser stops there: the fault is in the line before."""
    place, said = _SYNTAX_PLACE.search(error), _SYNTAX_PLACE.sub("", error).strip()
    what = next((words for form, words in _SYNTAX_WORDS if re.match(form, said)), said)
    if not (place and place[1]):
        return _last_opened(lines), what
    at = int(place[1])
    listing = said.startswith("Unclosed array")
    header = bool(_HEADER.match(lines[at - 1])) and (listing or said.startswith("Invalid value"))
    if not header and not (listing and _KEY.match(lines[at - 1])):
        return at, what
    at -= 1
    while at > 1 and not lines[at - 1].strip():
        at -= 1
    return at, NOT_CLOSED


def _last_opened(lines: list[str]) -> int:
    """The line of what the file ends in the middle of."""
    opened = [
        n
        for n, line in enumerate(lines, 1)
        if line.count('"""') % 2 or line.count("'''") % 2 or _ONE_QUOTE.search(line)
    ]
    return opened[-1] if opened else max(1, len(lines))


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


def _script(file: _File, content: dict[str, Any]) -> Script:
    for name in content.keys() - _TABLES - _HEAD:
        line = file.line_of_key(name, file.line_of(name))
        near = file.unknown(line, name, "part of a script", sorted(_HEAD | _TABLES))
        file.meant[near] = {*SCENES, *QUESTIONS, *READ_BACK, *WORDS}
    language = _language(file, content)
    version, name = (_head_text(file, content, key) for key in ("version", "name"))
    script = Script(
        language=language or Language.DIALECT,
        name=name,
        version=f"{version}#{hashlib.sha256(file.text.encode()).hexdigest()[:8]}",
        phrases=tuple(_phrases(file, content)),
        advice=tuple(_advice(file, content)),
        goals={Scene(k): v for k, v in _texts(file, content, "goal", SCENES).items()},
        questions={Missing(k): v for k, v in _texts(file, content, "ask", QUESTIONS).items()},
        read_back=_texts(file, content, "read_back", READ_BACK),
        words=_texts(file, content, "words", WORDS),
    )
    if language in (Language.ZH, Language.EN) and not file.torn:
        _check_complete(file)
    return script


def _language(file: _File, content: Mapping[str, Any]) -> Language | None:
    known = {language.value: language for language in Language}
    language = known.get(str(content.get("language")))
    unwritten = "language" in file.meant or (file.torn and "language" not in content)
    if language is None and not unwritten:
        file.fault(file.line_of_key("language"), f"language must be one of {', '.join(known)}")
    return language


def _head_text(file: _File, content: Mapping[str, Any], key: str) -> str:
    text = clean(str(content.get(key, "")))
    unwritten = key in file.meant or (file.torn and key not in content)
    if not text and not unwritten:
        file.fault(file.line_of_key(key), f"“{key}” is missing")
    return text


# --- [[say]] and [[advice]] ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """One [[say]] or [[advice]]: its values as written, and the line it begins on."""

    file: _File
    table: str
    line: int
    values: Mapping[str, Any]

    def line_of(self, key: str) -> int:
        return self.file.line_of_key(key, self.line)

    def fault(self, key: str, what: str) -> None:
        self.file.fault(self.line_of(key), what)

    def listed(self, key: str) -> list[Any]:
        """The list under a key; empty when there is none."""
        values = self.values.get(key, [])
        if not isinstance(values, list):
            self.fault(key, f"“{key}” is a list: write {key} = [ … ], in square brackets")
            return []
        return values


_SAY_KEYS = ("scene", "anger", "types", "when", "text")
_ADVICE_KEYS = ("scene", "anger", "types", "when", "do", "avoid")


def _phrases(file: _File, content: Mapping[str, Any]) -> Iterator[Phrase]:
    for entry in _entries(file, content, "say", _SAY_KEYS):
        scene, bound = _scene(entry), _binding(entry)
        text = _sentence(entry, "text", entry.values.get("text", ""))
        if "text" not in entry.values:
            file.fault(entry.line, "the text is missing")
        if scene is not None:
            yield Phrase(scene, text, bound)


def _advice(file: _File, content: Mapping[str, Any]) -> Iterator[Advice]:
    for entry in _entries(file, content, "advice", _ADVICE_KEYS):
        scene, bound = _scene(entry), _binding(entry)
        do, avoid = (
            tuple(_sentence(entry, key, line) for line in entry.listed(key))
            for key in ("do", "avoid")
        )
        if scene is not None:
            yield Advice(scene, do, avoid, bound)


def _entries(
    file: _File, content: Mapping[str, Any], table: str, keys: tuple[str, ...]
) -> Iterator[_Entry]:
    found = content.get(table, [])
    if not isinstance(found, list) or not all(isinstance(values, dict) for values in found):
        file.fault(
            file.line_of_key(table, file.line_of(table)), f"write [[{table}]], with two brackets"
        )
        return
    for number, values in enumerate(found):
        entry = _Entry(file, table, file.line_of(table, number), values)
        for key in values.keys() - set(keys):
            file.unknown(entry.line_of(key), key, f"key of [[{table}]]", keys)
        yield entry


def _scene(entry: _Entry) -> Scene | None:
    """The scene of an entry; a word that is none may stand for any, so none is missing then."""
    meant = entry.file.meant.setdefault(entry.table, set())
    word = entry.values.get("scene")
    if word is None:
        entry.file.fault(entry.line, "“scene” is missing")
        meant.update(SCENES)
    elif isinstance(word, str) and word in SCENES:
        if not entry.values.keys() & {"anger", "types", "when"}:
            meant.add(word)
        return Scene(word)
    else:
        near = entry.file.unknown(entry.line_of("scene"), word, "scene", SCENES)
        meant.update({near} if near else SCENES)
    return None


def _binding(entry: _Entry) -> Binding:
    anger = entry.listed("anger")
    for level in anger:
        if type(level) is not int or level not in ANGER:
            entry.fault("anger", f"anger: {level!r} is none of {', '.join(map(str, ANGER))}")
    return Binding(
        frozenset(level for level in anger if type(level) is int),
        frozenset(_members(entry, "types", CustomerType, "customer type")),
        frozenset(_members(entry, "when", Circumstance, "circumstance")),
    )


def _members(entry: _Entry, key: str, kind: type[K], what: str) -> Iterator[K]:
    known = {member.value: member for member in kind}
    for word in entry.listed(key):
        if isinstance(word, str) and word in known:
            yield known[word]
        else:
            entry.file.unknown(entry.line_of(key), word, what, known)


def _sentence(entry: _Entry, key: str, text: object) -> str:
    if not isinstance(text, str):
        entry.fault(key, f"“{key}” must be a sentence between double quotes, not {text!r}")
        return ""
    if key in entry.values and not text.strip():
        entry.fault(key, f"“{key}” has an empty line")
    if len(text) > LONGEST:
        entry.fault(key, f"“{key}” has {len(text)} characters; {LONGEST} is the most")
    if key == "text":
        _check_slots(entry.file, entry.line_of(key), text)
    return clean(text)


# --- the tables of single sentences -------------------------------------------------------


def _texts(
    file: _File, content: Mapping[str, Any], name: str, known: Collection[str]
) -> dict[str, str]:
    """A table of plain sentences under known keys."""
    values = content.get(name, {})
    begins = file.line_of(name)
    if not isinstance(values, dict):
        file.fault(file.line_of_key(name, begins), f"[{name}] must be a table")
        return {}
    meant = file.meant.setdefault(name, set(values))
    texts: dict[str, str] = {}
    for key, value in values.items():
        line = file.line_of_key(key, begins)
        if key not in known:
            meant.add(file.unknown(line, key, f"key of [{name}]", known))
        elif not isinstance(value, str) or not value.strip():
            file.fault(line, f"“{key}” must be a sentence")
        else:
            slots_known = _check_slots(file, line, value)
            if name == "read_back" and slots_known:
                _check_read_out(file, line, key, value)
            # A part of the paragraph read back keeps the space that joins it to the next.
            texts[key] = value if name == "read_back" else clean(value)
    return texts


def _check_slots(file: _File, line: int, text: str) -> bool:
    unknown = unknown_slots(text)
    for slot in unknown:
        near = difflib.get_close_matches(slot, [known.value for known in Slot], 1)
        hint = f". Did you mean {{{near[0]}}}?" if near else "; README.md lists the slots"
        file.fault(line, f"nothing can fill {{{slot}}}{hint}")
    return not unknown


def _check_read_out(file: _File, line: int, part: str, text: str) -> None:
    """What is not read out cannot be confirmed (LS-04)."""
    if part in CONFIRMED and f"{{{part}}}" not in text:
        file.fault(line, f"“{part}” must read out {{{part}}}")


def _check_complete(file: _File) -> None:
    """A main language says something in every scene, whatever the mood."""

    def lacking(table: str, needed: Collection[str]) -> list[str]:
        return [key for key in needed if key not in file.meant.get(table, ())]

    for scene in lacking("say", [scene for scene in SCENES if scene not in SILENT]):
        file.fault(1, f"no [[say]] for scene “{scene}” that fits every caller")
    for scene in lacking("goal", SCENES):
        file.fault(file.line_of("goal"), f"no goal for scene “{scene}”")
    for missing in lacking("ask", [thing for thing in QUESTIONS if thing not in UNASKED]):
        file.fault(file.line_of("ask"), f"no question for “{missing}”")
    for part in lacking("read_back", READ_BACK):
        file.fault(file.line_of("read_back"), f"“{part}” is missing")
    for word in lacking("words", WORDS):
        file.fault(file.line_of("words"), f"“{word}” is missing")
