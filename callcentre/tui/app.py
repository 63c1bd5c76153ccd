"""The program: the door, who is signed in, themes, keys, one clock tick.

What lies behind the door is loaded while a name is typed, so that the door is there at once.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ReturnType, ScreenStackError
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter

from callcentre import i18n
from callcentre.domain.staff import Person
from callcentre.errors import BrokenFile
from callcentre.i18n import _
from callcentre.tui.base import DeskApp, DeskScreen
from callcentre.tui.commands import Commands
from callcentre.tui.desk import Desk, Wiring
from callcentre.tui.keys import bindings, check_keymap
from callcentre.tui.render import PlainGlyphs, StripControls
from callcentre.tui.screens.keys_help import KeysScreen
from callcentre.tui.screens.sign_in import SignInScreen
from callcentre.tui.theme import THEMES

if TYPE_CHECKING:
    from callcentre.domain.centre import Centre
    from callcentre.domain.script import Scripts
    from callcentre.tui.conversations import DeskConversations

DOOR = "door"
RETRY_SECONDS = 5


class CallCentreApp(DeskApp):
    """One desk."""

    TITLE = "callcentre"
    CSS_PATH = "app.tcss"
    MODES: ClassVar = {DOOR: SignInScreen}
    DEFAULT_MODE = DOOR
    COMMANDS: ClassVar = {Commands}
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "any.help", "any.palette", "any.sign_out", "any.quit"
    )
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, wiring: Wiring, *, signed_in: tuple[Person, Centre] | None = None) -> None:
        super().__init__()
        self.desk = Desk(wiring)
        self._entering = signed_in
        self.entering = signed_in is not None
        self._gates = [StripControls(), *([PlainGlyphs()] if wiring.plain_glyphs else [])]
        self._ticks = 0
        check_keymap(wiring.keys)
        self.set_keymap(wiring.keys)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = wiring.theme

    def get_line_filters(self) -> list[LineFilter]:
        """Control characters never reach the terminal, whoever wrote them (style 4.1)."""
        return [*super().get_line_filters(), *self._gates]

    def clear_selection(self) -> None:
        """From Python 3.12 on, Textual's tasks are eager: a mode's first screen mounts its fields
        before it stands on the stack, and each of them asks for this."""
        with suppress(ScreenStackError):
            super().clear_selection()

    # --- beginning and end ------------------------------------------------------------------

    def on_mount(self) -> None:
        self.set_class(self.desk.wiring.plain_glyphs, "-plain")
        self._leave_on_signals()
        self.set_interval(1.0, self.tick)
        if self._entering is not None:
            self._enter_at_once(*self._entering)

    @work(exit_on_error=False)
    async def _enter_at_once(self, person: Person, centre: Centre) -> None:
        await self.enter(person, centre)

    def _leave_on_signals(self) -> None:
        """A closed terminal or a polite kill ends the program; the journal keeps the rest."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, RuntimeError, AttributeError):
                loop.add_signal_handler(getattr(signal, name), self.exit)

    async def on_unmount(self) -> None:
        self.desk.close()

    def tick(self) -> None:
        """A second has passed."""
        if not self.is_running:
            return
        self._ticks += 1
        if self._conversations is not None and self._ticks % RETRY_SECONDS == 0:
            self._conversations.file_waiting()
        if isinstance(self.screen, DeskScreen) and self.screen.is_whole:
            self.screen.tick(self.desk.clock.now())

    @work(exclusive=True, group="rooms", exit_on_error=False)
    async def prepare(self) -> None:
        try:
            await asyncio.to_thread(_behind_the_door)
            await self.load_scripts()
        finally:
            self.desk.wiring.when_loaded()

    async def enter(self, person: Person, centre: Centre) -> None:
        """Somebody has signed in: the queue opens, and what was left unfinished is offered."""
        conversations = await asyncio.to_thread(_behind_the_door)
        self.person, self.centre, self.entering = person, centre, False
        self._conversations = conversations(self)
        await self._conversations.open_queue()
        self.desk.listen(self._tell_changed)

    async def load_scripts(self) -> Scripts:
        reading = await self.desk.read_scripts()
        self.scripts = reading.scripts
        for broken in reading.broken:
            self._report(broken)
        return reading.scripts

    def _report(self, broken: BrokenFile) -> None:
        shown = "\n".join(map(str, broken.faults[:5]))
        self.say(f"{broken.path}\n{shown}", bad=True)

    def _tell_changed(self) -> None:
        """Called from the listening thread; posting is all it may do."""
        self.call_later(self._changed)

    def _changed(self) -> None:
        """Some desk has changed something; the screen in front reads it."""
        if not self.is_running or self.person is None:
            return
        if isinstance(self.screen, DeskScreen) and self.screen.is_whole:
            self.screen.changed()

    # --- actions ----------------------------------------------------------------------------

    def action_show_keys(self) -> None:
        if isinstance(self.screen, KeysScreen):
            self.screen.action_leave()
            return
        hinted = self.screen.HINTS if isinstance(self.screen, DeskScreen) else ()
        places = dict.fromkeys(id_.split(".")[0] for id_ in hinted)
        closed = () if self.person else ("any.sign_out",)
        self.push_screen(KeysScreen(tuple(places), self.desk.wiring.keys, closed))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("What would you like to do?")))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "sign_out":
            return self.person is not None
        return super().check_action(action, parameters)

    @work(exit_on_error=False)
    async def action_leave(self) -> None:
        """Quitting in the middle of a conversation asks first; nothing is lost either way."""
        if self._conversations is None or await self._conversations.may_leave():
            self.exit()

    @work(exit_on_error=False)
    async def action_sign_out(self) -> None:
        """The desk is free for somebody else; an open conversation is finished first."""
        if self._conversations is None:
            return
        if self._conversations.mode:
            self.say(_("Finish what is open first."), bad=True)
            return
        self.person = None
        await self.switch_mode(DOOR)
        if isinstance(self.screen, SignInScreen):
            await self.screen.close_behind()
        await self._conversations.close_queue()
        self._conversations = None

    def action_quit(self) -> ReturnType | None:  # type: ignore[override]
        self.action_leave()
        return None

    def action_use_theme(self, name: str) -> None:
        self.theme = name
        self.desk.wiring.keep_preferences(i18n.language(), name)

    def action_use_language(self, code: str) -> None:
        """Speak another language on every screen, with everything typed left as it is."""
        i18n.use(code)
        self.desk.wiring.keep_preferences(code, self.theme)
        self._speak_anew()

    @work(exclusive=True, group="language", exit_on_error=False)
    async def _speak_anew(self) -> None:
        for screen in list(self._screens()):
            await screen.speak_anew()

    def _screens(self) -> Iterator[DeskScreen[Any]]:
        for stack in self._screen_stacks.values():
            yield from (screen for screen in stack if isinstance(screen, DeskScreen))


def _behind_the_door() -> type[DeskConversations]:
    """Slow to import; called on a thread."""
    from callcentre.tui.conversations import DeskConversations  # noqa: PLC0415

    return DeskConversations
