"""What every screen of the program stands on."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import uuid4

from textual import getters, on
from textual.app import App
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from callcentre.domain.instant import zone_info
from callcentre.domain.staff import Person
from callcentre.errors import CallCentreError
from callcentre.i18n import _
from callcentre.tui.desk import Desk
from callcentre.tui.keys import BY_ID
from callcentre.tui.render import Part
from callcentre.tui.widgets.bars import KeyBar, TopBar, hints
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.ground import draw_ground
from callcentre.wording.clocks import clock, span, stopwatch
from callcentre.wording.refusals import in_words

if TYPE_CHECKING:
    from callcentre.domain.answer import AnswerDraft
    from callcentre.domain.call import Call
    from callcentre.domain.centre import Centre
    from callcentre.domain.script import Scripts

T = TypeVar("T")


class Conversations(ABC):
    """What screens may ask about the call or the answer that is open at this desk;
    `conversations.DeskConversations` is it."""

    @property
    @abstractmethod
    def call(self) -> Call | None:
        """The call that is open, if one is."""

    @property
    @abstractmethod
    def mode(self) -> str:
        """The mode of the call or answer that is open; empty when none is."""

    @abstractmethod
    async def open_queue(self) -> None:
        """Show the queue, and offer what was left unfinished."""

    @abstractmethod
    async def close_queue(self) -> None:
        """Nobody is at this desk any more."""

    @abstractmethod
    async def begin_call(self, call: Call | None = None) -> None:
        """Open a new call, or one to go on with."""

    @abstractmethod
    async def begin_answer(self, draft: AnswerDraft) -> None:
        """Open an answer that was claimed."""

    @abstractmethod
    async def answer_on_call(self, commitment_id: str) -> None:
        """The caller asks for what we owe him: his call becomes the answer (I-12)."""

    @abstractmethod
    def end(self) -> Worker[None]:
        """The call or the answer is done: back to the queue."""

    @abstractmethod
    async def may_leave(self) -> bool:
        """Whether the program may end; asked while a conversation is open."""

    @abstractmethod
    def file_later(self, draft: Call | AnswerDraft) -> None:
        """The database is away: keep the draft and file it when it is back."""

    @abstractmethod
    def file_waiting(self) -> None:
        """Try again to file what waits."""


class DeskApp(App[None]):
    """What screens may ask of the program; `app.CallCentreApp` is it."""

    desk: Desk
    scripts: Scripts
    person: Person | None = None
    centre: Centre | None = None
    faults: list[BaseException]
    # Somebody is signed in from the command line: the door only waits to be passed.
    entering = False

    def __init__(self) -> None:
        super().__init__()
        self.faults = []
        self._conversations: Conversations | None = None

    @property
    def signed_in(self) -> Person:
        """The person at this desk; screens behind the door always have one."""
        if self.person is None:
            raise AssertionError("nobody is signed in")
        return self.person

    @property
    def at(self) -> Centre:
        """The centre this desk belongs to."""
        if self.centre is None:
            raise AssertionError("no centre is known yet")
        return self.centre

    @property
    def conversations(self) -> Conversations:
        """The call or answer of this desk; screens behind the door may always ask."""
        if self._conversations is None:
            raise AssertionError("nobody is behind the door yet")
        return self._conversations

    @property
    def call_in_progress(self) -> Call | None:
        """The call that is open, if one is."""
        return self._conversations.call if self._conversations else None

    @staticmethod
    def new_id() -> str:
        """A new id for a call; nobody has to ask the database for it."""
        return uuid4().hex

    def say(self, text: str, *, bad: bool = False) -> None:
        """A short word at the edge of the screen."""
        self.notify(text, severity="error" if bad else "information", markup=False, timeout=6)

    def say_error(self, error: CallCentreError) -> None:
        """What went wrong, in the words of the interface."""
        self.say(in_words(error), bad=True)

    def unexpected(self, error: BaseException) -> None:
        """A fault of the program: written down, told, and survived, for a customer is on
        the line."""
        self.faults.append(error)
        logging.getLogger("callcentre").error("unexpected fault", exc_info=error)
        self.say(_("Something went wrong in the program; it is in the log."), bad=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker's refusal is told; a fault is logged, and the call goes on."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, CallCentreError):
            self.say_error(error)
        else:
            self.unexpected(error)

    @abstractmethod
    def prepare(self) -> Worker[None]:
        """The door stands: load what is behind it."""

    @abstractmethod
    async def enter(self, person: Person, centre: Centre) -> None:
        """Somebody has signed in."""

    @abstractmethod
    async def load_scripts(self) -> Scripts:
        """Read the phone scripts afresh: an edit speaks from the next call on (DC-04)."""


class DeskScreen(Screen[T]):
    """A screen with a top bar and a key bar, that ticks once a second and shows errors."""

    app = getters.app(DeskApp)
    HINTS: ClassVar[Sequence[str]] = ()
    render_lines = draw_ground
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own

    def __init__(self) -> None:
        super().__init__()
        # Set while the screen has all its parts: only then is anything drawn on it.
        self.whole = asyncio.Event()

    @property
    def is_whole(self) -> bool:
        """Whether it has all its parts, and is not just being closed."""
        return self.whole.is_set() and self.is_attached and self.app.is_running

    async def on_mount(self) -> None:
        self.whole.set()
        await self.begin()

    async def begin(self) -> None:
        """The screen has just been opened: put the cursor somewhere, read what it shows."""

    def on_screen_resume(self) -> None:
        if self.is_whole:
            self.tick(self.app.desk.clock.now())

    def tick(self, now: datetime) -> None:
        """A second has passed, or the screen came back: show what depends on the clock."""
        for bar in self.children:
            if isinstance(bar, TopBar):
                bar.show(self._top(now))
            elif isinstance(bar, KeyBar):
                bar.show(hints([(self._key(id_), BY_ID[id_].label) for id_ in self.hinted()]))

    def hinted(self) -> Sequence[str]:
        """The ids of the keys shown at the foot of the screen now, the most used first."""
        return self.HINTS

    async def speak_anew(self) -> None:
        """Compose in another language, with everything typed left as it is."""
        typed = {form.id: (form.texts, form.place) for form in self.query(Form)}
        self.whole.clear()
        await self.recompose()
        self.whole.set()
        await self.reworded()
        for form in self.query(Form):
            form.put_back(*typed.get(form.id, ({}, "")))

    async def reworded(self) -> None:
        """The screen was composed anew in another language: show what it knows."""
        self.tick(self.app.desk.clock.now())
        self.changed()

    def changed(self) -> None:
        """Something changed in the database."""

    @on(Form.Behind)
    def _taken_in(self, event: Form.Behind) -> None:
        event.stop()
        event.arrived.set()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What a worker of a screen ran into is told like what one of the program did."""
        self.app.on_worker_state_changed(event)

    def _key(self, id_: str) -> str:
        return self.app.desk.wiring.keys.get(id_, BY_ID[id_].key)

    def _top(self, now: datetime) -> TopBar.Value:
        app = self.app
        left: list[Part] = []
        if app.desk.wiring.demo:
            left.append((_("DEMO") + " ", "bold $accent"))
        if app.centre is not None:
            left.append((app.centre.name, "bold"))
        if app.person is not None:
            left.append((f" · {app.person.name}", ""))
        call = app.call_in_progress
        if call is not None:
            length = stopwatch((call.ended_at or now) - call.started_at)
            left.append((" · " + _("call {time}").format(time=length), "$primary"))
        return TopBar.Value(tuple(left), tuple(self._right(now)))

    def _right(self, now: datetime) -> list[Part]:
        right = self._today(now)
        if self.app.person is not None:
            right.append(self._saved())
        right.append(self._answering())
        return right

    def _today(self, now: datetime) -> list[Part]:
        """The day and the clock of the centre; before it is known there is none to show."""
        if self.app.centre is None:
            return []
        # Babel is slow to import, and the first screen has no day to show.
        from callcentre.wording.days import long_day  # noqa: PLC0415

        zone = self.app.centre.zone
        day = long_day(now.astimezone(zone_info(zone)).date())
        return [(f"{day} {clock(now, zone)}  ", "")]

    def _saved(self) -> Part:
        journal = self.app.desk.journal
        if journal.fault is not None:
            return (_("NOT SAVED") + " ✗  ", "bold $error")
        dot = "●" if journal.is_saved else "○"
        return (_("saved {dot}").format(dot=dot) + "  ", "$text-muted")

    def _answering(self) -> Part:
        silence = self.app.desk.silent_for()
        if silence is None:
            return (_("desk ●"), "$text-muted")
        return (_("desk ○ silent {time}").format(time=span(silence)), "bold $error")
