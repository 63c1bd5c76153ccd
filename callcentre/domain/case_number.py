"""Case numbers: daily or monthly, allotted once, widening instead of wrapping (RC-10, RC-11)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callcentre.domain.instant import zone_info


class Scheme(StrEnum):
    """`daily` gives TS-121222-001, `monthly` gives 121201 (X-02)."""

    DAILY = "daily"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Numbering:
    """How this centre numbers its cases; the period is read on the desk's own clock."""

    scheme: Scheme
    prefix: str
    zone: str

    def period(self, accepted_at: datetime) -> str:
        """The series the next number comes from: each period counts from one."""
        local = accepted_at.astimezone(zone_info(self.zone))
        if self.scheme is Scheme.DAILY:
            return f"{self.prefix}-{local:%y%m%d}"
        return f"{local:%y%m}"

    def write(self, period: str, serial: int) -> str:
        """The number of that serial; the hundredth of a month is YYMM100, the thousandth of
        a day takes a fourth digit."""
        if self.scheme is Scheme.DAILY:
            return f"{period}-{serial:03}"
        return f"{period}{serial:02}"
