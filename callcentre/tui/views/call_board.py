"""Everything a call shows, on one surface: steps, words, fields, caller, what is owed."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widget import AwaitMount

from callcentre.domain.call import Call
from callcentre.domain.queue import Counts, QueueRow
from callcentre.i18n import _
from callcentre.tui.forms.call_steps import rows_of
from callcentre.tui.forms.fields import Around
from callcentre.tui.render import Part
from callcentre.tui.views.call_view import (
    caller_lines,
    missing_value,
    say_title,
    say_value,
    steps_value,
)
from callcentre.tui.views.queue_view import panel_rows, strip_parts
from callcentre.tui.widgets.bars import MissingLine, PartsBar, StepBar
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.ground import Columns, Rows
from callcentre.tui.widgets.panels import LinesPanel, SayPanel
from callcentre.wording.joining import named
from callcentre.wording.lateness import lateness

PANEL_CELLS = 45


@dataclass(frozen=True, slots=True)
class Owed:
    """What the queue panel shows: its first rows and the numbers of the whole queue."""

    rows: tuple[QueueRow, ...] = ()
    counts: Counts | None = None


class CallBoard(Rows):
    """Draws a call; it changes nothing."""

    DEFAULT_CSS = """
    CallBoard #work { height: 1fr; }
    CallBoard #left { width: 1fr; padding: 0 1; }
    CallBoard #right { width: 50; padding: 0 1 0 0; }
    CallBoard #owed { height: 13; }
    CallBoard #caller { height: auto; margin-top: 1; }
    CallBoard #form { margin-top: 1; }
    CallBoard .strip { display: none; padding: 0 1; }
    """

    def __init__(self, *, me: str) -> None:
        super().__init__()
        self._me = me

    def compose(self) -> ComposeResult:
        yield StepBar(id="steps")
        with Columns(id="work"):
            with Rows(id="left"):
                yield SayPanel(id="say")
                yield Form(id="form")
            with Rows(id="right"):
                yield LinesPanel(id="owed")
                yield LinesPanel(id="caller")
        yield PartsBar(id="caller-strip", classes="strip")
        yield PartsBar(id="owed-strip", classes="strip")
        yield MissingLine(id="missing")

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    def show_fields(self, call: Call, around: Around) -> AwaitMount:
        """The fields of the step, and who calls."""
        mounted = self.form.show(rows_of(call, around))
        self._show_caller(around)
        return mounted

    def show_words(self, call: Call, around: Around) -> None:
        """What depends on the clock and the cursor: steps, sentence, what is missing."""
        self.query_one(StepBar).show(steps_value(call, around.now))
        self.query_one(MissingLine).show(missing_value(call, around))
        self.query_one(SayPanel).show(
            say_title(call, around), say_value(call, around, self.form.place)
        )

    def turn_words(self, by: int) -> None:
        """Read on in a long sentence, or back."""
        self.query_one(SayPanel).turn(by)

    def show_owed(self, owed: Owed, around: Around) -> None:
        """The queue beside the call; a strip of it on a narrow screen."""
        now, soon = around.now, around.centre.limits.due_soon
        rows = panel_rows(owed.rows, now, soon, me=self._me, width=PANEL_CELLS)
        self.query_one("#owed", LinesPanel).show(_("Owed"), rows)
        self.query_one("#owed-strip", PartsBar).show(
            (*strip_parts(owed.counts, now), *_next_owed(owed, around))
        )

    def _show_caller(self, around: Around) -> None:
        title, lines = caller_lines(around.card, around)
        self.query_one("#caller", LinesPanel).show(title, lines)
        strip: list[Part] = [(named(title, ""), "$text-muted")]
        for line in lines[:3]:
            strip += [*line, "  "]
        self.query_one("#caller-strip", PartsBar).show(tuple(strip))


def _next_owed(owed: Owed, around: Around) -> Sequence[Part]:
    if not owed.rows:
        return ()
    first, now = owed.rows[0], around.now
    status = first.status(now, around.centre.limits.due_soon)
    return (f"{first.whom} {lateness(status, first.time_left(now), undated=first.undated)}",)
