"""Saying the sentence of a step: what it means that the customer has heard it."""

from dataclasses import replace

from callcentre.domain import record as records
from callcentre.domain.call import Call, Step, put_complaint, put_promise
from callcentre.domain.call_steps import Turn
from callcentre.domain.classification import Answer
from callcentre.domain.gates import reads_back


def said(call: Call, turn: Turn) -> Call:
    """The agent has said the sentence of this step, and the customer has heard it."""
    return _SAYING.get(call.step, lambda c, _t: c)(call, turn)


def _say_greeting(call: Call, _turn: Turn) -> Call:
    return replace(call, greeting_given=True)


def _say_sorry(call: Call, _turn: Turn) -> Call:
    """The calming sentence apologises and thanks; saying it again counts again (LS-06)."""
    return replace(call, apologies=call.apologies + 1, thanked=True)


def _say_read_back(call: Call, turn: Turn) -> Call:
    """Only the paragraph confirms; a question for a field that is missing is just asked."""
    if not reads_back(call):
        return call
    return put_complaint(call, record=records.confirm(call.complaint.record, turn.now))


def _say_explanation(call: Call, turn: Turn) -> Call:
    told = replace(call.complaint.explanation, told_at=turn.now)
    return put_complaint(call, explanation=told)


def _say_acceptance(call: Call, turn: Turn) -> Call:
    told = replace(call.complaint.acceptance, told_at=turn.now)
    return put_complaint(call, acceptance=told)


def _say_solution(call: Call, _turn: Turn) -> Call:
    """ "Is that all right with you?" and he said yes."""
    agreed = replace(call.complaint.resolution, agreed=Answer.YES)
    return put_complaint(call, resolution=agreed)


def _say_promise(call: Call, turn: Turn) -> Call:
    p = call.complaint.promise
    return call if p.made_at is not None else put_promise(call, told_at=turn.now)


def _say_goodbye(call: Call, _turn: Turn) -> Call:
    return replace(call, farewell_given=True)


_SAYING = {
    Step.GREET: _say_greeting,
    Step.LISTEN: _say_sorry,
    Step.CALM: _say_sorry,
    Step.RECORD: _say_read_back,
    Step.EXPLAIN: _say_explanation,
    Step.ACCEPT: _say_acceptance,
    Step.RESOLVE_NOW: _say_solution,
    Step.PROMISE: _say_promise,
    Step.HANG_UP: _say_goodbye,
}
