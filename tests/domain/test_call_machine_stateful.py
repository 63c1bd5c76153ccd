"""Any sequence of moves an agent can make: nothing typed is lost, nothing promised changes,
nobody hangs up on an open matter, and the call can always be filed."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from callcentre.domain.call import Call, EndedBy, PromiseDraft, Step
from callcentre.domain.call_machine import ask_for_lead, drop, lead_joins, route
from callcentre.domain.filing import FiledComplaint, file_complaint, needs_number
from callcentre.domain.instant import Spoken
from callcentre.domain.places import Place, read_text
from callcentre.domain.record import RecordField
from callcentre.errors import Refused
from tests.support.callers import AGENT, LEAD, PLAIN_CLASSES, PLAIN_RECORD, Caller
from tests.support.centres import make_centre
from tests.support.clock import FakeClock
from tests.support.texts import lines

# What can be typed or chosen in each step, as the screen offers it.
TYPED: dict[Step, tuple[Place, ...]] = {
    Step.GREET: (Place.NAME, Place.PHONE),
    Step.LISTEN: (Place.NOTES, Place.CRUX),
    Step.CALM: (Place.NOTES, Place.COURTESY_WAIVED),
    Step.RECORD: (*PLAIN_RECORD, Place.ITEMS, Place.DOWNSTREAM, Place.COMPANY, Place.OTHER_CONTACT),
    Step.CLASSIFY: (Place.DISPUTE_REASON, Place.COMPENSATION_FORM),
    Step.EXPLAIN: (Place.EXPLAIN_FACT, Place.EXPLAIN_TERMS, Place.EXPLAIN_HELP),
    Step.RESOLVE_NOW: (Place.SOLUTION,),
    Step.PROMISE: (Place.PROMISE_REASON, Place.PROMISE_PROCESS, Place.PROMISE_CONTACT),
    Step.WRAP_UP: (Place.NOTES, Place.GOODS, Place.QUANTITY),
}
CHOSEN: dict[Step, dict[Place, tuple[str, ...]]] = {
    Step.CLASSIFY: {
        Place.CATEGORY: ("delay", "price", "attitude", "product_quality"),
        Place.SEVERITY_LADDER: ("safety", "below_expectation", "slight"),
        Place.VALIDITY: ("valid", "invalid", "undetermined"),
        Place.OUR_SHIPMENT: ("yes", "no"),
        Place.DISPUTED: ("yes", "no"),
        Place.LOSS: ("none", "yes"),
    },
    Step.EXPLAIN: {Place.REACTION: ("accepts", "refuses")},
    Step.ACCEPT: {Place.WAY_ON: ("promise", "resolve_now")},
    Step.RESOLVE_NOW: {Place.SOLUTION_AGREED: ("yes", "no")},
    Step.MORE_NEEDS: {Place.MORE_NEEDS: ("yes", "no")},
}
PLAINLY: dict[Step, dict[Place, str]] = {
    Step.RECORD: dict(PLAIN_RECORD),
    Step.CLASSIFY: {Place.DISPUTE_REASON: "金额"},
    Step.EXPLAIN: {Place.EXPLAIN_FACT: "运单上写的是自提"},
    Step.RESOLVE_NOW: {Place.SOLUTION: "已更新"},
    Step.PROMISE: {
        Place.PROMISE_REASON: "承运方还没有回复",
        Place.PROMISE_PROCESS: "核实后和您商量",
        Place.PROMISE_CONTACT: "13900000001",
    },
}
PLAIN_CHOICES: dict[Step, dict[Place, str]] = {
    Step.CLASSIFY: {
        **PLAIN_CLASSES,
        Place.COMPENSATION: "no",
        Place.VALIDITY_REASON: "own_mistake",
    },
    Step.EXPLAIN: {Place.REACTION: "accepts"},
}


class AnyCall(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock(datetime.fromisoformat("2026-04-02T09:30:00+08:00"))
        self.caller = Caller("c1", AGENT, make_centre(), self.clock)
        self.typed: dict[tuple[str, Place], str] = {}
        self.made: dict[str, PromiseDraft] = {}

    @property
    def call(self) -> Call:
        return self.caller.call

    # --- what an agent does -----------------------------------------------------------------

    @initialize(steps=st.integers(0, 9), validity=st.sampled_from(["valid", "invalid"]))
    def the_call_has_come_some_way(self, steps: int, validity: str) -> None:
        """So that every part of a call is reached often."""
        self.judges_the_anger(1)
        for _ in range(steps):
            self.takes_the_step_down_plainly()
            if self.call.step is Step.CLASSIFY:
                self.caller.put(Place.VALIDITY, validity)
            self.proposes_a_time(minutes=90)
            self.says_it_and_goes_on()

    @rule(data=st.data())
    def types_something(self, data: st.DataObject) -> None:
        if places := TYPED.get(self.call.step):
            self._type(data.draw(st.sampled_from(places)), data.draw(lines()))

    @rule(data=st.data())
    def chooses_something(self, data: st.DataObject) -> None:
        choices = CHOSEN.get(self.call.step)
        if self.call.step is Step.EXPLAIN and self.call.complaint.classification.treated_as_valid:
            return  # a refusal is not taken back
        if choices:
            place = data.draw(st.sampled_from(sorted(choices)))
            with suppress(Refused):
                self.caller.put(place, data.draw(st.sampled_from(choices[place])))

    @rule()
    def takes_the_step_down_plainly(self) -> None:
        for place, text in PLAINLY.get(self.call.step, {}).items():
            if not read_text(self.call, place):
                self._type(place, text)
        for place, choice in PLAIN_CHOICES.get(self.call.step, {}).items():
            if not read_text(self.call, place):
                with suppress(Refused):
                    self.caller.put(place, choice)

    def _type(self, place: Place, text: str) -> None:
        with suppress(Refused):
            self.caller.put(place, text)
            self.typed[(self._holder(place), place)] = text

    def _holder(self, place: Place) -> str:
        if place.parts[0] == "promise":
            return self.call.complaint.promise.id
        return self.call.complaint.id if place.parts[0] == "complaint" else self.call.id

    @rule(minutes=st.sampled_from([1, 20, 90, 600]))
    def proposes_a_time(self, minutes: int) -> None:
        if self.call.step is Step.PROMISE:
            due = Spoken(self.clock.now() + timedelta(minutes=minutes), "Asia/Shanghai")
            with suppress(Refused):
                self.caller.put(Place.DUE, due)

    @rule(field=st.sampled_from(RecordField))
    def notes_that_he_would_not_say(self, field: RecordField) -> None:
        if self.call.step is Step.RECORD:
            self.caller.decline(field)

    @rule()
    def says_it(self) -> None:
        self.caller.say()

    @rule()
    def says_it_and_goes_on(self) -> None:
        self.caller.say()
        self.goes_on()

    @rule()
    def goes_on_as_usual(self) -> None:
        self.takes_the_step_down_plainly()
        if self.call.complaint.promise.due is None:
            self.proposes_a_time(minutes=90)
        self.says_it_and_goes_on()

    @rule()
    def goes_on(self) -> None:
        if self.call.saved_at is None:
            with suppress(Refused):
                self.caller.next()

    @precondition(lambda self: self.call.return_to is None)
    @rule()
    def goes_back(self) -> None:
        if self.call.step is not Step.LISTEN or not self._has_typed_in(self.call.complaint.id):
            self.caller.back()

    def _has_typed_in(self, complaint_id: str) -> bool:
        return any(text for (holder, _), text in self.typed.items() if holder == complaint_id)

    @precondition(lambda self: self.call.return_to is None)
    @rule(data=st.data())
    def jumps(self, data: st.DataObject) -> None:
        with suppress(Refused):
            self.caller.go(data.draw(st.sampled_from(route(self.call))))

    @rule(level=st.integers(0, 3))
    def judges_the_anger(self, level: int) -> None:
        self.caller.anger(level)

    @rule()
    def asks_for_a_lead(self) -> None:
        self.caller.call = ask_for_lead(self.call, self.caller.turn)

    @rule()
    def a_lead_joins(self) -> None:
        self.caller.call = lead_joins(self.call, LEAD, self.caller.turn)

    @precondition(lambda self: not self.call.is_over)
    @rule()
    def agrees_another_time(self) -> None:
        with suppress(Refused):
            self.caller.change_promise("客户要另一个时间")

    @precondition(lambda self: not self.call.is_over)
    @rule(ended_by=st.sampled_from([EndedBy.LINE_DROPPED, EndedBy.CUSTOMER_HUNG_UP]))
    def the_line_goes_dead(self, ended_by: EndedBy) -> None:
        self.caller.drop(ended_by)

    @precondition(lambda self: self.call.complaint.promise.replaces is None)
    @rule(minutes=st.sampled_from([1, 7, 45]))
    def time_passes(self, minutes: int) -> None:
        self.clock.move(minutes=minutes)

    # --- what always holds ------------------------------------------------------------------

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        """3.1: free moving back loses nothing."""
        complaints = {c.id: n for n, c in enumerate(self.call.complaints)}
        promises = {p.id: (c, p) for c in self.call.complaints for p in c.promises}
        for (holder, place), text in self.typed.items():
            if not text:
                continue
            if place is Place.NOTES:
                assert self.call.notes.startswith(text)
            elif holder in promises:
                assert getattr(promises[holder][1], place.parts[1]) == text
            else:
                assert holder == self.call.id or holder in complaints
                there = replace(self.call, current=complaints.get(holder, self.call.current))
                assert read_text(there, place) == text

    @invariant()
    def a_promise_that_was_made_stands(self) -> None:
        """I-06."""
        now = {p.id: p for c in self.call.complaints for p in c.promises if p.made_at}
        assert {id_: now.get(id_) for id_ in self.made} == self.made
        self.made = now

    @invariant()
    def a_promise_lies_ahead_and_was_told(self) -> None:
        """I-02, I-03."""
        for promise in self.made.values():
            assert promise.due is not None
            assert promise.made_at is not None
            assert promise.due.at > promise.made_at
            assert promise.told_at is not None
            assert promise.reason.strip()
            assert promise.process.strip()
            assert promise.contact.strip()

    @invariant()
    def only_what_was_accepted_is_promised(self) -> None:
        assert all(c.accepted for c in self.call.complaints if c.promised or c.resolved)

    @invariant()
    def a_goodbye_means_everything_is_settled(self) -> None:
        """I-01."""
        if self.call.ended_by is EndedBy.FAREWELL:
            assert all(c.settled for c in self.call.complaints if c.begun)

    @invariant()
    def the_step_log_is_whole(self) -> None:
        visits = self.call.visits
        assert visits[0].step is Step.GREET
        assert visits[-1].step is self.call.step
        assert [v.left_at for v in visits[:-1]] == [v.entered_at for v in visits[1:]]
        assert (visits[-1].left_at is None) == (self.call.saved_at is None)

    @invariant()
    def the_step_is_one_of_this_call(self) -> None:
        assert self.call.step in route(self.call)

    @invariant()
    def it_survives_the_journal(self) -> None:
        assert msgspec.json.decode(msgspec.json.encode(self.call), type=Call) == self.call

    @invariant()
    def it_can_be_filed_now_and_if_the_line_went_dead(self) -> None:
        """I-22, invariant 1: whoever waits has a live promise."""
        call = self.call
        dead = call if call.is_over else drop(call, EndedBy.LINE_DROPPED, self.caller.turn)
        for ended in (call, dead):
            for filed in file_all(ended):
                if filed.case is not None and filed.case.awaiting:
                    assert any(c.is_open and c.keeps_case_alive for c in filed.commitments)


def file_all(call: Call) -> list[FiledComplaint]:
    """The rows of every complaint, with the numbers a database would give them."""
    numbered = (
        replace(c, acceptance=replace(c.acceptance, number=f"TS-260402-{n:03}"))
        if needs_number(c)
        else c
        for n, c in enumerate(call.complaints, 1)
    )
    call = replace(call, complaints=tuple(numbered))
    found = (file_complaint(call, c, make_centre()) for c in call.complaints)
    return [filed for filed in found if filed is not None]


TestAnyCall = AnyCall.TestCase
TestAnyCall.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
