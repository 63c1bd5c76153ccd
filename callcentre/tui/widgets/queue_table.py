"""The queue as a table of lines: its cost is that of the lines on the screen, not of the rows.

The row under the cursor stays the row under the cursor while others come and go: the cursor
is a key, never an index, and what is done is done to the key that was shown (style 4.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from callcentre.tui.render import fit


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line: the key it stands for, its tone, and its cells."""

    key: str
    tone: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column `cells` wide; `share` of what is left over goes to it; `narrow` ones stay on
    a small screen."""

    title: str
    cells: int
    share: int = 0
    narrow: bool = True


class QueueTable(ScrollView, can_focus=True):
    """Lines drawn on demand from rows that may be replaced at any moment."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--title",
        "table--overdue",
        "table--due_soon",
        "table--open",
        "table--cursor",
    }
    DEFAULT_CSS = """
    QueueTable {
        height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; background: $background;
    }
    QueueTable > .table--title { color: $text-muted; text-style: bold; }
    QueueTable > .table--overdue { color: $error; text-style: bold; }
    QueueTable > .table--due_soon { color: $warning; }
    QueueTable > .table--open { color: $foreground; }
    QueueTable > .table--cursor { background: $panel; }
    QueueTable:focus > .table--cursor { background: $primary 30%; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
    ]

    @dataclass
    class EdgeReached(Message):
        """The cursor stands at an end of the rows that are here; more may lie beyond."""

        by: int

    @dataclass
    class ToEdge(Message):
        """The very first or the very last row of the queue is wanted."""

        by: int

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._rows: tuple[TableRow, ...] = ()
        self._at: dict[str, int] = {}
        self.cursor: str = ""
        # Until somebody moves the cursor it stands on the first row, whichever that is.
        self._moved = False

    def titled(self, titles: Sequence[str]) -> None:
        """Other words at the head of the columns, in another language."""
        self._columns = tuple(
            Column(title, c.cells, c.share, c.narrow)
            for title, c in zip(titles, self._columns, strict=True)
        )
        self.refresh()

    def show(self, rows: Sequence[TableRow]) -> None:
        """Other rows, or the same with other words. Only lines that changed are drawn anew."""
        before, self._rows = self._rows, tuple(rows)
        if [row.key for row in before] == [row.key for row in self._rows]:
            changed = [n for n, (a, b) in enumerate(zip(before, self._rows, strict=True)) if a != b]
            for number in changed:
                self._refresh_row(number)
            return
        offset = self._index() - int(self.scroll_offset.y) if self.cursor in self._at else 0
        was = self._index()
        self._at = {row.key: number for number, row in enumerate(self._rows)}
        if not self._moved:
            self.cursor = self._rows[0].key if self._rows else ""
        elif self.cursor not in self._at:
            self._settle_near(was)
        self.virtual_size = Size(self.size.width, len(self._rows) + 1)
        self._keep_in_view(offset)
        self.refresh()

    def move_to(self, key: str) -> None:
        """Put the cursor on a row by its key."""
        if key in self._at:
            self._set(self._at[key])

    def move_to_top(self) -> None:
        """Put the cursor on the first row, and on whatever comes to stand before it."""
        if self._rows:
            self._set(0)
        self._moved = False

    # --- the cursor -----------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        at = self._index() + by
        if 0 <= at < len(self._rows):
            self._set(at)
        else:
            self.post_message(self.EdgeReached(by))

    def action_page(self, by: int) -> None:
        at = self._index() + by * max(1, self.size.height - 2)
        bounded = min(max(at, 0), len(self._rows) - 1)
        if bounded != at:
            self.post_message(self.EdgeReached(by))
        if self._rows:
            self._set(bounded)

    def action_edge(self, by: int) -> None:
        self.post_message(self.ToEdge(by))

    def _set(self, at: int) -> None:
        self._moved = True
        before = self._index()
        self.cursor = self._rows[at].key
        self._refresh_row(before)
        self._refresh_row(at)
        self._keep_in_view(None)

    def _settle_near(self, was: int) -> None:
        """The row is gone: the one that took its place is next."""
        at = min(max(was, 0), len(self._rows) - 1)
        self.cursor = self._rows[at].key if self._rows else ""

    def _index(self) -> int:
        return self._at.get(self.cursor, 0)

    def _keep_in_view(self, offset: int | None) -> None:
        """Scroll so that the cursor is seen; with an offset, so that it stays where it was."""
        visible = max(1, self.size.height - 1)
        top, at = int(self.scroll_offset.y), self._index()
        if offset is not None and 0 <= offset < visible:
            top = at - offset
        elif at < top:
            top = at
        elif at >= top + visible:
            top = at - visible + 1
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)

    # --- drawing --------------------------------------------------------------------------

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows) + 1)

    def _refresh_row(self, number: int) -> None:
        y = number + 1 - int(self.scroll_offset.y)
        if 1 <= y < self.size.height:
            self.refresh(Region(0, number + 1, self.virtual_size.width, 1))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        if y == 0:
            title = self.get_component_rich_style("table--title")
            return self._strip([c.title for c in self._columns], base + title, width)
        number = int(self.scroll_offset.y) + y - 1
        if number >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[number]
        style = base + self.get_component_rich_style(f"table--{row.tone}")
        if row.key == self.cursor:
            cursor = self.get_component_rich_style("table--cursor")
            style += Style(bgcolor=cursor.bgcolor, bold=cursor.bold)
        return self._strip(row.cells, style, width)

    def _strip(self, cells: Sequence[str], style: Style, width: int) -> Strip:
        widths = self._widths(width)
        segments = [
            Segment(f"{fit(cell, cells_wide - 1)} ", style)
            for cell, cells_wide in zip(cells, widths, strict=True)
            if cells_wide > 1
        ]
        return Strip(segments).adjust_cell_length(width, style)

    def _widths(self, width: int) -> list[int]:
        """Each column's cells; narrow screens drop the columns that can be spared."""
        shown = [c for c in self._columns if c.narrow or width >= WIDE]
        left = max(0, width - sum(c.cells for c in shown))
        shares = sum(c.share for c in shown) or 1
        return [(c.cells + left * c.share // shares) if c in shown else 0 for c in self._columns]


WIDE = 100
