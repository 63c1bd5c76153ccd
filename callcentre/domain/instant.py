"""Instants: UTC with the zone they were spoken in (I-24)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callcentre.errors import BadInput, Refused
from callcentre.i18n import N_


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo:
    """The zone of that name; an unknown one is refused."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(N_("There is no time zone called “{zone}”."), zone=name) from error


def utc(moment: datetime) -> datetime:
    """The same instant in UTC; a time without a zone is refused (I-02)."""
    if moment.tzinfo is None:
        raise Refused(N_("A time needs a zone; {time} has none."), time=moment.isoformat(" "))
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True, order=True)
class Spoken:
    """An instant as it was told somebody: `at` in UTC, and the `zone` whose clock was meant."""

    at: datetime
    zone: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", utc(self.at))
        zone_info(self.zone)

    @property
    def local(self) -> datetime:
        """The wall clock in the zone it was spoken in."""
        return self.at.astimezone(zone_info(self.zone))

    def on_clock_of(self, zone: str) -> datetime:
        """The wall clock the other party reads."""
        return self.at.astimezone(zone_info(zone))
