"""The guided call: one thing to say, one thing to do, what we owe, nothing else.

The screen holds the call as one frozen value. Every key makes the next value, the journal
keeps it, and what is on the screen is worked out from it.
"""

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from callcentre.domain import record as records
from callcentre.domain.call import Call, Language, Signal, Step, put_complaint, put_promise
from callcentre.domain.call_machine import (
    GateClosed,
    Turn,
    advance,
    ask_for_lead,
    back,
    said,
    set_anger,
)
from callcentre.domain.caller import CallerCard
from callcentre.domain.gates import PLACE_OF
from callcentre.domain.instant import Spoken
from callcentre.domain.phone import phone_key
from callcentre.domain.places import CHOICES, Pen, Place, write
from callcentre.domain.promise_times import Proposal, propose
from callcentre.domain.queue import Counts, QueueFilter, QueueRow
from callcentre.domain.typed_time import read_time
from callcentre.errors import CallCentreError, Refused, StorageDown
from callcentre.i18n import _
from callcentre.services.calls import allot_number, file_call, show_live
from callcentre.services.queue import caller_card, counts, queue_page
from callcentre.tui.base import DeskScreen
from callcentre.tui.dialogs.call_menu import CallMenu
from callcentre.tui.forms.call_steps import SIGNALS, rows_of
from callcentre.tui.forms.fields import Around
from callcentre.tui.forms.times import TIMES
from callcentre.tui.keys import bindings
from callcentre.tui.render import Part
from callcentre.tui.views.call_view import (
    caller_lines,
    field_of,
    missing_value,
    say_title,
    say_value,
    steps_value,
)
from callcentre.tui.views.queue_view import panel_rows, strip_parts
from callcentre.tui.widgets.bars import KeyBar, MissingLine, PartsBar, StepBar, TopBar
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.panels import LinesPanel, SayPanel
from callcentre.wording.refusals import in_words
from callcentre.wording.times import lateness

PANEL_ROWS = 9
HEARTBEAT_SECONDS = 15
NO_CARD = CallerCard(phone_key="")


class CallScreen(DeskScreen):
    """A customer is on the line."""

    HINTS = (
        *("call.next", "call.back", "call.said", "call.calmer", "call.angrier", "call.lead"),
        *("call.queue", "call.menu", "any.help", "any.palette"),
    )
    BINDINGS: ClassVar = bindings(
        *("call.next", "call.back", "call.said", "call.queue", "call.calmer", "call.angrier"),
        *("call.lead", "call.declined", "call.language", "call.menu"),
    )
    DEFAULT_CSS = """
    CallScreen #work { height: 1fr; }
    CallScreen #left { width: 1fr; padding: 0 1; }
    CallScreen #right { width: 50; padding: 0 1 0 0; }
    CallScreen #owed { height: 13; }
    CallScreen #caller { height: auto; margin-top: 1; }
    CallScreen #form { margin-top: 1; }
    CallScreen .strip { display: none; padding: 0 1; }
    CallScreen.-narrow #right { display: none; }
    CallScreen.-narrow .strip { display: block; }
    CallScreen.-narrow #form { margin-top: 0; }
    CallScreen.-narrow SayPanel { height: 6; border: none; padding: 0; }
    CallScreen.-narrow SayPanel #others { display: none; }
    CallScreen.-narrow Form > #options { height: 5; padding: 0 1; }
    """

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call
        self.card = NO_CARD
        self._proposals: tuple[Proposal, ...] = ()
        self._time_note = ""
        self._owed: tuple[QueueRow, ...] = ()
        self._counts: Counts | None = None
        self._beat_at = call.started_at
        self._step_shown: tuple[Step, int] | None = None

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield StepBar(id="steps")
        with Horizontal(id="work"):
            with Vertical(id="left"):
                yield SayPanel(id="say")
                yield Form((), id="form")
            with Vertical(id="right"):
                yield LinesPanel(id="owed")
                yield LinesPanel(id="caller")
        yield PartsBar(id="caller-strip", classes="strip")
        yield PartsBar(id="owed-strip", classes="strip")
        yield MissingLine(id="missing")
        yield KeyBar()

    async def on_mount(self) -> None:
        self.app.desk.journal.keep(self.call)
        await self._show()
        self.changed()
        self._look_up_caller(self.call.complaint.record.phone)
        self._tell_leads()

    async def reworded(self) -> None:
        self._step_shown = None
        await self._show()
        await super().reworded()

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    # --- showing ----------------------------------------------------------------------------

    def tick(self, now: datetime) -> None:
        super().tick(now)
        self._show_bars(now)
        self._show_owed(now)
        if (now - self._beat_at).total_seconds() >= HEARTBEAT_SECONDS:
            self._tell_leads()

    def changed(self) -> None:
        self._read_owed()

    def _around(self, now: datetime) -> Around:
        return Around(
            centre=self.app.at,
            scripts=self.app.scripts,
            card=self.card,
            proposals=self._proposals,
            now=now,
            time_note=self._time_note,
        )

    async def _show(self) -> None:
        """Show the call as it is now. A step that was just entered gets its form, and its
        cursor before the next key is looked at: what is typed ahead goes where it belongs."""
        now = self.app.desk.clock.now()
        step = (self.call.step, self.call.current)
        entered, self._step_shown = step != self._step_shown, step
        if entered:
            self._prepare(now)
        around = self._around(now)
        mounted = self.form.show(rows_of(self.call, around))
        if entered:
            await mounted
            self.form.focus_first()
        self._show_bars(now)
        self._show_caller(around)

    def _prepare(self, now: datetime) -> None:
        """A step begins: propose its times, fetch its number."""
        self._time_note = ""
        if self.call.step is Step.PROMISE:
            self._propose(now)
        if self.call.step in (Step.ACCEPT, Step.EXPLAIN):
            self._allot()

    def _propose(self, now: datetime) -> None:
        centre = self.app.at
        severity = self.call.complaint.classification.severity
        if severity is not None:
            self._proposals = propose(centre.hours, centre.limits, severity, now)
        if not self.call.complaint.promise.process:
            default = self.app.scripts.word(self.call.language, "process")
            self.call = put_promise(self.call, process=default)

    def _show_bars(self, now: datetime) -> None:
        around = self._around(now)
        plain = self.app.desk.wiring.plain_glyphs
        self.query_one(StepBar).show(steps_value(self.call, now, plain=plain))
        self.query_one(MissingLine).show(missing_value(self.call, around))
        place = self.form.place
        self.query_one(SayPanel).show(
            say_title(self.call, around), say_value(self.call, around, place)
        )

    def _show_caller(self, around: Around) -> None:
        title, lines = caller_lines(self.card, around)
        self.query_one("#caller", LinesPanel).show(title, lines)
        strip: list[Part] = [(f"{title}: ", "$text-muted")]
        for line in lines[:2]:
            strip += [*line, "  "]
        self.query_one("#caller-strip", PartsBar).show(tuple(strip))

    def _show_owed(self, now: datetime) -> None:
        app = self.app
        lines = panel_rows(
            self._owed,
            now,
            app.at.limits.due_soon,
            me=app.signed_in.id,
            width=45,
            plain=app.desk.wiring.plain_glyphs,
        )
        self.query_one("#owed", LinesPanel).show(_("Owed"), lines)
        self.query_one("#owed-strip", PartsBar).show(
            (*strip_parts(self._counts, now), *self._next_owed(now))
        )

    def _next_owed(self, now: datetime) -> tuple[Part, ...]:
        if not self._owed:
            return ()
        first = self._owed[0]
        status = first.status(now, self.app.at.limits.due_soon)
        late = lateness(status, first.time_left(now), undated=first.undated)
        return ((f"{first.whom} {late}", ""),)

    # --- changing the call ------------------------------------------------------------------

    @property
    def _turn(self) -> Turn:
        return Turn(self.app.desk.clock.now(), self.app.signed_in, self.app.at)

    async def _become(self, call: Call) -> None:
        """The call has changed: keep it at once, then show it."""
        if call is self.call:
            return
        before, self.call = self.call, call
        self.app.desk.journal.keep(call)
        await self._show()
        if _for_leads(before) != _for_leads(call):
            self._tell_leads()

    async def _write(self, place: Place, value: object) -> None:
        try:
            pen = Pen(self.app.signed_in, self.app.desk.clock.now())
            await self._become(write(self.call, place, value, pen))  # type: ignore[arg-type]
        except Refused as refusal:
            self.app.say_error(refusal)
            await self._show()

    @on(Form.Typed)
    async def _typed(self, event: Form.Typed) -> None:
        place = Place(event.place)
        await self._write(place, event.text)
        if place is Place.PHONE:
            self._look_up_caller(event.text)
        if place is Place.DUE_TYPED:
            await self._read_typed_time(event.text)

    @on(Form.Chosen)
    async def _chosen(self, event: Form.Chosen) -> None:
        if event.place == SIGNALS:
            toggled = self.call.signals ^ {Signal(event.value)}
            await self._become(replace(self.call, signals=frozenset(toggled)))
        elif event.place == TIMES:
            await self._choose_time(event.value)
        else:
            place = Place(event.place)
            await self._write(place, CHOICES[place](event.value))

    @on(Form.Focused)
    def _focused(self, event: Form.Focused) -> None:
        self._show_bars(self.app.desk.clock.now())

    async def _choose_time(self, value: str) -> None:
        if not value:
            return
        due = Spoken(datetime.fromisoformat(value), self.app.at.zone)
        self._time_note = ""
        await self._write(Place.DUE, due)
        self.form.focus_on(Place.PROMISE_REASON.value)

    async def _read_typed_time(self, text: str) -> None:
        """What is typed becomes an instant as soon as it is one; until then it says why not."""
        if not text.strip():
            self._time_note = ""
            return
        centre = self.app.at
        zone = self.call.complaint.record.customer_zone
        try:
            due = read_time(text, self.app.desk.clock.now(), centre.zone, zone)
        except CallCentreError as error:
            self._time_note = in_words(error)
            await self._write(Place.DUE, None)
            await self._show()
            return
        self._time_note = ""
        await self._write(Place.DUE, due)

    # --- keys -------------------------------------------------------------------------------

    async def action_next_step(self) -> None:
        try:
            moved = advance(self.call, self._turn)
        except GateClosed as gate:
            await self._point_at(gate)
            return
        except Refused as refusal:
            self.app.say_error(refusal)
            return
        await self._become(moved)
        self._file_if_settled(moved)

    async def _point_at(self, gate: GateClosed) -> None:
        """Name what is missing and put the cursor on the first of it."""
        for thing in gate.missing:
            place = PLACE_OF.get(thing)
            if place is not None and self.form.focus_on(place.value):
                break
        self.app.bell()

    async def action_previous_step(self) -> None:
        await self._become(back(self.call, self._turn))

    async def action_said(self) -> None:
        await self._become(said(self.call, self._turn))

    async def action_calmer(self) -> None:
        level = self.call.anger_level
        await self._become(set_anger(self.call, 0 if level is None else level - 1, self._turn))

    async def action_angrier(self) -> None:
        await self._become(set_anger(self.call, (self.call.anger_level or 0) + 1, self._turn))

    async def action_get_lead(self) -> None:
        await self._become(ask_for_lead(self.call, self._turn))

    async def action_declined(self) -> None:
        name = field_of(self.form.place)
        if name is not None:
            record = records.decline(self.call.complaint.record, name)
            await self._become(put_complaint(self.call, record=record))

    async def action_next_language(self) -> None:
        tongues = list(Language)
        at = (tongues.index(self.call.language) + 1) % len(tongues)
        await self._write(Place.LANGUAGE, tongues[at])

    def action_show_queue(self) -> None:
        self.app.switch_mode("queue")

    @work(exit_on_error=False)
    async def action_call_menu(self) -> None:
        changed = await CallMenu.ask(self.app, self.call, self.card, self._turn)
        if changed is not None:
            await self._become(changed)
            self._file_if_settled(changed)

    # --- beyond the screen ------------------------------------------------------------------

    @work(exclusive=True, group="card", exit_on_error=False)
    async def _look_up_caller(self, phone: str) -> None:
        """Who calls from this number: shown the moment it is typed (RC-15)."""
        key = phone_key(phone, self.app.at.country)
        if key == self.card.phone_key:
            return
        try:
            self.card = await self.app.desk.run(caller_card, self.app.at, phone)
        except StorageDown:
            self.card = NO_CARD
        await self._know_caller()
        await self._show()

    async def _know_caller(self) -> None:
        """A known caller need not spell his name and address again; he confirms them."""
        record = self.call.complaint.record
        known = {
            Place.NAME: self.card.name,
            Place.COMPANY: self.card.company,
            Place.ADDRESS: self.card.address,
        }
        for place, value in known.items():
            field = place.record_field
            if value and field is not None and not record.text(field):
                await self._write(place, value)

    @work(exclusive=True, group="owed", exit_on_error=False)
    async def _read_owed(self) -> None:
        try:
            page = await self.app.desk.run(queue_page, QueueFilter(), after=PANEL_ROWS)
            self._counts = await self.app.desk.run(counts, self.app.at)
        except StorageDown:
            return
        self._owed = page.rows
        self._show_owed(self.app.desk.clock.now())

    @work(exit_on_error=False, group="live")
    async def _tell_leads(self) -> None:
        """Leads see the step, the anger and the wish for help; without a database they do not,
        and the call goes on."""
        self._beat_at = self.app.desk.clock.now()
        try:
            await self.app.desk.run(show_live, self.call)
        except StorageDown:
            return

    @work(exit_on_error=False, group="number")
    async def _allot(self) -> None:
        """The number is there by the time it has to be said; if not, it follows."""
        complaint = self.call.complaint
        if complaint.acceptance.number:
            return
        try:
            number = await self.app.desk.run(allot_number, self.call, complaint.id)
        except StorageDown:
            return
        if self.call.complaint.id == complaint.id:
            acceptance = replace(self.call.complaint.acceptance, number=number)
            await self._become(put_complaint(self.call, acceptance=acceptance))

    def _file_if_settled(self, call: Call) -> None:
        if call.saved_at is not None or call.complaint.settled or call.is_over:
            self._file(call)

    @work(exit_on_error=False, group="write")
    async def _file(self, call: Call) -> None:
        """Keep what the call has come to; a saved one ends here, database or not."""
        try:
            filed = await self.app.desk.run(file_call, call)
        except StorageDown:
            if call.saved_at is not None:
                self.app.file_later(call)
                self.app.end_conversation()
            return
        if call.saved_at is not None:
            self.app.desk.journal.finish(call.id)
            self.app.end_conversation()
        else:
            await self._take_numbers(filed)

    async def _take_numbers(self, filed: Call) -> None:
        """A number that followed late stands on the call from now on."""
        numbers = {c.id: c.acceptance.number for c in filed.complaints}
        complaints = tuple(
            replace(c, acceptance=replace(c.acceptance, number=numbers.get(c.id, "")))
            if numbers.get(c.id) and not c.acceptance.number
            else c
            for c in self.call.complaints
        )
        if complaints != self.call.complaints:
            await self._become(replace(self.call, complaints=complaints))


def _for_leads(call: Call) -> tuple[object, ...]:
    return (call.step, call.anger_level, call.lead_requested_at, call.lead_joined_at)
