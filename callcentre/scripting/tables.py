"""The tables of a file as a script, with every fault of every entry."""

import difflib
import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
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
    Slot,
    unknown_slots,
)
from callcentre.scripting.needed import (
    ANGER,
    CONFIRMED,
    LONGEST,
    QUESTIONS,
    SCENES,
    SILENT,
    UNASKED,
    WORDS,
)
from callcentre.scripting.script_file import ScriptFile
from callcentre.text import clean

K = TypeVar("K", bound=StrEnum)

_TABLES = {"goal", "say", "advice", "ask", "read_back", "words"}
_HEAD = {"language", "name", "version"}


def script_of(file: ScriptFile, content: dict[str, Any]) -> Script:
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


def _language(file: ScriptFile, content: Mapping[str, Any]) -> Language | None:
    known = {language.value: language for language in Language}
    language = known.get(str(content.get("language")))
    unwritten = "language" in file.meant or (file.torn and "language" not in content)
    if language is None and not unwritten:
        file.fault(file.line_of_key("language"), f"language must be one of {', '.join(known)}")
    return language


def _head_text(file: ScriptFile, content: Mapping[str, Any], key: str) -> str:
    text = clean(str(content.get(key, "")))
    unwritten = key in file.meant or (file.torn and key not in content)
    if not text and not unwritten:
        file.fault(file.line_of_key(key), f"“{key}” is missing")
    return text


# --- [[say]] and [[advice]] ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """One [[say]] or [[advice]]: its values as written, and the line it begins on."""

    file: ScriptFile
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


def _phrases(file: ScriptFile, content: Mapping[str, Any]) -> Iterator[Phrase]:
    for entry in _entries(file, content, "say", _SAY_KEYS):
        scene, bound = _scene(entry), _binding(entry)
        text = _sentence(entry, "text", entry.values.get("text", ""))
        if "text" not in entry.values:
            file.fault(entry.line, "the text is missing")
        if scene is not None:
            yield Phrase(scene, text, bound)


def _advice(file: ScriptFile, content: Mapping[str, Any]) -> Iterator[Advice]:
    for entry in _entries(file, content, "advice", _ADVICE_KEYS):
        scene, bound = _scene(entry), _binding(entry)
        do, avoid = (
            tuple(_sentence(entry, key, line) for line in entry.listed(key))
            for key in ("do", "avoid")
        )
        if scene is not None:
            yield Advice(scene, do, avoid, bound)


def _entries(
    file: ScriptFile, content: Mapping[str, Any], table: str, keys: tuple[str, ...]
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
    file: ScriptFile, content: Mapping[str, Any], name: str, known: Collection[str]
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


def _check_slots(file: ScriptFile, line: int, text: str) -> bool:
    unknown = unknown_slots(text)
    for slot in unknown:
        near = difflib.get_close_matches(slot, [known.value for known in Slot], 1)
        hint = f". Did you mean {{{near[0]}}}?" if near else "; README.md lists the slots"
        file.fault(line, f"nothing can fill {{{slot}}}{hint}")
    return not unknown


def _check_read_out(file: ScriptFile, line: int, part: str, text: str) -> None:
    """What is not read out cannot be confirmed (LS-04)."""
    if part in CONFIRMED and f"{{{part}}}" not in text:
        file.fault(line, f"“{part}” must read out {{{part}}}")


def _check_complete(file: ScriptFile) -> None:
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
