"""The promise a call makes, and the ways a call ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callcentre.domain.call import ContactKind, Debt, EndedBy, RecordingNote, Step
from callcentre.domain.call_machine import (
    GateClosed,
    ask_for_lead,
    become_answer,
    lead_joins,
    not_reached,
)
from callcentre.domain.classification import Answer
from callcentre.domain.contact import AttemptOutcome, Direction
from callcentre.domain.gates import Missing
from callcentre.domain.places import Place
from callcentre.domain.promise_times import PROPOSALS, propose
from callcentre.errors import NotAllowed, Refused
from tests.support.callers import (
    AGENT,
    LEAD,
    PLAIN_CLASSES,
    Caller,
    explain,
    promise,
    to_classify,
    to_explain,
    to_promise,
    to_record,
)
from tests.support.centres import make_centre
from tests.support.clock import FakeClock


def promised(caller: Caller, hours: int = 2) -> Caller:
    return promise(to_promise(caller), caller.clock.now() + timedelta(hours=hours))


class TestPromising:
    def test_every_proposed_time_can_be_promised(self, caller: Caller) -> None:
        """PR-01, I-25."""
        unpromised = to_promise(caller).call
        severity = caller.complaint.classification.severity
        assert severity is not None
        hours, limits = caller.centre.hours, caller.centre.limits
        proposed = propose(hours, limits, severity, caller.clock.now())
        assert len(proposed) == PROPOSALS
        for proposal in proposed:
            caller.call = unpromised
            assert promise(caller, proposal.due).complaint.promise.made_at == caller.clock.now()

    def test_a_time_that_passed_while_it_was_said_is_refused(self, caller: Caller) -> None:
        """I-02."""
        to_promise(caller).due(caller.clock.now() + timedelta(minutes=1))
        caller.put(Place.PROMISE_REASON, "在核实").put(Place.PROMISE_PROCESS, "核实后回电").say()
        caller.clock.move(minutes=1)
        with pytest.raises(Refused, match="has passed"):
            caller.next()

    def test_beyond_the_limit_needs_a_lead(self, caller: Caller) -> None:
        """I-25: important means within eight hours."""
        with pytest.raises(Refused, match="needs a lead"):
            promised(caller, hours=9)

    def test_with_a_lead_on_the_call_it_is_allowed(self, caller: Caller) -> None:
        """I-25, AU-02."""
        to_promise(caller)
        caller.call = lead_joins(caller.call, LEAD, caller.turn)
        promise(caller, caller.clock.now() + timedelta(hours=9))
        assert caller.complaint.promised

    def test_made_words_do_not_change_by_going_back(self, caller: Caller) -> None:
        """I-06."""
        made = promised(caller).complaint.promise
        caller.clock.move(minutes=5)
        caller.go(Step.PROMISE).say().next()
        assert caller.complaint.promise == made


class TestAnotherTime:
    """I-06: another time is another promise, and the customer on the line knows of it."""

    def test_it_follows_the_first_and_leaves_it_as_it_was_said(self, caller: Caller) -> None:
        first = promised(caller).complaint.promise
        caller.change_promise("客户要早一点")
        assert caller.step is Step.PROMISE
        caller.due(caller.clock.now() + timedelta(hours=1)).say().next()
        before, after = caller.complaint.promises
        assert before == first
        assert (after.replaces, after.change_reason) == (first.id, "客户要早一点")
        assert (after.reason, after.process, after.contact) == (
            first.reason,
            first.process,
            first.contact,
        )
        assert after.made_at == caller.clock.now()

    def test_its_time_is_said_anew(self, caller: Caller) -> None:
        promised(caller).change_promise("客户要早一点")
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.DUE, Missing.PROMISE_TOLD)

    def test_it_says_why(self, caller: Caller) -> None:
        promised(caller).change_promise("").due(caller.clock.now() + timedelta(hours=1)).say()
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.CHANGE_REASON,)

    def test_the_next_one_waits_until_this_one_is_made(self, caller: Caller) -> None:
        promised(caller).change_promise("早一点").change_promise("再早一点")
        assert len(caller.complaint.promises) == 2

    def test_once_due_it_cannot_be_moved(self, caller: Caller) -> None:
        promised(caller)
        caller.clock.move(hours=2)
        with pytest.raises(Refused, match="answered late, not moved"):
            caller.change_promise("来不及")

    def test_what_was_never_promised_is_not_changed(self, caller: Caller) -> None:
        before = to_promise(caller).call
        assert caller.change_promise("早一点").call is before


class TestGoodbye:
    def test_it_ends_the_call(self, caller: Caller) -> None:
        """LS-14."""
        promised(caller).next()
        caller.clock.move(minutes=1)
        caller.next()
        assert caller.call.farewell_given
        assert caller.call.more_needs is Answer.NO
        assert caller.call.ended_at == caller.clock.now()
        assert caller.call.ended_by is EndedBy.FAREWELL

    def test_an_unsettled_complaint_keeps_him_on_the_line(self, caller: Caller) -> None:
        """I-01, I-17: he no longer accepts the explanation."""
        explain(to_explain(caller), "accepts").next()
        assert caller.step is Step.HANG_UP
        caller.put(Place.REACTION, "refuses")
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.UNSETTLED,)

    def test_a_disputed_call_owes_its_recording(self, caller: Caller) -> None:
        """RC-12."""
        to_classify(caller).fill(PLAIN_CLASSES).put(Place.DISPUTED, "yes")
        caller.put(Place.DISPUTE_REASON, "金额有出入").next().say().next()
        promise(caller, caller.clock.now() + timedelta(hours=1)).until(Step.WRAP_UP).next()
        assert caller.call.recording is RecordingNote.TO_FOLLOW

    def test_a_plain_one_does_not(self, caller: Caller) -> None:
        promised(caller).until(Step.WRAP_UP).next()
        assert caller.call.recording is RecordingNote.NOT_NEEDED

    def test_what_the_agent_says_of_the_recording_stands(self, caller: Caller) -> None:
        promised(caller).until(Step.WRAP_UP).put(Place.RECORDING, "none_exists").next()
        assert caller.call.recording is RecordingNote.NONE_EXISTS


class TestTheLineGoesDead:
    @pytest.mark.parametrize("ended_by", [EndedBy.LINE_DROPPED, EndedBy.CUSTOMER_HUNG_UP])
    def test_what_was_taken_down_stays(self, caller: Caller, ended_by: EndedBy) -> None:
        """X-28: from any step to the wrap-up, incomplete."""
        before = to_record(caller).complaint
        caller.drop(ended_by)
        assert (caller.step, caller.call.ended_by) == (Step.WRAP_UP, ended_by)
        assert caller.call.ended_at == caller.clock.now()
        assert caller.complaint == before
        assert not caller.call.farewell_given
        assert caller.next().call.saved_at is not None


class TestLeads:
    def test_the_wish_can_be_taken_back(self, caller: Caller) -> None:
        for _ in range(2):
            caller.call = ask_for_lead(caller.call, caller.turn)
        assert caller.call.lead_requested_at is None

    def test_asking_again_after_one_came_begins_a_new_wait(self, caller: Caller) -> None:
        caller.call = lead_joins(ask_for_lead(caller.call, caller.turn), LEAD, caller.turn)
        caller.clock.move(minutes=5)
        caller.call = ask_for_lead(caller.call, caller.turn)
        assert caller.call.lead_requested_at == caller.clock.now()
        assert caller.call.lead_joined_at is None

    def test_only_a_lead_joins_as_one(self, caller: Caller) -> None:
        with pytest.raises(NotAllowed):
            lead_joins(caller.call, AGENT, caller.turn)

    def test_an_agent_does_not_end_a_call_on_a_customer(self, caller: Caller) -> None:
        """LS-07."""
        to_record(caller).anger(3).put(Place.END_REASON, "辱骂")
        with pytest.raises(NotAllowed):
            caller.drop(EndedBy.LEAD_ENDED)

    def test_a_lead_who_joined_does_and_says_why(self, caller: Caller) -> None:
        """LS-07: only a lead may end, with a reason."""
        to_record(caller).anger(3)
        caller.call = lead_joins(caller.call, LEAD, caller.turn)
        with pytest.raises(Refused, match="Say why"):
            caller.drop(EndedBy.LEAD_ENDED)
        caller.put(Place.END_REASON, "辱骂不止").drop(EndedBy.LEAD_ENDED)
        assert (caller.step, caller.call.ended_by) == (Step.WRAP_UP, EndedBy.LEAD_ENDED)


class TestCallingBackALostCaller:
    def called_back(self, clock: FakeClock, minutes_late: int) -> Caller:
        caller = Caller("c2", AGENT, make_centre(), clock, direction=Direction.OUT)
        owed = Debt("c1-1-f1", clock.now() - timedelta(minutes=minutes_late), "token")
        caller.call = replace(caller.call, answers=owed)
        return promised(caller).until(Step.WRAP_UP)

    def test_in_time_nothing_more_is_asked(self, clock: FakeClock) -> None:
        assert self.called_back(clock, 0).next().call.saved_at is not None

    def test_late_it_says_why(self, clock: FakeClock) -> None:
        """I-14."""
        caller = self.called_back(clock, 1)
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.LATE_REASON,)
        assert caller.put(Place.LATE_REASON, "线路故障").next().call.saved_at is not None


class TestNotReached:
    """I-05, X-20: calling back, and nobody is there."""

    def called_back(self, caller: Caller) -> Caller:
        caller.call = replace(caller.call, answers=Debt("c0-1-f1", caller.clock.now(), "token"))
        return caller

    def test_it_is_over_and_saved_and_asks_for_nothing(self, caller: Caller) -> None:
        call = not_reached(self.called_back(caller).call, AttemptOutcome.BUSY, caller.turn)
        assert (call.step, call.attempt) == (Step.WRAP_UP, AttemptOutcome.BUSY)
        assert call.ended_at == call.saved_at == caller.clock.now()
        assert call.visits[-1].left_at is not None
        assert not call.answered

    def test_only_who_is_called_back_can_be_out_of_reach(self, caller: Caller) -> None:
        with pytest.raises(Refused, match="called back"):
            not_reached(caller.call, AttemptOutcome.BUSY, caller.turn)

    def test_who_was_promised_a_time_was_reached(self, caller: Caller) -> None:
        promised(self.called_back(caller))
        with pytest.raises(Refused, match="was reached"):
            not_reached(caller.call, AttemptOutcome.BUSY, caller.turn)

    def test_a_call_that_ended_was_no_attempt(self, caller: Caller) -> None:
        self.called_back(caller).next().drop()
        with pytest.raises(Refused, match="was reached"):
            not_reached(caller.call, AttemptOutcome.BUSY, caller.turn)


class TestNobodyThere:
    """CH-05: a wrong key or silence on the line is a contact without complaint."""

    @pytest.mark.parametrize("steps", [0, 1, 2])
    def test_it_ends_at_once_and_asks_for_nothing(self, caller: Caller, steps: int) -> None:
        caller.anger(1)
        for _ in range(steps):
            caller.next()
        caller.drop(EndedBy.NOBODY_THERE)
        call = caller.call
        assert (call.step, call.ended_by) == (Step.WRAP_UP, EndedBy.NOBODY_THERE)
        assert call.contact_kind is ContactKind.OTHER
        assert call.ended_at == call.saved_at == caller.clock.now()

    @pytest.mark.parametrize(
        ("place", "text"),
        [
            (Place.NOTES, "没送到"),
            (Place.PHONE, "13900000001"),
            (Place.CONTENT, "没送到"),
            (Place.CATEGORY, "delay"),
            (Place.ENQUIRY_TOPIC, "价格"),
            (Place.PROMISE_REASON, "还没有回复"),
        ],
    )
    def test_not_once_something_was_written(self, caller: Caller, place: Place, text: str) -> None:
        with pytest.raises(Refused, match="written down"):
            caller.put(place, text).drop(EndedBy.NOBODY_THERE)

    def test_nor_after_a_promise(self, caller: Caller) -> None:
        with pytest.raises(Refused, match="written down"):
            promised(caller).drop(EndedBy.NOBODY_THERE)

    def test_nor_twice(self, caller: Caller) -> None:
        with pytest.raises(Refused, match="written down"):
            caller.drop(EndedBy.NOBODY_THERE).drop(EndedBy.NOBODY_THERE)

    def test_a_call_we_owe_is_never_a_mistake(self, caller: Caller) -> None:
        caller.call = replace(caller.call, answers=Debt("c0-1-f1", caller.clock.now(), "token"))
        with pytest.raises(Refused, match="owed"):
            caller.drop(EndedBy.NOBODY_THERE)


def test_a_caller_who_only_asks_for_his_answer_gets_it(caller: Caller) -> None:
    """PR-11, I-12: the call gives way to the answer and is saved as it is."""
    call = become_answer(caller.next().call, "TS-260401-001", caller.turn)
    assert (call.step, call.ended_by) == (Step.WRAP_UP, EndedBy.FAREWELL)
    assert (call.enquiry_topic, call.saved_at) == ("TS-260401-001", caller.clock.now())
    assert not call.complaint.begun
