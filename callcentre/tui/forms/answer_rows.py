"""The fields of an answer to what is owed, in the order of the conversation."""

from datetime import datetime
from enum import StrEnum

from callcentre.domain.answer import AnswerDraft, Purpose, has_kinds
from callcentre.domain.centre import Centre
from callcentre.domain.commitment import Kind
from callcentre.domain.contact import AnswerKind, Channel, Point
from callcentre.domain.promise_times import Proposal
from callcentre.i18n import _
from callcentre.tui.forms.times import times_row
from callcentre.tui.widgets.rows import ChoiceRow, NoteRow, Option, Row, TextRow, TicksRow
from callcentre.wording.labels import label
from callcentre.wording.why import both_clocks


class AnswerPlace(StrEnum):
    """What is written in an answer; the value is the draft's attribute, `next.` the promise's."""

    POINTS = "points"
    KIND = "kind"
    CHANNEL = "channel"
    SAID = "said"
    CAUSE = "cause"
    PROCESS = "process"
    LATE_REASON = "late_reason"
    APOLOGISED = "apologised"
    MOVE_REASON = "move_reason"
    NEXT_DUE = "next.due"
    NEXT_TYPED = "next.due_typed"
    NEXT_REASON = "next.reason"
    NEXT_PROCESS = "next.process"
    NEXT_CONTACT = "next.contact"


Rows = tuple[Row, ...]
YES, NO = "yes", "no"


def answer_rows(
    draft: AnswerDraft,
    centre: Centre,
    proposals: tuple[Proposal, ...],
    now: datetime,
    time_note: str = "",
) -> Rows:
    """The rows an answer needs now; what is not needed is not there."""
    rows: list[Row] = []
    if draft.purpose is Purpose.MOVE:
        rows.append(_text(AnswerPlace.MOVE_REASON, _("Why another"), draft.move_reason))
    else:
        rows += _told_rows(draft)
        if draft.late(now):
            rows += _late_rows(draft)
    if draft.needs_next:
        rows += _next_rows(draft, centre, proposals, now, time_note)
    return tuple(rows)


def _told_rows(draft: AnswerDraft) -> Rows:
    callback = draft.commitment.kind is Kind.CALLBACK
    result = draft.kind is AnswerKind.RESULT
    points = TicksRow(
        place=AnswerPlace.POINTS.value,
        label=_("Said so far"),
        options=tuple(Option(point.value, label(point)) for point in Point),
        values=frozenset(point.value for point in draft.points),
    )
    visit = draft.commitment.kind is Kind.VISIT
    kinds = ChoiceRow(
        place=AnswerPlace.KIND.value,
        label=_("Customer is") if visit else _("It is"),
        options=_visit_kinds() if visit else tuple(Option(k.value, label(k)) for k in AnswerKind),
        value=draft.kind.value if draft.kind else "",
    )
    said = _text(AnswerPlace.SAID, _("Told"), draft.said, lines=3)
    final: Rows = (
        _text(AnswerPlace.CAUSE, _("Cause"), draft.cause),
        _text(AnswerPlace.PROCESS, _("What was done"), draft.process),
    )
    channels = ChoiceRow(
        place=AnswerPlace.CHANNEL.value,
        label=_("Reached by"),
        options=tuple(Option(channel.value, label(channel)) for channel in Channel),
        value=draft.channel.value,
    )
    return (
        *((points,) if callback else ()),
        *((kinds,) if has_kinds(draft.commitment) else ()),
        said,
        *(final if callback and result else ()),
        channels,
    )


def _visit_kinds() -> tuple[Option, ...]:
    """A satisfied customer ends the matter; one who is not waits again (FU-04)."""
    return (
        Option(AnswerKind.RESULT.value, _("satisfied")),
        Option(AnswerKind.PROGRESS.value, _("not satisfied")),
    )


def _late_rows(draft: AnswerDraft) -> Rows:
    answers = (Option(YES, _("yes")), Option(NO, _("no")))
    return (
        _text(AnswerPlace.LATE_REASON, _("Why so late"), draft.late_reason),
        ChoiceRow(
            place=AnswerPlace.APOLOGISED.value,
            label=_("Apologised"),
            options=answers,
            value=YES if draft.apologised else "",
        ),
    )


def _next_rows(
    draft: AnswerDraft,
    centre: Centre,
    proposals: tuple[Proposal, ...],
    now: datetime,
    time_note: str,
) -> Rows:
    promise, zone = draft.next, draft.commitment.customer_zone
    due = promise.due
    resolved = both_clocks(due, centre, zone, now) if due else time_note or "–"
    return (
        NoteRow(place="next", label=_("Next promise"), text="", tone="bold"),
        times_row(proposals, centre, now, due.at.isoformat() if due else ""),
        _text(
            AnswerPlace.NEXT_TYPED,
            _("or type it"),
            promise.due_typed,
            hint=_("15:30, tomorrow 9am, +2h, 明天下午三点, 19:30 their time"),
        ),
        NoteRow(place="resolved", label=_("So it is"), text=resolved, tone="bold $accent"),
        _text(AnswerPlace.NEXT_REASON, _("Why not now"), promise.reason),
        _text(AnswerPlace.NEXT_PROCESS, _("Meanwhile"), promise.process),
        _text(AnswerPlace.NEXT_CONTACT, _("We call"), promise.contact),
    )


def _text(place: AnswerPlace, name: str, value: str, *, lines: int = 1, hint: str = "") -> TextRow:
    return TextRow(place=place.value, label=name, value=value, lines=lines, hint=hint)
