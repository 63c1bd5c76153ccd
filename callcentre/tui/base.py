"""What every screen of the program stands on."""

import logging
from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, TypeVar
from uuid import uuid4

from textual import getters
from textual.app import App
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call
from callcentre.domain.centre import Centre
from callcentre.domain.instant import zone_info
from callcentre.domain.script import Scripts
from callcentre.domain.staff import Person
from callcentre.errors import CallCentreError
from callcentre.i18n import _
from callcentre.tui.desk import Desk
from callcentre.tui.keys import BY_ID
from callcentre.tui.render import Part
from callcentre.tui.widgets.bars import KeyBar, TopBar, hints
from callcentre.wording.refusals import in_words
from callcentre.wording.times import clock, long_day, span, stopwatch

T = TypeVar("T")


class DeskApp(App[None]):
    """What screens may ask of the program; `app.CallCentreApp` is it."""

    desk: Desk
    scripts: Scripts
    person: Person | None
    centre: Centre | None
    faults: list[BaseException]

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
    @abstractmethod
    def call_in_progress(self) -> Call | None:
        """The call that is open, if one is."""

    @property
    @abstractmethod
    def conversation(self) -> str:
        """The mode of the call or answer that is open; empty when none is."""

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

    @abstractmethod
    async def enter(self, person: Person, centre: Centre) -> None:
        """Somebody has signed in."""

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
    def end_conversation(self) -> Worker[None]:
        """The call or the answer is done: back to the queue."""

    @abstractmethod
    def file_later(self, draft: Call | AnswerDraft) -> None:
        """The database is away: keep the draft and file it when it is back."""


class DeskScreen(Screen[T]):
    """A screen with a top bar and a key bar, that ticks once a second and shows errors."""

    app = getters.app(DeskApp)
    HINTS: ClassVar[Sequence[str]] = ()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own

    def on_screen_resume(self) -> None:
        self.tick(self.app.desk.clock.now())

    def tick(self, now: datetime) -> None:
        """A second has passed, or the screen came back: show what depends on the clock."""
        for bar in self.query(TopBar):
            bar.show(self._top(now))
        for keys in self.query(KeyBar):
            keys.show(hints([(self._key(id_), BY_ID[id_].label) for id_ in self.hinted()]))

    def hinted(self) -> Sequence[str]:
        """The ids of the keys shown at the foot of the screen now, the most used first."""
        return self.HINTS

    async def reworded(self) -> None:
        """The screen was composed anew in another language: show what it knows."""
        self.tick(self.app.desk.clock.now())
        self.changed()

    def changed(self) -> None:
        """Something changed in the database."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker's refusal is told; a fault is logged, and the call goes on."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, CallCentreError):
            self.app.say_error(error)
        else:
            self.app.unexpected(error)

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
        app = self.app
        zone = app.centre.zone if app.centre else "UTC"
        day = long_day(now.astimezone(zone_info(zone)).date())
        right: list[Part] = [(f"{day} {clock(now, zone)}  ", "")]
        journal = app.desk.journal
        if journal.fault is not None:
            right.append((_("NOT SAVED") + " ✗  ", "bold $error"))
        else:
            dot = "●" if journal.is_saved else "○"
            right.append((_("saved {dot}").format(dot=dot) + "  ", "$text-muted"))
        silence = app.desk.silent_for()
        if silence is not None:
            quiet = _("desk ○ silent {time}").format(time=span(silence))
            right.append((quiet, "bold $error"))
        else:
            right.append((_("desk ●"), "$text-muted"))
        return right
