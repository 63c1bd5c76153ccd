"""What we owe somebody by an instant, and the only ways such a debt ends.

One concept for promises, first contacts, notices, visits, chases and the rest. Its words
are never edited and its status is arithmetic on the clock (invariants 2 and 3 of the
design; I-02 .. I-07, I-14, I-23).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from callcentre.domain.category import Severity
from callcentre.domain.contact import AnswerKind, Channel, Contact
from callcentre.domain.instant import Spoken
from callcentre.domain.staff import Action, Person
from callcentre.errors import Conflict, Refused
from callcentre.i18n import N_


class Kind(StrEnum):
    """What is owed; one table and one queue for all of them (design 2)."""

    CALLBACK = "callback"
    TELL_NOW = "tell_now"
    CHASE = "chase"
    FIRST_CONTACT = "first_contact"
    TASK = "task"
    NOTICE = "notice"
    VISIT = "visit"
    CARE = "care"


# Kinds the customer waits for: without one of them an open valid case is forgotten (I-07).
KEEPS_CASE_ALIVE = frozenset({Kind.CALLBACK, Kind.FIRST_CONTACT})


class Owed(StrEnum):
    """What the customer was told he will get (2.4)."""

    ANSWER = "answer"
    RESULT = "result"
    CALL_BACK_BY_LEAD = "call_back_by_lead"
    DOCUMENT = "document"
    NOTICE = "notice"


class Outcome(StrEnum):
    """How a commitment ended. Late is for ever (I-05)."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    SUPERSEDED = "superseded"
    VOID = "void"


class Status(StrEnum):
    """What a row of the queue is at an instant; the first three are derived (3.3)."""

    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    SUPERSEDED = "superseded"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The five things told with a promise, word for word (I-03): why, what happens, that the
    time was said, and the name. The contact is on the commitment."""

    reason: str = ""
    process: str = ""
    time: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a commitment: which contact ended it, and for a late one why."""

    at: datetime
    outcome: Outcome
    contact_id: str
    late_reason: str = ""
    apologised: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One debt. `seq` counts the promises of a case; `follows` is the one before in the chain."""

    id: str
    kind: Kind
    case_id: str | None
    call_id: str | None
    seq: int
    made_at: datetime
    made_by: str
    owner: str
    due: Spoken
    customer_zone: str
    owed: Owed
    severity: Severity
    told: Told = Told()
    contact_value: str = ""
    contact_channel: Channel = Channel.PHONE
    whom: str = ""
    undated: bool = False
    pinned: bool = False
    follows: str | None = None
    change_reason: str = ""
    approved_by: str = ""
    closing: Closing | None = None

    @property
    def is_open(self) -> bool:
        return self.closing is None

    @property
    def keeps_case_alive(self) -> bool:
        return self.kind in KEEPS_CASE_ALIVE


def status_at(c: Commitment, now: datetime, due_soon: timedelta) -> Status:
    """What it is at an instant, which may lie in the past (I-04, I-05, 3.3). An undated one
    is overdue from the moment it was said (I-23)."""
    if c.closing is not None and c.closing.at <= now:
        return Status(c.closing.outcome.value)
    if c.undated or now > c.due.at:
        return Status.OVERDUE
    return Status.DUE_SOON if now >= c.due.at - due_soon else Status.OPEN


def missing_told(c: Commitment) -> tuple[str, ...]:
    """Which of the five told things and the contact a promise lacks (I-03)."""
    parts = {
        "reason": bool(c.told.reason.strip()),
        "process": bool(c.told.process.strip()),
        "time": c.told.time,
        "name": bool(c.told.name.strip()),
        "contact": bool(c.contact_value.strip()),
    }
    return tuple(part for part, told in parts.items() if not told)


def require_well_made(c: Commitment) -> None:
    """Refuse a promise that is not one: not later than its making, or not fully told."""
    if c.kind is not Kind.CALLBACK or c.undated:
        return
    if c.due.at <= c.made_at:
        raise Refused(N_("A promised time must lie after the moment it is promised."))
    if missing := missing_told(c):
        raise Refused(N_("The promise does not yet record: {missing}."), missing=missing)


def discharge(
    c: Commitment,
    contact: Contact,
    successor: Commitment | None,
    *,
    late_reason: str = "",
    apologised: bool = False,
) -> Commitment:
    """End a commitment by an answer that reached the customer.

    Refused: a contact that reached nobody (I-05); a promise answered without a result and
    without the next promise (I-07); a late answer without reason and apology (I-14); a
    result without cause and process (CS-13). At the due second it is kept.
    """
    _require_open(c)
    if contact.kind is None:
        raise Refused(N_("An attempt that reached nobody discharges nothing."))
    unsolved = contact.kind is not AnswerKind.RESULT
    if unsolved and (c.keeps_case_alive or c.kind is Kind.VISIT) and successor is None:
        raise Refused(N_("Without a result the customer needs the next promise, with its time."))
    if contact.kind is AnswerKind.RESULT and c.kind is Kind.CALLBACK:
        _require_final_words(contact)
    late = c.undated or contact.at > c.due.at
    if late and not (late_reason.strip() and apologised):
        raise Refused(N_("The answer is late: say why, and apologise for it."))
    outcome = Outcome.KEPT_LATE if late else Outcome.KEPT
    closing = Closing(
        at=contact.at,
        outcome=outcome,
        contact_id=contact.id,
        late_reason=late_reason if late else "",
        apologised=apologised and late,
    )
    return replace(c, closing=closing)


def supersede(c: Commitment, contact: Contact, successor: Commitment, reason: str) -> Commitment:
    """Move a promise: before it is due, with the customer's knowledge, by a new one (I-06)."""
    _require_open(c)
    if contact.at >= c.due.at and not c.undated:
        raise Refused(N_("The promised time has passed; it can be answered late, not moved."))
    if not contact.reached:
        raise Refused(N_("The customer must know of the new time before the old one is given up."))
    if not reason.strip():
        raise Refused(N_("Say why the time is moved."))
    if successor.follows != c.id:
        raise Refused(N_("The new promise must follow the one it replaces."))
    closing = Closing(at=contact.at, outcome=Outcome.SUPERSEDED, contact_id=contact.id, note=reason)
    return replace(c, closing=closing)


def void(c: Commitment, contact: Contact, by: Person, reason: str) -> Commitment:
    """Cancel a commitment whose case was withdrawn; the customer has been told (3.3)."""
    _require_open(c)
    by.require(Action.VOID_COMMITMENT)
    if not (contact.reached and reason.strip()):
        raise Refused(
            N_("Only what the customer has been told of can be cancelled, with a reason.")
        )
    closing = Closing(at=contact.at, outcome=Outcome.VOID, contact_id=contact.id, note=reason)
    return replace(c, closing=closing)


def _require_open(c: Commitment) -> None:
    if not c.is_open:
        raise Conflict(N_("This has been answered already."))


def _require_final_words(contact: Contact) -> None:
    if not (contact.cause.strip() and contact.process.strip()):
        raise Refused(N_("A result needs the cause and what was done, in words for the customer."))
