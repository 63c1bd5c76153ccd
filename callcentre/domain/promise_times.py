"""Which times to propose, and which a promise may have (I-02, I-25, PR-01)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from callcentre.domain.category import Severity
from callcentre.domain.centre import Limits
from callcentre.domain.instant import Spoken, zone_info
from callcentre.domain.staff import Action, Person
from callcentre.domain.working_time import (
    DayPlan,
    DeskHours,
    Stretch,
    is_open,
    next_open,
    open_stretches,
    reckon,
    skipped_days,
)
from callcentre.errors import Refused
from callcentre.i18n import N_

PROPOSALS = 3
LEAST_NOTICE = timedelta(minutes=10)
_AFTER_OPENING = timedelta(hours=1)
_FINEST = 5
_STEPS = {Severity.SERIOUS: 15, Severity.IMPORTANT: 30, Severity.ORDINARY: 30}


@dataclass(frozen=True, slots=True)
class Limit:
    """The latest first promise. `stretched` when the desk is closed until after the plain
    limit, so that the first open hour had to be allowed."""

    at: datetime
    plain: datetime
    stretched: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A time the desk can keep, and the closed days it steps over."""

    due: datetime
    limit: Limit
    skipped: tuple[DayPlan, ...]


class Caution(StrEnum):
    """Allowed, but worth a look before it is said."""

    DESK_CLOSED = "desk_closed"
    BEYOND_LIMIT = "beyond_limit"


def first_limit(
    hours: DeskHours, limits: Limits, severity: Severity, made_at: datetime
) -> Limit | None:
    """The severity's limit as elapsed time; if no open hour lies inside it, one hour after
    the next opening. None when the desk never opens."""
    plain = made_at + limits.first_promise[severity]
    if _slots(hours, severity, made_at + LEAST_NOTICE, plain):
        return Limit(plain, plain, stretched=False)
    due = reckon(hours, max(plain, made_at + LEAST_NOTICE), _AFTER_OPENING).due
    return Limit(due, plain, stretched=True) if due else None


def propose(
    hours: DeskHours, limits: Limits, severity: Severity, made_at: datetime
) -> tuple[Proposal, ...]:
    """Up to three times inside the hours and the limit, early, middle and late; none when
    the desk has no open hours."""
    limit = first_limit(hours, limits, severity, made_at)
    if limit is None:
        return ()
    slots = _slots(hours, severity, made_at + LEAST_NOTICE, limit.at)
    begins = next_open(hours, made_at) or made_at
    marks = [begins + (limit.at - begins) * share for share in (0.25, 0.5, 1.0)]
    chosen: list[datetime] = []
    for mark in reversed(marks):
        free = [slot for slot in slots if slot not in chosen]
        before = [slot for slot in free if slot <= mark and (not chosen or slot < chosen[-1])]
        if before or free:
            chosen.append(before[-1] if before else free[0])
    return tuple(Proposal(due, limit, skipped_days(hours, made_at, due)) for due in sorted(chosen))


def _slots(
    hours: DeskHours, severity: Severity, after: datetime, until: datetime
) -> list[datetime]:
    """Every staffed quarter or half hour of the desk's clock in the span; five-minute marks
    in a stretch too short to hold one."""
    slots: list[datetime] = []
    for stretch in open_stretches(hours, after, until + timedelta(seconds=1)):
        for minutes in (_STEPS[severity], _FINEST):
            if found := _marks(stretch, hours.zone, timedelta(minutes=minutes)):
                slots += found
                break
    return slots


def _marks(stretch: Stretch, zone: str, step: timedelta) -> list[datetime]:
    first = _round_up(stretch.begins, zone, step)
    count = max(0, -((first - stretch.ends) // step))
    return [first + step * n for n in range(count)]


def _round_up(at: datetime, zone: str, step: timedelta) -> datetime:
    local = at.astimezone(zone_info(zone))
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return at + (-past % step)


def check_promise(
    due: Spoken,
    made_at: datetime,
    *,
    first: bool,
    severity: Severity,
    reason: str,
    hours: DeskHours,
    limits: Limits,
    approved_by: Person,
) -> tuple[Caution, ...]:
    """Refuse a time no promise may have; return what to be careful of.

    Refused: a time that has passed (I-02); a first promise beyond the severity's limit
    unless a lead says so (I-25); more than `needs_reason` ahead without a reason told.
    """
    if due.at <= made_at:
        raise Refused(N_("That time has passed. A promise lies ahead."))
    cautions: list[Caution] = []
    limit = first_limit(hours, limits, severity, made_at) if first else None
    if limit is not None and due.at > limit.at:
        if not approved_by.may(Action.PROMISE_BEYOND_LIMIT):
            raise Refused(
                N_("For this severity the first answer is owed by {limit}; later needs a lead."),
                limit=Spoken(limit.at, due.zone).local.strftime("%Y-%m-%d %H:%M"),
            )
        cautions.append(Caution.BEYOND_LIMIT)
    if due.at - made_at > limits.needs_reason and not reason.strip():
        raise Refused(N_("More than a day ahead needs a reason the customer can hear."))
    if not is_open(hours, due.at):
        cautions.append(Caution.DESK_CLOSED)
    return tuple(cautions)
