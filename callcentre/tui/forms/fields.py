"""Small helpers that make rows from places of a call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callcentre.domain.call import Call
from callcentre.domain.caller import CallerCard
from callcentre.domain.centre import Centre
from callcentre.domain.places import CHOICES, Place, read, read_text
from callcentre.domain.promise_times import Proposal
from callcentre.domain.script import Scripts
from callcentre.i18n import _
from callcentre.tui.widgets.rows import ChoiceRow, Option, TextRow
from callcentre.wording.labels import label


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the rows of a step depend on beside the call itself."""

    centre: Centre
    scripts: Scripts
    card: CallerCard
    proposals: tuple[Proposal, ...]
    now: datetime
    time_note: str = ""


def text(
    call: Call,
    place: Place,
    name: str,
    *,
    lines: int = 1,
    flowing: bool = True,
    hint: str = "",
) -> TextRow:
    """A text field of the call, marked with what the customer confirmed or declined."""
    return TextRow(
        place=place.value,
        label=name,
        value=read_text(call, place),
        lines=lines,
        flowing=flowing,
        mark=_mark(call, place),
        hint=hint,
    )


def choice(
    call: Call,
    place: Place,
    name: str,
    options: Iterable[StrEnum] | None = None,
    proposed: StrEnum | None = None,
    hint: str = "",
) -> ChoiceRow:
    """A choice of the call; without `options` every value of its kind is offered."""
    offered = CHOICES[place] if options is None else options
    value = read(call, place)
    return ChoiceRow(
        place=place.value,
        label=name,
        options=tuple(Option(member.value, label(member)) for member in offered),
        value=str(value or ""),
        proposed=proposed.value if proposed else "",
        hint=hint,
    )


def _mark(call: Call, place: Place) -> str:
    name = place.record_field
    if name is None:
        return ""
    record = call.complaint.record
    if name in record.confirmed:
        return "✓ " + _("confirmed")
    return _("not given") if name in record.declined else ""
