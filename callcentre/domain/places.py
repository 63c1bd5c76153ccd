"""Every place of a call that an agent writes in, by name, with the rules of writing there.

Screens know places, not dataclasses: a field on the screen has a place, and what is typed
or chosen there goes through `write`, whatever the layout.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from callcentre.domain import classification as kinds
from callcentre.domain import record as records
from callcentre.domain.call import (
    Call,
    ContactKind,
    Language,
    Reaction,
    RecordingNote,
    WayOn,
    put_complaint,
    put_promise,
)
from callcentre.domain.category import CATEGORIES, Category, Cause, ErrorCode, Severity, Side
from callcentre.domain.commitment import Owed
from callcentre.domain.contact import Channel
from callcentre.domain.instant import Spoken
from callcentre.domain.record import CallerRole, RecordField
from callcentre.domain.staff import Person
from callcentre.errors import Refused
from callcentre.i18n import N_


class Place(StrEnum):
    """The value is the path from the call; `complaint` and `promise` are the current ones."""

    LANGUAGE = "language"
    DIALECT = "dialect"
    CONTACT_KIND = "contact_kind"
    LINE = "line"
    NOTES = "notes"
    COURTESY_WAIVED = "courtesy_waived"
    MORE_NEEDS = "more_needs"
    ENQUIRY_TOPIC = "enquiry_topic"
    ENQUIRY_ANSWER = "enquiry_answer"
    END_REASON = "end_reason"
    LATE_REASON = "late_reason"
    RECORDING = "recording"
    NAME = "complaint.record.name"
    COMPANY = "complaint.record.company"
    ROLE = "complaint.record.role"
    PHONE = "complaint.record.phone"
    OTHER_CONTACT = "complaint.record.other_contact"
    BEST_TIME = "complaint.record.best_time"
    CUSTOMER_ZONE = "complaint.record.customer_zone"
    ADDRESS = "complaint.record.address"
    WAYBILL = "complaint.record.waybill"
    ORDER_NO = "complaint.record.order_no"
    CONTENT = "complaint.record.content"
    CRUX = "complaint.record.crux"
    ITEMS = "complaint.record.items"
    WISH = "complaint.record.wish"
    DOWNSTREAM = "complaint.record.downstream_impact"
    GOODS = "complaint.record.shipment.goods"
    QUANTITY = "complaint.record.shipment.quantity"
    DEFECTIVE = "complaint.record.shipment.defective_quantity"
    SHIP_DATE = "complaint.record.shipment.ship_date"
    DECLARED_VALUE = "complaint.record.shipment.declared_value"
    QUOTED_PRICE = "complaint.record.shipment.quoted_price"
    CHARGED_PRICE = "complaint.record.shipment.charged_price"
    OUR_SHIPMENT = "complaint.classification.our_shipment"
    TRANSPORT_RELATED = "complaint.classification.transport_related"
    CATEGORY = "complaint.classification.category"
    CAUSE = "complaint.classification.cause"
    CAUSE_NOTE = "complaint.classification.cause_note"
    SIDE = "complaint.classification.side"
    ERROR_CODE = "complaint.classification.error_code"
    SEVERITY_LADDER = "complaint.classification.impact"
    SEVERITY = "complaint.classification.severity"
    LOSS = "complaint.classification.loss"
    LOSS_AMOUNT = "complaint.classification.loss_amount"
    COMPENSATION = "complaint.classification.compensation_wanted"
    COMPENSATION_FORM = "complaint.classification.compensation_form"
    COMPENSATION_AMOUNT = "complaint.classification.compensation_amount"
    CUSTOMER_TYPE = "complaint.classification.customer_type"
    DISSATISFACTION = "complaint.classification.dissatisfaction"
    STAGE = "complaint.classification.stage"
    DISPUTED = "complaint.classification.disputed"
    DISPUTE_REASON = "complaint.classification.dispute_reason"
    VALIDITY = "complaint.classification.validity"
    VALIDITY_REASON = "complaint.classification.validity_reason"
    EXPLAIN_FACT = "complaint.explanation.fact"
    EXPLAIN_TERMS = "complaint.explanation.terms"
    EXPLAIN_HELP = "complaint.explanation.help"
    REACTION = "complaint.explanation.reaction"
    WAY_ON = "complaint.acceptance.way_on"
    SOLUTION = "complaint.resolution.solution"
    SOLUTION_AGREED = "complaint.resolution.agreed"
    DUE = "promise.due"
    DUE_TYPED = "promise.due_typed"
    PROMISE_REASON = "promise.reason"
    PROMISE_PROCESS = "promise.process"
    PROMISE_CONTACT = "promise.contact"
    PROMISE_CHANNEL = "promise.channel"
    OWED = "promise.owed"
    CHANGE_REASON = "promise.change_reason"

    @property
    def parts(self) -> list[str]:
        return self.value.split(".")

    @property
    def record_field(self) -> RecordField | None:
        """The record's text field behind this place, if it is one."""
        *holder, name = self.parts
        known = {field.value: field for field in RecordField}
        return known.get(name) if holder == ["complaint", "record"] else None


# What a choice may be set to; the places not listed here take text.
CHOICES: dict[Place, type[StrEnum]] = {
    Place.LANGUAGE: Language,
    Place.CONTACT_KIND: ContactKind,
    Place.MORE_NEEDS: kinds.Answer,
    Place.RECORDING: RecordingNote,
    Place.ROLE: CallerRole,
    Place.OUR_SHIPMENT: kinds.Answer,
    Place.TRANSPORT_RELATED: kinds.Answer,
    Place.CATEGORY: Category,
    Place.CAUSE: Cause,
    Place.SIDE: Side,
    Place.ERROR_CODE: ErrorCode,
    Place.SEVERITY_LADDER: kinds.Impact,
    Place.SEVERITY: Severity,
    Place.LOSS: kinds.Loss,
    Place.COMPENSATION: kinds.Answer,
    Place.CUSTOMER_TYPE: kinds.CustomerType,
    Place.DISSATISFACTION: kinds.Dissatisfaction,
    Place.STAGE: kinds.Stage,
    Place.DISPUTED: kinds.Answer,
    Place.VALIDITY: kinds.Validity,
    Place.VALIDITY_REASON: kinds.InvalidReason,
    Place.REACTION: Reaction,
    Place.WAY_ON: WayOn,
    Place.SOLUTION_AGREED: kinds.Answer,
    Place.PROMISE_CHANNEL: Channel,
    Place.OWED: Owed,
}

# Words that were said as one paragraph: changing one takes "said" back.
_TOLD_WITH_PROMISE = frozenset(
    {
        Place.DUE,
        Place.PROMISE_REASON,
        Place.PROMISE_PROCESS,
        Place.PROMISE_CONTACT,
        Place.PROMISE_CHANNEL,
        Place.OWED,
    }
)


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, and when."""

    by: Person
    at: datetime


Value = str | StrEnum | Spoken | None


def read(call: Call, place: Place) -> Value:
    """What stands in a place now."""
    first, *rest = place.parts
    found: object = call
    if first == "promise":
        found = call.complaint.promise
    elif first == "complaint":
        found = call.complaint
    else:
        rest = [first]
    for name in rest:
        found = getattr(found, name)
    return found  # type: ignore[return-value]


def read_text(call: Call, place: Place) -> str:
    """What stands in a text place."""
    return str(read(call, place) or "")


def write(call: Call, place: Place, value: Value, pen: Pen) -> Call:
    """Put a value in a place; rules that belong to the place are kept or refuse."""
    if read(call, place) == value:
        return call
    if place.parts[0] == "promise":
        return _write_promise(call, place, value)
    special = _SPECIAL.get(place)
    if special is not None:
        return special(call, value, pen)
    if (name := place.record_field) is not None:
        changed = records.edit(call.complaint.record, name, str(value or ""))
        return put_complaint(call, record=changed)
    return _put(call, place.parts, value)


def _put(call: Call, parts: list[str], value: Value) -> Call:
    if parts[0] != "complaint":
        return replace(call, **{parts[0]: value})  # type: ignore[arg-type]
    return put_complaint(call, **_nested(call.complaint, parts[1:], value))


def _nested(holder: object, parts: list[str], value: Value) -> dict[str, object]:
    name, *rest = parts
    if not rest:
        return {name: value}
    inner = getattr(holder, name)
    return {name: replace(inner, **_nested(inner, rest, value))}


def _write_promise(call: Call, place: Place, value: Value) -> Call:
    if call.complaint.promise.made_at is not None:
        raise Refused(N_("This promise has been made. Another time is a new promise (change it)."))
    changes: dict[str, object] = {place.parts[1]: value}
    if place in _TOLD_WITH_PROMISE:
        changes["told_at"] = None
    return put_promise(call, **changes)


def _classified(call: Call, **changes: object) -> Call:
    changed = replace(call.complaint.classification, **changes)  # type: ignore[arg-type]
    return put_complaint(call, classification=changed)


def _write_category(call: Call, value: Value, _pen: Pen) -> Call:
    """Another category has other causes, and no severity was judged for it yet."""
    category = Category(str(value)) if value else None
    cause = call.complaint.classification.cause
    kept = cause if category and cause in CATEGORIES[category].causes else None
    return _classified(call, category=category, cause=kept)


def _write_severity(call: Call, value: Value, pen: Pen) -> Call:
    chosen = Severity(str(value))
    changed = kinds.set_severity(call.complaint.classification, chosen, pen.by)
    return put_complaint(call, classification=changed)


def _write_ladder(call: Call, value: Value, pen: Pen) -> Call:
    rung = kinds.Impact(str(value))
    changed = kinds.set_impact(call.complaint.classification, rung, pen.by)
    return put_complaint(call, classification=changed)


def _write_validity(call: Call, value: Value, _pen: Pen) -> Call:
    """A reason for "invalid" makes no sense for anything else."""
    validity = kinds.Validity(str(value)) if value else None
    if validity is kinds.Validity.INVALID and (call.complaint.promised or call.complaint.resolved):
        raise Refused(N_("The customer has a promise or a solution already; this decision stands."))
    changed = replace(call.complaint.classification, validity=validity)
    if validity is not kinds.Validity.INVALID:
        changed = kinds.set_validity_reason(changed, None)
    return put_complaint(call, classification=changed)


def _write_validity_reason(call: Call, value: Value, _pen: Pen) -> Call:
    reason = kinds.InvalidReason(str(value)) if value else None
    changed = kinds.set_validity_reason(call.complaint.classification, reason)
    return put_complaint(call, classification=changed)


def _write_our_shipment(call: Call, value: Value, _pen: Pen) -> Call:
    changed = kinds.set_our_shipment(call.complaint.classification, _answer(value))
    return put_complaint(call, classification=changed)


def _write_transport_related(call: Call, value: Value, _pen: Pen) -> Call:
    changed = kinds.set_transport_related(call.complaint.classification, _answer(value))
    return put_complaint(call, classification=changed)


def _answer(value: Value) -> kinds.Answer | None:
    return kinds.Answer(str(value)) if value else None


def _write_phone(call: Call, value: Value, _pen: Pen) -> Call:
    """The number he will be called on follows the one he gave, until another was asked for."""
    old = call.complaint.record.phone
    changed = records.edit(call.complaint.record, RecordField.PHONE, str(value or ""))
    call = put_complaint(call, record=changed)
    promise = call.complaint.promise
    if promise.made_at is None and promise.contact in ("", old):
        call = put_promise(call, contact=str(value or ""), told_at=None)
    return call


def _write_decision(place: Place) -> Callable[[Call, Value, Pen], Call]:
    """What decided the outcome stands once the customer was promised or given it."""

    def written(call: Call, value: Value, _pen: Pen) -> Call:
        if call.complaint.promised or call.complaint.resolved:
            raise Refused(
                N_("The customer has a promise or a solution already; this decision stands.")
            )
        return _put(call, place.parts, value)

    return written


_SPECIAL: dict[Place, Callable[[Call, Value, Pen], Call]] = {
    Place.CATEGORY: _write_category,
    Place.SEVERITY: _write_severity,
    Place.SEVERITY_LADDER: _write_ladder,
    Place.VALIDITY: _write_validity,
    Place.VALIDITY_REASON: _write_validity_reason,
    Place.OUR_SHIPMENT: _write_our_shipment,
    Place.TRANSPORT_RELATED: _write_transport_related,
    Place.PHONE: _write_phone,
    Place.WAY_ON: _write_decision(Place.WAY_ON),
    Place.REACTION: _write_decision(Place.REACTION),
}
