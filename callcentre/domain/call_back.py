"""Calling back a caller whose line was lost: the same complaint, a call of its own (I-22)."""

from dataclasses import replace
from datetime import datetime

from callcentre.domain.call import Call, Debt, Step, StepVisit
from callcentre.domain.contact import Direction
from callcentre.domain.staff import Person


def call_back(
    lost: Call, debt: Debt, *, call_id: str, agent: Person, now: datetime, script_version: str
) -> Call:
    """A new outbound call that goes on with what was not settled, with everything typed.

    Anger and courtesies are judged afresh: it is another conversation.
    """
    return replace(
        lost,
        id=call_id,
        direction=Direction.OUT,
        agent=agent,
        started_at=now,
        script_version=script_version,
        step=Step.GREET,
        return_to=None,
        visits=(StepVisit(Step.GREET, now),),
        anger=(),
        apologies=0,
        thanked=False,
        lead_requested_at=None,
        lead_joined_at=None,
        lead=None,
        greeting_given=False,
        more_needs=None,
        farewell_given=False,
        complaints=tuple(c for c in lost.complaints if not c.settled),
        current=0,
        ended_at=None,
        ended_by=None,
        end_reason="",
        recording=None,
        answers=debt,
        saved_at=None,
    )
