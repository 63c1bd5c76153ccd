"""The queue of everything owed: its rows, its order, its numbers (DC-01, I-13, PR-07)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from callcentre.domain.category import Severity
from callcentre.domain.commitment import Kind, Owed, Status
from callcentre.domain.instant import Spoken

COUNTED_TO = 999


@dataclass(frozen=True, slots=True, order=True)
class QueueKey:
    """Where a row stands. Emergencies first, then what is due first, then the graver one.

    Lateness needs no re-sorting: the longest overdue is the one due earliest, so the order
    never changes while time passes.
    """

    unpinned: bool
    due_at: datetime
    severity_rank: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who holds a commitment at present, since when, and until when without renewal."""

    by: str
    by_name: str
    since: datetime
    lease_until: datetime

    def stands(self, now: datetime) -> bool:
        return now < self.lease_until


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One debt as the queue shows it: what, to whom, by when, whose, who holds it."""

    id: str
    kind: Kind
    owed: Owed
    due: Spoken
    undated: bool
    pinned: bool
    severity: Severity
    whom: str
    contact_value: str
    case_id: str | None
    case_number: str
    owner: str
    owner_name: str
    made_at: datetime
    attempts: int
    claim: Claim | None = None

    @property
    def key(self) -> QueueKey:
        return QueueKey(not self.pinned, self.due.at, self.severity.rank, self.id)

    def status(self, now: datetime, due_soon: timedelta) -> Status:
        """Open, due soon or overdue: arithmetic on the clock (invariant 2)."""
        if self.undated or now > self.due.at:
            return Status.OVERDUE
        return Status.DUE_SOON if now >= self.due.at - due_soon else Status.OPEN

    def time_left(self, now: datetime) -> timedelta:
        """Until it is due; negative once it is late."""
        return self.due.at - now


class Whose(StrEnum):
    """The filters of the queue."""

    MINE = "mine"
    TEAM = "team"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which rows: everybody's, those of `owner`, or those that are late."""

    whose: Whose = Whose.TEAM
    owner: str = ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A window on the queue around a key, and whether more lies before and after it."""

    rows: tuple[QueueRow, ...]
    more_before: bool
    more_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """At most six numbers; each is exact up to `COUNTED_TO` and stops being counted there.

    `kept` and `answered` are of the promises that were due today; so is the first-promise pair.
    """

    overdue: int
    oldest_due: datetime | None
    due_soon: int
    due_hour: int
    kept: int = 0
    answered: int = 0
    first_kept: int = 0
    first_answered: int = 0


def plus(count: int) -> str:
    """A count as shown: 999+ beyond what is counted."""
    return f"{COUNTED_TO}+" if count > COUNTED_TO else str(count)
