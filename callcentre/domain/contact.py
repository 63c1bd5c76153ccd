"""A contact with a customer: an answer that reached him, or an attempt that did not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Channel(StrEnum):
    """How somebody was or will be reached."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    CHAT = "chat"
    LETTER = "letter"
    VISIT = "visit"


class AnswerKind(StrEnum):
    """What the customer was told; only `result` ends the chain (I-05, I-07)."""

    RESULT = "result"
    PROGRESS = "progress"
    NO_PROGRESS = "no_progress"


class AttemptOutcome(StrEnum):
    """How a contact failed to reach him; it discharges nothing (X-20)."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    MESSAGE_LEFT = "message_left"
    SWITCHED_OFF = "switched_off"


class Point(StrEnum):
    """The six ticks of an answer (CS-10), in speaking order."""

    ATTITUDE = "attitude"
    RESTATE = "restate"
    REASON = "reason"
    SOLUTION = "solution"
    APOLOGY = "apology"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact, appended and never changed. `kind` is set when the customer was reached,
    `attempt` when he was not; `said` is what he was told, word for word (LS-12)."""

    id: str
    commitment_id: str | None
    case_id: str | None
    call_id: str | None = None
    at: datetime
    by: str
    on_behalf_of: str = ""
    direction: Direction = Direction.OUT
    channel: Channel = Channel.PHONE
    kind: AnswerKind | None = None
    attempt: AttemptOutcome | None = None
    said: str = ""
    cause: str = ""
    process: str = ""
    points: frozenset[Point] = frozenset()

    @property
    def reached(self) -> bool:
        return self.kind is not None
