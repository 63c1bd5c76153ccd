"""Why this time? The reasons behind a proposed or typed time, as short lines."""

from datetime import datetime

from callcentre.domain.category import Severity
from callcentre.domain.centre import Centre
from callcentre.domain.instant import Spoken
from callcentre.domain.promise_times import Caution, Proposal, first_limit
from callcentre.domain.working_time import DayPlan, is_open
from callcentre.i18n import _
from callcentre.wording.days import day_and_clock, long_day
from callcentre.wording.joining import clauses
from callcentre.wording.labels import label


def why_proposed(proposal: Proposal, centre: Centre, now: datetime) -> str:
    """The limit the time keeps to, and the days it steps over."""
    limit = day_and_clock(proposal.limit.at, centre.zone, now)
    if proposal.limit.stretched:
        first = _("desk closed until then; owed by {limit}").format(limit=limit)
    else:
        first = _("inside open hours; owed by {limit}").format(limit=limit)
    return clauses([first, *map(skipped, proposal.skipped)])


def skipped(plan: DayPlan) -> str:
    """A day that was stepped over and what made it so."""
    why = plan.name or label(plan.kind)
    return _("{day} closed: {why}").format(day=long_day(plan.day), why=why)


def both_clocks(due: Spoken, centre: Centre, customer_zone: str, now: datetime) -> str:
    """The instant on the desk's clock and, when it differs, on the customer's (I-24)."""
    ours = day_and_clock(due.at, centre.zone, now)
    there = customer_zone or centre.zone
    theirs = day_and_clock(due.at, there, now)
    if theirs == ours:
        return ours
    return _("{ours} here = {theirs} for the customer ({zone})").format(
        ours=ours, theirs=theirs, zone=there
    )


def why_typed(
    due: Spoken, centre: Centre, severity: Severity, now: datetime, *, first: bool
) -> str:
    """What to be careful of before a typed time is said; the limit it keeps otherwise."""
    limit = first_limit(centre.hours, centre.limits, severity, now) if first else None
    words = []
    if limit is not None and due.at > limit.at:
        by = day_and_clock(limit.at, centre.zone, now)
        words.append(_("later than {limit}: this needs a lead (Esc)").format(limit=by))
    elif limit is not None:
        by = day_and_clock(limit.at, centre.zone, now)
        words.append(_("owed by {limit}").format(limit=by))
    if not is_open(centre.hours, due.at):
        words.append(label(Caution.DESK_CLOSED))
    return clauses(words)
