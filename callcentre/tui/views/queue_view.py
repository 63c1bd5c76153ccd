"""What the queue looks like: the panel beside a call, and the numbers above the table."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from callcentre.domain.commitment import Status
from callcentre.domain.live import LiveCall
from callcentre.domain.queue import Counts, QueueRow
from callcentre.i18n import _
from callcentre.tui.render import Part, fit
from callcentre.wording.clocks import stopwatch
from callcentre.wording.labels import label
from callcentre.wording.queue_lines import counted, queue_words

STYLES = {
    Status.OVERDUE: "bold $error",
    Status.DUE_SOON: "$warning",
    Status.OPEN: "$foreground",
}
ANGRY = 3


def panel_rows(
    rows: Sequence[QueueRow],
    now: datetime,
    due_soon: timedelta,
    *,
    me: str,
    width: int,
) -> tuple[Sequence[Part], ...]:
    """One line a debt: how late, to whom, what; mine are told by "you"."""
    if not rows:
        return (((_("nothing owed"), "$success"),),)
    lines: list[Sequence[Part]] = []
    for row in rows:
        words = queue_words(row, now, due_soon, me=me)
        style = STYLES[words.status]
        lines.append(
            (
                (f"{words.glyph:<2} {fit(words.lateness, 12)}", style),
                f" {fit(words.whom, 10)}",
                (f" {fit(label(row.kind), 10)} {fit(words.owner, width - 38)}", "$text-muted"),
            )
        )
    return tuple(lines)


def strip_parts(counts: Counts | None, now: datetime) -> tuple[Part, ...]:
    """The queue in one line, for a narrow screen."""
    if counts is None:
        return ()
    parts: list[Part] = []
    for name, value, alarming in counted(counts, now)[:4]:
        parts += [
            (f"{name} ", "$text-muted"),
            (f"{value}  ", "bold $error" if alarming else "bold"),
        ]
    return tuple(parts)


def count_parts(counts: Counts | None, now: datetime, *, narrow: bool) -> tuple[Part, ...]:
    """The six numbers above the queue; a small screen spares the last."""
    if counts is None:
        return ()
    parts: list[Part] = []
    for name, value, alarming in counted(counts, now)[: 5 if narrow else 6]:
        parts += [
            (f"{name} ", "$text-muted"),
            (f"{value}    ", "bold $error" if alarming else "bold $primary"),
        ]
    return tuple(parts)


def live_parts(calls: Sequence[LiveCall], now: datetime) -> tuple[Part, ...]:
    """The calls being held, those that need a lead first (AU-02, LS-07)."""
    if not calls:
        return ((_("no call in progress"), "$text-muted"),)
    ranked = sorted(calls, key=lambda c: (c.lead_requested_at is None, -c.anger, c.started_at))
    parts: list[Part] = []
    for call in ranked:
        parts += [(f"{call.agent_name} ", "bold"), f"{label(call.step)} "]
        parts.append(f"{stopwatch(now - call.started_at)} ")
        if call.anger >= ANGRY:
            parts.append((_("ANGER 3") + " ", "bold $error"))
        if (waiting := call.waiting(now)) is not None:
            parts.append(
                (_("GET LEAD {time}").format(time=stopwatch(waiting)) + " ", "bold $error")
            )
        if call.lost(now):
            parts.append((_("not heard of") + " ", "$warning"))
        parts.append(("  ", ""))
    return tuple(parts)
