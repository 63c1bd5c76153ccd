"""An error in the words of the interface."""

from enum import StrEnum

from callcentre.errors import CallCentreError
from callcentre.i18n import N_, _
from callcentre.wording.joining import listed

# What a promise lacks, as the domain names it (I-03).
_TOLD = {
    "reason": N_("why not now"),
    "process": N_("what happens meanwhile"),
    "time": N_("the time"),
    "name": N_("name"),
    "contact": N_("number to call"),
}


def in_words(error: CallCentreError) -> str:
    """The sentence a person reads, with everything it names translated too."""
    values = {name: _word(value) for name, value in error.values.items()}
    return _(error.sentence).format(**values)


def _word(value: object) -> object:
    if isinstance(value, StrEnum):
        return _named(value)
    if isinstance(value, tuple):
        return listed(str(_word(part)) for part in value)
    if isinstance(value, str) and value in _TOLD:
        return _(_TOLD[value])
    return value


def _named(value: StrEnum) -> str:
    # The labels know every word of the domain, and the door speaks of none of them.
    from callcentre.wording.labels import LABELS, label  # noqa: PLC0415

    return label(value) if (type(value), value.value) in LABELS else value.value
