"""Answering a commitment: the outbound call (or the early caller) and how it ends.

The customer is reached and told a result, progress or no progress, by the six points of
CS-10; or he is not reached, and then nothing is discharged. What is typed is a draft like
that of a call, and it is journalled like one.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from callcentre.domain.call import Language, PromiseDraft
from callcentre.domain.case import CaseEvent, EventKind
from callcentre.domain.centre import Centre
from callcentre.domain.commitment import (
    Commitment,
    Kind,
    Owed,
    Told,
    discharge,
    require_well_made,
    supersede,
)
from callcentre.domain.contact import (
    AnswerKind,
    AttemptOutcome,
    Channel,
    Contact,
    Direction,
    Point,
)
from callcentre.domain.filing import notice_due, visit_due
from callcentre.domain.instant import Spoken
from callcentre.domain.promise_times import check_promise
from callcentre.domain.staff import Person


class Lacking(StrEnum):
    """What an answer still lacks before it can be filed."""

    KIND = "kind"
    SAID = "said"
    POINTS = "points"
    CAUSE = "cause"
    PROCESS = "process"
    LATE_REASON = "late_reason"
    LATE_APOLOGY = "late_apology"
    NEXT_DUE = "next_due"
    NEXT_REASON = "next_reason"
    NEXT_PROCESS = "next_process"
    NEXT_TOLD = "next_told"
    MOVE_REASON = "move_reason"


class Purpose(StrEnum):
    """Answer what is owed, or move it before it is due with the customer's knowledge (I-06)."""

    ANSWER = "answer"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """An answer while it is being given. `id` becomes the contact's id, so filing it twice
    is filing it once; `token` is the claim it is finished with."""

    id: str
    commitment: Commitment
    case_number: str
    owner_name: str
    agent: Person
    token: str
    started_at: datetime
    language: Language = Language.ZH
    purpose: Purpose = Purpose.ANSWER
    direction: Direction = Direction.OUT
    channel: Channel = Channel.PHONE
    points: frozenset[Point] = frozenset()
    kind: AnswerKind | None = None
    said: str = ""
    cause: str = ""
    process: str = ""
    late_reason: str = ""
    apologised: bool = False
    move_reason: str = ""
    next: PromiseDraft = field(default_factory=lambda: PromiseDraft(id=""))
    named: Person | None = None
    saved_at: datetime | None = None

    @property
    def next_owner(self) -> Person:
        """Who is named to the customer with the next promise, and owes it therefore: whoever
        speaks, unless another was named (PR-03, I-11)."""
        return self.named or self.agent

    @property
    def needs_next(self) -> bool:
        """Anything but a result leaves the customer waiting, so it carries the next promise."""
        if self.purpose is Purpose.MOVE:
            return True
        return has_kinds(self.commitment) and self.kind in (
            AnswerKind.PROGRESS,
            AnswerKind.NO_PROGRESS,
        )

    def late(self, now: datetime) -> bool:
        return self.commitment.undated or now > self.commitment.due.at


def has_kinds(c: Commitment) -> bool:
    """Whether the customer's reaction decides how it ends; what is sent is simply sent."""
    return c.keeps_case_alive or c.kind is Kind.VISIT


def lacking(draft: AnswerDraft, now: datetime) -> tuple[Lacking, ...]:
    """What to say or decide before this can be filed, in the order of the call."""
    needs: dict[Lacking, bool] = {}
    if draft.purpose is Purpose.MOVE:
        needs[Lacking.MOVE_REASON] = bool(draft.move_reason.strip())
    else:
        needs |= _answer_needs(draft, now)
    if draft.needs_next:
        promise = draft.next
        needs |= {
            Lacking.NEXT_DUE: promise.due is not None,
            Lacking.NEXT_REASON: bool(promise.reason.strip()),
            Lacking.NEXT_PROCESS: bool(promise.process.strip()),
            Lacking.NEXT_TOLD: promise.told_at is not None,
        }
    return tuple(need for need, met in needs.items() if not met)


def _answer_needs(draft: AnswerDraft, now: datetime) -> dict[Lacking, bool]:
    """A result to a waiting customer needs its words; every point was said (CS-10, CS-13)."""
    needs = {
        Lacking.KIND: draft.kind is not None,
        Lacking.SAID: bool(draft.said.strip()),
    }
    if draft.commitment.kind is Kind.CALLBACK:
        needs[Lacking.POINTS] = len(draft.points) == len(Point)
    if draft.kind is AnswerKind.RESULT and draft.commitment.kind is Kind.CALLBACK:
        needs[Lacking.CAUSE] = bool(draft.cause.strip())
        needs[Lacking.PROCESS] = bool(draft.process.strip())
    if draft.late(now):
        needs[Lacking.LATE_REASON] = bool(draft.late_reason.strip())
        needs[Lacking.LATE_APOLOGY] = draft.apologised
    return needs


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledAnswer:
    """What an answer changes: the contact, the debt that ended, the debts that begin, and
    whether the customer still waits."""

    contact: Contact
    closed: Commitment
    begun: tuple[Commitment, ...]
    events: tuple[CaseEvent, ...]
    still_waiting: bool


def file_answer(draft: AnswerDraft, centre: Centre, now: datetime, seq: int) -> FiledAnswer:
    """The rows of an answer given at `now`; `seq` numbers the next promise of the case.

    Refuses what `commitment.discharge` and `supersede` refuse, and a next time no promise
    may have.
    """
    contact = _contact(draft, now)
    successor = _successor(draft, centre, now, seq) if draft.needs_next else None
    if draft.purpose is Purpose.MOVE and successor is not None:
        closed = supersede(draft.commitment, contact, successor, draft.move_reason)
    else:
        closed = discharge(
            draft.commitment,
            contact,
            successor,
            late_reason=draft.late_reason,
            apologised=draft.apologised,
        )
    solved = draft.kind is AnswerKind.RESULT and draft.commitment.keeps_case_alive
    follow_up = _follow_up(draft, centre, now) if solved else ()
    return FiledAnswer(
        contact=contact,
        closed=closed,
        begun=(*((successor,) if successor else ()), *follow_up),
        events=_events(
            draft, contact, successor, late=closed.closing is not None and draft.late(now)
        ),
        still_waiting=successor is not None,
    )


def file_attempt(
    draft: AnswerDraft, outcome: AttemptOutcome, now: datetime, note: str
) -> tuple[Contact, CaseEvent | None]:
    """An attempt that reached nobody: it is kept, and discharges nothing (I-05)."""
    contact = replace(_contact(draft, now), kind=None, attempt=outcome, said=note)
    return contact, _event(draft, contact, EventKind.ATTEMPTED, outcome.value)


def _contact(draft: AnswerDraft, now: datetime) -> Contact:
    c = draft.commitment
    moved = draft.purpose is Purpose.MOVE
    return Contact(
        id=draft.id,
        commitment_id=c.id,
        case_id=c.case_id,
        at=now,
        by=draft.agent.id,
        on_behalf_of=c.owner if c.owner != draft.agent.id else "",
        direction=draft.direction,
        channel=draft.channel,
        kind=AnswerKind.PROGRESS if moved else draft.kind,
        said=draft.said or draft.move_reason,
        cause=draft.cause,
        process=draft.process,
        points=draft.points,
    )


def _successor(draft: AnswerDraft, centre: Centre, now: datetime, seq: int) -> Commitment:
    """The next promise of the chain, made by whoever speaks and owed by whoever was named. The
    case keeps its owner and its first responsible (AU-03)."""
    c, p = draft.commitment, draft.next
    due = p.due or c.due
    check_promise(
        due,
        now,
        first=False,
        severity=c.severity,
        reason=p.reason,
        hours=centre.hours,
        limits=centre.limits,
        approved_by=p.approved_by or draft.agent,
    )
    successor = replace(
        c,
        id=f"{draft.id}-p",
        kind=Kind.CALLBACK if c.case_id else c.kind,
        seq=seq,
        made_at=now,
        made_by=draft.agent.id,
        owner=draft.next_owner.id,
        due=due,
        owed=p.owed,
        told=Told(
            reason=p.reason,
            process=p.process,
            time=p.told_at is not None,
            name=draft.next_owner.name,
        ),
        contact_value=p.contact or c.contact_value,
        contact_channel=p.channel,
        undated=False,
        follows=c.id,
        change_reason=draft.move_reason,
        closing=None,
    )
    require_well_made(successor)
    return successor


def _follow_up(draft: AnswerDraft, centre: Centre, now: datetime) -> tuple[Commitment, ...]:
    """After the result the customer is owed the written answer and a return visit."""
    c = draft.commitment
    if c.case_id is None:
        return ()
    owed = replace(
        c,
        seq=0,
        made_at=now,
        made_by=draft.agent.id,
        told=Told(name=draft.owner_name),
        undated=False,
        follows=c.id,
        change_reason="",
        closing=None,
    )
    return (
        replace(
            owed,
            id=f"{draft.id}-n",
            kind=Kind.NOTICE,
            owed=Owed.NOTICE,
            due=Spoken(notice_due(centre, now), centre.zone),
        ),
        replace(
            owed,
            id=f"{draft.id}-v",
            kind=Kind.VISIT,
            owed=Owed.ANSWER,
            due=Spoken(visit_due(centre, now), centre.zone),
        ),
    )


def _events(
    draft: AnswerDraft, contact: Contact, successor: Commitment | None, *, late: bool
) -> tuple[CaseEvent, ...]:
    moved = draft.purpose is Purpose.MOVE
    kind = EventKind.MOVED if moved else EventKind.ANSWERED
    note = draft.move_reason if moved else (contact.kind.value if contact.kind else "")
    events = [_event(draft, contact, kind, note)]
    if successor is not None:
        events.append(_promised(draft, contact, successor))
    if late and not moved:
        # A missed promise proposes the next level of escalation (I-14, AU-06).
        events.append(_event(draft, contact, EventKind.ESCALATION_PROPOSED, draft.late_reason))
    return tuple(event for event in events if event is not None)


def _promised(draft: AnswerDraft, contact: Contact, successor: Commitment) -> CaseEvent | None:
    """The next promise in the history, with its owner before and after when that changed."""
    event = _event(draft, contact, EventKind.PROMISED, successor.told.reason)
    if event is None or successor.owner == draft.commitment.owner:
        return event
    return replace(
        event, before={"owner": draft.owner_name}, after={"owner": draft.next_owner.name}
    )


def _event(draft: AnswerDraft, contact: Contact, kind: EventKind, note: str) -> CaseEvent | None:
    if draft.commitment.case_id is None:
        return None
    return CaseEvent(
        id=f"{contact.id}-{kind.value}",
        case_id=draft.commitment.case_id,
        at=contact.at,
        by=contact.by,
        kind=kind,
        note=note,
    )
