"""One file while it is read: where its parts stand, and what is wrong with them."""

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from callcentre.errors import Fault


@dataclass(slots=True)
class ScriptFile:
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
