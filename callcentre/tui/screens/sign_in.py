"""The door: name and passphrase. The database opens behind it while they are typed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Center, Middle, Vertical
from textual.widgets import Static

from callcentre.domain.staff import Person
from callcentre.errors import CallCentreError
from callcentre.i18n import _
from callcentre.services.founding import centre_of
from callcentre.services.people import sign_in
from callcentre.tui.base import DeskScreen
from callcentre.tui.render import content, paragraph
from callcentre.tui.widgets.bars import KeyBar, TopBar
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.rows import Row, TextRow
from callcentre.wording.refusals import in_words

if TYPE_CHECKING:
    from callcentre.tui.screens.first_start import FirstStartScreen


class SignInScreen(DeskScreen[None]):
    """Who are you?"""

    HINTS = ("any.help", "any.palette", "any.quit")
    DEFAULT_CSS = """
    SignInScreen .box {
        width: 62; max-width: 96%; height: auto; border: round $primary; padding: 1 2;
    }
    SignInScreen Form { height: auto; }
    SignInScreen Form > #rows { height: auto; }
    SignInScreen Form > #options { height: 2; }
    SignInScreen #word { height: auto; min-height: 2; }
    """

    def compose(self) -> ComposeResult:
        yield TopBar()
        if not self.app.entering:
            yield from self._door()
        yield KeyBar()

    def _door(self) -> ComposeResult:
        with Middle(), Center(), Vertical(classes="box") as box:
            box.border_title = content("callcentre")
            yield Form(self._rows())
            yield Static(paragraph(_("Opening the database …"), "$text-muted"), id="word")

    def _rows(self) -> tuple[Row, ...]:
        return (
            TextRow(place="name", label=_("Name"), value=""),
            TextRow(place="passphrase", label=_("Passphrase"), value="", secret=True),
        )

    async def begin(self) -> None:
        for form in self.query(Form):
            form.focus_first()
        # Whatever is slow to load waits until the door is painted.
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        if not self.app.entering:
            self._look_for_centre()
        self.app.prepare()

    def tick(self, now: datetime) -> None:
        super().tick(now)
        if self.app.centre is None and self.app.desk.silent_for() is not None:
            self._look_for_centre()

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _look_for_centre(self) -> None:
        try:
            centre = await self.app.desk.run(centre_of)
        except CallCentreError as error:
            self._say(in_words(error), bad=True)
            return
        if centre is None:
            founded = await self.app.push_screen_wait(_first_start())
            await self.app.enter(founded.person, founded.centre)
            return
        self.app.centre = centre
        self._say(_("Enter your name and passphrase."))
        self.tick(self.app.desk.clock.now())

    @on(Form.Ended)
    async def _enter(self) -> None:
        typed = await self.query_one(Form).written()
        self._sign_in(typed["name"], typed["passphrase"])

    @work(exclusive=True, group="door", exit_on_error=False)
    async def _sign_in(self, name: str, passphrase: str) -> None:
        self._say(_("One moment …"))
        try:
            person: Person = await self.app.desk.run(sign_in, name, passphrase)
            centre = self.app.centre or await self.app.desk.run(centre_of)
        except CallCentreError as error:
            self._say(in_words(error), bad=True)
            return
        if centre is not None:
            await self.app.enter(person, centre)

    def _say(self, text: str, *, bad: bool = False) -> None:
        style = "$error" if bad else "$text-muted"
        for word in self.query("#word").results(Static):
            word.update(paragraph(text, style))

    async def close_behind(self) -> None:
        """Somebody has signed out: the door as it was before anybody came."""
        await self.recompose()
        self.query_one(Form).focus_first()
        self._say(_("Enter your name and passphrase."))
        self.tick(self.app.desk.clock.now())


def _first_start() -> FirstStartScreen:
    # Once in the life of a centre; every other start does without it.
    from callcentre.tui.screens.first_start import FirstStartScreen  # noqa: PLC0415

    return FirstStartScreen()
