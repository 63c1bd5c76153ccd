"""The lines a form is made of: a label, something to type or pick, and a mark."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from callcentre.text import while_typing
from callcentre.tui.render import content, fit, paragraph
from callcentre.tui.widgets.rows import (
    OPTION_KEYS,
    ChoiceRow,
    NoteRow,
    Option,
    Row,
    TextRow,
    TicksRow,
)

LABEL_CELLS = 16
# Before the value stand the cursor and the label, each with a space; after it the mark.
BEFORE_CELLS = 2 + LABEL_CELLS + 1
LEAST_MARK_CELLS = 2


class Line(Widget):
    """One row of the form on the screen. It draws its label and its mark itself, around the
    value: a widget less is a widget that no key has to wait for."""

    DEFAULT_CSS = f"""
    Line {{ layout: horizontal; width: 1fr; height: auto; color: $text-muted; }}
    Line > * {{ width: 1fr; color: $foreground; margin: 0 {LEAST_MARK_CELLS} 0 {BEFORE_CELLS}; }}
    """

    def __init__(self, row: Row, value: Widget, *, takes_focus: bool = True) -> None:
        super().__init__()
        self.row = row
        self.value = value
        self.target = value if takes_focus else None
        self.is_here = False
        self._make_room()

    def compose(self) -> ComposeResult:
        yield self.value

    def render(self) -> Content:
        # The cursor is seen without colour too: the line the keys go to.
        style = "bold $primary" if self.is_here else ""
        before = ("▸ " if self.is_here else "  ") + fit(self.row.label, LABEL_CELLS)
        mark = content(self.row.mark)
        gap = max(1, self.size.width - cell_len(before) - mark.cell_length - 1)
        return content((before, style), " " * gap, (self.row.mark, "$success"))

    def mark_here(self, here: bool) -> None:
        """Show whether the keys go to this line."""
        if here != self.is_here:
            self.is_here = here
            self.refresh()

    def _make_room(self) -> None:
        room = max(LEAST_MARK_CELLS, cell_len(self.row.mark) + 2)
        self.value.styles.margin = (0, room, 0, BEFORE_CELLS)

    @property
    def written(self) -> str | None:
        """The text in the field at this moment; None where nothing is typed."""
        return None

    @property
    def has_news(self) -> bool:
        """Whether something else is written than was last shown."""
        return False

    def refresh_row(self, row: Row) -> None:
        """Show a newer state of the same row."""
        before, self.row = self.row, row
        if row.mark != before.mark:
            self._make_room()
        if (row.label, row.mark) != (before.label, before.mark):
            self.refresh()


class FieldInput(Input):
    """A line of text without a frame, whose place does not depend on what stands in it."""

    # The length of the text lays out the whole screen anew with every letter, unless told not to.
    virtual_size: Reactive[Size] = reactive(Size(0, 0))


class FieldArea(TextArea):
    """Several lines of text; in a flowing one Enter goes on instead of breaking the line."""

    def __init__(self, text: str, *, flowing: bool) -> None:
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            compact=True,
        )
        self.flowing = flowing

    def holds(self, by: int) -> bool:
        """Whether an arrow stays in the field: there is a line further that way."""
        line = self.wrapped_document.location_to_offset(self.cursor_location).y
        return 0 <= line + by < self.wrapped_document.height


class TextLine(Line):
    """A field to type in."""

    DEFAULT_CSS = """
    TextLine FieldInput { width: 1fr; background: $surface; }
    TextLine FieldInput:focus { background: $panel; }
    TextLine FieldArea { width: 1fr; background: $surface; padding: 0; }
    TextLine FieldArea:focus { background: $panel; }
    """

    def __init__(self, row: TextRow) -> None:
        self._area: FieldArea | None = None
        self._input: FieldInput | None = None
        if row.lines > 1:
            self._area = FieldArea(row.value, flowing=row.flowing)
            self._area.styles.height = row.lines
        else:
            self._input = FieldInput(
                row.value, compact=True, password=row.secret, select_on_focus=row.suggested
            )
        super().__init__(row, self._area or self._input or Static())

    @property
    def written(self) -> str | None:
        if self._area is not None:
            return while_typing(self._area.text, lines=True)
        return while_typing(self._input.value) if self._input is not None else None

    @property
    def has_news(self) -> bool:
        return isinstance(self.row, TextRow) and self.written != self.row.value

    def refresh_row(self, row: Row) -> None:
        """A value that came from elsewhere is shown, but never over letters that were typed
        and have not been taken in yet."""
        shown = self.row
        if isinstance(row, TextRow) and isinstance(shown, TextRow):
            untouched = self.written == shown.value
            if row.value != shown.value and untouched and not self.value.has_focus:
                self.put(row.value)
        super().refresh_row(row)

    def put(self, text: str) -> None:
        """Write in the field, without telling anybody that it was typed."""
        if self._input is not None:
            with self._input.prevent(Input.Changed):
                self._input.value = text
        if self._area is not None:
            with self._area.prevent(TextArea.Changed):
                self._area.text = text


class Pick(Widget, can_focus=True):
    """The value of a choice, or the ticks of a row; its keys are the options' numbers."""

    DEFAULT_CSS = """
    Pick { width: 1fr; height: 1; background: $surface; }
    Pick:focus { background: $panel; text-style: bold; }
    """

    def __init__(self, row: ChoiceRow | TicksRow) -> None:
        super().__init__()
        self.row = row
        self.page = 0
        self.per_page = len(OPTION_KEYS)

    @property
    def shown_options(self) -> tuple[Option, ...]:
        """The options on this page; the pages go round."""
        pages = max(1, -(-len(self.row.options) // self.per_page))
        begin = self.page % pages * self.per_page
        return self.row.options[begin : begin + self.per_page]

    def on_focus(self) -> None:
        self.page = 0

    def render(self) -> Content:
        if isinstance(self.row, TicksRow):
            ticked = [o.label for o in self.row.options if o.value in self.row.values]
            count = f"{len(ticked)}/{len(self.row.options)}  "
            return content((count, "$accent"), " · ".join(ticked)) if ticked else content("–")
        if self.row.value:
            return content(self.row.label_of(self.row.value))
        return content((self.row.label_of(self.row.proposed) or "–", "dim italic"))

    @property
    def has_more(self) -> bool:
        """Whether the options fill more than one page."""
        return len(self.shown_options) < len(self.row.options)

    def value_at(self, key: str) -> str | None:
        """The value of the option that has this key now."""
        number, shown = OPTION_KEYS.find(key), self.shown_options
        return shown[number].value if 0 <= number < len(shown) else None

    def beside(self, by: int) -> str:
        """The value after or before the one that stands here; they go round."""
        row = self.row
        values = [option.value for option in row.options]
        current = row.value or row.proposed if isinstance(row, ChoiceRow) else ""
        at = values.index(current) if current in values else -1
        return values[(at + by) % len(values)]


class PickLine(Line):
    """A choice, or a row of ticks."""

    def __init__(self, row: ChoiceRow | TicksRow) -> None:
        self._pick = Pick(row)
        super().__init__(row, self._pick)

    def refresh_row(self, row: Row) -> None:
        if isinstance(row, ChoiceRow | TicksRow) and row != self._pick.row:
            self._pick.row = row
            self._pick.refresh()
        super().refresh_row(row)


class NoteLine(Line):
    """Something to read."""

    def __init__(self, row: NoteRow) -> None:
        self._words = Static(paragraph(row.text, row.tone), markup=False)
        super().__init__(row, self._words, takes_focus=False)

    def refresh_row(self, row: Row) -> None:
        if isinstance(row, NoteRow) and row != self.row:
            self._words.update(paragraph(row.text, row.tone))
        super().refresh_row(row)


def line_of(row: Row) -> Line:
    """The line that shows a row."""
    if isinstance(row, TextRow):
        return TextLine(row)
    if isinstance(row, ChoiceRow | TicksRow):
        return PickLine(row)
    if isinstance(row, NoteRow):
        return NoteLine(row)
    raise TypeError(f"no line shows a {type(row).__name__}")
