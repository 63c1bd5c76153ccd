"""Working time: a pure function from desk hours and a start to an instant, with the reasons.

Several windows a day, lunch between them, public holidays, make-up workdays, the desk's
own closures, zones and daylight saving. A search is bounded, so a desk that never opens
gets the answer "no open hours" instead of a loop (peers 3.8).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import Protocol

from callcentre.domain.instant import utc, zone_info
from callcentre.errors import BadInput
from callcentre.i18n import N_

HORIZON_DAYS = 400
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Open from `opens` until just before `closes`, in minutes after local midnight, 0..1440."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES_A_DAY:
            raise BadInput(
                N_("A window must open before it closes, within one day: {window}."),
                window=str(self),
            )

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes)}"

    def holds(self, minute: float) -> bool:
        """Whether that minute of the day lies inside."""
        return self.opens <= minute < self.closes


class DayKind(StrEnum):
    """Why a day has the windows it has."""

    WORKDAY = "workday"
    REST = "rest"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    MAKEUP = "makeup"


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One local day of the desk: its windows in order, and the name of what made it so."""

    day: date
    kind: DayKind
    name: str
    windows: tuple[Window, ...]


class PublicDays(Protocol):
    """Where public holidays and make-up workdays come from."""

    def holiday(self, day: date) -> str | None:
        """The holiday's name, or None."""

    def makeup(self, day: date) -> str | None:
        """Why a rest day is worked, or None."""


class NoPublicDays:
    """A country without public holidays; also the test's calendar."""

    def holiday(self, day: date) -> str | None:
        return None

    def makeup(self, day: date) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class DeskHours:
    """When the desk is staffed: a week of windows (Monday first) and the days that differ."""

    zone: str
    week: tuple[tuple[Window, ...], ...]
    public: PublicDays = field(default_factory=NoPublicDays, compare=False)
    closures: Mapping[date, str] = field(default_factory=dict)
    makeups: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        zone_info(self.zone)
        if len(self.week) != 7:
            raise BadInput(N_("Desk hours need seven days, Monday first."))
        for windows in self.week:
            for earlier, later in pairwise(windows):
                if later.opens < earlier.closes:
                    raise BadInput(
                        N_("Windows overlap or stand out of order: {one} and {two}."),
                        one=str(earlier),
                        two=str(later),
                    )

    def plan(self, day: date) -> DayPlan:
        """The day as it will be worked. Own closures beat own openings, these beat the
        public calendar, and that beats the week."""
        if day in self.closures:
            return DayPlan(day, DayKind.CLOSURE, self.closures[day], ())
        usual = self.week[day.weekday()]
        if (reason := self.makeups.get(day) or self.public.makeup(day)) is not None:
            return DayPlan(day, DayKind.MAKEUP, reason, usual or self._workday_windows())
        if (name := self.public.holiday(day)) is not None:
            return DayPlan(day, DayKind.HOLIDAY, name, ())
        kind = DayKind.WORKDAY if usual else DayKind.REST
        return DayPlan(day, kind, "", usual)

    def _workday_windows(self) -> tuple[Window, ...]:
        return next((windows for windows in self.week if windows), ())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of real time in UTC: `begins` included, `ends` not."""

    begins: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        return self.ends - self.begins


@dataclass(frozen=True, slots=True)
class Reckoning:
    """An answer with its reasons: when `span` of open time after `start` has passed.

    `due` is None when no open hours were found within `HORIZON_DAYS`. `counted` are the
    stretches that add up to the span; `skipped` the days without any window on the way.
    """

    start: datetime
    span: timedelta
    due: datetime | None
    counted: tuple[Stretch, ...]
    skipped: tuple[DayPlan, ...]


def is_open(hours: DeskHours, at: datetime) -> bool:
    """Whether the desk is staffed at that instant, by its own wall clock."""
    local = at.astimezone(zone_info(hours.zone))
    minute = local.hour * 60 + local.minute + local.second / 60
    return any(window.holds(minute) for window in hours.plan(local.date()).windows)


def reckon(hours: DeskHours, start: datetime, span: timedelta) -> Reckoning:
    """Add `span` of open time to `start`; a zero span gives the first open instant."""
    start = utc(start)
    left = span
    counted: list[Stretch] = []
    skipped: list[DayPlan] = []
    for plan, stretches in _days(hours, start):
        if not plan.windows:
            skipped.append(plan)
        for stretch in stretches:
            if stretch.length >= left:
                due = stretch.begins + left
                if left:
                    counted.append(Stretch(stretch.begins, due))
                return Reckoning(start, span, due, tuple(counted), tuple(skipped))
            counted.append(stretch)
            left -= stretch.length
    return Reckoning(start, span, None, tuple(counted), tuple(skipped))


def next_open(hours: DeskHours, at: datetime) -> datetime | None:
    """The first staffed instant at or after `at`, or None within the horizon."""
    return reckon(hours, at, timedelta(0)).due


def last_open(hours: DeskHours, after: datetime, until: datetime) -> datetime | None:
    """The latest staffed instant in `after < t <= until`; a closing time counts as staffed."""
    latest: datetime | None = None
    for stretch in open_stretches(hours, after, until):
        latest = stretch.ends
    return latest


def after_workdays(hours: DeskHours, at: datetime, days: int) -> datetime | None:
    """The close of the last window on the `days`-th open day after the one of `at`."""
    left = days
    today = at.astimezone(zone_info(hours.zone)).date()
    for plan, stretches in _days(hours, utc(at)):
        if plan.day > today and stretches:
            left -= 1
            if left == 0:
                return stretches[-1].ends
    return None


def open_stretches(hours: DeskHours, begins: datetime, ends: datetime) -> Iterator[Stretch]:
    """The staffed stretches between two instants, cut to them."""
    for _plan, stretches in takewhile(
        lambda d: _midnight(hours, d[0].day) < ends, _days(hours, begins)
    ):
        for stretch in stretches:
            if stretch.begins < ends:
                yield Stretch(stretch.begins, min(stretch.ends, ends))


def open_time(hours: DeskHours, begins: datetime, ends: datetime) -> timedelta:
    """How much staffed time lies between two instants."""
    return sum((s.length for s in open_stretches(hours, begins, ends)), timedelta(0))


def skipped_days(hours: DeskHours, begins: datetime, ends: datetime) -> tuple[DayPlan, ...]:
    """The whole days without any window between two instants: the "why" of a late time."""
    zone = zone_info(hours.zone)
    first, last = begins.astimezone(zone).date(), ends.astimezone(zone).date()
    between = min((last - first).days, HORIZON_DAYS)
    plans = (hours.plan(first + timedelta(days=n)) for n in range(between))
    return tuple(plan for plan in plans if not plan.windows)


def _days(hours: DeskHours, start: datetime) -> Iterator[tuple[DayPlan, tuple[Stretch, ...]]]:
    """Each day from the one of `start` on, with its staffed stretches cut at `start`."""
    first = start.astimezone(zone_info(hours.zone)).date()
    for number in range(HORIZON_DAYS):
        plan = hours.plan(first + timedelta(days=number))
        real = (_real(hours.zone, plan.day, window) for window in plan.windows)
        kept = (Stretch(max(s.begins, start), s.ends) for s in real if s.ends > start)
        yield plan, tuple(s for s in kept if s.ends > s.begins)


def _real(zone: str, day: date, window: Window) -> Stretch:
    """A window on the wall as real time. An opening that happens twice is the first one, a
    closing that happens twice the second; one that never happens moves with the clock."""
    return Stretch(_instant(zone, day, window.opens, 0), _instant(zone, day, window.closes, 1))


def _instant(zone: str, day: date, minute: int, fold: int) -> datetime:
    days, rest = divmod(minute, MINUTES_A_DAY)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60, fold=fold))
    return wall.replace(tzinfo=zone_info(zone)).astimezone(UTC)


def _midnight(hours: DeskHours, day: date) -> datetime:
    return _instant(hours.zone, day, 0, 0)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
