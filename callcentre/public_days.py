"""Public holidays and make-up workdays, from the `holidays` library."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from callcentre.domain.working_time import NoPublicDays, PublicDays

if TYPE_CHECKING:
    from holidays import HolidayBase


@lru_cache(maxsize=8)
def public_days(country: str) -> PublicDays:
    """The calendar of a country; one the library does not know has no public days."""
    import holidays  # noqa: PLC0415 - only once hours are asked for

    try:
        return _Library(holidays.country_holidays(country))
    except NotImplementedError:
        return NoPublicDays()


class _Library:
    """Years are worked out by the library as they are asked for."""

    def __init__(self, calendar: "HolidayBase") -> None:
        self._calendar = calendar

    def holiday(self, day: date) -> str | None:
        name = self._calendar.get(day)
        return str(name) if name is not None else None

    def makeup(self, day: date) -> str | None:
        self._calendar.get(day)
        return "" if day in self._calendar.weekend_workdays else None
