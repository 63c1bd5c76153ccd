"""What fills the slots of a phrase, in the language of the call."""

from collections.abc import Mapping
from datetime import datetime

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call, Language
from callcentre.domain.caller import CallerCard
from callcentre.domain.category import Side
from callcentre.domain.centre import Centre
from callcentre.domain.instant import Spoken
from callcentre.domain.script import Scripts, Slot
from callcentre.wording.spoken import spoken_to

# Typed by the agent and put into a sentence, which has a full stop of its own.
_CLAUSES = frozenset(
    {
        *(Slot.CONTENT, Slot.CRUX, Slot.WISH, Slot.REASON, Slot.PROCESS, Slot.FACT, Slot.TERMS),
        *(Slot.HELP, Slot.SOLUTION, Slot.DONE, Slot.CAUSE),
    }
)
_STOPS = ".。;；,， "
_OTHER_PARTIES = frozenset({Side.SUPPLIER_CARRIER, Side.AGENT, Side.OTHER_DEPARTMENT})


def call_slots(
    call: Call, centre: Centre, scripts: Scripts, card: CallerCard, now: datetime
) -> Mapping[Slot, str]:
    """Every slot of a call; an empty one shows as a gap in the sentence."""
    c, r = call.complaint, call.complaint.record
    earliest = card.owed[0].due if card.owed else None
    slots = {
        Slot.COMPANY: centre.name,
        Slot.AGENT: call.agent.name,
        Slot.CUSTOMER: r.name or card.name,
        Slot.NUMBER: c.acceptance.number or scripts.word(call.language, "number_later"),
        Slot.TIME: _time(c.promise.due, call.language, centre, scripts, r.customer_zone, now),
        Slot.PHONE: c.promise.contact or r.contact,
        Slot.ADDRESS: r.address,
        Slot.CONTENT: r.content,
        Slot.CRUX: r.crux,
        Slot.WISH: r.wish,
        Slot.WAYBILL: r.waybill or r.order_no,
        Slot.REASON: c.promise.reason,
        Slot.PROCESS: c.promise.process,
        Slot.FACT: c.explanation.fact,
        Slot.TERMS: c.explanation.terms,
        Slot.HELP: c.explanation.help,
        Slot.SOLUTION: c.resolution.solution,
        Slot.OTHER_PARTY: _other_party(c.classification.side, call.language, scripts),
        Slot.OLD_TIME: _time(earliest, call.language, centre, scripts, r.customer_zone, now),
        Slot.CAUSE: c.classification.cause_note,
    }
    return _in_a_sentence(slots)


def answer_slots(
    draft: AnswerDraft, crux: str, centre: Centre, scripts: Scripts, now: datetime
) -> Mapping[Slot, str]:
    """Every slot of an answer to a promise."""
    c = draft.commitment
    tongue, theirs = draft.language, c.customer_zone
    slots = {
        Slot.COMPANY: centre.name,
        Slot.AGENT: draft.agent.name,
        Slot.CUSTOMER: c.whom,
        Slot.NUMBER: draft.case_number,
        Slot.PHONE: draft.next.contact or c.contact_value,
        Slot.OLD_TIME: _time(c.due, tongue, centre, scripts, theirs, now),
        Slot.TIME: _time(draft.next.due, tongue, centre, scripts, theirs, now),
        Slot.CRUX: crux,
        Slot.CONTENT: crux,
        Slot.REASON: draft.next.reason or draft.cause,
        Slot.PROCESS: draft.next.process if draft.needs_next else draft.process,
        Slot.DONE: draft.said,
        Slot.CAUSE: draft.cause,
        Slot.SOLUTION: draft.said,
    }
    return _in_a_sentence(slots)


def _in_a_sentence(slots: Mapping[Slot, str]) -> Mapping[Slot, str]:
    return {s: text.rstrip(_STOPS) if s in _CLAUSES else text for s, text in slots.items()}


def _other_party(side: Side | None, tongue: Language, scripts: Scripts) -> str:
    """Who else has to answer, as it is said to the customer."""
    return scripts.word(tongue, f"party_{side.value}") if side and side in _OTHER_PARTIES else ""


def _time(
    due: Spoken | None,
    tongue: Language,
    centre: Centre,
    scripts: Scripts,
    customer_zone: str,
    now: datetime,
) -> str:
    if due is None:
        return ""
    theirs = scripts.word(tongue, "their_time")
    return spoken_to(due, now, tongue, centre.zone, customer_zone, theirs)
