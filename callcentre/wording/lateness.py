"""How late something is: a word and a glyph, so that colour never carries it alone."""

from datetime import timedelta

from callcentre.domain.commitment import Status
from callcentre.i18n import _
from callcentre.wording.clocks import span

GLYPHS = {
    Status.OVERDUE: "‼",
    Status.DUE_SOON: "!",
    Status.OPEN: " ",
    Status.KEPT: "✓",
    Status.KEPT_LATE: "✓",
    Status.SUPERSEDED: "»",
    Status.VOID: "–",
}
PLAIN_GLYPHS = {
    **GLYPHS,
    Status.OVERDUE: "!!",
    Status.KEPT: "ok",
    Status.KEPT_LATE: "ok",
    Status.SUPERSEDED: ">>",
    Status.VOID: "--",
}
_SECOND = timedelta(seconds=1)


def lateness(status: Status, left: timedelta, *, undated: bool = False) -> str:
    """ "12 min late" or "in 8 min": the word that stands beside the glyph (PR-07)."""
    if undated:
        return _("no time given")
    if status is Status.OVERDUE:
        return _("{span} late").format(span=span(-left))
    # Rounded up, so that the last minute still says one and not none.
    return _("in {span}").format(span=span(left + timedelta(minutes=1) - _SECOND))
