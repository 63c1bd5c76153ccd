"""The guided call: one thing to say, one thing to do, what we owe, nothing else.

The screen holds the call as one frozen value. Every key makes the next value, the journal
keeps it, and what is on the screen is worked out from it.
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from callcentre.domain.call import Call, Step, put_complaint, put_promise
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
from callcentre.domain.phone import phone_key
from callcentre.domain.places import Pen, Place
from callcentre.domain.promise_times import Proposal, propose
from callcentre.domain.queue import QueueFilter
from callcentre.errors import Refused, StorageDown
from callcentre.services.calls import allot_number, file_call, show_live
from callcentre.services.claims import renew
from callcentre.services.queue import caller_card, counts, queue_page
from callcentre.tui.base import DeskScreen
from callcentre.tui.dialogs.call_menu import CallMenu
from callcentre.tui.forms import call_edits
from callcentre.tui.forms.fields import Around
from callcentre.tui.forms.times import TIMES
from callcentre.tui.keys import bindings
from callcentre.tui.views.call_board import CallBoard, Owed
from callcentre.tui.widgets.bars import KeyBar, TopBar
from callcentre.tui.widgets.form import Form

PANEL_ROWS = 10
HEARTBEAT_SECONDS = 15
NO_CARD = CallerCard(phone_key="")


class CallScreen(DeskScreen[None]):
    """A customer is on the line."""

    HINTS = (
        *("call.next", "call.said", "call.calmer", "call.angrier", "call.lead"),
        *("call.menu", "any.help", "call.back", "call.queue", "any.palette"),
    )
    BINDINGS: ClassVar = bindings(
        *("call.next", "call.back", "call.said", "call.queue", "call.calmer", "call.angrier"),
        *("call.lead", "call.declined", "call.language", "call.menu"),
        *("call.up", "call.down"),
    )

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call
        self._card = NO_CARD
        self._proposals: tuple[Proposal, ...] = ()
        self._time_note = ""
        self._owed = Owed()
        self._beat_at = call.started_at
        self._step_shown: tuple[Step, int] | None = None
        self.begun = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield CallBoard(me=self.app.signed_in.id)
        yield KeyBar()

    async def begin(self) -> None:
        self.app.desk.journal.keep(self.call)
        # The board's own parts are there after the first refresh.
        self.call_after_refresh(self._take_up)

    async def _take_up(self) -> None:
        await self._show()
        self.begun.set()
        self.changed()
        self._look_up_caller(self.call.complaint.record.phone)
        self._tell_leads()

    @property
    def board(self) -> CallBoard:
        return self.query_one(CallBoard)

    # --- showing ----------------------------------------------------------------------------

    def tick(self, now: datetime) -> None:
        super().tick(now)
        if not self.begun.is_set():
            return
        around = self._around(now)
        self.board.show_words(self.call, around)
        self.board.show_owed(self._owed, around)
        if (now - self._beat_at).total_seconds() >= HEARTBEAT_SECONDS:
            self._tell_leads()

    def changed(self) -> None:
        self._read_owed()

    async def reworded(self) -> None:
        self._step_shown = None
        await self._show()
        await super().reworded()

    def _around(self, now: datetime) -> Around:
        return Around(
            centre=self.app.at,
            scripts=self.app.scripts,
            card=self._card,
            proposals=self._proposals,
            now=now,
            time_note=self._time_note,
        )

    async def _show(self) -> None:
        """Show the call as it is now. A step that was just entered gets its form, and its
        cursor before the next key is looked at: what is typed ahead goes where it belongs."""
        if not self.is_whole:
            return
        now = self.app.desk.clock.now()
        step = (self.call.step, self.call.current)
        entered, self._step_shown = step != self._step_shown, step
        if entered:
            self._prepare(now)
        around = self._around(now)
        await self.board.show_fields(self.call, around)
        if entered:
            self.board.form.focus_first()
        self.board.show_words(self.call, around)

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
            usual = self.app.scripts.word(self.call.language, "process")
            self.call = put_promise(self.call, process=usual)

    # --- changing the call ------------------------------------------------------------------

    @property
    def _turn(self) -> Turn:
        return Turn(self.app.desk.clock.now(), self.app.signed_in, self.app.at)

    @property
    def _pen(self) -> Pen:
        return Pen(self.app.signed_in, self.app.desk.clock.now())

    async def _become(self, call: Call) -> None:
        """The call has changed: keep it at once, then show it."""
        if call is self.call:
            return
        before, self.call = self.call, call
        self.app.desk.journal.keep(call)
        await self._show()
        if _for_leads(before) != _for_leads(call):
            self._tell_leads()

    @on(Form.Typed)
    async def _typed(self, event: Form.Typed) -> None:
        place = Place(event.place)
        try:
            edited = call_edits.typed(self.call, place, event.text, self._pen, self.app.at.zone)
        except Refused as refusal:
            self.app.say_error(refusal)
            return
        self._time_note = edited.time_note
        await self._become(edited.call)
        if place is Place.PHONE:
            self._look_up_caller(event.text)

    @on(Form.Chosen)
    async def _chosen(self, event: Form.Chosen) -> None:
        try:
            call = call_edits.chosen(
                self.call, event.place, event.value, self._pen, self.app.at.zone
            )
        except Refused as refusal:
            self.app.say_error(refusal)
            return
        if event.place == TIMES:
            self._time_note = ""
        await self._become(call)
        if event.place == TIMES:
            self.board.form.focus_on(Place.PROMISE_REASON.value)
        else:
            self.board.form.go_on_from(event.place)

    @on(Form.Focused)
    def _focused(self, _event: Form.Focused) -> None:
        if self.is_whole:
            self.board.show_words(self.call, self._around(self.app.desk.clock.now()))

    # --- keys -------------------------------------------------------------------------------

    async def action_next_step(self) -> None:
        await self.board.form.taken_in()
        try:
            moved = advance(self.call, self._turn)
        except GateClosed as gate:
            self._point_at(gate)
        except Refused as refusal:
            self.app.say_error(refusal)
        else:
            await self._become(moved)
            self._file_if_settled(moved)

    def _point_at(self, gate: GateClosed) -> None:
        """Put the cursor on the first thing that is missing and can be typed."""
        places = (PLACE_OF[thing] for thing in gate.missing if thing in PLACE_OF)
        for place in places:
            where = TIMES if place is Place.DUE else place.value
            if self.board.form.focus_on(where):
                break
        self.app.bell()

    async def action_previous_step(self) -> None:
        await self.board.form.taken_in()
        await self._become(back(self.call, self._turn))

    async def action_said(self) -> None:
        await self.board.form.taken_in()
        await self._become(said(self.call, self._turn))

    async def action_calmer(self) -> None:
        level = self.call.anger_level
        await self._become(set_anger(self.call, 0 if level is None else level - 1, self._turn))

    async def action_angrier(self) -> None:
        level = self.call.anger_level or 0
        await self._become(set_anger(self.call, level + 1, self._turn))

    async def action_get_lead(self) -> None:
        await self._become(ask_for_lead(self.call, self._turn))

    async def action_declined(self) -> None:
        await self._become(call_edits.declined(self.call, self.board.form.place))

    async def action_next_language(self) -> None:
        dialects = tuple(self.app.scripts.dialects)
        await self._become(call_edits.next_language(self.call, dialects, self._pen))

    def action_words(self, by: int) -> None:
        self.board.turn_words(by)

    def action_show_queue(self) -> None:
        self.app.switch_mode("queue")

    @work(exit_on_error=False)
    async def action_call_menu(self) -> None:
        await self.board.form.taken_in()
        changed = await CallMenu.ask(self.app, self.call, self._card, self._turn)
        if changed is not None:
            await self._become(changed)
            self._file_if_settled(changed)

    # --- beyond the screen ------------------------------------------------------------------

    @work(exclusive=True, group="card", exit_on_error=False)
    async def _look_up_caller(self, phone: str) -> None:
        """Who calls from this number: shown the moment it is typed (RC-15)."""
        if phone_key(phone, self.app.at.country) == self._card.phone_key:
            return
        try:
            self._card = await self.app.desk.run(caller_card, self.app.at, phone)
        except StorageDown:
            self._card = NO_CARD
        known = call_edits.known_caller(self.call, self._card, self._pen)
        await self._become(call_edits.foreign_caller(known, self.app.at.country, self._pen))
        await self._show()

    @work(exclusive=True, group="owed", exit_on_error=False)
    async def _read_owed(self) -> None:
        try:
            page = await self.app.desk.run(queue_page, QueueFilter(), after=PANEL_ROWS)
            numbers = await self.app.desk.run(counts, self.app.at)
        except StorageDown:
            return
        self._owed = Owed(page.rows, numbers)
        await self.whole.wait()
        self.board.show_owed(self._owed, self._around(self.app.desk.clock.now()))

    @work(exit_on_error=False, group="live")
    async def _tell_leads(self) -> None:
        """Leads see the step, the anger and the wish for help; without a database they do not,
        and the call goes on."""
        self._beat_at = self.app.desk.clock.now()
        try:
            await self.app.desk.write(show_live, self.call)
            if (debt := self.call.answers) is not None:
                await self.app.desk.write(renew, debt.commitment_id, debt.token)
        except StorageDown:
            return

    @work(exit_on_error=False, group="number")
    async def _allot(self) -> None:
        """The number is there by the time it has to be said; if not, it follows."""
        complaint = self.call.complaint
        if complaint.acceptance.number:
            return
        try:
            number = await self.app.desk.write(allot_number, self.call, complaint.id)
        except StorageDown:
            return
        await self._become(_numbered(self.call, {complaint.id: number}))

    def _file_if_settled(self, call: Call) -> None:
        if call.saved_at is not None or call.complaint.settled or call.is_over:
            self._file(call)

    @work(exit_on_error=False, group="write")
    async def _file(self, call: Call) -> None:
        """Keep what the call has come to; a saved one ends here, database or not."""
        try:
            filed = await self.app.desk.write(file_call, call)
        except StorageDown:
            if call.saved_at is not None:
                self.app.conversations.file_later(call)
                self.app.conversations.end()
            return
        if call.saved_at is not None:
            self.app.desk.journal.finish(call.id)
            self.app.conversations.end()
        else:
            numbers = {c.id: c.acceptance.number for c in filed.complaints}
            await self._become(_numbered(self.call, numbers))


def _numbered(call: Call, numbers: dict[str, str]) -> Call:
    """The call with the numbers its complaints were given meanwhile."""
    for n, complaint in enumerate(call.complaints):
        number = numbers.get(complaint.id, "")
        if number and not complaint.acceptance.number:
            acceptance = replace(complaint.acceptance, number=number)
            spoken_of = call.current
            call = put_complaint(replace(call, current=n), acceptance=acceptance)
            call = replace(call, current=spoken_of)
    return call


def _for_leads(call: Call) -> tuple[object, ...]:
    return (call.step, call.anger_level, call.lead_requested_at, call.lead_joined_at)
