"""Everything this program refuses or fails at, as one tree.

A sentence is an English message id with `{name}` places; the screen translates it and
fills the places, so an error raised deep in the domain reaches the agent in her own words.
"""

from dataclasses import dataclass


class CallCentreError(Exception):
    """The root: `sentence` with `values` to fill it."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence.format(**{name: _plain(v) for name, v in self.values.items()})


def _plain(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


class Refused(CallCentreError):
    """A rule of the trade says no; nothing was changed."""


class NotAllowed(Refused):
    """The person's role does not carry this action (requirements 3.4)."""


class Conflict(Refused):
    """Somebody else was first."""


class NotFound(CallCentreError):
    """What was named does not exist."""


class BadInput(CallCentreError):
    """Text or a setting that cannot be understood; says what and where."""


class StorageDown(CallCentreError):
    """The database does not answer or is locked; the call goes on without it."""


class JournalFault(CallCentreError):
    """The local journal cannot be written: what is typed is not safe."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: the place a person can jump to, and what is wrong there."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class BrokenFile(CallCentreError):
    """A file people edit is malformed; carries every fault at once."""

    def __init__(self, path: str, faults: tuple[Fault, ...]) -> None:
        self.path = path
        self.faults = faults
        super().__init__("{path}: {faults}", path=path, faults="; ".join(map(str, faults)))
