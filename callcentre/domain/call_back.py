"""Calling back a caller whose line was lost: the same complaint, a call of its own (I-22).

It reaches him, and the debt ends with the conversation; or it reaches nobody, and then it is
an attempt, after which the call is owed as before (I-05, X-20).
"""

from dataclasses import replace
from datetime import datetime

from callcentre.domain.call import Call, Debt, EndedBy, RecordingNote, Step, StepVisit
from callcentre.domain.call_saving import seal
from callcentre.domain.call_steps import Turn, enter
from callcentre.domain.case import CaseEvent, EventKind
from callcentre.domain.commitment import Commitment
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Channel, Contact, Direction
from callcentre.domain.staff import Person
from callcentre.errors import Refused
from callcentre.i18n import N_


def call_back(
    lost: Call, debt: Debt, *, call_id: str, agent: Person, now: datetime, script_version: str
) -> Call:
    """A new outbound call that goes on with what was not settled, with everything typed.

    Anger and courtesies are judged afresh: it is another conversation.
    """
    return replace(
        lost,
        id=call_id,
        direction=Direction.OUT,
        agent=agent,
        started_at=now,
        script_version=script_version,
        step=Step.GREET,
        return_to=None,
        visits=(StepVisit(Step.GREET, now),),
        anger=(),
        apologies=0,
        thanked=False,
        lead_requested_at=None,
        lead_joined_at=None,
        lead=None,
        greeting_given=False,
        more_needs=None,
        farewell_given=False,
        complaints=tuple(c for c in lost.complaints if not c.settled),
        current=0,
        ended_at=None,
        ended_by=None,
        end_reason="",
        recording=None,
        answers=debt,
        attempt=None,
        late_reason="",
        saved_at=None,
    )


def not_reached(call: Call, outcome: AttemptOutcome, turn: Turn) -> Call:
    """Nobody was reached: the call is over and saved, and nothing more is asked of it."""
    if call.answers is None:
        raise Refused(N_("Only who is called back can be out of reach."))
    if call.is_over or any(complaint.settled for complaint in call.complaints):
        raise Refused(N_("He was reached on this call; end it as it ended."))
    over = replace(call, attempt=outcome, ended_at=turn.now, recording=RecordingNote.NOT_NEEDED)
    return seal(enter(over, Step.WRAP_UP, turn.now), turn)


def answer_of(call: Call, owed: Commitment) -> Contact:
    """The answer that a call back was, when its caller was reached."""
    said = call.complaint.record.crux
    return replace(_call_to(owed, call), id=f"{call.id}-a", kind=AnswerKind.RESULT, said=said)


def attempt_of(call: Call, owed: Commitment) -> tuple[Contact, CaseEvent | None] | None:
    """The attempt that a call back came to, with its line of the case's history; None when he
    was answered, or a lead ended the call on him. A line lost again reached nobody for long
    enough, so it is an attempt too."""
    if not call.is_over or call.answered or call.ended_by is EndedBy.LEAD_ENDED:
        return None
    tried = call.attempt or AttemptOutcome.NO_ANSWER
    contact = replace(_call_to(owed, call), id=f"{call.id}-t", attempt=tried)
    if owed.case_id is None:
        return contact, None
    event = CaseEvent(
        id=f"{contact.id}-{EventKind.ATTEMPTED.value}",
        case_id=owed.case_id,
        at=contact.at,
        by=contact.by,
        kind=EventKind.ATTEMPTED,
        note=(call.attempt or call.ended_by or "").strip(),
    )
    return contact, event


def _call_to(owed: Commitment, call: Call) -> Contact:
    return Contact(
        id=call.id,
        commitment_id=owed.id,
        case_id=owed.case_id,
        call_id=call.id,
        at=call.started_at,
        by=call.agent.id,
        on_behalf_of=owed.owner if owed.owner != call.agent.id else "",
        direction=Direction.OUT,
        channel=Channel.PHONE,
    )
