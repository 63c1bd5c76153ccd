"""A desk with a call or an answer open as a test needs it, without every key before it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call, Language, Step
from callcentre.domain.commitment import Commitment
from callcentre.journal import Journal
from tests.support.callers import Caller
from tests.support.desks import WIDE
from tests.support.filed import file, filed_case, promised
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at


def a_caller(floor: Floor, call_id: str = "now", language: Language = Language.EN) -> Caller:
    """A customer who has the agent of this floor on the line."""
    return Caller(call_id, floor.agent, floor.centre, floor.clock, language=language)


def owe(floor: Floor, call_id: str = "earlier") -> Commitment:
    """A promise for two hours from now, made in an earlier call; a minute has passed since."""
    call = file(floor.office, promised(a_caller(floor, call_id)))
    [commitment] = filed_case(floor.office, call).chain
    floor.clock.move(minutes=1)
    return commitment


def leave_behind(floor: Floor, draft: Call | AnswerDraft) -> None:
    """A program that held this call, or gave this answer, has died."""
    journal = Journal(floor.home / "journal")
    journal.keep(draft)
    journal.close()


@asynccontextmanager
async def on_the_line(
    floor: Floor, caller: Caller, size: tuple[int, int] = WIDE
) -> AsyncIterator[Hands]:
    """The agent goes on with the call; what was pressed for that is not counted."""
    leave_behind(floor, caller.call)
    async with sitting_at(floor.app(caller.agent), size) as hands:
        await hands.press("1")
        assert hands.call.id == caller.call.id
        hands.presses = 0
        yield hands


@asynccontextmanager
async def answering(floor: Floor, size: tuple[int, int] = WIDE) -> AsyncIterator[Hands]:
    """The agent has taken the first row of the queue."""
    async with sitting_at(floor.app(), size) as hands:
        await hands.press("enter")
        assert hands.draft.agent == floor.agent
        hands.presses = 0
        yield hands


def step_of(hands: Hands) -> Step:
    """Where the call is now."""
    return hands.call.step
