"""Answering what is owed: the outbound call, the six points, and how it ends (CS-10)."""

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from callcentre.domain.answer import AnswerDraft, Lacking, lacking
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Channel, Point
from callcentre.domain.instant import Spoken
from callcentre.domain.promise_times import propose
from callcentre.domain.typed_time import read_time
from callcentre.errors import CallCentreError, StorageDown
from callcentre.i18n import _
from callcentre.services.answers import answer, attempt, let_go
from callcentre.services.cases import CaseFile, case_file
from callcentre.services.claims import renew
from callcentre.tui.base import DeskScreen
from callcentre.tui.dialogs.ask import PickOne
from callcentre.tui.forms.answer_rows import YES, AnswerPlace, answer_rows
from callcentre.tui.forms.times import TIMES
from callcentre.tui.keys import bindings
from callcentre.tui.views.answer_view import answer_say, owed_title, told_before
from callcentre.tui.widgets.bars import KeyBar, MissingLine, PartsBar, TopBar
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.panels import LinesPanel, SayPanel
from callcentre.tui.widgets.rows import Option
from callcentre.wording.labels import label
from callcentre.wording.refusals import in_words

HEARTBEAT_SECONDS = 30
LEAVE = "leave"
_PLACE_OF = {
    Lacking.KIND: AnswerPlace.KIND,
    Lacking.SAID: AnswerPlace.SAID,
    Lacking.POINTS: AnswerPlace.POINTS,
    Lacking.CAUSE: AnswerPlace.CAUSE,
    Lacking.PROCESS: AnswerPlace.PROCESS,
    Lacking.LATE_REASON: AnswerPlace.LATE_REASON,
    Lacking.LATE_APOLOGY: AnswerPlace.APOLOGISED,
    Lacking.NEXT_REASON: AnswerPlace.NEXT_REASON,
    Lacking.NEXT_PROCESS: AnswerPlace.NEXT_PROCESS,
    Lacking.MOVE_REASON: AnswerPlace.MOVE_REASON,
}


class AnswerScreen(DeskScreen[None]):
    """We call the customer, because we said we would."""

    HINTS = ("answer.file", "answer.said", "answer.menu", "answer.queue", "any.help", "any.palette")
    BINDINGS: ClassVar = bindings("answer.file", "answer.said", "answer.queue", "answer.menu")
    DEFAULT_CSS = """
    AnswerScreen #owed-title { padding: 0 1; margin-top: 1; }
    AnswerScreen SayPanel { height: 9; margin: 0 1; }
    AnswerScreen #before { margin: 0 1; max-height: 7; }
    AnswerScreen Form { margin: 0 1; }
    AnswerScreen.-narrow SayPanel { height: 6; border: none; }
    AnswerScreen.-narrow #before { display: none; }
    AnswerScreen.-narrow Form > #options { height: 3; padding: 0 1; }
    """

    def __init__(self, draft: AnswerDraft) -> None:
        super().__init__()
        self.draft = draft
        self._file: CaseFile | None = None
        self._time_note = ""
        self._beat_at = draft.started_at

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield PartsBar(id="owed-title")
        yield SayPanel(id="say")
        yield LinesPanel(id="before")
        yield Form((), id="form")
        yield MissingLine(id="missing")
        yield KeyBar()

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    async def begin(self) -> None:
        self.app.desk.journal.keep(self.draft)
        self._proposals = propose(
            self.app.at.hours,
            self.app.at.limits,
            self.draft.commitment.severity,
            self.app.desk.clock.now(),
        )
        await self._show()
        self.form.focus_first()
        self._read_case()

    async def reworded(self) -> None:
        await self._show()
        self.form.focus_first()
        await super().reworded()

    def tick(self, now: datetime) -> None:
        super().tick(now)
        self._show_bars(now)
        if (now - self._beat_at).total_seconds() >= HEARTBEAT_SECONDS:
            self._keep_claim()

    # --- showing ----------------------------------------------------------------------------

    async def _show(self) -> None:
        if not self.is_whole:
            return
        now = self.app.desk.clock.now()
        rows = answer_rows(self.draft, self.app.at, self._proposals, now, self._time_note)
        await self.form.show(rows)
        self._show_bars(now)

    def _show_bars(self, now: datetime) -> None:
        app, centre = self.app, self.app.at
        self.query_one("#owed-title", PartsBar).show(owed_title(self.draft, centre, now))
        title, value = answer_say(self.draft, self._crux, centre, app.scripts, now)
        self.query_one(SayPanel).show(title, value)
        self.query_one("#before", LinesPanel).show(
            _("Told before"), told_before(self.draft, self._file, centre, now)
        )
        things = tuple(label(need) for need in lacking(self.draft, now))
        self.query_one(MissingLine).show(
            MissingLine.Value(things, _("Nothing missing. F2 files the answer."))
        )

    @property
    def _crux(self) -> str:
        return self._file.case.record.crux if self._file else ""

    # --- changing ---------------------------------------------------------------------------

    async def _become(self, draft: AnswerDraft) -> None:
        if draft != self.draft:
            self.draft = draft
            self.app.desk.journal.keep(draft)
            await self._show()

    @on(Form.Typed)
    async def _typed(self, event: Form.Typed) -> None:
        place, text = AnswerPlace(event.place), event.text
        if place is AnswerPlace.NEXT_TYPED:
            await self._read_typed_time(text)
        elif place.value.startswith("next."):
            await self._become_next(**{place.value.removeprefix("next."): text, "told_at": None})
        else:
            await self._become(replace(self.draft, **{place.value: text}))  # type: ignore[arg-type]

    @on(Form.Chosen)
    async def _chosen(self, event: Form.Chosen) -> None:
        if event.place == TIMES:
            if event.value:
                due = Spoken(datetime.fromisoformat(event.value), self.app.at.zone)
                await self._become_next(due=due, told_at=None)
                self.form.focus_on(AnswerPlace.NEXT_REASON.value)
            return
        place = AnswerPlace(event.place)
        if place is AnswerPlace.POINTS:
            await self._become(replace(self.draft, points=self.draft.points ^ {Point(event.value)}))
        elif place is AnswerPlace.KIND:
            await self._become(replace(self.draft, kind=AnswerKind(event.value)))
        elif place is AnswerPlace.CHANNEL:
            await self._become(replace(self.draft, channel=Channel(event.value)))
        elif place is AnswerPlace.APOLOGISED:
            await self._become(replace(self.draft, apologised=event.value == YES))
        self.form.go_on_from(event.place)

    async def _become_next(self, **changes: object) -> None:
        changed = replace(self.draft.next, **changes)  # type: ignore[arg-type]
        await self._become(replace(self.draft, next=changed))

    async def _read_typed_time(self, text: str) -> None:
        now, centre = self.app.desk.clock.now(), self.app.at
        due, self._time_note = None, ""
        if text.strip():
            try:
                due = read_time(text, now, centre.zone, self.draft.commitment.customer_zone)
            except CallCentreError as error:
                self._time_note = in_words(error)
        await self._become_next(due_typed=text, due=due, told_at=None)

    # --- keys -------------------------------------------------------------------------------

    async def action_said(self) -> None:
        """Tick the next of the six points; when all are said, the next promise is."""
        await self.form.taken_in()
        left = [point for point in Point if point not in self.draft.points]
        if left and AnswerPlace.POINTS.value in [row.place for row in self.form.rows]:
            await self._become(replace(self.draft, points=self.draft.points | {left[0]}))
        elif self.draft.needs_next and self.draft.next.due is not None:
            await self._become_next(told_at=self.app.desk.clock.now())

    async def action_file_answer(self) -> None:
        await self.form.taken_in()
        needs = lacking(self.draft, self.app.desk.clock.now())
        if not needs:
            self._file_answer()
            return
        self.app.bell()
        for need in needs:
            place = TIMES if need is Lacking.NEXT_DUE else _PLACE_OF.get(need)
            if place is not None and self.form.focus_on(str(place)):
                break

    @work(exit_on_error=False, group="write")
    async def _file_answer(self) -> None:
        at = self.app.desk.clock.now()
        given = replace(self.draft, saved_at=at)
        try:
            await self.app.desk.write(answer, self.draft, at)
        except StorageDown:
            self.app.conversations.file_later(given)
        else:
            self.app.desk.journal.finish(self.draft.id)
        self.app.conversations.end()

    def action_show_queue(self) -> None:
        self.app.switch_mode("queue")

    @work(exit_on_error=False)
    async def action_answer_menu(self) -> None:
        options = [Option(outcome.value, label(outcome)) for outcome in AttemptOutcome]
        options.append(Option(LEAVE, _("Leave it for later, unanswered")))
        picked = await self.app.push_screen_wait(PickOne(_("Not reached?"), options))
        if not picked:
            return
        if picked != LEAVE:
            await self.app.desk.write(attempt, self.draft, AttemptOutcome(picked), self.draft.said)
            self.app.say(_("Noted. It is still owed."))
        await self.app.desk.write(let_go, self.draft)
        self.app.desk.journal.finish(self.draft.id)
        self.app.conversations.end()

    # --- beyond the screen ------------------------------------------------------------------

    @work(exclusive=True, group="case", exit_on_error=False)
    async def _read_case(self) -> None:
        if self.draft.case_number:
            self._file = await self.app.desk.run(case_file, self.draft.case_number)
            await self._show()

    @work(exit_on_error=False, group="claim")
    async def _keep_claim(self) -> None:
        self._beat_at = self.app.desk.clock.now()
        try:
            kept = await self.app.desk.write(renew, self.draft.commitment.id, self.draft.token)
        except StorageDown:
            return
        if not kept:
            self.app.say(_("Your hold on this has lapsed; open it again."), bad=True)
