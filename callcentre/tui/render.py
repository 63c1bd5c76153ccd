"""The only makers of what is drawn from data (style 4.1).

Text becomes `Content` without ever being read as markup, and the app's line filter takes
out any control character that still came this far.
"""

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from callcentre.text import INVISIBLE, clean_lines, while_typing

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
SURROGATE = re.compile("[\ud800-\udfff]")
UNSAFE = re.compile("|".join(p.pattern for p in (CONTROL, SURROGATE, INVISIBLE)))
ELLIPSIS = "…"
PLAIN_ELLIPSIS = ".."

Part = str | tuple[str, str]


def content(*parts: Part) -> Content:
    """One line of parts, each a text or a text with its style; nothing is parsed."""
    return Content.assemble(
        *(while_typing(p) if isinstance(p, str) else (while_typing(p[0]), p[1]) for p in parts)
    )


def lines(rows: Sequence[Sequence[Part]]) -> Content:
    """Several lines of parts."""
    return Content("\n").join([content(*row) for row in rows])


def paragraph(text: str, style: str = "") -> Content:
    """Text that may hold line breaks."""
    return Content.styled(clean_lines(text), style)


def fit(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """The text in exactly `width` cells: cut with an ellipsis, or filled with spaces."""
    text = while_typing(text)
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    return set_cell_size(text, max(0, width - cell_len(ellipsis))) + ellipsis[:width]


class StripControls(LineFilter):
    """The last gate before the terminal: no control character, nothing that turns the text
    round, no lone surrogate. A field draws what was typed before anybody could clean it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(UNSAFE.search(segment.text) for segment in segments):
            return segments
        return [Segment(_safe(s.text), s.style, s.control) for s in segments]


def _safe(text: str) -> str:
    """The text in as many cells as before."""
    return SURROGATE.sub("?", INVISIBLE.sub("", CONTROL.sub("", text)))


# Characters that some Chinese terminals draw two cells wide and everybody measures as one.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("●▲", "*"),
        **dict.fromkeys("○", "o"),
        **dict.fromkeys("·•", "."),
        **dict.fromkeys("–—", "-"),
        **dict.fromkeys("…", "."),
        **dict.fromkeys("›→▶▸»", ">"),
        **dict.fromkeys("✓", "v"),
        **dict.fromkeys("✗×", "x"),
        **dict.fromkeys("‼", "!"),
    }
)


class PlainGlyphs(LineFilter):
    """For terminals whose lines drift: plain characters in the place of ambiguous ones."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(s.text.translate(_PLAIN), s.style, s.control) for s in segments]
