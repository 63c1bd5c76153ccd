"""The queue: everything owed, most late first, and one key to do something about it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.worker import WorkerFailed

from callcentre.domain.answer import Purpose
from callcentre.domain.call import Call
from callcentre.domain.commitment import Kind
from callcentre.domain.live import LiveCall
from callcentre.domain.queue import Counts, QueueFilter, QueueKey, QueuePage, QueueRow, Whose
from callcentre.domain.staff import Action
from callcentre.i18n import N_, _
from callcentre.services.answers import take
from callcentre.services.calls import call_back, live_calls
from callcentre.services.queue import counts, queue_page
from callcentre.tui.base import DeskScreen
from callcentre.tui.keys import bindings
from callcentre.tui.screens.case import CaseScreen
from callcentre.tui.screens.cases import CasesScreen
from callcentre.tui.screens.people import PeopleScreen
from callcentre.tui.views.queue_view import count_parts, live_parts
from callcentre.tui.widgets.bars import KeyBar, PartsBar, TopBar
from callcentre.tui.widgets.queue_table import Column, QueueTable, TableRow
from callcentre.wording.labels import label
from callcentre.wording.queue_lines import queue_words

COLUMNS = (
    Column(N_("When"), 16),
    Column(N_("Whom"), 14, share=2),
    Column(N_("Case"), 16),
    Column(N_("What is owed"), 15, share=2),
    Column(N_("Owner"), 9, share=1),
    Column(N_("Severity"), 11, narrow=False),
    Column(N_("In hand"), 14, narrow=False),
)
PAGE = 200


class QueueScreen(DeskScreen[None]):
    """Between calls: what do we owe, to whom, by when."""

    HINTS = (
        "queue.take",
        "queue.call",
        "queue.answer",
        "queue.move",
        "queue.case",
        "queue.cases",
        "any.help",
        "any.palette",
    )
    BINDINGS: ClassVar = bindings(
        *("queue.take", "queue.answer", "queue.call", "queue.case", "queue.move"),
        *("queue.mine", "queue.team", "queue.overdue", "queue.cases", "queue.people"),
    )
    DEFAULT_CSS = """
    QueueScreen #counts { padding: 0 1; margin: 1 0 0 0; }
    QueueScreen #filter { padding: 0 1; }
    QueueScreen QueueTable { margin: 1 1 0 1; }
    QueueScreen #live { padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._page = QueuePage((), False, False)
        self._counts: Counts | None = None
        self._live: tuple[LiveCall, ...] = ()
        self._filter = QueueFilter()
        self._anchor: QueueKey | None = None

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield PartsBar(id="counts")
        yield PartsBar(id="filter")
        yield QueueTable(COLUMNS, id="queue")
        yield PartsBar(id="live")
        yield KeyBar()

    @property
    def table(self) -> QueueTable:
        return self.query_one(QueueTable)

    async def begin(self) -> None:
        self.table.titled([_(column.title) for column in COLUMNS])
        self.table.focus()
        self.changed()

    async def reworded(self) -> None:
        self.table.titled([_(column.title) for column in COLUMNS])
        self.table.focus()
        await super().reworded()

    def tick(self, now: datetime) -> None:
        super().tick(now)
        self._show_counts(now)
        self.query_one("#filter", PartsBar).show(self._filter_parts())
        live = live_parts(self._live, now) if self._sees_live else ()
        self.query_one("#live", PartsBar).show(live)
        self.table.show([self._line(row, now) for row in self._page.rows])
        if self._stale(now):
            self.changed()

    def changed(self) -> None:
        self._read()

    def hinted(self) -> Sequence[str]:
        away = "queue.take" if self.app.conversations.mode else "queue.call"
        return [id_ for id_ in self.HINTS if id_ != away]

    @property
    def _sees_live(self) -> bool:
        return self.app.signed_in.may(Action.SEE_LIVE_CALLS)

    def _stale(self, now: datetime) -> bool:
        """The numbers move with the clock: a due time passes without anybody's doing."""
        return now.second % 5 == 0 or self.app.desk.silent_for() is not None

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self) -> None:
        """Read what is around the cursor, whatever the length of the queue."""
        desk, centre = self.app.desk, self.app.at
        self._page = await desk.run(
            queue_page,
            self._filter,
            anchor=self._anchor,
            before=PAGE if self._anchor else 0,
            after=PAGE,
        )
        self._counts = await desk.run(counts, centre)
        if self._sees_live:
            self._live = tuple(await desk.run(live_calls))
        await self.whole.wait()
        self.tick_after_read(desk.clock.now())

    def tick_after_read(self, now: datetime) -> None:
        self._show_counts(now)
        self.table.show([self._line(row, now) for row in self._page.rows])
        if self._sees_live:
            self.query_one("#live", PartsBar).show(live_parts(self._live, now))

    def _show_counts(self, now: datetime) -> None:
        narrow = self.has_class("-narrow")
        self.query_one("#counts", PartsBar).show(count_parts(self._counts, now, narrow=narrow))

    def _line(self, row: QueueRow, now: datetime) -> TableRow:
        app = self.app
        words = queue_words(
            row,
            now,
            app.at.limits.due_soon,
            me=app.signed_in.id,
        )
        cells = (
            f"{words.glyph:<2} {words.lateness}",
            words.whom,
            words.number,
            words.owed,
            words.owner,
            words.severity,
            words.claim,
        )
        return TableRow(row.id, words.status.value, cells)

    def _filter_parts(self) -> tuple[str | tuple[str, str], ...]:
        parts: list[str | tuple[str, str]] = []
        for whose, key in ((Whose.MINE, "m"), (Whose.TEAM, "t"), (Whose.OVERDUE, "o")):
            chosen = whose is self._filter.whose
            parts += [
                (f"{key} ", "$accent"),
                (label(whose), "bold underline" if chosen else "$text-muted"),
                "   ",
            ]
        return tuple(parts)

    # --- moving -----------------------------------------------------------------------------

    @on(QueueTable.EdgeReached)
    def _more(self, event: QueueTable.EdgeReached) -> None:
        beyond = self._page.more_after if event.by > 0 else self._page.more_before
        if beyond and self._page.rows:
            row = self._page.rows[-1 if event.by > 0 else 0]
            self._anchor = row.key
            self.changed()

    @on(QueueTable.ToEdge)
    def _edge(self, event: QueueTable.ToEdge) -> None:
        if event.by < 0:
            self._anchor = None
            self.table.move_to_top()
            self.changed()
        elif self._page.rows:
            self.table.move_to(self._page.rows[-1].id)

    def action_filter(self, whose: str) -> None:
        self._filter = QueueFilter(Whose(whose), self.app.signed_in.id)
        self._anchor = None
        self.tick(self.app.desk.clock.now())
        self.changed()

    # --- doing ------------------------------------------------------------------------------

    def _row(self) -> QueueRow | None:
        """The row under the cursor, by its key."""
        return next((row for row in self._page.rows if row.id == self.table.cursor), None)

    async def action_take_call(self) -> None:
        """The next key is looked at when the call is there: it is meant for its first field."""
        if self.app.call_in_progress is not None:
            self.action_back_to_call()
            return
        with suppress(WorkerFailed):
            await self._take_call().wait()

    @work(exit_on_error=False)
    async def _take_call(self, call: Call | None = None) -> None:
        await self.app.conversations.begin_call(call)

    def action_back_to_call(self) -> None:
        if self.app.conversations.mode:
            self.app.switch_mode(self.app.conversations.mode)

    def action_answer(self) -> None:
        row = self._row()
        if row is not None and row.kind is Kind.FIRST_CONTACT:
            self._call_back(row.id)
        elif row is not None:
            self._open(row.id, Purpose.ANSWER)

    def action_move_promise(self) -> None:
        if (row := self._row()) is not None and row.kind is Kind.CALLBACK:
            self._open(row.id, Purpose.MOVE)

    @work(exit_on_error=False)
    async def _call_back(self, commitment_id: str) -> None:
        """The line was lost: the guided call goes on where it was."""
        if self._busy():
            return
        app = self.app
        call = await app.desk.write(
            call_back, commitment_id, app.signed_in, app.new_id(), app.scripts.version
        )
        await app.conversations.begin_call(call)

    def _busy(self) -> bool:
        if self.app.conversations.mode:
            self.app.say(_("Finish what is open first."), bad=True)
        return bool(self.app.conversations.mode)

    @work(exit_on_error=False)
    async def _open(self, commitment_id: str, purpose: Purpose) -> None:
        if self._busy():
            return
        draft = await self.app.desk.write(take, commitment_id, self.app.signed_in, purpose=purpose)
        await self.app.conversations.begin_answer(draft)

    def action_open_case(self) -> None:
        row = self._row()
        if row is None or not row.case_number:
            self.app.say(_("This is no numbered case."))
        else:
            self.app.push_screen(CaseScreen(row.case_number))

    def action_find_cases(self) -> None:
        self.app.push_screen(CasesScreen())

    def action_people(self) -> None:
        if self.app.signed_in.may(Action.MANAGE_PEOPLE):
            self.app.push_screen(PeopleScreen())
        else:
            self.app.say(_("This needs a team lead."), bad=True)
