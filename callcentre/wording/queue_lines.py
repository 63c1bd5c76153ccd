"""A row of the queue in words, for the screen, the panel and the plain command alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from callcentre.domain.commitment import Kind, Owed, Status
from callcentre.domain.queue import Counts, QueueRow, plus
from callcentre.i18n import _, ngettext
from callcentre.wording.clocks import span
from callcentre.wording.joining import named
from callcentre.wording.labels import label
from callcentre.wording.lateness import GLYPHS, PLAIN_GLYPHS, lateness


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueWords:
    """One row, cell by cell."""

    status: Status
    glyph: str
    lateness: str
    whom: str
    number: str
    owed: str
    owner: str
    severity: str
    claim: str


def queue_words(
    row: QueueRow, now: datetime, due_soon: timedelta, *, me: str = "", plain: bool = False
) -> QueueWords:
    """The words of a row at an instant; `me` is called "you"."""
    status = row.status(now, due_soon)
    glyphs = PLAIN_GLYPHS if plain else GLYPHS
    return QueueWords(
        status=status,
        glyph=("*" if plain else "▲") if row.pinned else glyphs[status],
        lateness=lateness(status, row.time_left(now), undated=row.undated),
        whom=row.whom or row.contact_value or "–",
        number=row.case_number or "–",
        owed=what_is_owed(row),
        owner=_("you") if row.owner == me else row.owner_name,
        severity=label(row.severity),
        claim=_claim(row, now, me),
    )


def what_is_owed(row: QueueRow) -> str:
    """ "call back: the result", "written answer", …"""
    if row.kind is Kind.CALLBACK and row.owed is not Owed.ANSWER:
        return named(label(row.kind), label(row.owed))
    if not row.attempts:
        return label(row.kind)
    tried = ngettext(" ({count} try)", " ({count} tries)", row.attempts)
    return label(row.kind) + tried.format(count=row.attempts)


def _claim(row: QueueRow, now: datetime, me: str) -> str:
    if row.claim is None or not row.claim.stands(now):
        return ""
    who = _("you") if row.claim.by == me else row.claim.by_name
    return f"{who} {span(now - row.claim.since)}"


def counted(counts: Counts, now: datetime) -> tuple[tuple[str, str, bool], ...]:
    """The header's numbers: name, value, and whether it calls for action."""
    oldest = span(now - counts.oldest_due) if counts.oldest_due else "–"
    return (
        (_("overdue"), plus(counts.overdue), counts.overdue > 0),
        (_("oldest"), oldest, counts.oldest_due is not None),
        (_("within 15 min"), plus(counts.due_soon), False),
        (_("within 1 h"), plus(counts.due_hour), False),
        (_("kept today"), _share(counts.kept, counts.answered), False),
        (_("first promise"), _share(counts.first_kept, counts.first_answered), False),
    )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "–"
