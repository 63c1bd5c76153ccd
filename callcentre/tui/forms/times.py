"""The row of proposed times, one key each."""

from datetime import datetime

from callcentre.domain.centre import Centre
from callcentre.domain.promise_times import Proposal
from callcentre.i18n import _
from callcentre.tui.widgets.rows import ChoiceRow, Option
from callcentre.wording.clocks import span
from callcentre.wording.days import day_and_clock

TIMES = "times"


def times_row(
    proposals: tuple[Proposal, ...], centre: Centre, now: datetime, chosen: str
) -> ChoiceRow:
    """Each proposal with how far ahead it lies."""
    options = tuple(Option(p.due.isoformat(), _when(p, centre.zone, now)) for p in proposals) or (
        Option("", _("no open hours: type a time")),
    )
    known = {option.value for option in options}
    return ChoiceRow(
        place=TIMES,
        label=_("Time"),
        options=options,
        value=chosen if chosen in known else "",
    )


def _when(proposal: Proposal, zone: str, now: datetime) -> str:
    ahead = _("{span} from now").format(span=span(proposal.due - now))
    return f"{day_and_clock(proposal.due, zone, now)} ({ahead})"
