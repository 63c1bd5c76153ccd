"""The call machine: every way a call moves from one step to another (requirements 3.1).

Pure functions from a call to the next call. Backwards is free and loses nothing; forwards
goes through the gates; a caller who gets angry takes the call back to calming and returns.
"""

from dataclasses import replace

from callcentre.domain.call import Call, Step
from callcentre.domain.call_back import not_reached
from callcentre.domain.call_events import (
    ask_for_lead,
    become_answer,
    change_promise,
    drop,
    lead_joins,
    nobody_there,
    set_anger,
)
from callcentre.domain.call_leaving import leave_step, settle_defaults
from callcentre.domain.call_saving import GateClosed, save
from callcentre.domain.call_saying import said
from callcentre.domain.call_steps import Turn, enter, route
from callcentre.domain.gates import missing
from callcentre.errors import Refused
from callcentre.i18n import N_


def advance(call: Call, turn: Turn) -> Call:
    """Leave the present step forwards, or raise `GateClosed` naming what is missing."""
    if call.step is Step.WRAP_UP:
        return save(call, turn)
    call = settle_defaults(call)
    if lacking := missing(call):
        raise GateClosed(lacking)
    call = leave_step(call, turn)
    if call.step is Step.CALM and call.return_to is not None:
        return enter(replace(call, return_to=None), call.return_to, turn.now)
    return enter(call, _following(call), turn.now)


def go_to(call: Call, step: Step, turn: Turn) -> Call:
    """Jump to a step: back at once and without loss, forward over every gate between."""
    steps = route(call)
    if step not in steps or call.is_over:
        raise Refused(N_("This call does not lead there."))
    if call.step in steps and steps.index(step) <= steps.index(call.step):
        return enter(call, step, turn.now)
    moved = call
    for _ in steps:
        moved = advance(moved, turn)
        if moved.step is step:
            return moved
    raise Refused(N_("This call does not lead there."))


def back(call: Call, turn: Turn) -> Call:
    """The step before, or the call as it is at the first one."""
    steps = route(call)
    if call.is_over or call.step not in steps or call.step is steps[0]:
        return call
    if call.step is Step.LISTEN and call.current and not call.complaint.begun:
        return enter(_without_last_complaint(call), Step.MORE_NEEDS, turn.now)
    return enter(call, steps[steps.index(call.step) - 1], turn.now)


def _following(call: Call) -> Step:
    """The step after this one; a calm caller who was thanked is spared the calming (3.1)."""
    if call.step is Step.MORE_NEEDS and call.more_needs is None:
        return Step.LISTEN
    steps = route(call)
    if call.step is Step.LISTEN and call.anger_level == 0 and not missing(call, Step.CALM):
        return Step.RECORD
    return steps[steps.index(call.step) + 1]


def _without_last_complaint(call: Call) -> Call:
    """There was no other complaint after all."""
    return replace(call, complaints=call.complaints[:-1], current=call.current - 1)


__all__ = [
    "GateClosed",
    "Turn",
    "advance",
    "ask_for_lead",
    "back",
    "become_answer",
    "change_promise",
    "drop",
    "go_to",
    "lead_joins",
    "nobody_there",
    "not_reached",
    "route",
    "said",
    "set_anger",
]
