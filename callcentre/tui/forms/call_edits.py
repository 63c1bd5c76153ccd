"""What a key in a form does to the call: from a place and a text to the next call."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from callcentre.domain import record as records
from callcentre.domain.call import Call, Language, Signal, put_complaint
from callcentre.domain.caller import CallerCard
from callcentre.domain.instant import Spoken
from callcentre.domain.phone import zone_of
from callcentre.domain.places import CHOICES, Pen, Place, write
from callcentre.domain.typed_time import read_time
from callcentre.errors import CallCentreError
from callcentre.tui.forms.call_steps import SIGNALS
from callcentre.tui.forms.times import TIMES
from callcentre.wording.refusals import in_words


@dataclass(frozen=True, slots=True)
class Edited:
    """The call after an edit, and a word on the time that was typed, if one was."""

    call: Call
    time_note: str = ""


def typed(call: Call, place: Place, text: str, pen: Pen, zone: str) -> Edited:
    """Text typed in a place. A typed time becomes an instant as soon as it is one; until then
    the note says why it is not. `zone` is the desk's."""
    call = write(call, place, text, pen)
    if place is not Place.DUE_TYPED or not text.strip():
        return Edited(call)
    customer_zone = call.complaint.record.customer_zone
    try:
        due = read_time(text, pen.at, zone, customer_zone)
    except CallCentreError as error:
        return Edited(write(call, Place.DUE, None, pen), in_words(error))
    return Edited(write(call, Place.DUE, due, pen))


def chosen(call: Call, place: str, value: str, pen: Pen, zone: str) -> Call:
    """An option chosen, a signal ticked, or a proposed time taken."""
    if place == SIGNALS:
        return replace(call, signals=call.signals ^ {Signal(value)})
    if place == TIMES:
        if not value:
            return call
        return write(call, Place.DUE, Spoken(datetime.fromisoformat(value), zone), pen)
    known = Place(place)
    return write(call, known, CHOICES[known](value), pen)


def declined(call: Call, place: str) -> Call:
    """Asked, but not given; asking again takes it back."""
    field = Place(place).record_field if place in PLACES else None
    if field is None:
        return call
    return put_complaint(call, record=records.decline(call.complaint.record, field))


def next_language(call: Call, dialects: Sequence[str], pen: Pen) -> Call:
    """The next language of the call, each dialect that a script is known of among them."""
    in_dialect = [(Language.DIALECT, dialect) for dialect in dialects or ("",)]
    tongues = [(Language.ZH, ""), *in_dialect, (Language.EN, "")]
    now = (call.language, call.dialect if call.language is Language.DIALECT else "")
    at = tongues.index(now) if now in tongues else 0
    tongue, dialect = tongues[(at + 1) % len(tongues)]
    call = write(call, Place.LANGUAGE, tongue, pen)
    return write(call, Place.DIALECT, dialect, pen) if dialect else call


def foreign_caller(call: Call, country: str, pen: Pen) -> Call:
    """A number from abroad says by which clock the customer lives (X-29)."""
    record = call.complaint.record
    zone = zone_of(record.phone, country)
    if not zone or record.customer_zone:
        return call
    return write(call, Place.CUSTOMER_ZONE, zone, pen)


def known_caller(call: Call, card: CallerCard, pen: Pen) -> Call:
    """A known caller need not spell name and address again; they are read back as any other."""
    record = call.complaint.record
    known = {
        Place.NAME: card.name,
        Place.COMPANY: card.company,
        Place.ADDRESS: card.address,
    }
    for place, value in known.items():
        field = place.record_field
        if value and field is not None and not record.text(field):
            call = write(call, place, value, pen)
    return call


PLACES = frozenset(place.value for place in Place)
