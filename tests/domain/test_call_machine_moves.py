"""Moving about in a call: calming in between, going back, a second complaint."""

from datetime import timedelta

import pytest

from callcentre.domain.call import Step
from callcentre.domain.call_machine import GateClosed, route
from callcentre.domain.classification import Answer
from callcentre.domain.gates import Missing
from callcentre.domain.places import Place
from callcentre.domain.record import RecordField
from callcentre.errors import Refused
from tests.support.callers import (
    PLAIN_CLASSES,
    Caller,
    explain,
    promise,
    resolve,
    to_accept,
    to_calm,
    to_classify,
    to_explain,
    to_promise,
    to_record,
)

TO = {
    Step.RECORD: to_record,
    Step.CLASSIFY: to_classify,
    Step.EXPLAIN: to_explain,
    Step.ACCEPT: to_accept,
    Step.PROMISE: to_promise,
}


def promised(caller: Caller) -> Caller:
    return promise(to_promise(caller), caller.clock.now() + timedelta(hours=1))


class TestCalmingInBetween:
    """LS-02, 3.1: anger that rises takes the call back to calming, and then on from there."""

    @pytest.mark.parametrize("step", TO)
    @pytest.mark.parametrize("level", [2, 3])
    def test_anger_interrupts_and_the_call_returns(
        self, caller: Caller, step: Step, level: int
    ) -> None:
        TO[step](caller).anger(level)
        assert (caller.step, caller.call.return_to) == (Step.CALM, step)
        caller.say().next()
        assert (caller.step, caller.call.return_to) == (step, None)

    def test_a_grumble_interrupts_nothing(self, caller: Caller) -> None:
        assert to_record(caller).anger(0).anger(1).step is Step.RECORD

    def test_anger_that_falls_interrupts_nothing(self, caller: Caller) -> None:
        to_calm(caller).anger(3).say().next()
        assert caller.anger(2).step is Step.RECORD

    @pytest.mark.parametrize("step", [Step.LISTEN, Step.MORE_NEEDS])
    def test_outside_the_matter_itself_it_interrupts_nothing(
        self, caller: Caller, step: Step
    ) -> None:
        promised(caller).go(step)
        assert caller.anger(3).step is step

    def test_every_judgement_is_kept_with_its_time(self, caller: Caller) -> None:
        """LS-02: (time, level), start, peak and end."""
        start = caller.clock.now()
        caller.anger(2)
        caller.clock.move(minutes=4)
        caller.anger(3).anger(3).anger(1)
        noted = [(note.at - start, note.level) for note in caller.call.anger]
        four = timedelta(minutes=4)
        assert noted == [(timedelta(0), 2), (four, 3), (four, 1)]
        assert (caller.call.anger_peak, caller.call.anger_level) == (3, 1)

    @pytest.mark.parametrize(("asked", "noted"), [(-1, 0), (9, 3)])
    def test_the_scale_has_two_ends(self, caller: Caller, asked: int, noted: int) -> None:
        assert caller.anger(asked).call.anger_level == noted


class TestGoingBack:
    """3.1: back to any earlier step at any time without losing data."""

    def test_to_any_earlier_step_and_forward_again_with_everything(self, caller: Caller) -> None:
        promised(caller)
        before = caller.call
        for step in route(caller.call)[: route(caller.call).index(Step.MORE_NEEDS)]:
            caller.go(step)
            assert caller.step is step
            caller.go(Step.MORE_NEEDS)
        assert caller.call.complaints == before.complaints
        assert caller.call.notes == before.notes

    def test_one_step_at_a_time_to_the_greeting(self, caller: Caller) -> None:
        promised(caller)
        seen = [caller.step]
        while caller.back().step is not seen[-1]:
            seen.append(caller.step)
        assert seen == [
            *(Step.MORE_NEEDS, Step.PROMISE, Step.ACCEPT, Step.CLASSIFY),
            *(Step.RECORD, Step.CALM, Step.LISTEN, Step.GREET),
        ]

    def test_forward_stops_at_the_first_closed_gate_and_says_why(self, caller: Caller) -> None:
        to_promise(caller).go(Step.RECORD).put(Place.WISH, "")
        with pytest.raises(GateClosed) as closed:
            caller.go(Step.PROMISE)
        assert closed.value.missing == (Missing.WISH,)
        assert caller.step is Step.RECORD

    def test_a_step_this_call_does_not_have_is_refused(self, caller: Caller) -> None:
        with pytest.raises(Refused, match="does not lead there"):
            to_promise(caller).go(Step.EXPLAIN)

    def test_a_call_that_is_over_goes_nowhere(self, caller: Caller) -> None:
        promised(caller).until(Step.WRAP_UP)
        with pytest.raises(Refused, match="does not lead there"):
            caller.go(Step.RECORD)
        assert caller.back().step is Step.WRAP_UP

    def test_the_time_in_a_step_adds_up_over_its_visits(self, caller: Caller) -> None:
        to_record(caller)
        caller.clock.move(minutes=2)
        caller.go(Step.LISTEN)
        caller.clock.move(minutes=1)
        caller.next().say().next()
        caller.clock.move(minutes=3)
        assert caller.call.time_in(Step.RECORD, caller.clock.now()) == timedelta(minutes=5)

    def test_the_step_log_has_no_gap(self, caller: Caller) -> None:
        """2.1 step_log: each stay begins where the one before ended."""
        promised(caller).go(Step.CLASSIFY).go(Step.MORE_NEEDS)
        visits = caller.call.visits
        assert [v.left_at for v in visits[:-1]] == [v.entered_at for v in visits[1:]]
        assert visits[-1].left_at is None


class TestSecondComplaint:
    """FC-03: "anything else?" yes begins a second complaint on the same call."""

    def second(self, caller: Caller) -> Caller:
        return promised(caller).put(Place.MORE_NEEDS, "yes").next()

    def test_it_knows_the_caller_but_not_his_new_matter(self, caller: Caller) -> None:
        self.second(caller)
        first, second = caller.call.complaints
        assert caller.step is Step.LISTEN
        assert (second.record.name, second.record.phone) == (first.record.name, first.record.phone)
        assert (second.record.content, second.record.crux, second.record.wish) == ("", "", "")
        assert second.record.unconfirmed == (RecordField.CONTENT,)
        assert not second.settled
        assert caller.call.more_needs is None

    def test_its_notes_begin_after_those_of_the_first(self, caller: Caller) -> None:
        self.second(caller).put(Place.NOTES, f"{caller.call.notes}发票也开错了").next()
        assert caller.complaint.record.content == "发票也开错了"

    def test_it_must_be_settled_too(self, caller: Caller) -> None:
        """I-01 holds for every complaint of the call."""
        self.second(caller).next().say().next().put(Place.CONTENT, "发票也开错了")
        with pytest.raises(GateClosed):
            caller.go(Step.HANG_UP)
        caller.put(Place.WAYBILL, "LD2").put(Place.CRUX, "发票抬头错").put(Place.WISH, "重开")
        resolve(caller.say().next().fill(PLAIN_CLASSES).next())
        assert caller.next().step is Step.HANG_UP
        assert [c.settled for c in caller.call.complaints] == [True, True]

    def test_there_was_none_after_all(self, caller: Caller) -> None:
        """Going back before anything was taken down drops it again."""
        before = promised(caller).call.complaints
        caller.put(Place.MORE_NEEDS, "yes").next().back()
        assert caller.step is Step.MORE_NEEDS
        assert caller.call.complaints == before
        assert caller.call.current == 0

    def test_one_that_was_begun_is_not_dropped(self, caller: Caller) -> None:
        self.second(caller).put(Place.CRUX, "发票抬头错").back()
        assert len(caller.call.complaints) == 2

    def test_a_third_one_after_an_explained_one(self, caller: Caller) -> None:
        explain(to_explain(caller), "accepts")
        for number in (2, 3):
            caller.put(Place.MORE_NEEDS, Answer.YES).next()
            assert caller.complaint.id == f"c1-{number}"
            caller.put(Place.CRUX, "另一件事").next().say().next()
            caller.put(Place.WAYBILL, "LD9").put(Place.CONTENT, "另一件事").put(Place.WISH, "说明")
            resolve(caller.say().next().fill(PLAIN_CLASSES).next())
        assert [c.settled for c in caller.call.complaints] == [True] * 3
