"""A call as the lead sees it while it is held (AU-02, LS-07)."""

from datetime import timedelta

import pytest

from callcentre.domain.call import Step
from callcentre.domain.call_machine import ask_for_lead, lead_joins
from callcentre.domain.live import LOST_AFTER, live_of
from tests.support.callers import LEAD, Caller, to_calm, to_record


def test_it_shows_who_speaks_with_whom_where_and_how_angry(caller: Caller) -> None:
    """LS-07: level 3 is a flag for the lead."""
    to_calm(caller)
    caller.clock.move(minutes=3)
    caller.say().next().anger(3)
    live = live_of(caller.call, caller.clock.now())
    assert (live.call_id, live.agent_name, live.step, live.anger) == ("c1", "张同", Step.CALM, 3)
    assert live.step_since == caller.clock.now()
    assert live.started_at == caller.clock.now() - timedelta(minutes=3)


def test_before_anybody_judged_the_anger_it_counts_as_none(caller: Caller) -> None:
    assert live_of(caller.call, caller.clock.now()).anger == 0


def test_the_wait_for_a_lead_grows_from_the_moment_of_asking(caller: Caller) -> None:
    """AU-02: waiting seconds."""
    caller.call = ask_for_lead(to_record(caller).call, caller.turn)
    asked = caller.clock.now()
    live = live_of(caller.call, asked + timedelta(seconds=20))
    assert live.waiting(asked + timedelta(seconds=34)) == timedelta(seconds=34)


@pytest.mark.parametrize("answered", ["nobody asked", "a lead came"])
def test_otherwise_nobody_waits(caller: Caller, answered: str) -> None:
    if answered == "a lead came":
        caller.call = ask_for_lead(caller.call, caller.turn)
        caller.call = lead_joins(caller.call, LEAD, caller.turn)
    live = live_of(caller.call, caller.clock.now())
    assert live.waiting(caller.clock.now()) is None


def test_a_program_not_heard_of_is_lost(caller: Caller) -> None:
    live = live_of(caller.call, caller.clock.now())
    assert not live.lost(caller.clock.now() + LOST_AFTER)
    assert live.lost(caller.clock.now() + LOST_AFTER + timedelta(seconds=1))
