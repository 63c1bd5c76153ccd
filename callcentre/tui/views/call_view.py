"""What the call screen shows, worked out from the call: pure, and tested without a screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from callcentre.domain.call import Call, ContactKind, Language, Step
from callcentre.domain.call_machine import route
from callcentre.domain.caller import CallerCard
from callcentre.domain.commitment import Status
from callcentre.domain.gates import Missing, missing
from callcentre.domain.places import Place
from callcentre.domain.queue import QueueRow
from callcentre.domain.script import (
    Circumstance,
    Prompt,
    Slot,
    call_read_back,
    mood_of,
    prompt,
    scene_of,
)
from callcentre.i18n import _
from callcentre.tui.forms.fields import Around
from callcentre.tui.render import Part
from callcentre.tui.widgets.bars import MissingLine, StepBar, StepMark
from callcentre.tui.widgets.panels import SayValue
from callcentre.wording.clocks import stopwatch
from callcentre.wording.days import day_and_clock
from callcentre.wording.labels import label
from callcentre.wording.lateness import lateness
from callcentre.wording.slots import call_slots

_ASKED: dict[Place, Missing] = {
    Place.NAME: Missing.NAME,
    Place.PHONE: Missing.CONTACT,
    Place.ADDRESS: Missing.ADDRESS,
    Place.WAYBILL: Missing.REFERENCE,
    Place.CONTENT: Missing.CONTENT,
    Place.CRUX: Missing.CRUX,
    Place.WISH: Missing.WISH,
    Place.LOSS: Missing.LOSS,
    Place.COMPENSATION: Missing.COMPENSATION,
}
_ASKED_PLACES = frozenset(place.value for place in _ASKED)
ANGER_FACES = ("0", "1", "2", "3")


def say_value(call: Call, around: Around, place: str) -> SayValue:
    """What to say now: the step's sentence, or the gentle question for the field in hand."""
    found = _prompt(call, around)
    sentence, others = found.say[0] if found.say else "", found.say[1:]
    question = _question(call, around, place)
    if call.step is Step.RECORD:
        back = call_read_back(around.scripts, call, _slots(call, around))
        sentence, others = back or question or sentence, ()
    elif call.step is Step.CLASSIFY and place in _ASKED_PLACES and question:
        sentence, others = question, (sentence,)
    return SayValue(
        say=sentence,
        others=others,
        do=found.do,
        avoid=found.avoid,
        note=_("no such dialect script: {name} instead").format(name=found.borrowed_from)
        if found.borrowed_from
        else found.goal,
    )


def say_title(call: Call, around: Around) -> str:
    """The panel's title: the language spoken."""
    in_dialect = call.language is Language.DIALECT and call.dialect
    return _("Say · {language}").format(
        language=call.dialect if in_dialect else label(call.language)
    )


def _prompt(call: Call, around: Around) -> Prompt:
    known = around.card.circumstances(around.now, around.centre.limits.due_soon)
    if call.step in (Step.HANG_UP, Step.MORE_NEEDS):
        promised = any(c.promised for c in call.complaints)
        known = frozenset({Circumstance.OPEN_PROMISE}) if promised else frozenset()
    return prompt(
        around.scripts,
        scene_of(call.step),
        call.language,
        call.dialect,
        mood_of(call, known),
        _slots(call, around),
    )


def _slots(call: Call, around: Around) -> Mapping[Slot, str]:
    return call_slots(call, around.centre, around.scripts, around.card, around.now)


def _question(call: Call, around: Around, place: str) -> str:
    """The gentle question for the field the cursor is in, while that is still empty."""
    known = {p.value: p for p in _ASKED}
    asked = _ASKED[known[place]] if place in known else None
    lacking = missing(call)
    if asked not in lacking:
        asked = next((m for m in lacking if m is not Missing.READ_BACK), None)
    return around.scripts.question(call.language, asked) if asked else ""


def steps_value(call: Call, now: datetime) -> StepBar.Value:
    """The steps of this call: done, current, to come; the call's length and the anger."""
    steps = route(call)
    at = steps.index(call.step) if call.step in steps else len(steps) - 1
    been = {visit.step for visit in call.visits}
    marks = tuple(
        StepMark(
            label(step),
            "current" if n == at else "done" if n < at and step in been else "ahead",
            _time_in(call, step, now) if n <= at else "",
        )
        for n, step in enumerate(steps)
    )
    return StepBar.Value(marks, tuple(_right(call, now)))


def _time_in(call: Call, step: Step, now: datetime) -> str:
    spent = call.time_in(step, call.ended_at if call.is_over and call.ended_at else now)
    return stopwatch(spent) if spent else ""


def _right(call: Call, now: datetime) -> list[Part]:
    parts: list[Part] = []
    if call.lead_requested_at is not None and call.lead_joined_at is None:
        waited = stopwatch(now - call.lead_requested_at)
        parts.append((_("lead asked {time}").format(time=waited) + "  ", "bold $warning"))
    if call.lead is not None:
        parts.append((_("lead {name}").format(name=call.lead.name) + "  ", "$success"))
    level = call.anger_level
    style = "bold $error" if (level or 0) >= 2 else "$warning" if level else "$text-muted"
    shown = "–" if level is None else ANGER_FACES[level]
    start = call.anger[0].level if call.anger else None
    trail = f"{start}→{shown}" if start is not None and start != level else shown
    parts.append((_("anger {level}").format(level=trail), style))
    return parts


def missing_value(call: Call, around: Around) -> MissingLine.Value:
    """What keeps the call from going on; while listening nothing does."""
    hold = around.centre.limits.hold
    waited = around.now - call.lead_requested_at if call.lead_requested_at else None
    alarm = ""
    if waited is not None and call.lead_joined_at is None and waited > hold:
        alarm = _("Waiting {time} for a lead.").format(time=stopwatch(waited))
    return MissingLine.Value(tuple(label(m) for m in missing(call)), _ready(call), alarm)


def _ready(call: Call) -> str:
    if call.step is Step.LISTEN:
        return _("Listen. F2 when he has finished.")
    if call.step is Step.WRAP_UP:
        return _("F2 saves the call.")
    if call.step is Step.GREET and call.contact_kind is not ContactKind.COMPLAINT:
        return _("F2 ends the call; topic and answer follow.")
    return _("Nothing missing. F2 goes on.")


def caller_lines(card: CallerCard, around: Around) -> tuple[str, tuple[Sequence[Part], ...]]:
    """The caller card: what we owe first, then what went before (RC-15)."""
    title = _("Caller")
    if not card.phone_key:
        return title, (((_("type the number: it shows who calls"), "$text-muted"),),)
    if not card.known:
        return title, (((_("first call from this number"), "$text-muted"),),)
    rows: list[Sequence[Part]] = []
    who = " · ".join(part for part in (card.name, card.company) if part)
    if who:
        rows.append(((who, "bold"),))
    for owed in card.owed[:2]:
        rows += _owed_lines(owed, around)
    if card.repeats:
        rows.append(
            ((_("repeat ×{count}: may fall silent").format(count=card.unsolved_count), "$warning"),)
        )
    rows.append((_history(card),))
    for case in card.cases[:2]:
        what = label(case.category) if case.category else case.crux
        rows.append(((f"{case.number} {what} {label(case.state)}", "$text-muted"),))
    return title, tuple(rows)


def _owed_lines(owed: QueueRow, around: Around) -> list[Sequence[Part]]:
    now, centre = around.now, around.centre
    status = owed.status(now, centre.limits.due_soon)
    late = status is Status.OVERDUE
    words = lateness(status, owed.time_left(now), undated=owed.undated)
    due = day_and_clock(owed.due.at, centre.zone, now)
    lines: list[Sequence[Part]] = [
        (
            (
                _("{who} promised {time}: {lateness}").format(
                    who=owed.owner_name, time=due, lateness=words
                ),
                "bold $error" if late else "$accent",
            ),
        )
    ]
    if late:
        lines.append(((_("apologise for that first"), "$error"),))
    return lines


def _history(card: CallerCard) -> Part:
    return (
        _("cases {cases} ({recent} this month) · kept {kept} · late {late}").format(
            cases=card.case_count, recent=card.recent_count, kept=card.kept, late=card.kept_late
        ),
        "$text-muted",
    )
