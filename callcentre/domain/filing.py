"""From a call to what is kept of it: cases, commitments, contacts and history.

Pure and repeatable: the same call gives the same rows with the same ids, so filing twice
changes nothing (the call may be filed when the promise is made, again at wrap-up, and again
after a crash).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcentre.domain.call import Call, Complaint, EndedBy, PromiseDraft, Reaction
from callcentre.domain.case import Case, CaseChannel, CaseEvent, CaseState, EventKind
from callcentre.domain.category import CATEGORIES, Severity
from callcentre.domain.centre import Centre
from callcentre.domain.commitment import Commitment, Kind, Owed, Told, require_well_made, supersede
from callcentre.domain.contact import AnswerKind, Channel, Contact, Direction
from callcentre.domain.instant import Spoken
from callcentre.domain.phone import phone_key
from callcentre.domain.working_time import after_workdays, next_open


@dataclass(frozen=True, slots=True)
class FiledComplaint:
    """What one complaint becomes. Without a number it is not a case: then only the debt to
    call back is filed (I-22)."""

    case: Case | None
    commitments: tuple[Commitment, ...]
    contacts: tuple[Contact, ...]
    events: tuple[CaseEvent, ...]


def needs_number(complaint: Complaint) -> bool:
    """Whether this complaint takes a number: accepted, explained, or numbered already."""
    return complaint.accepted or complaint.explained or bool(complaint.acceptance.number)


def accepted_at(call: Call, complaint: Complaint) -> datetime:
    """The instant whose day the number belongs to."""
    return complaint.acceptance.accepted_at or complaint.explanation.told_at or complaint.begun_at


def file_complaint(call: Call, complaint: Complaint, centre: Centre) -> FiledComplaint | None:
    """The rows of one complaint, or None while there is nothing to keep but the call."""
    if complaint.acceptance.number and (complaint.settled or _lost(call)):
        return _numbered(call, complaint, centre)
    if _lost(call) and complaint.record.contact and not complaint.settled:
        first = _call_back(call, complaint, centre, case_id=None)
        return FiledComplaint(None, (first,), (), ())
    return None


def _lost(call: Call) -> bool:
    return call.ended_by in (EndedBy.CUSTOMER_HUNG_UP, EndedBy.LINE_DROPPED, EndedBy.LEAD_ENDED)


def _numbered(call: Call, complaint: Complaint, centre: Centre) -> FiledComplaint:
    case = _case(call, complaint, centre)
    contact = _contact(call, complaint)
    promises = _promises(call, complaint, contact) or _lost_case(call, complaint, centre)
    follow_up = _follow_up(call, complaint, centre)
    return FiledComplaint(
        case, (*promises, *follow_up), (contact,), tuple(_events(call, complaint, promises))
    )


def _case(call: Call, complaint: Complaint, centre: Centre) -> Case:
    taken = accepted_at(call, complaint)
    severity = severity_of(complaint)
    reaction = complaint.explanation.reaction
    return Case(
        id=complaint.id,
        number=complaint.acceptance.number,
        call_id=call.id,
        phone_key=phone_key(complaint.record.phone, centre.country),
        channel=CaseChannel.PHONE if call.direction is Direction.IN else CaseChannel.OUTBOUND,
        complaint_time=call.started_at,
        accepted_at=taken,
        accepted_by=call.agent.id,
        record=complaint.record,
        classification=complaint.classification,
        explanation=_explanation(complaint),
        reaction=reaction.value if reaction else "",
        solution=complaint.resolution.solution,
        state=_state(complaint),
        awaiting=not (complaint.resolved or complaint.explained),
        first_responsible=call.agent.id,
        owner=call.agent.id,
        resolve_by=taken + centre.limits.resolve_by[severity],
    )


def severity_of(complaint: Complaint) -> Severity:
    """The severity set, else the usual one of the category: a lost call still has one."""
    c = complaint.classification
    if c.severity is not None:
        return c.severity
    return CATEGORIES[c.category].severity if c.category else Severity.ORDINARY


def _explanation(complaint: Complaint) -> str:
    e = complaint.explanation
    return "\n".join(part for part in (e.fact, e.terms, e.help) if part)


def _state(complaint: Complaint) -> CaseState:
    if complaint.explained:
        return CaseState.EXPLAINING
    return CaseState.RETURN_VISIT if complaint.resolved else CaseState.RECEIVED


def _contact(call: Call, complaint: Complaint) -> Contact:
    """The call itself is the first contact: what the customer was told on it (LS-12)."""
    over = complaint.resolved or complaint.explained
    return Contact(
        id=f"{complaint.id}-c1",
        commitment_id=None,
        case_id=complaint.id,
        call_id=call.id,
        at=accepted_at(call, complaint),
        by=call.agent.id,
        direction=call.direction,
        channel=Channel.PHONE,
        kind=AnswerKind.RESULT if over else AnswerKind.PROGRESS,
        said=complaint.resolution.solution or _explanation(complaint) or complaint.promise.reason,
    )


def _promises(call: Call, complaint: Complaint, contact: Contact) -> tuple[Commitment, ...]:
    """Every promise made on the call, each but the last superseded by the next (I-06)."""
    made = [p for p in complaint.promises if p.made_at is not None]
    commitments = [_promise(call, complaint, p, n) for n, p in enumerate(made, 1)]
    for number, successor in enumerate(commitments[1:]):
        told = Contact(
            id=contact.id,
            commitment_id=None,
            case_id=complaint.id,
            at=successor.made_at,
            by=call.agent.id,
            kind=AnswerKind.PROGRESS,
        )
        earlier = commitments[number]
        commitments[number] = supersede(earlier, told, successor, successor.change_reason)
    return tuple(commitments)


def _promise(call: Call, complaint: Complaint, p: PromiseDraft, seq: int) -> Commitment:
    if p.made_at is None or p.due is None:
        raise AssertionError("only promises that were made are filed")
    commitment = Commitment(
        id=p.id,
        kind=Kind.CALLBACK,
        case_id=complaint.id,
        call_id=call.id,
        seq=seq,
        made_at=p.made_at,
        made_by=call.agent.id,
        owner=call.agent.id,
        due=p.due,
        customer_zone=complaint.record.customer_zone or call.zone,
        owed=p.owed,
        severity=severity_of(complaint),
        told=Told(
            reason=p.reason, process=p.process, time=p.told_at is not None, name=call.agent.name
        ),
        contact_value=p.contact,
        contact_channel=p.channel,
        whom=complaint.record.name,
        follows=p.replaces,
        change_reason=p.change_reason,
        approved_by=p.approved_by.id if p.approved_by else "",
    )
    require_well_made(commitment)
    return commitment


def _lost_case(call: Call, complaint: Complaint, centre: Centre) -> tuple[Commitment, ...]:
    """The line was lost after the number was given: the case lives on a call back."""
    if complaint.settled:
        return ()
    return (_call_back(call, complaint, centre, case_id=complaint.id),)


def _call_back(call: Call, complaint: Complaint, centre: Centre, case_id: str | None) -> Commitment:
    """A call lost before the promise is called back, owed now (I-22). A case has a debt of its
    own: the one from before it had a number stands under its own id."""
    ended = call.ended_at or call.started_at
    return _owed(
        call,
        complaint,
        kind=Kind.FIRST_CONTACT,
        suffix="f1" if case_id is None else "f2",
        made_at=ended,
        due=ended + centre.limits.call_back_lost,
        owed=Owed.ANSWER,
        case_id=case_id,
    )


def _follow_up(call: Call, complaint: Complaint, centre: Centre) -> tuple[Commitment, ...]:
    """What is owed after an answer given on the call: the written answer to both kinds
    (FU-06), the return visit to a complaint that was solved (FU-01, I-18)."""
    if not (complaint.resolved or complaint.explained):
        return ()
    answered = complaint.resolution.resolved_at or complaint.explanation.told_at or call.started_at
    notice = _owed(
        call,
        complaint,
        kind=Kind.NOTICE,
        suffix="n1",
        made_at=answered,
        due=notice_due(centre, answered),
        owed=Owed.NOTICE,
        case_id=complaint.id,
    )
    if complaint.explained:
        return (notice,)
    visit = _owed(
        call,
        complaint,
        kind=Kind.VISIT,
        suffix="v1",
        made_at=answered,
        due=visit_due(centre, answered),
        owed=Owed.ANSWER,
        case_id=complaint.id,
    )
    return notice, visit


def notice_due(centre: Centre, answered: datetime) -> datetime:
    """When the written answer is owed: at once means within the limit, in open hours."""
    plain = answered + centre.limits.written_notice
    return next_open(centre.hours, plain) or plain


def visit_due(centre: Centre, answered: datetime) -> datetime:
    """When the return visit is owed: the close of the last of the working days allowed."""
    days = centre.limits.return_visit_days
    return after_workdays(centre.hours, answered, days) or answered + timedelta(days=days)


def _owed(
    call: Call,
    complaint: Complaint,
    *,
    kind: Kind,
    suffix: str,
    made_at: datetime,
    due: datetime,
    owed: Owed,
    case_id: str | None,
) -> Commitment:
    return Commitment(
        id=f"{complaint.id}-{suffix}",
        kind=kind,
        case_id=case_id,
        call_id=call.id,
        seq=0,
        made_at=made_at,
        made_by=call.agent.id,
        owner=call.agent.id,
        due=Spoken(due, call.zone),
        customer_zone=complaint.record.customer_zone or call.zone,
        owed=owed,
        severity=severity_of(complaint),
        told=Told(name=call.agent.name),
        contact_value=complaint.record.contact,
        whom=complaint.record.name,
    )


def _events(
    call: Call, complaint: Complaint, promises: tuple[Commitment, ...]
) -> Iterator[CaseEvent]:
    """The history this call adds, in the order it happened."""
    taken = accepted_at(call, complaint)

    def event(suffix: str, at: datetime, kind: EventKind, note: str = "") -> CaseEvent:
        return CaseEvent(
            id=f"{complaint.id}-{suffix}",
            case_id=complaint.id,
            at=at,
            by=call.agent.id,
            kind=kind,
            note=note,
        )

    if complaint.explanation.told_at is not None:
        told = complaint.explanation.told_at
        yield event("e-explained", told, EventKind.EXPLAINED, _explanation(complaint))
    if complaint.accepted:
        yield event("e-accepted", taken, EventKind.ACCEPTED)
    if complaint.explanation.reaction is Reaction.REFUSES:
        yield event("e-refused", taken, EventKind.ESCALATION_PROPOSED, "1")
    if complaint.resolution.resolved_at is not None:
        resolved = complaint.resolution.resolved_at
        yield event(
            "e-resolved", resolved, EventKind.RESOLVED_ON_CALL, complaint.resolution.solution
        )
    for promise in promises:
        if promise.kind is Kind.FIRST_CONTACT:
            yield event("e-lost", promise.made_at, EventKind.LINE_LOST)
            continue
        yield event(f"e-{promise.id}", promise.made_at, EventKind.PROMISED, promise.told.reason)
        if promise.closing is not None:
            moved = promise.closing
            yield event(f"e-{promise.id}-moved", moved.at, EventKind.MOVED, moved.note)
