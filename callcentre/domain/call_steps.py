"""The way through a call: which steps it has, and entering one of them."""

from dataclasses import dataclass, replace
from datetime import datetime

from callcentre.domain.call import (
    Call,
    Complaint,
    ContactKind,
    Reaction,
    Step,
    StepVisit,
    WayOn,
)
from callcentre.domain.centre import Centre
from callcentre.domain.classification import Validity
from callcentre.domain.staff import Person


@dataclass(frozen=True, slots=True)
class Turn:
    """The circumstances of a move: when, whose, and at which centre."""

    now: datetime
    by: Person
    centre: Centre


def route(call: Call) -> tuple[Step, ...]:
    """The steps of this call as decided so far, in order."""
    if call.contact_kind is not ContactKind.COMPLAINT:
        return (Step.GREET, Step.WRAP_UP)
    return (
        *(Step.GREET, Step.LISTEN, Step.CALM, Step.RECORD, Step.CLASSIFY),
        *_decided(call.complaint),
        *(Step.MORE_NEEDS, Step.HANG_UP, Step.WRAP_UP),
    )


def _decided(complaint: Complaint) -> tuple[Step, ...]:
    refused = complaint.explanation.reaction is Reaction.REFUSES
    if complaint.classification.validity is Validity.INVALID and not refused:
        return (Step.EXPLAIN,)
    resolving = complaint.acceptance.way_on is WayOn.RESOLVE_NOW
    end = Step.RESOLVE_NOW if resolving else Step.PROMISE
    return (Step.EXPLAIN, Step.ACCEPT, end) if refused else (Step.ACCEPT, end)


def enter(call: Call, step: Step, now: datetime) -> Call:
    """The call in another step, with its log kept."""
    if step is call.step:
        return call
    visits = (*leave(call.visits, now), StepVisit(step, now))
    return replace(call, step=step, visits=visits)


def leave(visits: tuple[StepVisit, ...], now: datetime) -> tuple[StepVisit, ...]:
    """The log with its last stay ended."""
    *earlier, last = visits
    return (*earlier, replace(last, left_at=last.left_at or now))
