"""The conversations of this desk: a call or an answer, one at a time, and what was left of others.

Loaded behind the door, while somebody types a name: nothing of it is needed before.
"""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from textual.worker import Worker

from callcentre import i18n
from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call, Language, open_call
from callcentre.domain.call_machine import Turn, become_answer
from callcentre.domain.contact import Direction
from callcentre.domain.script import Scripts
from callcentre.domain.staff import Action
from callcentre.i18n import _
from callcentre.services.answers import retake, take
from callcentre.tui.base import Conversations, DeskApp
from callcentre.tui.dialogs.ask import PickOne
from callcentre.tui.outbox import Draft, Outbox
from callcentre.tui.screens.answer import AnswerScreen
from callcentre.tui.screens.call import CallScreen
from callcentre.tui.screens.queue import QueueScreen
from callcentre.tui.widgets.rows import Option
from callcentre.wording.unfinished import unfinished_words

CALL, ANSWER, QUEUE = "call", "answer", "queue"


class DeskConversations(Conversations):
    """Each conversation is a mode of the program, and so is the queue between them."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._call: CallScreen | None = None
        self._answer: AnswerScreen | None = None
        self._outbox = Outbox(app.desk)

    @property
    def call(self) -> Call | None:
        return self._call.call if self._call is not None else None

    @property
    def mode(self) -> str:
        if self._call is not None:
            return CALL
        return ANSWER if self._answer is not None else ""

    # --- the queue between them -------------------------------------------------------------

    async def open_queue(self) -> None:
        self._app.add_mode(QUEUE, QueueScreen)
        await self._app.switch_mode(QUEUE)
        self._work(self._offer_unfinished())

    async def close_queue(self) -> None:
        await self._app.remove_mode(QUEUE)

    # --- one conversation -------------------------------------------------------------------

    async def begin_call(self, call: Call | None = None) -> None:
        scripts = await self._app.load_scripts()
        screen = CallScreen(call or self._new_call(scripts))
        self._call = screen
        self._app.add_mode(CALL, lambda: screen)
        await self._app.switch_mode(CALL)
        await screen.begun.wait()

    def _new_call(self, scripts: Scripts) -> Call:
        app = self._app
        return open_call(
            call_id=app.new_id(),
            agent=app.signed_in,
            now=app.desk.clock.now(),
            zone=app.at.zone,
            line=app.at.lines[0].number,
            script_version=scripts.version,
            language=Language.EN if i18n.language() == "en" else Language.ZH,
        )

    async def begin_answer(self, draft: AnswerDraft) -> None:
        screen = AnswerScreen(draft)
        self._answer = screen
        self._app.add_mode(ANSWER, lambda: screen)
        await self._app.switch_mode(ANSWER)

    async def answer_on_call(self, commitment_id: str) -> None:
        app = self._app
        draft = await app.desk.write(take, commitment_id, app.signed_in, direction=Direction.IN)
        if self.call is not None:
            turn = Turn(app.desk.clock.now(), app.signed_in, app.at)
            self.file_later(become_answer(self.call, draft.case_number, turn))
            await self.end().wait()
            self.file_waiting()
        await self.begin_answer(draft)

    def end(self) -> Worker[None]:
        return self._work(self._end())

    async def _end(self) -> None:
        mode = self.mode
        self._call = self._answer = None
        await self._app.switch_mode(QUEUE)
        if mode:
            await self._app.remove_mode(mode)

    async def may_leave(self) -> bool:
        if not self.mode:
            return True
        options = (
            Option("stay", _("Stay on the call")),
            Option("leave", _("Quit; the next start offers it again")),
        )
        picked = await self._app.push_screen_wait(PickOne(_("A conversation is open"), options))
        return picked == "leave"

    # --- what waits to be filed, and what was left unfinished -------------------------------

    def file_later(self, draft: Draft) -> None:
        self._outbox.add(draft)
        self._app.say(_("The database is away. This is kept here and filed when it is back."))

    def file_waiting(self) -> None:
        if self._outbox:
            self._work(self._file_waiting(), group="file", exclusive=True)

    async def _file_waiting(self) -> None:
        for filing in await self._outbox.file_all():
            if filing.refused is not None:
                self._app.say_error(filing.refused)
            else:
                self._app.say(_("Filed what was waiting."))

    async def _offer_unfinished(self) -> None:
        """What a program that died left open is offered to whoever may go on with it."""
        for orphan in self._outbox.take_over():
            if not self._may_resume(orphan.draft):
                continue
            options = (
                Option("resume", _("Go on with it now")),
                Option("later", _("Leave it for the next start")),
            )
            now = self._app.desk.clock.now()
            words = unfinished_words(orphan.draft, orphan.kept_at, self._app.at, now)
            picked = await self._app.push_screen_wait(PickOne(_("Unfinished"), options, words))
            if picked == "resume" and not self.mode:
                await self._resume(orphan.draft)
        self.file_waiting()

    def _may_resume(self, draft: Draft) -> bool:
        """Everybody goes on with their own; a lead may take over anybody's."""
        person = self._app.signed_in
        return draft.agent.id == person.id or person.may(Action.TAKE_OVER)

    async def _resume(self, draft: Draft) -> None:
        person = self._app.signed_in
        if isinstance(draft, Call):
            await self.begin_call(replace(draft, agent=person))
        else:
            await self.begin_answer(await self._app.desk.write(retake, draft, person))

    def _work(
        self, doing: Coroutine[Any, Any, None], *, group: str = "default", exclusive: bool = False
    ) -> Worker[None]:
        """A worker of the app: the screen whose conversation ends could not outlive it."""
        return self._app.run_worker(doing, group=group, exclusive=exclusive, exit_on_error=False)
