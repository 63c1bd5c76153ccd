"""Calls held at a desk, up to the point a test is about, and what was filed of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from callcentre.domain.answer import AnswerDraft, Purpose
from callcentre.domain.call import Call
from callcentre.domain.commitment import Commitment
from callcentre.domain.contact import AnswerKind, Direction, Point
from callcentre.domain.instant import Spoken
from callcentre.domain.places import Place
from callcentre.domain.queue import QueueFilter, QueueRow
from callcentre.domain.staff import Person
from callcentre.services.answers import take
from callcentre.services.calls import file_call
from callcentre.services.cases import CaseFile, case_file
from callcentre.services.ports import Office
from callcentre.services.queue import queue_page
from tests.support.callers import AGENT, Caller, promise, to_promise
from tests.support.centres import make_centre
from tests.support.clock import FakeClock

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def a_caller(clock: FakeClock, call_id: str = "c1", agent: Person = AGENT) -> Caller:
    return Caller(call_id, agent, make_centre(), clock)


def promised(caller: Caller, within: timedelta = 2 * HOUR) -> Caller:
    """A plain complaint, and a time that was promised for its answer."""
    return promise(to_promise(caller), caller.clock.now() + within)


def lost(caller: Caller) -> Caller:
    """The line goes dead before anything was promised; the number is known."""
    return caller.put(Place.PHONE, "13900000001").next().put(Place.NOTES, "没送到").drop()


def file(office: Office, caller: Caller) -> Call:
    """File the call, and go on with the numbers it was given."""
    caller.call = file_call(office, caller.call)
    return caller.call


def filed_case(office: Office, call: Call) -> CaseFile:
    return case_file(office, call.complaint.acceptance.number)


def owed(office: Office) -> Sequence[QueueRow]:
    return queue_page(office, QueueFilter()).rows


def a_debt(office: Office, clock: FakeClock) -> Commitment:
    """A promise that stands in the queue since a minute ago."""
    call = file(office, promised(a_caller(clock)))
    [commitment] = filed_case(office, call).chain
    clock.move(minutes=1)
    return commitment


def answering(
    office: Office,
    commitment: Commitment,
    kind: AnswerKind | None = AnswerKind.RESULT,
    *,
    by: Person = AGENT,
    purpose: Purpose = Purpose.ANSWER,
    direction: Direction = Direction.OUT,
) -> AnswerDraft:
    """An answer with all that a result needs said."""
    draft = take(office, commitment.id, by, purpose=purpose, direction=direction)
    return replace(
        draft,
        kind=kind,
        said="改走下一班，明早送达",
        cause="班次取消",
        process="改走下一班",
        points=frozenset(Point),
        move_reason="客户要晚一点" if purpose is Purpose.MOVE else "",
    )


def with_next(draft: AnswerDraft, clock: FakeClock, within: timedelta = 2 * HOUR) -> AnswerDraft:
    """The answer with the next promise told."""
    following = replace(
        draft.next,
        due=Spoken(clock.now() + within, "Asia/Shanghai"),
        reason="仓库还没回复",
        process="盘点后回电",
        told_at=clock.now(),
    )
    return replace(draft, next=following)
