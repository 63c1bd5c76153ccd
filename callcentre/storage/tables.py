"""The tables. What was told a customer is written once: `rules` holds the database to that."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

from callcentre.domain.call import ContactKind, EndedBy, Language, RecordingNote, Step
from callcentre.domain.case import CaseChannel, CaseState, EventKind
from callcentre.domain.category import Category, Cause, ErrorCode, Severity, Side
from callcentre.domain.classification import (
    Answer,
    CustomerType,
    Dissatisfaction,
    Impact,
    InvalidReason,
    Loss,
    Stage,
    Validity,
)
from callcentre.domain.commitment import Kind, Outcome, Owed
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Channel, Direction
from callcentre.domain.record import CallerRole
from callcentre.domain.staff import Role
from callcentre.storage.types import UtcDateTime, Word

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("role", Word(Role), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("passphrase_hash", Text, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

centre = Table(
    "centre",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("profile", JSON, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", Text, nullable=False),
    CheckConstraint("id = 1", name="one_centre"),
)

number_series = Table(
    "number_series",
    metadata,
    Column("period", Text, primary_key=True),
    Column("last_serial", Integer, nullable=False),
)

case_numbers = Table(
    "case_numbers",
    metadata,
    Column("number", Text, primary_key=True),
    Column("case_id", Text, nullable=False, unique=True),
    Column("period", Text, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("allotted_at", UtcDateTime, nullable=False),
    Column("allotted_by", Text, ForeignKey("people.id"), nullable=False),
)

calls = Table(
    "calls",
    metadata,
    Column("id", Text, primary_key=True),
    Column("direction", Word(Direction), nullable=False),
    _text("line"),
    Column("agent", Text, ForeignKey("people.id"), nullable=False),
    Column("contact_kind", Word(ContactKind), nullable=False),
    Column("language", Word(Language), nullable=False),
    _text("dialect"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_by", Word(EndedBy)),
    _text("phone_key"),
    Column("anger_start", Integer),
    Column("anger_peak", Integer, nullable=False),
    Column("anger_end", Integer),
    Column("apologies", Integer, nullable=False),
    Column("thanked", Boolean, nullable=False),
    Column("lead_requested_at", UtcDateTime),
    Column("lead_joined_at", UtcDateTime),
    Column("recording", Word(RecordingNote)),
    Column("script_version", Text, nullable=False),
    Column("saved_at", UtcDateTime),
    # The whole call as the agent left it: every word typed, every step and anger note.
    Column("document", Text, nullable=False),
)
Index("calls_by_phone", calls.c.phone_key, calls.c.started_at)
Index("calls_by_start", calls.c.started_at)

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Text, ForeignKey("case_numbers.number"), nullable=False, unique=True),
    Column("call_id", Text, ForeignKey("calls.id"), nullable=False),
    Column("channel", Word(CaseChannel), nullable=False),
    Column("complaint_time", UtcDateTime, nullable=False),
    Column("accepted_at", UtcDateTime, nullable=False),
    Column("accepted_by", Text, ForeignKey("people.id"), nullable=False),
    Column("state", Word(CaseState), nullable=False),
    Column("awaiting", Boolean, nullable=False),
    # Kept by triggers on `commitments`; the check below is invariant 1.
    Column("live_promises", Integer, nullable=False, server_default=text("0")),
    Column("first_responsible", Text, ForeignKey("people.id"), nullable=False),
    Column("owner", Text, ForeignKey("people.id"), nullable=False),
    Column("escalation", Integer, nullable=False),
    Column("resolve_by", UtcDateTime, nullable=False),
    _text("phone_key"),
    _text("name"),
    _text("company"),
    Column("role", Word(CallerRole)),
    _text("phone"),
    _text("other_contact"),
    _text("best_time"),
    _text("customer_zone"),
    _text("address"),
    _text("waybill"),
    _text("order_no"),
    _text("content"),
    _text("crux"),
    _text("items"),
    _text("wish"),
    _text("downstream_impact"),
    Column("shipment", JSON, nullable=False),
    Column("confirmed", JSON, nullable=False),
    Column("declined", JSON, nullable=False),
    Column("our_shipment", Word(Answer)),
    Column("transport_related", Word(Answer)),
    Column("validity", Word(Validity)),
    Column("validity_reason", Word(InvalidReason)),
    Column("category", Word(Category)),
    Column("cause", Word(Cause)),
    Column("side", Word(Side)),
    Column("error_code", Word(ErrorCode)),
    _text("cause_note"),
    Column("impact", Word(Impact)),
    Column("severity", Word(Severity)),
    Column("loss", Word(Loss)),
    _text("loss_amount"),
    Column("compensation_wanted", Word(Answer)),
    _text("compensation_form"),
    _text("compensation_amount"),
    Column("customer_type", Word(CustomerType)),
    Column("dissatisfaction", Word(Dissatisfaction)),
    Column("stage", Word(Stage)),
    Column("disputed", Word(Answer)),
    _text("dispute_reason"),
    Column("suspected_exaggeration", Boolean, nullable=False),
    _text("explanation"),
    _text("reaction"),
    _text("solution"),
    CheckConstraint("NOT awaiting OR live_promises > 0", name="no_open_case_without_a_promise"),
    CheckConstraint("escalation BETWEEN 0 AND 3", name="escalation_levels"),
)
Index("cases_by_phone", cases.c.phone_key, cases.c.accepted_at)
Index("cases_by_acceptance", cases.c.accepted_at)

commitments = Table(
    "commitments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Word(Kind), nullable=False),
    Column("case_id", Text, ForeignKey("cases.id")),
    Column("call_id", Text, ForeignKey("calls.id")),
    Column("seq", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", Text, ForeignKey("people.id"), nullable=False),
    Column("owner", Text, ForeignKey("people.id"), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("due_zone", Text, nullable=False),
    Column("customer_zone", Text, nullable=False),
    Column("owed", Word(Owed), nullable=False),
    Column("severity", Word(Severity), nullable=False),
    Column("severity_rank", Integer, nullable=False),
    _text("told_reason"),
    _text("told_process"),
    Column("told_time", Boolean, nullable=False),
    _text("told_name"),
    _text("contact_value"),
    Column("contact_channel", Word(Channel), nullable=False),
    _text("phone_key"),
    _text("whom"),
    Column("undated", Boolean, nullable=False),
    # 0 for an emergency, 1 for everything else: the first column of the queue's order.
    Column("queue_class", Integer, nullable=False),
    Column("follows", Text, ForeignKey("commitments.id")),
    _text("change_reason"),
    _text("approved_by"),
    Column("closed_at", UtcDateTime),
    Column("outcome", Word(Outcome)),
    Column("closed_by", Text),
    _text("late_reason"),
    Column("apologised", Boolean, nullable=False),
    _text("closing_note"),
    Column("claim_token", Text),
    Column("claimed_by", Text, ForeignKey("people.id")),
    Column("claimed_at", UtcDateTime),
    Column("claim_until", UtcDateTime),
    CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_an_outcome"),
    CheckConstraint("undated OR kind <> 'callback' OR due_at > made_at", name="due_after_made"),
)
_open = commitments.c.closed_at.is_(None)
_queue_order = (
    commitments.c.queue_class,
    commitments.c.due_at,
    commitments.c.severity_rank,
    commitments.c.id,
)
Index("queue", *_queue_order, sqlite_where=_open, postgresql_where=_open)
Index(
    "queue_of_owner",
    commitments.c.owner,
    *_queue_order,
    sqlite_where=_open,
    postgresql_where=_open,
)
Index("open_by_due", commitments.c.due_at, sqlite_where=_open, postgresql_where=_open)
Index("commitments_of_case", commitments.c.case_id, commitments.c.seq)
Index("commitments_by_phone", commitments.c.phone_key, sqlite_where=_open, postgresql_where=_open)
Index("commitments_closed", commitments.c.due_at, commitments.c.outcome)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("commitment_id", Text, ForeignKey("commitments.id")),
    Column("case_id", Text, ForeignKey("cases.id")),
    Column("call_id", Text, ForeignKey("calls.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, ForeignKey("people.id"), nullable=False),
    _text("on_behalf_of"),
    Column("direction", Word(Direction), nullable=False),
    Column("channel", Word(Channel), nullable=False),
    Column("kind", Word(AnswerKind)),
    Column("attempt", Word(AttemptOutcome)),
    _text("said"),
    _text("cause"),
    _text("process"),
    Column("points", JSON, nullable=False),
    CheckConstraint("kind IS NULL OR attempt IS NULL", name="reached_or_not"),
)
Index("contacts_of_case", contacts.c.case_id, contacts.c.at)
Index("contacts_of_commitment", contacts.c.commitment_id)

case_events = Table(
    "case_events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("cases.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, ForeignKey("people.id"), nullable=False),
    Column("kind", Word(EventKind), nullable=False),
    _text("note"),
    Column("before", JSON),
    Column("after", JSON),
)
Index("events_of_case", case_events.c.case_id, case_events.c.at)

live_calls = Table(
    "live_calls",
    metadata,
    Column("call_id", Text, primary_key=True),
    Column("agent", Text, ForeignKey("people.id"), nullable=False),
    Column("agent_name", Text, nullable=False),
    _text("caller"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("step", Word(Step), nullable=False),
    Column("step_since", UtcDateTime, nullable=False),
    Column("anger", Integer, nullable=False),
    Column("lead_requested_at", UtcDateTime),
    Column("seen_at", UtcDateTime, nullable=False),
)
