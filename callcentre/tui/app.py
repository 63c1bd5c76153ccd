"""The program: who is signed in, which conversation is open, themes, keys, one clock tick."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar

from textual import work
from textual.app import ReturnType, ScreenStackError
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter

from callcentre import i18n
from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call, Language, open_call
from callcentre.domain.call_machine import Turn, become_answer
from callcentre.domain.centre import Centre
from callcentre.domain.contact import Direction
from callcentre.domain.script import Scripts
from callcentre.domain.staff import Action, Person
from callcentre.errors import BrokenFile
from callcentre.i18n import _
from callcentre.services.answers import retake, take
from callcentre.tui.base import DeskApp, DeskScreen
from callcentre.tui.commands import Commands
from callcentre.tui.desk import Desk, Wiring
from callcentre.tui.dialogs.ask import PickOne
from callcentre.tui.keys import bindings, check_keymap
from callcentre.tui.outbox import Draft, Outbox
from callcentre.tui.render import PlainGlyphs, StripControls
from callcentre.tui.screens.answer import AnswerScreen
from callcentre.tui.screens.call import CallScreen
from callcentre.tui.screens.keys_help import KeysScreen
from callcentre.tui.screens.queue import QueueScreen
from callcentre.tui.screens.sign_in import SignInScreen
from callcentre.tui.theme import THEMES
from callcentre.tui.widgets.rows import Option
from callcentre.wording.unfinished import unfinished_words

CALL, ANSWER, QUEUE, DOOR = "call", "answer", "queue", "door"
RETRY_SECONDS = 5


class CallCentreApp(DeskApp):
    """One desk."""

    TITLE = "callcentre"
    CSS_PATH = "app.tcss"
    MODES: ClassVar = {DOOR: SignInScreen, QUEUE: QueueScreen}
    DEFAULT_MODE = DOOR
    COMMANDS: ClassVar = {Commands}
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "any.help", "any.palette", "any.sign_out", "any.quit"
    )
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, wiring: Wiring, *, signed_in: tuple[Person, Centre] | None = None) -> None:
        super().__init__()
        self.desk = Desk(wiring)
        self.person: Person | None = None
        self.centre: Centre | None = None
        self.faults: list[BaseException] = []
        self._entering = signed_in
        self._call: CallScreen | None = None
        self._answer: AnswerScreen | None = None
        self._outbox = Outbox(self.desk)
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
        self._read_scripts()
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
        self._ticks += 1
        if self._outbox and self._ticks % RETRY_SECONDS == 0:
            self._file_waiting()
        if isinstance(self.screen, DeskScreen):
            self.screen.tick(self.desk.clock.now())

    async def enter(self, person: Person, centre: Centre) -> None:
        """Somebody has signed in: the queue opens, and what was left unfinished is offered."""
        self.person, self.centre = person, centre
        await self.switch_mode(QUEUE)
        self.desk.listen(self._tell_changed)
        self._offer_unfinished()

    @work(exclusive=True, group="scripts", exit_on_error=False)
    async def _read_scripts(self) -> None:
        await self._load_scripts()

    async def _load_scripts(self) -> Scripts:
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
        if isinstance(self.screen, DeskScreen) and self.person is not None:
            self.screen.changed()

    # --- the conversation -------------------------------------------------------------------

    @property
    def call_in_progress(self) -> Call | None:
        return self._call.call if self._call is not None else None

    @property
    def conversation(self) -> str:
        if self._call is not None:
            return CALL
        return ANSWER if self._answer is not None else ""

    async def begin_call(self, call: Call | None = None) -> None:
        scripts = await self._load_scripts()
        screen = CallScreen(call or self._new_call(scripts))
        self._call = screen
        self.add_mode(CALL, lambda: screen)
        await self.switch_mode(CALL)

    def _new_call(self, scripts: Scripts) -> Call:
        now = self.desk.clock.now()
        english = i18n.language() == "en"
        return open_call(
            call_id=self.new_id(),
            agent=self.signed_in,
            now=now,
            zone=self.at.zone,
            line=self.at.lines[0].number,
            script_version=scripts.version,
            language=Language.EN if english else Language.ZH,
        )

    async def begin_answer(self, draft: AnswerDraft) -> None:
        screen = AnswerScreen(draft)
        self._answer = screen
        self.add_mode(ANSWER, lambda: screen)
        await self.switch_mode(ANSWER)

    async def answer_on_call(self, commitment_id: str) -> None:
        draft = await self.desk.write(take, commitment_id, self.signed_in, direction=Direction.IN)
        call = self.call_in_progress
        if call is not None:
            turn = Turn(self.desk.clock.now(), self.signed_in, self.at)
            self.file_later(become_answer(call, draft.case_number, turn))
            await self.end_conversation().wait()
            self._file_waiting()
        await self.begin_answer(draft)

    @work(exit_on_error=False)
    async def end_conversation(self) -> None:
        """A worker of the app: the screen whose conversation ends could not outlive it."""
        mode = self.conversation
        self._call = self._answer = None
        await self.switch_mode(QUEUE)
        if mode:
            await self.remove_mode(mode)

    def file_later(self, draft: Draft) -> None:
        self._outbox.add(draft)
        self.say(_("The database is away. This is kept here and filed when it is back."))

    @work(exclusive=True, group="file", exit_on_error=False)
    async def _file_waiting(self) -> None:
        for filing in await self._outbox.file_all():
            if filing.refused is not None:
                self.say_error(filing.refused)
            else:
                self.say(_("Filed what was waiting."))

    @work(exit_on_error=False)
    async def _offer_unfinished(self) -> None:
        """What a program that died left open is offered to whoever may go on with it."""
        for orphan in self._outbox.take_over():
            if not self._may_resume(orphan.draft):
                continue
            options = (
                Option("resume", _("Go on with it now")),
                Option("later", _("Leave it for the next start")),
            )
            words = unfinished_words(orphan.draft, orphan.kept_at, self.at, self.desk.clock.now())
            picked = await self.push_screen_wait(PickOne(_("Unfinished"), options, words))
            if picked == "resume" and not self.conversation:
                await self._resume(orphan.draft)
        if self._outbox:
            self._file_waiting()

    def _may_resume(self, draft: Draft) -> bool:
        """Everybody goes on with their own; a lead may take over anybody's."""
        person = self.signed_in
        return draft.agent.id == person.id or person.may(Action.TAKE_OVER)

    async def _resume(self, draft: Draft) -> None:
        if isinstance(draft, Call):
            await self.begin_call(replace(draft, agent=self.signed_in))
        else:
            await self.begin_answer(await self.desk.write(retake, draft, self.signed_in))

    # --- actions ----------------------------------------------------------------------------

    def action_show_keys(self) -> None:
        if isinstance(self.screen, KeysScreen):
            self.screen.action_leave()
            return
        hinted = self.screen.HINTS if isinstance(self.screen, DeskScreen) else ()
        places = dict.fromkeys(id_.split(".")[0] for id_ in hinted)
        self.push_screen(KeysScreen(tuple(places), self.desk.wiring.keys))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("What would you like to do?")))

    @work(exit_on_error=False)
    async def action_leave(self) -> None:
        """Quitting in the middle of a conversation asks first; nothing is lost either way."""
        if not self.conversation:
            self.exit()
            return
        options = (
            Option("stay", _("Stay on the call")),
            Option("leave", _("Quit; the next start offers it again")),
        )
        if await self.push_screen_wait(PickOne(_("A conversation is open"), options)) == "leave":
            self.exit()

    @work(exit_on_error=False)
    async def action_sign_out(self) -> None:
        """The desk is free for somebody else; an open conversation is finished first."""
        if self.conversation:
            self.say(_("Finish what is open first."), bad=True)
            return
        self.person = None
        await self.switch_mode(DOOR)
        await self.remove_mode(QUEUE)
        self.add_mode(QUEUE, QueueScreen)

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
        for screen in self._screens():
            screen.refresh(recompose=True)
            screen.call_after_refresh(screen.reworded)

    def _screens(self) -> Iterator[DeskScreen[Any]]:
        for stack in self._screen_stacks.values():
            yield from (screen for screen in stack if isinstance(screen, DeskScreen))
