"""A form for two hands on the keyboard: one line a field, Enter goes on, one key a choice.

The options of a choice stand in a panel of fixed height below, not in the line itself, so
that nothing on the screen moves while the agent goes from field to field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, Static, TextArea

from callcentre.text import while_typing
from callcentre.tui.render import Part, content, fit, paragraph
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
MOVING = {"enter": 1, "down": 1, "up": -1}


class Line(Horizontal):
    """One row of the form on the screen."""

    DEFAULT_CSS = """
    Line { height: auto; }
    Line > .label { width: 18; color: $text-muted; padding: 0 1; }
    Line > .mark { width: auto; min-width: 2; padding: 0 1; color: $success; }
    Line > .value { width: 1fr; }
    Line:focus-within > .label { color: $primary; text-style: bold; }
    """

    def __init__(self, row: Row, value: Widget, *, takes_focus: bool = True) -> None:
        super().__init__()
        self.row = row
        self.value = value
        self.target = value if takes_focus else None
        self._label = Static(content(fit(row.label, LABEL_CELLS)), classes="label", markup=False)
        self._mark = Static(content(row.mark), classes="mark", markup=False)

    def compose(self) -> ComposeResult:
        yield self._label
        yield self.value
        yield self._mark

    def refresh_row(self, row: Row) -> None:
        """Show a newer state of the same row."""
        if row.label != self.row.label:
            self._label.update(content(fit(row.label, LABEL_CELLS)))
        if row.mark != self.row.mark:
            self._mark.update(content(row.mark))
        self.row = row


class FieldInput(Input):
    """A line of text without a frame."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.focus_next", show=False),
        Binding("up", "screen.focus_previous", show=False),
    ]


class FieldArea(TextArea):
    """Several lines of text; in a flowing one Enter goes on instead of breaking the line."""

    class Submitted(Message):
        """Enter was pressed in a flowing field."""

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

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.flowing:
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())
            return
        await super()._on_key(event)


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
                row.value, compact=True, password=row.secret, select_on_focus=False
            )
        super().__init__(row, self._area or self._input or Static())

    def refresh_row(self, row: Row) -> None:
        """The text under the cursor is the agent's; any other field shows what the row says."""
        if isinstance(row, TextRow) and not self.value.has_focus:
            if self._input is not None and self._input.value != row.value:
                with self._input.prevent(Input.Changed):
                    self._input.value = row.value
            if self._area is not None and self._area.text != row.value:
                with self._area.prevent(TextArea.Changed):
                    self._area.text = row.value
        super().refresh_row(row)


class Pick(Widget, can_focus=True):
    """The value of a choice, or the ticks of a row; its keys are the options' numbers."""

    DEFAULT_CSS = """
    Pick { width: 1fr; height: 1; background: $surface; }
    Pick:focus { background: $panel; text-style: bold; }
    """

    @dataclass
    class Picked(Message):
        """A key chose this value."""

        value: str

    @dataclass
    class Moved(Message):
        """Go on to the next line, or back to the one before."""

        by: int

    def __init__(self, row: ChoiceRow | TicksRow) -> None:
        super().__init__()
        self.row = row

    def render(self) -> Content:
        if isinstance(self.row, TicksRow):
            ticked = [o.label for o in self.row.options if o.value in self.row.values]
            count = f"{len(ticked)}/{len(self.row.options)}  "
            return content((count, "$accent"), " · ".join(ticked)) if ticked else content("–")
        if self.row.value:
            return content(self.row.label_of(self.row.value))
        return content((self.row.label_of(self.row.proposed) or "–", "dim italic"))

    def on_key(self, event: events.Key) -> None:
        if event.key in MOVING:
            event.stop()
            self.post_message(self.Moved(MOVING[event.key]))
            return
        number = OPTION_KEYS.find(event.character) if event.character else -1
        if 0 <= number < len(self.row.options):
            event.stop()
            self.post_message(self.Picked(self.row.options[number].value))
        elif event.key in ("left", "right") and isinstance(self.row, ChoiceRow):
            event.stop()
            self.post_message(self.Picked(self._beside(1 if event.key == "right" else -1)))

    def _beside(self, by: int) -> str:
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
        self._words = Static(paragraph(row.text, row.tone), classes="value", markup=False)
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


class Form(Vertical):
    """Rows one under another, and the panel that says what the focused one can be."""

    DEFAULT_CSS = """
    Form { height: 1fr; }
    Form > #rows { height: auto; scrollbar-size-vertical: 1; }
    Form > #options { height: 6; padding: 1 1 0 1; color: $text; }
    """

    @dataclass
    class Typed(Message):
        """Text was typed in a place."""

        place: str
        text: str

    @dataclass
    class Chosen(Message):
        """An option was chosen, or a tick set or taken away."""

        place: str
        value: str

    @dataclass
    class Focused(Message):
        """The cursor is in a place."""

        place: str

    class Ended(Message):
        """Enter was pressed in the last line."""

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = [line_of(row) for row in rows]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="rows", can_focus=False):
            yield from self._lines
        yield Static(id="options", markup=False)

    def on_resize(self) -> None:
        """The rows take what they need, and scroll when the options need the rest."""
        options = self.query_one("#options").styles.height
        left = self.size.height - int(options.value if options else 0)
        self.query_one("#rows").styles.max_height = max(1, left)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they were last shown."""
        return tuple(line.row for line in self._lines)

    @property
    def place(self) -> str:
        """The place the cursor is in; empty when it is nowhere here."""
        line = self._focused()
        return line.row.place if line else ""

    def show(self, rows: Sequence[Row]) -> AwaitMount:
        """Show a newer state of the form. Lines that stay keep their cursor and their text;
        only what is new is mounted, and only what is gone is removed."""
        there = {(line.row.place, type(line.row)): line for line in self._lines}
        kept = [there.pop((row.place, type(row)), None) for row in rows]
        for gone in there.values():
            gone.remove()
        lines: list[Line] = []
        fresh: list[Line] = []
        for row, line in zip(rows, kept, strict=True):
            if line is not None:
                line.refresh_row(row)
            lines.append(line or line_of(row))
            if line is None:
                fresh.append(lines[-1])
        self._lines = lines
        mounted = self._mount_fresh(fresh)
        self._show_options()
        return mounted

    def _mount_fresh(self, fresh: Sequence[Line]) -> AwaitMount:
        """Mount each new line where it belongs among those that stayed."""
        holder = self.query_one("#rows", VerticalScroll)
        if len(fresh) == len(self._lines):
            return holder.mount_all(fresh)
        mounted = holder.mount_all(())
        for line in fresh:
            at = self._lines.index(line)
            if at == 0:
                mounted = holder.mount(line, before=0)
            else:
                mounted = holder.mount(line, after=self._lines[at - 1])
        return mounted

    def focus_on(self, place: str) -> bool:
        """Put the cursor in a place; False when the form has none of that name."""
        for line in self._lines:
            if line.row.place == place and line.target is not None:
                self._focus(line)
                return True
        return False

    def focus_first(self) -> None:
        """Put the cursor in the first line that is still empty, else in the first one."""
        lines = [line for line in self._lines if line.target is not None]
        empty = (line for line in lines if not _value(line.row))
        line = next(empty, lines[0] if lines else None)
        if line is not None:
            self._focus(line)

    def _focus(self, line: Line) -> None:
        """Put the cursor in a line, and scroll to it once it has its place."""
        self.screen.set_focus(line.target, scroll_visible=False)
        holder = self.query_one("#rows", VerticalScroll)
        self.call_after_refresh(holder.scroll_to_widget, line, animate=False)

    def _focused(self) -> Line | None:
        focused = self.screen.focused
        return next((line for line in self._lines if line.target is focused), None)

    def _move(self, by: int) -> None:
        """Go to the next line that takes the cursor; past the last one the form has ended."""
        lines = [line for line in self._lines if line.target is not None]
        current = self._focused()
        if current not in lines:
            return
        at = lines.index(current) + by
        if 0 <= at < len(lines):
            self._focus(lines[at])
        elif by > 0:
            self.post_message(self.Ended())

    # --- what the lines say ---------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if line := self._line_with(event.input):
            self.post_message(self.Typed(line.row.place, while_typing(event.value)))

    @on(TextArea.Changed)
    def _wrote(self, event: TextArea.Changed) -> None:
        event.stop()
        if line := self._line_with(event.text_area):
            text = while_typing(event.text_area.text, lines=True)
            self.post_message(self.Typed(line.row.place, text))

    @on(Input.Submitted)
    @on(FieldArea.Submitted)
    def _entered(self, event: Message) -> None:
        event.stop()
        self._move(1)

    @on(Pick.Moved)
    def _moved(self, event: Pick.Moved) -> None:
        event.stop()
        self._move(event.by)

    @on(Pick.Picked)
    def _picked(self, event: Pick.Picked) -> None:
        event.stop()
        line = self._focused()
        if line is None:
            return
        self.post_message(self.Chosen(line.row.place, event.value))
        if isinstance(line.row, ChoiceRow):
            self._move(1)

    def _line_with(self, widget: Widget) -> Line | None:
        return next((line for line in self._lines if line.value is widget), None)

    @on(events.DescendantFocus)
    def _entered_line(self) -> None:
        line = self._focused()
        if line is not None:
            self._show_options()
            self.post_message(self.Focused(line.row.place))

    def _show_options(self) -> None:
        line = self._focused()
        if line is None:
            return
        panel = self.query_one("#options", Static)
        if isinstance(line.row, ChoiceRow | TicksRow):
            panel.update(self._options(line.row, panel.content_size.width or 60))
        else:
            panel.update(paragraph(line.row.hint, "$text-muted"))

    def _options(self, row: ChoiceRow | TicksRow, width: int) -> Content:
        """The options in as many columns as fit, each with its key."""
        cells = 4 + max(cell_len(option.label) for option in row.options)
        columns = max(1, min(len(row.options), width // cells))
        cells = min(cells, width // columns)
        lines: list[Content] = []
        for begin in range(0, len(row.options), columns):
            parts: list[Part] = []
            for number, option in enumerate(row.options[begin : begin + columns], begin):
                parts += _option(row, option, OPTION_KEYS[number], cells)
            lines.append(content(*parts))
        return Content("\n").join(lines)


def _option(row: ChoiceRow | TicksRow, option: Option, key: str, cells: int) -> list[Part]:
    chosen = (
        option.value in row.values
        if isinstance(row, TicksRow)
        else option.value == (row.value or row.proposed)
    )
    words = fit(option.label, cells - 3)
    if chosen:
        return [(f"{key} ", "bold $accent"), (words.rstrip(), "bold underline"), _rest(words)]
    return [(f"{key} ", "$accent"), words + " "]


def _rest(words: str) -> str:
    """The spaces after the words, which are not underlined."""
    return " " * (len(words) - len(words.rstrip()) + 1)


def _value(row: Row) -> object:
    if isinstance(row, TextRow | ChoiceRow):
        return row.value
    return row.values if isinstance(row, TicksRow) else ""
