"""Leaving a step forwards: what is settled by going on."""

from dataclasses import replace

from callcentre.domain import record as records
from callcentre.domain.call import (
    Call,
    Complaint,
    ContactKind,
    EndedBy,
    Reaction,
    Step,
    put_complaint,
    put_promise,
)
from callcentre.domain.call_steps import Turn
from callcentre.domain.classification import Answer, Validity, with_proposals
from callcentre.domain.commitment import Owed
from callcentre.domain.filing import severity_of
from callcentre.domain.promise_times import check_promise
from callcentre.domain.record import Record, RecordField

SECOND_COMPLAINT_RULE = "---"


def settle_defaults(call: Call) -> Call:
    """What was not answered in the classify step is answered as proposed."""
    if call.step is not Step.CLASSIFY:
        return call
    filled = with_proposals(call.complaint.classification, anger_peak=call.anger_peak)
    return put_complaint(call, classification=filled)


def leave_step(call: Call, turn: Turn) -> Call:
    """The call as going on from its step leaves it."""
    leaving = _LEAVING.get(call.step)
    return leaving(call, turn) if leaving else call


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
        severity=severity_of(call.complaint),
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


def _leave_hang_up(call: Call, turn: Turn) -> Call:
    return replace(
        call, farewell_given=True, ended_at=call.ended_at or turn.now, ended_by=EndedBy.FAREWELL
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
