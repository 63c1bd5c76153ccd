"""The centre's profile as JSON, the form it has in the database and in the centre's file.

Times of day are written "09:00-12:00", spans "2h" or "3d", so that a person can read and
edit the same text (`callcentre init --show`).
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

import msgspec

from callcentre.domain.case_number import Scheme
from callcentre.domain.category import Severity
from callcentre.domain.centre import Centre, Limits, Line
from callcentre.domain.working_time import DeskHours, Window
from callcentre.errors import BadInput
from callcentre.i18n import N_
from callcentre.public_days import public_days

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WINDOW = re.compile(r"^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")
_SPAN = re.compile(r"^(?:(\d+)d)? ?(?:(\d+)h)? ?(?:(\d+)m)? ?(?:(\d+)s)?$")

Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]
Prefix = Annotated[str, msgspec.Meta(pattern="^[A-Z]{1,6}$")]


class LineProfile(msgspec.Struct, forbid_unknown_fields=True):
    number: str
    purpose: str = ""


class LimitsProfile(msgspec.Struct, forbid_unknown_fields=True):
    first_promise: dict[Severity, str]
    resolve_by: dict[Severity, str]
    needs_reason: str
    due_soon: str
    call_back_lost: str
    written_notice: str
    return_visit_days: Annotated[int, msgspec.Meta(ge=1, le=60)]
    hold: str


class Profile(msgspec.Struct, forbid_unknown_fields=True):
    """Every setting of a centre, as a person writes it."""

    name: str
    zone: str
    country: Country
    lines: list[LineProfile]
    hours: dict[str, list[str]]
    limits: LimitsProfile
    closures: dict[str, str] = {}
    workdays: dict[str, str] = {}
    numbering: Scheme = Scheme.DAILY
    prefix: Prefix = "TS"


def profile_of(centre: Centre) -> dict[str, object]:
    """The profile as plain JSON values."""
    return msgspec.to_builtins(_profile(centre))  # type: ignore[no-any-return]


def read_profile(values: Mapping[str, object]) -> Centre:
    """The centre of a profile; what is wrong is said with the place it stands in."""
    try:
        profile = msgspec.convert(values, Profile)
    except msgspec.ValidationError as error:
        raise BadInput("{fault}", fault=str(error)) from error
    return _centre(profile)


def _profile(centre: Centre) -> Profile:
    hours, limits = centre.hours, centre.limits
    return Profile(
        name=centre.name,
        zone=centre.zone,
        country=centre.country,
        lines=[LineProfile(line.number, line.purpose) for line in centre.lines],
        hours={
            day: [str(window) for window in windows]
            for day, windows in zip(DAYS, hours.week, strict=True)
        },
        closures={day.isoformat(): why for day, why in hours.closures.items()},
        workdays={day.isoformat(): why for day, why in hours.makeups.items()},
        numbering=centre.scheme,
        prefix=centre.prefix,
        limits=LimitsProfile(
            first_promise={s: write_span(span) for s, span in limits.first_promise.items()},
            resolve_by={s: write_span(span) for s, span in limits.resolve_by.items()},
            needs_reason=write_span(limits.needs_reason),
            due_soon=write_span(limits.due_soon),
            call_back_lost=write_span(limits.call_back_lost),
            written_notice=write_span(limits.written_notice),
            return_visit_days=limits.return_visit_days,
            hold=write_span(limits.hold),
        ),
    )


def _centre(profile: Profile) -> Centre:
    unknown = set(profile.hours) - set(DAYS)
    if unknown:
        raise BadInput(N_("“{day}” is no day of the week."), day=min(unknown))
    limits = profile.limits
    return Centre(
        name=profile.name,
        zone=profile.zone,
        country=profile.country,
        lines=tuple(Line(line.number, line.purpose) for line in profile.lines),
        scheme=profile.numbering,
        prefix=profile.prefix,
        hours=DeskHours(
            zone=profile.zone,
            week=tuple(tuple(map(read_window, profile.hours.get(day, []))) for day in DAYS),
            public=public_days(profile.country),
            closures={read_day(day): why for day, why in profile.closures.items()},
            makeups={read_day(day): why for day, why in profile.workdays.items()},
        ),
        limits=Limits(
            first_promise=_by_severity(limits.first_promise),
            resolve_by=_by_severity(limits.resolve_by),
            needs_reason=read_span(limits.needs_reason),
            due_soon=read_span(limits.due_soon),
            call_back_lost=read_span(limits.call_back_lost),
            written_notice=read_span(limits.written_notice),
            return_visit_days=limits.return_visit_days,
            hold=read_span(limits.hold),
        ),
    )


def _by_severity(spans: Mapping[Severity, str]) -> dict[Severity, timedelta]:
    if absent := tuple(severity for severity in Severity if severity not in spans):
        raise BadInput(N_("A limit is missing for: {severities}."), severities=absent)
    return {severity: read_span(span) for severity, span in spans.items()}


def read_window(text: str) -> Window:
    """ "09:00-12:00" as a window; 24:00 closes at midnight."""
    found = _WINDOW.match(text.replace(" ", ""))
    if found is None:
        raise BadInput(N_("“{text}” is no window; write 09:00-12:00."), text=text)
    opens, opens_minute, closes, closes_minute = map(int, found.groups())
    return Window(opens * 60 + opens_minute, closes * 60 + closes_minute)


def read_span(text: str) -> timedelta:
    """ "2h", "1d 12h", "15m" or "60s" as a span of time; it is never zero."""
    found = _SPAN.match(text.strip())
    parts = [int(part or 0) for part in found.groups()] if found else []
    span = timedelta(**dict(zip(("days", "hours", "minutes", "seconds"), parts, strict=False)))
    if not span:
        raise BadInput(N_("“{text}” is no span of time; write 2h, 3d or 15m."), text=text)
    return span


def write_span(span: timedelta) -> str:
    """The span as `read_span` reads it."""
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((span.days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count)


def read_day(text: str) -> date:
    """A date as year-month-day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(N_("“{text}” is no date; write 2026-12-25."), text=text) from error
