"""A case in words, for the screen and for the plain command."""

from collections.abc import Iterator, Mapping

from callcentre.domain.case import Case, CaseEvent
from callcentre.domain.commitment import Commitment, Status
from callcentre.domain.contact import Contact
from callcentre.domain.record import CONFIRMED_FIELDS, RecordField
from callcentre.i18n import _
from callcentre.wording.clocks import clock, full
from callcentre.wording.joining import clauses
from callcentre.wording.labels import label

Names = Mapping[str, str]


def chain_words(c: Commitment, status: Status, names: Names, zone: str) -> tuple[str, ...]:
    """One link: what, due when, by whom, how it ended."""
    seq = f"#{c.seq} " if c.seq else ""
    due = _("no time given") if c.undated else full(c.due.at, zone)
    words = [f"{seq}{label(c.kind)}", due, names.get(c.owner, c.owner), label(status)]
    if c.closing is not None:
        words.append(_("at {time}").format(time=full(c.closing.at, zone)))
        words += [w for w in (c.closing.late_reason, c.closing.note) if w]
    return tuple(words)


def record_words(case: Case, zone: str) -> Iterator[tuple[str, str]]:
    """The record, field by field; the four read back say when they were confirmed (RC-03)."""
    record, c = case.record, case.classification
    yield _("complaint time"), full(case.complaint_time, zone)
    yield _("channel"), label(case.channel)
    for field in RecordField:
        value = record.text(field)
        if field in record.declined:
            value = _("asked, not given")
        if not value:
            continue
        if field in CONFIRMED_FIELDS and field in record.confirmed:
            at = clock(record.confirmed[field], zone)
            value = _("{value} (confirmed by the customer at {time})").format(value=value, time=at)
        yield label(field), value
    answers = (
        (_("category"), label(c.category)),
        (_("cause"), " · ".join(w for w in (label(c.cause), c.cause_note) if w)),
        (_("seems due to"), label(c.side)),
        (_("error"), label(c.error_code)),
        (_("severity"), label(c.severity)),
        (_("complaint is"), label(c.validity)),
        (_("loss"), " ".join(w for w in (label(c.loss), c.loss_amount) if w)),
        (_("customer"), label(c.customer_type)),
        (_("stage"), label(c.stage)),
        (_("disputed"), c.dispute_reason if c.is_disputed else ""),
        (_("explanation"), case.explanation),
        (_("solution"), case.solution),
        (_("to be solved by"), full(case.resolve_by, zone)),
    )
    yield from ((name, value) for name, value in answers if value)


def contact_words(contact: Contact, names: Names, zone: str) -> tuple[str, ...]:
    """One contact: when, who, how, with what outcome; then the words."""
    outcome = label(contact.kind) if contact.kind else label(contact.attempt)
    who = names.get(contact.by, contact.by)
    if contact.on_behalf_of:
        owner = names.get(contact.on_behalf_of, contact.on_behalf_of)
        who = _("{who} for {owner}").format(who=who, owner=owner)
    first = f"{full(contact.at, zone)}  {who}  {label(contact.channel)}  {outcome}"
    said = tuple(w for w in (contact.said, contact.cause, contact.process) if w)
    return (first, *said)


def event_words(event: CaseEvent, names: Names, zone: str) -> str:
    """One line of the history."""
    who = names.get(event.by, event.by)
    edited = ""
    if event.before is not None and event.after is not None:
        edited = clauses(
            f"{name}: {event.before.get(name, '')} → {new}" for name, new in event.after.items()
        )
    return "  ".join(
        w for w in (full(event.at, zone), who, label(event.kind), event.note, edited) if w
    )
