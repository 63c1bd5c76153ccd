"""The one cleaner for text from outside (style 4.1).

Callers' words, pasted text, file names and database rows pass here once, where they come
in. What leaves is safe to store, print and draw: no control or escape character, no
bidirectional override, no lone surrogate, composed to NFC.
"""

import re
import unicodedata

# Overrides and isolates reorder what a reader sees; tag characters and the byte-order mark
# are invisible; none of them belongs in a name, an address or a note.
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_NEWLINE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(" {2,}")


def clean(text: str) -> str:
    """One line of safe text: line breaks and tabs become single spaces, ends are trimmed."""
    flat = _common(text).replace("\n", " ")
    return _SPACES.sub(" ", _CONTROL.sub("", flat)).strip()


def clean_lines(text: str) -> str:
    """Safe text that keeps its line breaks; trailing blank space goes."""
    kept = _CONTROL_BUT_NEWLINE.sub("", _common(text))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip("\n")


def while_typing(text: str, *, lines: bool = False) -> str:
    """As `clean`, but the space just typed at the end stays until the field is left."""
    if lines:
        return _CONTROL_BUT_NEWLINE.sub("", _common(text))
    return _CONTROL.sub("", _common(text).replace("\n", " "))


def _common(text: str) -> str:
    broken = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    seen = INVISIBLE.sub("", _SURROGATE.sub("\ufffd", broken))
    return unicodedata.normalize("NFC", seen)
