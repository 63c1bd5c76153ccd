"""The panels beside and above the form: what to say, who calls, what is owed."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from callcentre.i18n import _
from callcentre.tui.render import Part, content, fit, lines, paragraph
from callcentre.tui.wrap import wrap

# Room is kept for the bar, so that the words do not move when it appears.
SCROLLBAR = 1
ADVICE_LINES = 2


@dataclass(frozen=True, slots=True)
class SayValue:
    """The sentence to say, others that fit, two lines of advice, and where it was borrowed."""

    say: str
    others: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    note: str = ""


class SayPanel(Vertical):
    """What to say now. Its height does not depend on what it says."""

    DEFAULT_CSS = """
    SayPanel { height: 11; border: round $primary; padding: 0 1; border-title-color: $primary; }
    SayPanel > #words { height: 1fr; scrollbar-size-vertical: 1; }
    SayPanel #say { text-style: bold; }
    SayPanel #others { color: $text-muted; margin-top: 1; }
    SayPanel > #advice { height: 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: SayValue | None = None
        self._title = ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="words", can_focus=False):
            yield Static(id="say", markup=False)
            yield Static(id="others", markup=False)
        yield Static(id="advice", markup=False)

    def show(self, title: str, value: SayValue) -> None:
        """Show other words; the same words again cost nothing."""
        if title != self._title:
            self._title = title
            self.border_title = content(title)
        if value == self._shown:
            return
        self._shown = value
        self._draw(value)
        self.query_one("#words", VerticalScroll).scroll_home(animate=False)

    def turn(self, by: int) -> None:
        """Scroll the words by what is seen of them at once."""
        words = self.query_one("#words", VerticalScroll)
        words.scroll_relative(y=by * max(1, words.size.height - 1), animate=False)

    def on_resize(self) -> None:
        if self._shown is not None:
            self._draw(self._shown)

    def _draw(self, value: SayValue) -> None:
        # Worked out from the panel's own size: its parts learn theirs a moment later.
        width = self.content_size.width - SCROLLBAR
        room = self.content_size.height - ADVICE_LINES
        said = wrap(value.say, width)
        goes_on = 0 < room < len(said)
        self.border_subtitle = content(_("PgDn reads on") if goes_on else value.note)
        self.query_one("#say", Static).update(paragraph("\n".join(said)))
        others = "\n".join(line for other in value.others for line in wrap(other, width))
        self.query_one("#others", Static).update(paragraph(others))
        self.query_one("#advice", Static).update(self._advice(value), layout=False)

    def _advice(self, value: SayValue) -> Content:
        pairs = ((_("do"), value.do, "$success"), (_("avoid"), value.avoid, "$error"))
        width = 2 + max(cell_len(word) for word, _texts, _style in pairs)
        room = self.content_size.width - width
        return lines(
            [
                ((fit(word, width), style), fitting(texts, room))
                for word, texts, style in pairs
                if texts
            ]
        )


def fitting(texts: Sequence[str], room: int) -> str:
    """As many of the texts as fit in one line, the first one cut if even it does not."""
    joined = texts[0]
    for text in texts[1:]:
        if cell_len(joined) + cell_len(text) + 3 > room:
            break
        joined += f" · {text}"
    return fit(joined, room).rstrip()


class LinesPanel(Static):
    """A framed panel of ready-made lines, redrawn only when they change."""

    DEFAULT_CSS = """
    LinesPanel {
        border: round $panel-lighten-2; border-title-color: $foreground;
        padding: 0 1; height: auto;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._title = ""
        self._rows: tuple[tuple[Part, ...], ...] = ()

    def show(self, title: str, rows: Sequence[Sequence[Part]]) -> None:
        """Show other lines; the screen is only laid out anew when there are more or fewer."""
        if title != self._title:
            self._title = title
            self.border_title = content(title)
        before, self._rows = self._rows, tuple(tuple(row) for row in rows)
        if self._rows != before:
            self.update(lines(rows), layout=len(rows) != len(before))
