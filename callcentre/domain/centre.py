"""The centre itself: its name, clock, hotline and the limits it has set (all configurable)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from callcentre.domain.case_number import Numbering, Scheme
from callcentre.domain.category import Severity
from callcentre.domain.working_time import DeskHours


@dataclass(frozen=True, slots=True)
class Line:
    """A hotline number and what it is for (CH-05)."""

    number: str
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The [P] figures of the requirements, each a setting of the centre."""

    first_promise: Mapping[Severity, timedelta] = field(
        default_factory=lambda: {
            Severity.SERIOUS: timedelta(hours=2),
            Severity.IMPORTANT: timedelta(hours=8),
            Severity.ORDINARY: timedelta(hours=24),
        }
    )
    resolve_by: Mapping[Severity, timedelta] = field(
        default_factory=lambda: {
            Severity.SERIOUS: timedelta(days=3),
            Severity.IMPORTANT: timedelta(days=5),
            Severity.ORDINARY: timedelta(days=7),
        }
    )
    needs_reason: timedelta = timedelta(hours=24)
    due_soon: timedelta = timedelta(minutes=15)
    call_back_lost: timedelta = timedelta(minutes=10)
    written_notice: timedelta = timedelta(hours=24)
    return_visit_days: int = 2
    hold: timedelta = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One call centre. `country` (ISO 3166) reads telephone numbers and public holidays."""

    name: str
    zone: str
    country: str
    lines: tuple[Line, ...]
    hours: DeskHours
    scheme: Scheme = Scheme.DAILY
    prefix: str = "TS"
    limits: Limits = field(default_factory=Limits)

    @property
    def numbering(self) -> Numbering:
        return Numbering(self.scheme, self.prefix, self.zone)
