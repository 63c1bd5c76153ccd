"""An error in the words of the interface."""

from enum import StrEnum

from callcentre.domain.call_machine import GateClosed
from callcentre.errors import CallCentreError
from callcentre.i18n import _
from callcentre.wording.labels import LABELS, label

_TOLD_PARTS = {"reason", "process", "time", "name", "contact"}


def in_words(error: CallCentreError) -> str:
    """The sentence a person reads, with everything it names translated too."""
    if isinstance(error, GateClosed):
        return _("Still to ask: {missing}.").format(missing=", ".join(map(label, error.missing)))
    values = {name: _word(value) for name, value in error.values.items()}
    return _(error.sentence).format(**values)


def _word(value: object) -> object:
    if isinstance(value, StrEnum) and (type(value), value.value) in LABELS:
        return label(value)
    return value
