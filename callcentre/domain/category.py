"""The fifteen leaf categories, their roll-ups and their causes (2.3, CL-03, CL-05, CL-06)."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a complaint is (CL-09); the order is from ordinary to serious."""

    ORDINARY = "ordinary"
    IMPORTANT = "important"
    SERIOUS = "serious"

    @property
    def rank(self) -> int:
        """0 is the gravest, so that it sorts first."""
        return _RANKS[self]

    def at_least(self, other: "Severity") -> bool:
        return self.rank <= other.rank


_RANKS = {Severity.SERIOUS: 0, Severity.IMPORTANT: 1, Severity.ORDINARY: 2}


class FourClass(StrEnum):
    """The roll-up into service, quality, price and other (E18)."""

    SERVICE = "service"
    QUALITY = "quality"
    PRICE = "price"
    OTHER = "other"


class FiveClass(StrEnum):
    """The roll-up that knows communication and calls delay a service matter (E12, X-12)."""

    PRODUCT_QUALITY = "product_quality"
    SERVICE_QUALITY = "service_quality"
    PRICE = "price"
    COMMUNICATION = "communication"
    OTHER = "other"


class Category(StrEnum):
    """What is complained of."""

    DELAY = "delay"
    DAMAGE = "damage"
    LOSS = "loss"
    SHORTAGE = "shortage"
    WRONG_DELIVERY = "wrong_delivery"
    WRONG_INFO = "wrong_info"
    ATTITUDE = "attitude"
    PRICE = "price"
    COD_PAYMENT = "cod_payment"
    DOCUMENTS = "documents"
    CUSTOMS = "customs"
    COMMUNICATION = "communication"
    PROMISE_BROKEN = "promise_broken"
    PRODUCT_QUALITY = "product_quality"
    OTHER = "other"


class Cause(StrEnum):
    """Why it happened, as the desk sees it during the call (CL-05)."""

    WEATHER = "weather"
    CONGESTION = "congestion"
    BREAKDOWN = "breakdown"
    DISPATCH = "dispatch"
    COLLISION = "collision"
    CRUSHING = "crushing"
    HANDLING = "handling"
    POSITION = "position"
    ARRIVAL_TIME = "arrival_time"
    RUDE = "rude"
    HARSH_TONE = "harsh_tone"
    WRONG_PLACE = "wrong_place"
    WRONG_GOODS = "wrong_goods"
    FOREIGN_OBJECT = "foreign_object"
    DEFECT = "defect"
    OTHER = "other"


class Side(StrEnum):
    """Who seems responsible: the six sources of error and three more (CL-06)."""

    OPERATIONS = "operations"
    SALES = "sales"
    SUPPLIER_CARRIER = "supplier_carrier"
    AGENT = "agent"
    CUSTOMER_SELF = "customer_self"
    FORCE_MAJEURE = "force_majeure"
    OTHER_DEPARTMENT = "other_department"
    REGULATION_SOCIAL = "regulation_social"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One line of the category table: two roll-ups, the usual severity, causes and side."""

    four: FourClass
    five: FiveClass
    severity: Severity
    causes: tuple[Cause, ...]
    side: Side


_TRANSIT = (Cause.COLLISION, Cause.CRUSHING, Cause.HANDLING, Cause.OTHER)
_INFO = (Cause.POSITION, Cause.ARRIVAL_TIME, Cause.OTHER)
_PLAIN = (Cause.OTHER,)
_Q, _S, _P, _O = FourClass.QUALITY, FourClass.SERVICE, FourClass.PRICE, FourClass.OTHER
_SERVICE = FiveClass.SERVICE_QUALITY
_PRODUCT = FiveClass.PRODUCT_QUALITY
_IMPORTANT, _ORDINARY = Severity.IMPORTANT, Severity.ORDINARY

CATEGORIES: dict[Category, CategoryRow] = {
    Category.DELAY: CategoryRow(
        _Q,
        _SERVICE,
        _IMPORTANT,
        (Cause.WEATHER, Cause.CONGESTION, Cause.BREAKDOWN, Cause.DISPATCH, Cause.OTHER),
        Side.UNDETERMINED,
    ),
    Category.DAMAGE: CategoryRow(_Q, _PRODUCT, _IMPORTANT, _TRANSIT, Side.OPERATIONS),
    Category.LOSS: CategoryRow(_Q, _PRODUCT, _IMPORTANT, _TRANSIT, Side.OPERATIONS),
    Category.SHORTAGE: CategoryRow(_Q, _PRODUCT, _IMPORTANT, _TRANSIT, Side.OPERATIONS),
    Category.WRONG_DELIVERY: CategoryRow(
        _S,
        _SERVICE,
        _IMPORTANT,
        (Cause.WRONG_PLACE, Cause.WRONG_GOODS, Cause.OTHER),
        Side.OPERATIONS,
    ),
    Category.WRONG_INFO: CategoryRow(_S, _SERVICE, _ORDINARY, _INFO, Side.OPERATIONS),
    Category.ATTITUDE: CategoryRow(
        _S, _SERVICE, _ORDINARY, (Cause.RUDE, Cause.HARSH_TONE, Cause.OTHER), Side.OPERATIONS
    ),
    Category.PRICE: CategoryRow(_P, FiveClass.PRICE, _IMPORTANT, _PLAIN, Side.SALES),
    Category.COD_PAYMENT: CategoryRow(
        _P, FiveClass.PRICE, _IMPORTANT, _PLAIN, Side.OTHER_DEPARTMENT
    ),
    Category.DOCUMENTS: CategoryRow(_S, _SERVICE, _IMPORTANT, _PLAIN, Side.OPERATIONS),
    Category.CUSTOMS: CategoryRow(_S, _SERVICE, _IMPORTANT, _PLAIN, Side.OPERATIONS),
    Category.COMMUNICATION: CategoryRow(
        _S, FiveClass.COMMUNICATION, _ORDINARY, _INFO, Side.OPERATIONS
    ),
    Category.PROMISE_BROKEN: CategoryRow(_S, _SERVICE, _IMPORTANT, _PLAIN, Side.SALES),
    Category.PRODUCT_QUALITY: CategoryRow(
        _Q,
        _PRODUCT,
        _IMPORTANT,
        (Cause.FOREIGN_OBJECT, Cause.DEFECT, Cause.OTHER),
        Side.OTHER_DEPARTMENT,
    ),
    Category.OTHER: CategoryRow(_O, FiveClass.OTHER, _ORDINARY, _PLAIN, Side.UNDETERMINED),
}


class ErrorCode(StrEnum):
    """The error behind a complaint, in the groups of the sources (CL-06, CL-07)."""

    WEIGHT = "weight"
    PACKING = "packing"
    PAPERS = "papers"
    CUSTOMS = "customs"
    TRANSIT_DELAY = "transit_delay"
    CLEARANCE_PAPERS_LATE = "clearance_papers_late"
    RECEIPTS_LATE = "receipts_late"
    SPACE = "space"
    LOSS_DAMAGE = "loss_damage"
    PRICE_DIFFERS = "price_differs"
    SERVICE_DIFFERS = "service_differs"
    POOR_MONITORING = "poor_monitoring"
    MISLED = "misled"
    NOT_AS_ASKED = "not_as_asked"
    CARRIER_NOT_ON_TIME = "carrier_not_on_time"
    AGENT_ERROR = "agent_error"
    CUSTOMER_ERROR = "customer_error"
    WEATHER = "weather_event"
    WAR = "war"
    STRIKE = "strike"
    ACCIDENT = "accident"
    UNCLEAR_ADVICE = "unclear_advice"
    CONTRACT_MISREAD = "contract_misread"
    ATTITUDE = "attitude"
    CHANGED_SERVICE = "changed_service"
    DEMAND_BEYOND_CAPABILITY = "demand_beyond_capability"
    PERSONAL_CONFLICT = "personal_conflict"
    REGULATION = "regulation"
    SOCIAL = "social"


_STAFF = (
    ErrorCode.UNCLEAR_ADVICE,
    ErrorCode.ATTITUDE,
    ErrorCode.CHANGED_SERVICE,
    ErrorCode.PERSONAL_CONFLICT,
)

ERROR_CODES: dict[Side, tuple[ErrorCode, ...]] = {
    Side.OPERATIONS: (
        ErrorCode.WEIGHT,
        ErrorCode.PACKING,
        ErrorCode.PAPERS,
        ErrorCode.CUSTOMS,
        ErrorCode.TRANSIT_DELAY,
        ErrorCode.CLEARANCE_PAPERS_LATE,
        ErrorCode.RECEIPTS_LATE,
        ErrorCode.SPACE,
        ErrorCode.LOSS_DAMAGE,
        *_STAFF,
    ),
    Side.SALES: (
        ErrorCode.PRICE_DIFFERS,
        ErrorCode.SERVICE_DIFFERS,
        ErrorCode.POOR_MONITORING,
        ErrorCode.MISLED,
    ),
    Side.SUPPLIER_CARRIER: (ErrorCode.NOT_AS_ASKED, ErrorCode.CARRIER_NOT_ON_TIME),
    Side.AGENT: (ErrorCode.AGENT_ERROR,),
    Side.CUSTOMER_SELF: (
        ErrorCode.CUSTOMER_ERROR,
        ErrorCode.CONTRACT_MISREAD,
        ErrorCode.DEMAND_BEYOND_CAPABILITY,
    ),
    Side.FORCE_MAJEURE: (
        ErrorCode.WEATHER,
        ErrorCode.WAR,
        ErrorCode.STRIKE,
        ErrorCode.ACCIDENT,
    ),
    Side.OTHER_DEPARTMENT: (),
    Side.REGULATION_SOCIAL: (ErrorCode.REGULATION, ErrorCode.SOCIAL),
    Side.UNDETERMINED: (),
}


def offered_errors(side: Side | None) -> tuple[ErrorCode, ...]:
    """The codes of a side first, then every other one: a code may be combined with a side it
    is not grouped under (CL-06)."""
    first = ERROR_CODES[side] if side else ()
    return first + tuple(code for code in ErrorCode if code not in first)
