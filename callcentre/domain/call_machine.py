"""The call machine: every way a call moves from one step to another (requirements 3.1).

Pure functions from a call to the next call. Backwards is free and loses nothing; forwards
goes through the gates; a caller who gets angry takes the call back to calming and returns.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from callcentre.domain import record as records
from callcentre.domain.call import (
    MAX_ANGER,
    AngerNote,
    Call,
    Complaint,
    ContactKind,
    EndedBy,
    Reaction,
    RecordingNote,
    Step,
    StepVisit,
    WayOn,
    put_complaint,
    put_promise,
)
from callcentre.domain.category import Severity
from callcentre.domain.centre import Centre
from callcentre.domain.classification import Answer, Validity, with_proposals
from callcentre.domain.commitment import Owed
from callcentre.domain.gates import Missing, missing
from callcentre.domain.promise_times import check_promise
from callcentre.domain.record import Record, RecordField
from callcentre.domain.staff import Action, Person
from callcentre.errors import Refused
from callcentre.i18n import N_


class GateClosed(Refused):
    """The step cannot be left yet; `missing` names everything that is."""

    def __init__(self, what: tuple[Missing, ...]) -> None:
        self.missing = what
        super().__init__(N_("Still to ask: {missing}."), missing=", ".join(what))


@dataclass(frozen=True, slots=True)
class Turn:
    """The circumstances of a move: when, whose, and at which centre."""

    now: datetime
    by: Person
    centre: Centre


ANGRY = 2
_CALMING_INTERRUPTS = frozenset(
    {Step.RECORD, Step.CLASSIFY, Step.EXPLAIN, Step.ACCEPT, Step.RESOLVE_NOW, Step.PROMISE}
)


def route(call: Call) -> tuple[Step, ...]:
    """The steps of this call as decided so far, in order."""
    if call.contact_kind is not ContactKind.COMPLAINT:
        return (Step.GREET, Step.WRAP_UP)
    return (
        *(Step.GREET, Step.LISTEN, Step.CALM, Step.RECORD, Step.CLASSIFY),
        *_decided(call.complaint),
        *(Step.MORE_NEEDS, Step.HANG_UP, Step.WRAP_UP),
    )


def _decided(complaint: Complaint) -> tuple[Step, ...]:
    refused = complaint.explanation.reaction is Reaction.REFUSES
    if complaint.classification.validity is Validity.INVALID and not refused:
        return (Step.EXPLAIN,)
    resolving = complaint.acceptance.way_on is WayOn.RESOLVE_NOW
    end = Step.RESOLVE_NOW if resolving else Step.PROMISE
    return (Step.EXPLAIN, Step.ACCEPT, end) if refused else (Step.ACCEPT, end)


def advance(call: Call, turn: Turn) -> Call:
    """Leave the present step forwards, or raise `GateClosed` naming what is missing."""
    if call.step is Step.WRAP_UP:
        return _save(call, turn)
    call = _settle_defaults(call)
    if lacking := missing(call):
        raise GateClosed(lacking)
    call = _LEAVING.get(call.step, _leave_plainly)(call, turn)
    if call.step is Step.CALM and call.return_to is not None:
        return _enter(replace(call, return_to=None), call.return_to, turn.now)
    return _enter(call, _following(call), turn.now)


def go_to(call: Call, step: Step, turn: Turn) -> Call:
    """Jump to a step: back at once and without loss, forward over every gate between."""
    steps = route(call)
    if step not in steps or call.is_over:
        raise Refused(N_("This call does not lead there."))
    if call.step in steps and steps.index(step) <= steps.index(call.step):
        return _enter(call, step, turn.now)
    moved = call
    for _ in steps:
        moved = advance(moved, turn)
        if moved.step is step:
            return moved
    raise Refused(N_("This call does not lead there."))


def back(call: Call, turn: Turn) -> Call:
    """The step before, or the call as it is at the first one."""
    steps = route(call)
    if call.is_over or call.step not in steps or call.step is steps[0]:
        return call
    if call.step is Step.LISTEN and call.current and not call.complaint.begun:
        return _enter(_without_last_complaint(call), Step.MORE_NEEDS, turn.now)
    return _enter(call, steps[steps.index(call.step) - 1], turn.now)


def said(call: Call, turn: Turn) -> Call:
    """The agent has said the sentence of this step, and the customer has heard it."""
    return _SAYING.get(call.step, lambda c, _t: c)(call, turn)


def set_anger(call: Call, level: int, turn: Turn) -> Call:
    """Judge the caller's anger, 0..3. Rising to angry after the calming takes the call back
    there and remembers where it was (3.1)."""
    level = max(0, min(MAX_ANGER, level))
    before = call.anger_level
    if level == before:
        return call
    call = replace(call, anger=(*call.anger, AngerNote(turn.now, level)))
    rose = level >= ANGRY and level > (before or 0)
    if rose and call.step in _CALMING_INTERRUPTS:
        return _enter(replace(call, return_to=call.step), Step.CALM, turn.now)
    return call


def ask_for_lead(call: Call, turn: Turn) -> Call:
    """Ask for a lead, or take it back; the first moment counts while it stands (AU-02)."""
    if call.lead_requested_at is not None and call.lead_joined_at is None:
        return replace(call, lead_requested_at=None)
    return replace(call, lead_requested_at=turn.now, lead_joined_at=None)


def lead_joins(call: Call, lead: Person, turn: Turn) -> Call:
    """A lead is on the line or beside the agent."""
    lead.require(Action.PROMISE_BEYOND_LIMIT)
    return replace(call, lead=lead, lead_joined_at=turn.now)


def drop(call: Call, ended_by: EndedBy, turn: Turn) -> Call:
    """The line went silent before the farewell: what was taken down stays (X-28, I-22).

    An agent cannot end a call on an abusive caller; a lead who joined can (LS-07).
    """
    if ended_by is EndedBy.LEAD_ENDED:
        ender = call.lead or turn.by
        ender.require(Action.END_ABUSIVE_CALL)
        if not call.end_reason.strip():
            raise Refused(N_("Say why the call is ended."))
    over = replace(call, ended_at=turn.now, ended_by=ended_by)
    return _enter(over, Step.WRAP_UP, turn.now)


def become_answer(call: Call, topic: str, turn: Turn) -> Call:
    """The caller only asks for what he was promised: the answer takes the call's place."""
    over = replace(
        call,
        contact_kind=ContactKind.OTHER,
        enquiry_topic=topic,
        enquiry_answer=topic,
        greeting_given=True,
        farewell_given=True,
        ended_at=turn.now,
        ended_by=EndedBy.FAREWELL,
    )
    return _save(_enter(over, Step.WRAP_UP, turn.now), turn)


def change_promise(call: Call, reason: str, turn: Turn) -> Call:
    """Give the customer on the line another time: a new promise that replaces the one made
    a moment ago (I-06)."""
    old = call.complaint.promise
    if old.made_at is None or old.due is None:
        return call
    if turn.now >= old.due.at:
        raise Refused(N_("The promised time has passed; it can be answered late, not moved."))
    successor = replace(
        old,
        id=f"{call.complaint.id}-p{len(call.complaint.promises) + 1}",
        due=None,
        due_typed="",
        told_at=None,
        made_at=None,
        approved_by=None,
        replaces=old.id,
        change_reason=reason,
    )
    call = put_complaint(call, promises=(*call.complaint.promises, successor))
    return _enter(call, Step.PROMISE, turn.now)


# --- leaving a step -----------------------------------------------------------------------


def _settle_defaults(call: Call) -> Call:
    if call.step is not Step.CLASSIFY:
        return call
    filled = with_proposals(call.complaint.classification, anger_peak=call.anger_peak)
    return put_complaint(call, classification=filled)


def _leave_plainly(call: Call, _turn: Turn) -> Call:
    return call


def _leave_greet(call: Call, turn: Turn) -> Call:
    """Going on from the greeting means it was given; what is no complaint ends here (CH-05)."""
    call = replace(call, greeting_given=True)
    if call.contact_kind is ContactKind.COMPLAINT:
        return call
    return replace(call, ended_at=turn.now, ended_by=EndedBy.FAREWELL, farewell_given=True)


def _leave_listen(call: Call, _turn: Turn) -> Call:
    """What he said is the first draft of the content, so that nobody types it twice."""
    if call.complaint.record.content or not call.notes.strip():
        return call
    heard = " ".join(line.strip() for line in _latest_notes(call).splitlines() if line.strip())
    changed = records.edit(call.complaint.record, RecordField.CONTENT, heard)
    return put_complaint(call, record=changed)


def _latest_notes(call: Call) -> str:
    """The notes of this complaint: on a second one, those after the first."""
    marker = f"\n{SECOND_COMPLAINT_RULE}\n"
    return call.notes.rpartition(marker)[2] if call.current else call.notes


SECOND_COMPLAINT_RULE = "---"


def _leave_explain(call: Call, _turn: Turn) -> Call:
    """An explanation that is not accepted makes the complaint undetermined, disputed and
    owed a lead's call (I-17, CL-01)."""
    if call.complaint.explanation.reaction is not Reaction.REFUSES:
        return call
    c = call.complaint.classification
    opened = replace(
        c,
        validity=Validity.UNDETERMINED,
        validity_reason=None,
        disputed=Answer.YES,
        dispute_reason=c.dispute_reason or call.complaint.explanation.fact,
    )
    return put_promise(put_complaint(call, classification=opened), owed=Owed.CALL_BACK_BY_LEAD)


def _leave_accept(call: Call, turn: Turn) -> Call:
    a = call.complaint.acceptance
    if a.accepted_at is None:
        call = put_complaint(call, acceptance=replace(a, accepted_at=turn.now))
    if not call.complaint.promise.contact:
        call = put_promise(call, contact=call.complaint.record.contact)
    return call


def _leave_resolve_now(call: Call, turn: Turn) -> Call:
    r = call.complaint.resolution
    return put_complaint(call, resolution=replace(r, resolved_at=r.resolved_at or turn.now))


def _leave_promise(call: Call, turn: Turn) -> Call:
    """The promise is made: from here its words stand (I-06)."""
    p = call.complaint.promise
    if p.made_at is not None or p.due is None:
        return call
    check_promise(
        p.due,
        turn.now,
        first=not call.complaint.promised,
        severity=_severity(call),
        reason=p.reason,
        hours=turn.centre.hours,
        limits=turn.centre.limits,
        approved_by=p.approved_by or call.lead or turn.by,
    )
    return put_promise(call, made_at=turn.now)


def _leave_more_needs(call: Call, turn: Turn) -> Call:
    """Another complaint begins with the same caller; otherwise there was none."""
    if call.more_needs is not Answer.YES:
        return replace(call, more_needs=Answer.NO)
    number = len(call.complaints) + 1
    before = call.complaint.record
    same_caller = Record(
        name=before.name,
        company=before.company,
        role=before.role,
        phone=before.phone,
        other_contact=before.other_contact,
        customer_zone=before.customer_zone,
        address=before.address,
        confirmed={f: at for f, at in before.confirmed.items() if f is not RecordField.CONTENT},
        declined=before.declined & {RecordField.NAME, RecordField.ADDRESS, RecordField.PHONE},
    )
    second = Complaint(id=f"{call.id}-{number}", begun_at=turn.now, record=same_caller)
    notes = f"{call.notes}\n{SECOND_COMPLAINT_RULE}\n" if call.notes else ""
    return replace(
        call,
        complaints=(*call.complaints, second),
        current=number - 1,
        notes=notes,
        more_needs=None,
    )


def _without_last_complaint(call: Call) -> Call:
    """There was no other complaint after all."""
    return replace(call, complaints=call.complaints[:-1], current=call.current - 1)


def _leave_hang_up(call: Call, turn: Turn) -> Call:
    return replace(
        call, farewell_given=True, ended_at=call.ended_at or turn.now, ended_by=EndedBy.FAREWELL
    )


def _save(call: Call, turn: Turn) -> Call:
    if lacking := missing(call):
        raise GateClosed(lacking)
    disputed = any(c.classification.is_disputed for c in call.complaints)
    recording = RecordingNote.TO_FOLLOW if disputed else RecordingNote.NOT_NEEDED
    return replace(
        call,
        saved_at=turn.now,
        recording=call.recording or recording,
        visits=_leave(call.visits, turn.now),
    )


_LEAVING = {
    Step.GREET: _leave_greet,
    Step.LISTEN: _leave_listen,
    Step.EXPLAIN: _leave_explain,
    Step.ACCEPT: _leave_accept,
    Step.RESOLVE_NOW: _leave_resolve_now,
    Step.PROMISE: _leave_promise,
    Step.MORE_NEEDS: _leave_more_needs,
    Step.HANG_UP: _leave_hang_up,
}


# --- saying the sentence of a step --------------------------------------------------------


def _say_greeting(call: Call, _turn: Turn) -> Call:
    return replace(call, greeting_given=True)


def _say_sorry(call: Call, _turn: Turn) -> Call:
    """The calming sentence apologises and thanks; saying it again counts again (LS-06)."""
    return replace(call, apologies=call.apologies + 1, thanked=True)


def _say_read_back(call: Call, turn: Turn) -> Call:
    return put_complaint(call, record=records.confirm(call.complaint.record, turn.now))


def _say_explanation(call: Call, turn: Turn) -> Call:
    told = replace(call.complaint.explanation, told_at=turn.now)
    return put_complaint(call, explanation=told)


def _say_acceptance(call: Call, turn: Turn) -> Call:
    told = replace(call.complaint.acceptance, told_at=turn.now)
    return put_complaint(call, acceptance=told)


def _say_solution(call: Call, _turn: Turn) -> Call:
    """ "Is that all right with you?" and he said yes."""
    agreed = replace(call.complaint.resolution, agreed=Answer.YES)
    return put_complaint(call, resolution=agreed)


def _say_promise(call: Call, turn: Turn) -> Call:
    p = call.complaint.promise
    return call if p.made_at is not None else put_promise(call, told_at=turn.now)


def _say_goodbye(call: Call, _turn: Turn) -> Call:
    return replace(call, farewell_given=True)


_SAYING = {
    Step.GREET: _say_greeting,
    Step.LISTEN: _say_sorry,
    Step.CALM: _say_sorry,
    Step.RECORD: _say_read_back,
    Step.EXPLAIN: _say_explanation,
    Step.ACCEPT: _say_acceptance,
    Step.RESOLVE_NOW: _say_solution,
    Step.PROMISE: _say_promise,
    Step.HANG_UP: _say_goodbye,
}


# --- moving -------------------------------------------------------------------------------


def _following(call: Call) -> Step:
    """The step after this one; a calm caller who was thanked is spared the calming (3.1)."""
    if call.step is Step.MORE_NEEDS and call.more_needs is None:
        return Step.LISTEN
    steps = route(call)
    if call.step is Step.LISTEN and call.anger_level == 0 and not missing(call, Step.CALM):
        return Step.RECORD
    return steps[steps.index(call.step) + 1]


def _enter(call: Call, step: Step, now: datetime) -> Call:
    if step is call.step:
        return call
    visits = (*_leave(call.visits, now), StepVisit(step, now))
    return replace(call, step=step, visits=visits)


def _leave(visits: tuple[StepVisit, ...], now: datetime) -> tuple[StepVisit, ...]:
    *earlier, last = visits
    return (*earlier, replace(last, left_at=last.left_at or now))


def _severity(call: Call) -> Severity:
    c = with_proposals(call.complaint.classification, anger_peak=call.anger_peak)
    if c.severity is None:
        raise GateClosed((Missing.SEVERITY,))
    return c.severity
