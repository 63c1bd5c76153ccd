"""What the answer screen shows: what is owed, what to say, what he was told before."""

from collections.abc import Sequence
from datetime import datetime

from callcentre.domain.answer import AnswerDraft, Purpose
from callcentre.domain.centre import Centre
from callcentre.domain.classification import CustomerType
from callcentre.domain.commitment import Kind, status_at
from callcentre.domain.contact import AnswerKind, Point
from callcentre.domain.script import Circumstance, Mood, Scene, Scripts, prompt
from callcentre.i18n import _
from callcentre.services.cases import CaseFile
from callcentre.tui.render import Part
from callcentre.tui.views.queue_view import STYLES
from callcentre.tui.widgets.panels import SayValue
from callcentre.wording.clocks import full
from callcentre.wording.days import day_and_clock
from callcentre.wording.labels import label
from callcentre.wording.lateness import GLYPHS, lateness
from callcentre.wording.slots import answer_slots

_SCENES = {
    AnswerKind.RESULT: Scene.ANSWER_RESULT,
    AnswerKind.PROGRESS: Scene.ANSWER_PROGRESS,
    AnswerKind.NO_PROGRESS: Scene.ANSWER_NO_PROGRESS,
}


def owed_title(draft: AnswerDraft, centre: Centre, now: datetime) -> tuple[Part, ...]:
    """Whom we call, about what, and how late it is."""
    c = draft.commitment
    status = status_at(c, now, centre.limits.due_soon)
    due = day_and_clock(c.due.at, centre.zone, now)
    late = lateness(status, c.due.at - now, undated=c.undated)
    return (
        (f"{GLYPHS[status]:<2} {late}  ", STYLES.get(status, "")),
        (f"{c.whom}  ", "bold"),
        (f"{c.contact_value}  ", "bold $accent"),
        (f"{draft.case_number}  {label(c.kind)}  ", ""),
        (_("promised for {time} by {who}").format(time=due, who=draft.owner_name), "$text-muted"),
    )


def answer_say(
    draft: AnswerDraft, crux: str, centre: Centre, scripts: Scripts, now: datetime
) -> tuple[str, SayValue]:
    """The sentence for where the answer stands: opening, or the kind of answer chosen."""
    late = frozenset({Circumstance.LATE}) if draft.late(now) else frozenset()
    scene = scene_of(draft)
    found = prompt(
        scripts,
        scene,
        draft.language,
        "",
        Mood(0, CustomerType.UNKNOWN, late),
        answer_slots(draft, crux, centre, scripts, now),
    )
    value = SayValue(
        say=found.say[0] if found.say else "",
        others=found.say[1:],
        do=found.do,
        avoid=found.avoid,
        note=found.goal,
    )
    return _("Say · {language}").format(language=label(draft.language)), value


def scene_of(draft: AnswerDraft) -> Scene:
    """Opening first; once two points were said, what kind of answer it is decides."""
    if draft.purpose is Purpose.MOVE:
        return Scene.ANSWER_PROGRESS
    if draft.commitment.kind is Kind.VISIT:
        return Scene.RETURN_VISIT
    if draft.kind is None or Point.RESTATE not in draft.points:
        return Scene.ANSWER_OPEN
    return _SCENES[draft.kind]


def told_before(
    draft: AnswerDraft, found: CaseFile | None, centre: Centre, now: datetime
) -> tuple[Sequence[Part], ...]:
    """What we promised word for word, and the last contacts (PR-11, LS-12)."""
    told = draft.commitment.told
    rows: list[Sequence[Part]] = []
    for word, text in ((_("why"), told.reason), (_("meanwhile"), told.process)):
        if text:
            rows.append(((f"{word}: ", "$text-muted"), text))
    if found is not None:
        rows.append(((_("wish: "), "$text-muted"), found.case.record.wish))
        for contact in found.contacts[-2:]:
            outcome = label(contact.kind) if contact.kind else label(contact.attempt)
            when = full(contact.at, centre.zone)[:16]
            rows.append(((f"{when} {outcome}: ", "$text-muted"), contact.said))
    return tuple(rows) or (((_("nothing yet"), "$text-muted"),),)
