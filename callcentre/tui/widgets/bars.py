"""The lines across the screen: the top bar, the steps, what is missing, the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from callcentre.i18n import _
from callcentre.tui.render import Part, content, fit


class Bar(Widget):
    """One line that is drawn from a value and only redrawn when it changes."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown: object = None

    def show(self, value: object) -> None:
        """Draw a value; drawing the same again costs nothing."""
        if value != self._shown:
            self._shown = value
            self.refresh()


class TopBar(Bar):
    """Left: centre and person. Right: the time, whether all is saved, whether the desk answers."""

    DEFAULT_CSS = "TopBar { background: $panel; color: $foreground; }"

    @dataclass(frozen=True)
    class Value:
        left: tuple[Part, ...]
        right: tuple[Part, ...]

    def render(self) -> Content:
        value = self._shown
        if not isinstance(value, self.Value):
            return content("")
        right = content(*value.right, " ")
        room = max(0, self.size.width - right.cell_length - 1)
        left = content(" ", *value.left)
        if left.cell_length > room:
            left = left.truncate(room, ellipsis=True)
        gap = " " * max(1, self.size.width - left.cell_length - right.cell_length)
        return Content.assemble(left, gap, right)


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step on the bar: done, current or still to come, and how long it took."""

    label: str
    state: str
    time: str


class StepBar(Bar):
    """Where the call is, what is behind it and what is ahead."""

    DEFAULT_CSS = "StepBar { background: $surface; }"

    @dataclass(frozen=True)
    class Value:
        marks: tuple[StepMark, ...]
        right: tuple[Part, ...]

    def render(self) -> Content:
        value = self._shown
        if not isinstance(value, self.Value):
            return content("")
        right = content(*value.right, " ")
        room = self.size.width - right.cell_length - 1
        for spell in (self._all, self._without_times, self._only_current):
            left = spell(value)
            if left.cell_length <= room:
                break
        gap = " " * max(1, self.size.width - left.cell_length - right.cell_length)
        return Content.assemble(left, gap, right)

    def _all(self, value: Value) -> Content:
        return content(*(part for mark in value.marks for part in self._mark(mark, True)))

    def _without_times(self, value: Value) -> Content:
        return content(
            *(part for mark in value.marks for part in self._mark(mark, mark.state == "current"))
        )

    def _only_current(self, value: Value) -> Content:
        labels = [mark.state for mark in value.marks]
        at = labels.index("current") if "current" in labels else 0
        mark = value.marks[at]
        parts: list[Part] = [
            (f" {at + 1}/{len(value.marks)} ", "$text-muted"),
            *self._mark(mark, True),
        ]
        if at + 1 < len(value.marks):
            parts.append((f"› {value.marks[at + 1].label}", "$text-muted"))
        return content(*parts)

    def _mark(self, mark: StepMark, timed: bool) -> list[Part]:
        time = f" {mark.time}" if timed and mark.time else ""
        if mark.state == "current":
            return [(f" ▶ {mark.label}{time} ", "bold $primary")]
        if mark.state == "done":
            return [(" ✓ ", "$success"), (f"{mark.label}{time} ", "$text-muted")]
        return [(f"   {mark.label} ", "$text-disabled")]


class MissingLine(Bar):
    """What is still to ask, as gentle as it can be said in one line."""

    DEFAULT_CSS = "MissingLine { padding: 0 1; }"

    @dataclass(frozen=True)
    class Value:
        things: tuple[str, ...]
        ready: str
        alarm: str = ""

    def render(self) -> Content:
        value = self._shown
        if not isinstance(value, self.Value):
            return content("")
        alarm = f"{value.alarm}  " if value.alarm else ""
        if not value.things:
            return content((alarm, "bold $error"), (value.ready, "$success"))
        lead = _("Still to ask:") + " "
        things = self._things(value, alarm + lead)
        return content((alarm, "bold $error"), (lead, "$warning"), things)

    def _things(self, value: Value, lead: str) -> str:
        """As many as fit, and how many more there are."""
        room = self.content_size.width - cell_len(lead)
        for shown in range(len(value.things), 0, -1):
            text = " · ".join(value.things[:shown])
            left = len(value.things) - shown
            if left:
                text += " " + _("and {count} more").format(count=left)
            if cell_len(text) <= room:
                return text
        return fit(value.things[0], room)


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key and what it does."""

    key: str
    label: str


class KeyBar(Bar):
    """The keys of this screen, as many as fit, the most used first."""

    DEFAULT_CSS = "KeyBar { background: $panel; dock: bottom; }"

    def render(self) -> Content:
        hints = self._shown
        if not isinstance(hints, tuple):
            return content("")
        parts: list[Part] = []
        room = self.size.width
        for hint in hints:
            width = cell_len(hint.key) + cell_len(hint.label) + 3
            if width > room:
                continue
            room -= width
            parts += [(f" {hint.key}", "bold $accent"), (f" {hint.label} ", "")]
        return content(*parts)


_NAMES = {"escape": "Esc", "enter": "Enter", "pageup": "PgUp", "pagedown": "PgDn"}


def key_name(key: str) -> str:
    """A key as people write it: F2, ^P, Esc."""
    first = key.split(",", maxsplit=1)[0]
    if first.startswith("ctrl+"):
        return f"^{first.removeprefix('ctrl+').upper()}"
    is_function_key = first.startswith("f") and first[1:].isdigit()
    return _NAMES.get(first, first.upper() if is_function_key else first)


def hints(pairs: Sequence[tuple[str, str]]) -> tuple[KeyHint, ...]:
    """Key hints from keys and message ids."""
    return tuple(KeyHint(key_name(key), _(label)) for key, label in pairs)


class PartsBar(Bar):
    """One line of styled parts, cut at the edge of the screen."""

    def render(self) -> Content:
        parts = self._shown
        if not isinstance(parts, tuple):
            return content("")
        return content(*parts).truncate(max(1, self.content_size.width), ellipsis=True)
