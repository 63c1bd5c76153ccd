"""Saving a call: the wrap-up is done, and nothing more is asked of it."""

from dataclasses import replace

from callcentre.domain.call import Call, RecordingNote
from callcentre.domain.call_steps import Turn, leave
from callcentre.domain.gates import Missing, missing
from callcentre.errors import Refused
from callcentre.i18n import N_


class GateClosed(Refused):
    """The step cannot be left yet; `missing` names everything that is."""

    def __init__(self, what: tuple[Missing, ...]) -> None:
        self.missing = what
        super().__init__(N_("Still to ask: {missing}."), missing=what)


def save(call: Call, turn: Turn) -> Call:
    """The call as it is kept, once nothing more is missing."""
    if lacking := missing(call):
        raise GateClosed(lacking)
    return seal(call, turn)


def seal(call: Call, turn: Turn) -> Call:
    """The call as it is kept; a disputed one says that its recording follows (RC-12)."""
    disputed = any(c.classification.is_disputed for c in call.complaints)
    recording = RecordingNote.TO_FOLLOW if disputed else RecordingNote.NOT_NEEDED
    return replace(
        call,
        saved_at=turn.now,
        recording=call.recording or recording,
        visits=leave(call.visits, turn.now),
    )
