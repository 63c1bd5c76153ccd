"""TOML, with every syntax fault in it."""

import re
import tomllib
from typing import Any

from callcentre.scripting.script_file import ScriptFile

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


def parse(file: ScriptFile) -> dict[str, Any] | None:
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
