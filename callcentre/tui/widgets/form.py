"""A form for two hands on the keyboard: one line a field, Enter goes on, one key a choice.

The options of a choice stand in a panel of fixed height below, not in the line itself, so
that nothing on the screen moves while the agent goes from field to field.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, TextArea

from callcentre.tui.widgets.form_lines import FieldArea, Line, Pick, TextLine, line_of
from callcentre.tui.widgets.ground import Rows, ScrolledRows
from callcentre.tui.widgets.options import OptionsPanel
from callcentre.tui.widgets.rows import (
    MORE,
    OPTION_KEYS,
    ChoiceRow,
    Row,
    TextRow,
    TicksRow,
)

# What is typed is shown at once and told a moment later: the letter does not wait for what the
# screen makes of it, and letters that come together are told together.
TELL_SECONDS = 0.03
LONGEST_WAY_SECONDS = 1.0


class Form(Rows):
    """Rows one under another, and the panel that says what the focused one can be."""

    DEFAULT_CSS = """
    Form { height: 1fr; }
    Form > #rows { height: auto; scrollbar-size-vertical: 1; }
    """

    # Looked at before the key reaches the field: what is pressed right after Enter or after a
    # choice belongs to the next line, however fast it comes.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False, priority=True),
        Binding("down", "arrow(1)", show=False, priority=True),
        Binding("up", "arrow(-1)", show=False, priority=True),
        Binding("right", "turn(1)", show=False, priority=True),
        Binding("left", "turn(-1)", show=False, priority=True),
        *(
            Binding(key, f"pick('{key}')", show=False, priority=True)
            for key in (*OPTION_KEYS, MORE)
        ),
    ]

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

    @dataclass
    class Behind(Message):
        """Comes to the screen behind everything told before it; the screen sets `arrived`."""

        arrived: asyncio.Event

    @dataclass
    class _Following(Message):
        """Comes to the form behind the keys on their way to a line."""

        arrived: asyncio.Event

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = [line_of(row) for row in rows]
        self._untold: Line | None = None
        self._telling: Timer | None = None

    def compose(self) -> ComposeResult:
        with ScrolledRows(id="rows", can_focus=False):
            yield from self._lines
        yield OptionsPanel(id="options")

    def on_resize(self) -> None:
        """The rows take what they need, and scroll when the options need the rest."""
        options = self.query_one("#options").styles.height
        left = self.size.height - int(options.value if options else 0)
        self.query_one("#rows").styles.max_height = max(1, left)
        self._show_options()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they were last shown."""
        return tuple(line.row for line in self._lines)

    async def written(self) -> dict[str, str]:
        """What stands in every text field, once the keys on their way have arrived there."""
        line = self._focused()
        if line is not None and line.target is not None:
            arrived = asyncio.Event()
            line.target.call_later(arrived.set)
            await arrived.wait()
        return self.texts

    @property
    def texts(self) -> dict[str, str]:
        """What stands in every text field at this moment."""
        return {line.row.place: line.written for line in self._lines if line.written is not None}

    def put_back(self, texts: Mapping[str, str], place: str) -> None:
        """Fill the fields with what stood in them, and put the cursor where it was."""
        for line in self._lines:
            if isinstance(line, TextLine) and line.row.place in texts:
                line.put(texts[line.row.place])
        if place:
            self.focus_on(place)

    async def taken_in(self) -> None:
        """Wait until the screen has taken in whatever was typed and chosen before this moment.

        A key that ends a step is looked at by the program, and the one pressed just before it
        may still be on its way through the form. Not for a screen's own handlers: the screen
        has to be free to handle `Behind`.
        """
        arrived = asyncio.Event()
        line = self._focused()
        start = line.target if line is not None and line.target is not None else self
        start.post_message(self._Following(arrived))
        # A line that is just being taken away lets nothing through any more.
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(arrived.wait(), LONGEST_WAY_SECONDS)

    @on(_Following)
    def _followed(self, event: _Following) -> None:
        """The letters have reached their field, though it has not said so yet."""
        event.stop()
        line = self._focused()
        if self._untold is None and line is not None and line.has_news:
            self._untold = line
        self._tell()
        self.post_message(self.Behind(event.arrived))

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
        holder = self.query_one("#rows", ScrolledRows)
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
        holder = self.query_one("#rows", ScrolledRows)
        self.call_after_refresh(holder.scroll_to_widget, line, animate=False)
        self._show_options()

    def _focused(self) -> Line | None:
        focused = self.screen.focused
        return next((line for line in self._lines if focused and line.target is focused), None)

    def go_on_from(self, place: str) -> None:
        """A choice was made: on to the next line, which the choice may just have brought."""
        line = self._focused()
        if line is not None and line.row.place == place and isinstance(line.row, ChoiceRow):
            self._move(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Several lines of text keep their arrows, and their Enter unless they are flowing."""
        focused = self.screen.focused
        if action == "go_on":
            return not (isinstance(focused, FieldArea) and not focused.flowing)
        if action == "arrow":
            by = parameters[0]
            return not (isinstance(focused, FieldArea) and focused.holds(int(str(by))))
        if action in ("pick", "turn"):
            return isinstance(focused, Pick)
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        self._move(1)

    def action_arrow(self, by: int) -> None:
        self._move(by)

    async def action_pick(self, key: str) -> None:
        """Choose by an option's key, or see the next page of a long list."""
        line = self._focused()
        if line is None or not isinstance(line.target, Pick):
            return
        if key == MORE and line.target.has_more:
            line.target.page += 1
            self._show_options()
        elif (value := line.target.value_at(key)) is not None:
            await self._choose(line, value)

    async def action_turn(self, by: int) -> None:
        line = self._focused()
        if line is not None and isinstance(line.row, ChoiceRow) and isinstance(line.target, Pick):
            await self._choose(line, line.target.beside(by))

    async def _choose(self, line: Line, value: str) -> None:
        """The next key is looked at when the screen has made of this one what it will."""
        self._tell()
        self.post_message(self.Chosen(line.row.place, value))
        await self.taken_in()

    def _move(self, by: int) -> None:
        """Go to the next line that takes the cursor; past the last one the form has ended."""
        lines = [line for line in self._lines if line.target is not None]
        current = self._focused()
        if current not in lines:
            return
        at = lines.index(current) + by
        if 0 <= at < len(lines):
            self._focus(lines[at])
        elif by > 0 and current.target is not None:
            # Behind the keys that are still on their way to the field.
            current.target.call_later(self._end)

    def _end(self) -> None:
        self._tell()
        self.post_message(self.Ended())

    # --- what the lines say ---------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell_typed(event.input)

    @on(TextArea.Changed)
    def _wrote(self, event: TextArea.Changed) -> None:
        event.stop()
        self._tell_typed(event.text_area)

    def _tell_typed(self, field: Widget) -> None:
        line = next((line for line in self._lines if line.value is field), None)
        if line is not self._untold:
            self._tell()
        if line is not None and self._untold is None:
            self._untold = line
            self._telling = self.set_timer(TELL_SECONDS, self._tell)

    def _tell(self) -> None:
        """Tell what was typed; whatever else is told comes after it."""
        line, self._untold = self._untold, None
        if self._telling is not None:
            self._telling.stop()
        if line is not None and line.written is not None:
            self.post_message(self.Typed(line.row.place, line.written))

    @property
    def is_telling(self) -> bool:
        """Whether something was typed that nobody was told yet."""
        return self._untold is not None

    @on(events.DescendantFocus)
    def _entered_line(self) -> None:
        here = self._focused()
        for line in self._lines:
            line.mark_here(line is here)
        if here is not None:
            self._show_options()
            self._tell()
            self.post_message(self.Focused(here.row.place))

    def _show_options(self) -> None:
        line = self._focused()
        if line is None:
            return
        panel = self.query_one(OptionsPanel)
        if isinstance(line.target, Pick) and line.target.row.options:
            panel.show_options(line.target)
        else:
            panel.show_hint(line.row.hint)


def _value(row: Row) -> object:
    if isinstance(row, TextRow | ChoiceRow):
        return row.value
    return row.values if isinstance(row, TicksRow) else ""
