"""A complaint that has a number: the case, its state, and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callcentre.domain.classification import Classification
from callcentre.domain.record import Record


class CaseState(StrEnum):
    """The states of the case machine (requirements 3.2)."""

    RECEIVED = "received"
    INVESTIGATING = "investigating"
    EXPLAINING = "explaining"
    DISPATCHED = "dispatched"
    NEGOTIATING = "negotiating"
    IMPLEMENTING = "implementing"
    RETURN_VISIT = "return_visit"
    FEEDING_BACK = "feeding_back"
    CLOSED = "closed"
    ARCHIVED = "archived"
    VOID = "void"


class CaseChannel(StrEnum):
    """How the complaint came (CH-01)."""

    PHONE = "phone"
    OUTBOUND = "outbound"
    LEADER = "leader"
    WALK_IN = "walk_in"
    WEB = "web"
    AUTHORITY = "authority"
    LETTER = "letter"
    INTERNAL = "internal"


class EventKind(StrEnum):
    """What is written in a case's history; it only grows."""

    ACCEPTED = "accepted"
    EXPLAINED = "explained"
    RESOLVED_ON_CALL = "resolved_on_call"
    PROMISED = "promised"
    ANSWERED = "answered"
    ATTEMPTED = "attempted"
    MOVED = "moved"
    VOIDED = "voided"
    EDITED = "edited"
    ESCALATION_PROPOSED = "escalation_proposed"
    LINE_LOST = "line_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One line of the history: who, when, what, and for an edit the values before and after."""

    id: str
    case_id: str
    at: datetime
    by: str
    kind: EventKind
    note: str = ""
    before: Mapping[str, str] | None = None
    after: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One numbered complaint. `awaiting` says that the customer waits for an answer: then a
    live promise must exist (I-07), and the database holds us to it."""

    id: str
    number: str
    call_id: str
    phone_key: str
    channel: CaseChannel
    complaint_time: datetime
    accepted_at: datetime
    accepted_by: str
    record: Record
    classification: Classification
    explanation: str = ""
    reaction: str = ""
    solution: str = ""
    state: CaseState
    awaiting: bool
    first_responsible: str
    owner: str
    escalation: int = 0
    resolve_by: datetime
