"""Who is calling: what we owe this number and what went before (RC-15, CL-11, PR-11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from callcentre.domain.case import CaseState
from callcentre.domain.category import Category
from callcentre.domain.commitment import Status
from callcentre.domain.queue import QueueRow
from callcentre.domain.script import Circumstance

REPEAT_WITHIN = timedelta(days=30)
SILENCE_AFTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCase:
    """One case this caller had, newest first on the card."""

    number: str
    accepted_at: datetime
    category: Category | None
    crux: str
    state: CaseState
    awaiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerCard:
    """What the agent sees the moment a known number is typed; open promises come first."""

    phone_key: str
    name: str = ""
    company: str = ""
    address: str = ""
    owed: tuple[QueueRow, ...] = ()
    cases: tuple[EarlierCase, ...] = ()
    case_count: int = 0
    recent_count: int = 0
    unsolved_count: int = 0
    kept: int = 0
    kept_late: int = 0

    @property
    def known(self) -> bool:
        return bool(self.case_count or self.owed)

    @property
    def repeats(self) -> bool:
        """The third unsolved complaint of one customer (CL-11)."""
        return self.unsolved_count >= SILENCE_AFTER

    def circumstances(self, now: datetime, due_soon: timedelta) -> frozenset[Circumstance]:
        """What the greeting has to know: an overdue promise is apologised for first."""
        statuses = {row.status(now, due_soon) for row in self.owed}
        if Status.OVERDUE in statuses:
            return frozenset({Circumstance.OVERDUE_PROMISE})
        return frozenset({Circumstance.OPEN_PROMISE}) if statuses else frozenset()
