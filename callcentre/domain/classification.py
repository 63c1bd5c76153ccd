"""How a complaint is classified on the call, and what is proposed before the agent answers.

Every choice is one key. A field that is None has not been answered; `proposed` says what
the program would answer, so that a plain complaint needs few keys (CL-01 .. CL-12).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from callcentre.domain.category import CATEGORIES, Category, Cause, ErrorCode, Severity, Side
from callcentre.domain.staff import Action, Person
from callcentre.errors import Refused
from callcentre.i18n import N_


class Answer(StrEnum):
    """Yes, no or not known: an honest answer to a question of fact (CL-02)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Validity(StrEnum):
    """The decision on the call; undetermined is handled as valid (CL-01, X-01)."""

    VALID = "valid"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


class InvalidReason(StrEnum):
    """Why a complaint is explained instead of accepted (X-15); force majeure is none."""

    NOT_OUR_SHIPMENT = "not_our_shipment"
    NOT_TRANSPORT = "not_transport"
    FACTS_ON_FILE = "facts_on_file"
    OWN_MISTAKE = "own_mistake"
    DUPLICATE = "duplicate"


class Impact(StrEnum):
    """The severity ladder: the first rung that fits (CL-09)."""

    SAFETY = "safety"
    UNUSABLE = "unusable"
    BUSINESS_STOPPED = "business_stopped"
    BELOW_EXPECTATION = "below_expectation"
    SLIGHT = "slight"


class Loss(StrEnum):
    """Whether the customer's business was hurt (CL-12, RC-06)."""

    NONE = "none"
    POSSIBLE = "possible"
    YES = "yes"
    UNKNOWN = "unknown"


class CustomerType(StrEnum):
    """What the customer is after (CL-10)."""

    SUPERVISOR = "supervisor"
    RATIONAL = "rational"
    NEGOTIATOR = "negotiator"
    VICTIM = "victim"
    LOYAL = "loyal"
    UNKNOWN = "unknown"


class Dissatisfaction(StrEnum):
    """Spoken, hidden (CH-09), or none because we called with the news ourselves."""

    EXPLICIT = "explicit"
    HIDDEN = "hidden"
    NONE = "none"


class Stage(StrEnum):
    """How far the customer is on the way to being lost (CL-11)."""

    GRUMBLE = "grumble"
    COMPLAINT = "complaint"
    SILENCE = "silence"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The answers of the classify step; None is "not answered". Amounts are as typed; see
    `money.read_money`."""

    our_shipment: Answer | None = None
    transport_related: Answer | None = None
    validity: Validity | None = None
    validity_reason: InvalidReason | None = None
    category: Category | None = None
    cause: Cause | None = None
    side: Side | None = None
    error_code: ErrorCode | None = None
    cause_note: str = ""
    impact: Impact | None = None
    severity: Severity | None = None
    loss: Loss | None = None
    loss_amount: str = ""
    compensation_wanted: Answer | None = None
    compensation_form: str = ""
    compensation_amount: str = ""
    customer_type: CustomerType | None = None
    dissatisfaction: Dissatisfaction | None = None
    stage: Stage | None = None
    disputed: Answer | None = None
    dispute_reason: str = ""
    suspected_exaggeration: bool = False

    @property
    def treated_as_valid(self) -> bool:
        """Whether a promise is owed: anything that was not clearly invalid (X-01)."""
        return self.validity in (Validity.VALID, Validity.UNDETERMINED)

    @property
    def is_disputed(self) -> bool:
        return self.disputed is Answer.YES or self.suspected_exaggeration

    @property
    def quality_anomaly(self) -> bool:
        """Quality, or human factors (CL-08)."""
        return self.category is Category.PRODUCT_QUALITY


_LADDER = {
    Impact.SAFETY: Severity.SERIOUS,
    Impact.UNUSABLE: Severity.SERIOUS,
    Impact.BUSINESS_STOPPED: Severity.SERIOUS,
    Impact.BELOW_EXPECTATION: Severity.IMPORTANT,
    Impact.SLIGHT: Severity.ORDINARY,
}


def proposed_severity(c: Classification) -> Severity | None:
    """What the ladder says, else what the category usually is (CL-09)."""
    if c.impact is not None:
        return _LADDER[c.impact]
    return CATEGORIES[c.category].severity if c.category else None


def proposed_validity(c: Classification) -> tuple[Validity, InvalidReason | None]:
    """Invalid when it is not ours or not about transport, else valid (CL-02)."""
    if c.our_shipment is Answer.NO:
        return Validity.INVALID, InvalidReason.NOT_OUR_SHIPMENT
    if c.transport_related is Answer.NO:
        return Validity.INVALID, InvalidReason.NOT_TRANSPORT
    return Validity.VALID, None


# A reason for "invalid" that says no to a question is the answer to it (CL-02).
_SAYS_NO: dict[InvalidReason | None, str] = {
    InvalidReason.NOT_OUR_SHIPMENT: "our_shipment",
    InvalidReason.NOT_TRANSPORT: "transport_related",
}


def set_validity_reason(c: Classification, reason: InvalidReason | None) -> Classification:
    """Say why it is invalid. The question that the reason answers is answered with it; a reason
    that falls takes its answer back."""
    answers = {_SAYS_NO.get(c.validity_reason): None, _SAYS_NO.get(reason): Answer.NO}
    changed = {question: answer for question, answer in answers.items() if question}
    return replace(c, validity_reason=reason, **changed)  # type: ignore[arg-type]


def set_our_shipment(c: Classification, answer: Answer | None) -> Classification:
    """Whether it is ours; anything but no takes "not our shipment" away as a reason."""
    return _answered(replace(c, our_shipment=answer), InvalidReason.NOT_OUR_SHIPMENT, answer)


def set_transport_related(c: Classification, answer: Answer | None) -> Classification:
    """Whether it is about transport; anything but no takes "not transport" away as a reason."""
    return _answered(replace(c, transport_related=answer), InvalidReason.NOT_TRANSPORT, answer)


def _answered(c: Classification, reason: InvalidReason, answer: Answer | None) -> Classification:
    contradicted = c.validity_reason is reason and answer is not Answer.NO
    return replace(c, validity_reason=None) if contradicted else c


def proposed_stage(severity: Severity | None, anger_peak: int) -> Stage:
    """An ordinary matter in a calm voice is a grumble (CL-11)."""
    mild = severity is Severity.ORDINARY and anger_peak <= 1
    return Stage.GRUMBLE if mild else Stage.COMPLAINT


def with_proposals(c: Classification, *, anger_peak: int) -> Classification:
    """Fill what was not answered with what is proposed; category and loss are never guessed."""
    validity, reason = proposed_validity(c)
    row = CATEGORIES[c.category] if c.category else None
    severity = c.severity or proposed_severity(c)
    return replace(
        c,
        our_shipment=c.our_shipment or Answer.YES,
        transport_related=c.transport_related or Answer.YES,
        validity=c.validity or validity,
        validity_reason=c.validity_reason or (reason if c.validity is None else None),
        cause=c.cause or (Cause.OTHER if row and row.causes == (Cause.OTHER,) else None),
        side=c.side or (row.side if row else None),
        severity=severity,
        compensation_wanted=c.compensation_wanted or (Answer.NO if c.loss is Loss.NONE else None),
        customer_type=c.customer_type or CustomerType.UNKNOWN,
        dissatisfaction=c.dissatisfaction or Dissatisfaction.EXPLICIT,
        stage=c.stage or proposed_stage(severity, anger_peak),
        disputed=c.disputed or Answer.NO,
    )


def set_severity(c: Classification, severity: Severity, by: Person) -> Classification:
    """Raise it freely; only a lead sets it below what the ladder or an earlier choice says."""
    floor = c.severity or (_LADDER[c.impact] if c.impact else None)
    lowers = floor is not None and not severity.at_least(floor)
    if lowers and not by.may(Action.LOWER_SEVERITY):
        raise Refused(N_("Only a team lead may lower the severity."))
    return replace(c, severity=severity)


def set_impact(c: Classification, impact: Impact, by: Person) -> Classification:
    """Answer the ladder again. A severity that was raised above it stays raised."""
    rung = _LADDER[impact]
    if c.severity is None or not c.severity.at_least(rung):
        return replace(c, impact=impact, severity=None)
    if c.impact is not None and c.severity is not rung and by.may(Action.LOWER_SEVERITY):
        return replace(c, impact=impact, severity=rung)
    return replace(c, impact=impact)
