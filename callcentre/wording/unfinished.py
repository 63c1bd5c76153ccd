"""A draft left behind, in a few lines: whose, with whom, how far, when it was last kept."""

from datetime import datetime

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call
from callcentre.domain.centre import Centre
from callcentre.i18n import _
from callcentre.wording.clocks import span
from callcentre.wording.days import day_and_clock
from callcentre.wording.labels import label


def unfinished_words(
    draft: Call | AnswerDraft, kept_at: datetime, centre: Centre, now: datetime
) -> str:
    """What the next start shows before it asks whether to go on."""
    begun = day_and_clock(draft.started_at, centre.zone, now)
    kept = span(now - kept_at)
    if isinstance(draft, Call):
        caller = draft.complaint.record.name or draft.complaint.record.phone or _("unknown caller")
        return _(
            "A call with {caller}, begun {begun} by {agent}, in the step “{step}”. "
            "Last kept {kept} ago, with everything typed."
        ).format(
            caller=caller, begun=begun, agent=draft.agent.name, step=label(draft.step), kept=kept
        )
    return _(
        "An answer to {whom} ({number}), begun {begun} by {agent}. Last kept {kept} ago."
    ).format(
        whom=draft.commitment.whom,
        number=draft.case_number,
        begun=begun,
        agent=draft.agent.name,
        kept=kept,
    )
