"""What happens beside the plain way: anger, a lead, a lost line, another time."""

from dataclasses import replace

from callcentre.domain.call import (
    MAX_ANGER,
    AngerNote,
    Call,
    ContactKind,
    EndedBy,
    Step,
    put_complaint,
)
from callcentre.domain.call_saving import save, seal
from callcentre.domain.call_steps import Turn, enter
from callcentre.domain.staff import Action, Person
from callcentre.errors import Refused
from callcentre.i18n import N_

ANGRY = 2
_CALMING_INTERRUPTS = frozenset(
    {Step.RECORD, Step.CLASSIFY, Step.EXPLAIN, Step.ACCEPT, Step.RESOLVE_NOW, Step.PROMISE}
)


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
        return enter(replace(call, return_to=call.step), Step.CALM, turn.now)
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
    if ended_by is EndedBy.NOBODY_THERE:
        return nobody_there(call, turn)
    if ended_by is EndedBy.LEAD_ENDED:
        ender = call.lead or turn.by
        ender.require(Action.END_ABUSIVE_CALL)
        if not call.end_reason.strip():
            raise Refused(N_("Say why the call is ended."))
    over = replace(call, ended_at=turn.now, ended_by=ended_by)
    return enter(over, Step.WRAP_UP, turn.now)


def nobody_there(call: Call, turn: Turn) -> Call:
    """A wrong key, or silence on the line: kept as a contact without complaint (CH-05), and
    nothing comes of it. Refused once anything was written down."""
    if call.answers is not None:
        raise Refused(N_("He is owed this call: say how he was not reached."))
    written = call.notes.strip() or call.enquiry_topic.strip() or call.enquiry_answer.strip()
    if written or call.is_over or not all(complaint.blank for complaint in call.complaints):
        raise Refused(N_("Something was written down on this call; end it as it ended."))
    over = replace(
        call,
        contact_kind=ContactKind.OTHER,
        ended_at=turn.now,
        ended_by=EndedBy.NOBODY_THERE,
    )
    return seal(enter(over, Step.WRAP_UP, turn.now), turn)


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
    return save(enter(over, Step.WRAP_UP, turn.now), turn)


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
    return enter(call, Step.PROMISE, turn.now)
