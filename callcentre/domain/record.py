"""The complaint record: what was said, in fields, with what the customer confirmed.

RC-01, RC-03 and the data dictionary 2.2. Editing a confirmed field takes its confirmation
back (LS-04); a field the customer would not give is "declined", which counts as answered
except for the content and one way to reach him (X-28).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class RecordField(StrEnum):
    """A text field of the record; the value is the attribute's name."""

    NAME = "name"
    COMPANY = "company"
    PHONE = "phone"
    OTHER_CONTACT = "other_contact"
    BEST_TIME = "best_time"
    ADDRESS = "address"
    WAYBILL = "waybill"
    ORDER_NO = "order_no"
    CONTENT = "content"
    CRUX = "crux"
    ITEMS = "items"
    WISH = "wish"
    IMPACT = "downstream_impact"


CONFIRMED_FIELDS = (RecordField.NAME, RecordField.ADDRESS, RecordField.PHONE, RecordField.CONTENT)
NEVER_DECLINED = frozenset({RecordField.CONTENT, RecordField.CRUX})


class CallerRole(StrEnum):
    """What the caller is to the shipment (2.2 role)."""

    SHIPPER = "shipper"
    CONSIGNEE = "consignee"
    THIRD_PARTY = "third_party"
    RETAIL = "retail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What is known of the goods and their way (RC-04, RC-05, CL-04); all optional, as said."""

    service: str = ""
    goods: str = ""
    style_no: str = ""
    quantity: str = ""
    defective_quantity: str = ""
    terms: str = ""
    route: str = ""
    ship_address: str = ""
    ship_date: str = ""
    promised_delivery: str = ""
    delivered: str = ""
    time_in_use: str = ""
    anomaly: str = ""
    declared_value: str = ""
    insured: str = ""
    quoted_price: str = ""
    charged_price: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of one complaint; `items` holds one complaint item a line."""

    name: str = ""
    company: str = ""
    role: CallerRole | None = None
    phone: str = ""
    other_contact: str = ""
    best_time: str = ""
    customer_zone: str = ""
    address: str = ""
    waybill: str = ""
    order_no: str = ""
    content: str = ""
    crux: str = ""
    items: str = ""
    wish: str = ""
    downstream_impact: str = ""
    shipment: Shipment = field(default_factory=Shipment)
    confirmed: Mapping[RecordField, datetime] = field(default_factory=dict)
    declined: frozenset[RecordField] = frozenset()

    def text(self, name: RecordField) -> str:
        return str(getattr(self, name.value))

    def answered(self, name: RecordField) -> bool:
        """Filled in, or asked and declined where that is allowed."""
        return bool(self.text(name).strip()) or name in self.declined

    @property
    def contact(self) -> str:
        """The one way to reach the customer: the phone, else whatever else he gave."""
        return self.phone or self.other_contact

    @property
    def has_reference(self) -> bool:
        """A waybill or an order number, or "none" said by the customer (RC-01)."""
        return any(map(self.answered, (RecordField.WAYBILL, RecordField.ORDER_NO)))

    @property
    def complaint_items(self) -> tuple[str, ...]:
        """Every item that the written answer must answer; the crux when none was listed."""
        listed = tuple(line.strip() for line in self.items.splitlines() if line.strip())
        return listed or ((self.crux,) if self.crux else ())

    @property
    def unconfirmed(self) -> tuple[RecordField, ...]:
        """The fields still to be read back; what was declined needs no confirmation."""
        return tuple(
            name
            for name in CONFIRMED_FIELDS
            if name not in self.confirmed and name not in self.declined
        )


def edit(record: Record, name: RecordField, text: str) -> Record:
    """Set a field; a changed field loses its confirmation and is no longer declined."""
    if record.text(name) == text:
        return record
    confirmed = {kept: at for kept, at in record.confirmed.items() if kept is not name}
    changed = replace(record, confirmed=confirmed, declined=record.declined - {name})
    return replace(changed, **{name.value: text})  # type: ignore[arg-type]


def decline(record: Record, name: RecordField) -> Record:
    """Note "asked, not given"; asking again takes it back. The content is always needed."""
    if name in NEVER_DECLINED or record.text(name).strip():
        return record
    return replace(record, declined=record.declined ^ {name})


def confirm(record: Record, at: datetime) -> Record:
    """The customer said yes to the paragraph read back: every filled field is confirmed."""
    filled = {name: at for name in CONFIRMED_FIELDS if record.text(name).strip()}
    return replace(record, confirmed={**filled, **record.confirmed})
