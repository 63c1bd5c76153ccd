"""Calling back a caller whose line was lost: the same complaint, and the debt ends (I-22)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from callcentre.domain.call import Call, EndedBy, Step
from callcentre.domain.call_machine import lead_joins, not_reached
from callcentre.domain.case import EventKind
from callcentre.domain.commitment import Kind, Outcome
from callcentre.domain.contact import AttemptOutcome, Direction
from callcentre.domain.places import Place
from callcentre.errors import Conflict, NotFound
from callcentre.services.audit import audit
from callcentre.services.calls import call_back
from callcentre.services.ports import Office
from tests.support.callers import AGENT, LEAD, Caller, promise, resolve, to_accept, to_promise
from tests.support.clock import FakeClock
from tests.support.filed import HOUR, a_caller, a_debt, file, filed_case, lost, owed
from tests.support.stored import OTHER


def calling(office: Office, clock: FakeClock, commitment_id: str, call_id: str = "c2") -> Caller:
    """An agent who has taken the debt and dialled."""
    caller = a_caller(clock, call_id, OTHER)
    caller.call = call_back(office, commitment_id, OTHER, call_id, "test")
    return caller


def through(caller: Caller) -> Caller:
    """The conversation that was cut off, to its end."""
    promise(to_promise(caller), caller.clock.now() + HOUR)
    return caller.until(Step.WRAP_UP)


def outcome(office: Office, commitment_id: str) -> Outcome | None:
    with office.storage.reading() as work:
        stored = work.commitments.get(commitment_id)
    assert stored is not None
    return stored.closing.outcome if stored.closing else None


@pytest.fixture
def debt(desk: Office, clock: FakeClock) -> str:
    """A lost caller who is owed a call."""
    file(desk, lost(a_caller(clock).put(Place.NAME, "李先生")))
    [row] = owed(desk)
    return row.id


def test_it_goes_on_with_everything_that_was_typed(
    desk: Office, clock: FakeClock, debt: str
) -> None:
    clock.move(minutes=4)
    call: Call = calling(desk, clock, debt).call
    assert (call.direction, call.step, call.agent) == (Direction.OUT, Step.GREET, OTHER)
    assert (call.notes, call.complaint.record.name) == ("没送到", "李先生")
    assert (call.anger, call.apologies, call.greeting_given) == ((), 0, False)
    assert call.started_at == clock.now()
    assert not call.is_over


def test_in_time_the_debt_is_kept(desk: Office, clock: FakeClock, debt: str) -> None:
    clock.move(minutes=10)
    file(desk, through(calling(desk, clock, debt)).next())
    assert outcome(desk, debt) is Outcome.KEPT
    assert [row.kind for row in owed(desk)] == [Kind.CALLBACK]
    assert list(audit(desk)) == []


def test_late_it_is_late_with_its_reason(desk: Office, clock: FakeClock, debt: str) -> None:
    """I-14."""
    clock.move(minutes=11)
    caller = through(calling(desk, clock, debt)).put(Place.LATE_REASON, "线路忙").next()
    file(desk, caller)
    assert outcome(desk, debt) is Outcome.KEPT_LATE
    assert list(audit(desk)) == []


def test_while_it_lasts_it_is_still_owed(desk: Office, clock: FakeClock, debt: str) -> None:
    """Only a conversation that ended as it should discharges it."""
    caller = calling(desk, clock, debt)
    promise(to_promise(caller), clock.now() + HOUR)
    file(desk, caller)
    assert outcome(desk, debt) is None


def test_cut_off_again_both_are_owed(desk: Office, clock: FakeClock, debt: str) -> None:
    caller = calling(desk, clock, debt).next().drop()
    file(desk, caller)
    assert outcome(desk, debt) is None
    assert list(audit(desk)) == []


def test_who_is_being_called_back_is_not_called_twice(
    desk: Office, clock: FakeClock, debt: str
) -> None:
    """Design 3.5: the loser is told who has it."""
    calling(desk, clock, debt)
    with pytest.raises(Conflict, match=OTHER.name):
        call_back(desk, debt, AGENT, "c3", "test")


def test_whoever_lost_the_claim_does_not_end_the_debt(
    desk: Office, clock: FakeClock, debt: str
) -> None:
    slow = through(calling(desk, clock, debt))
    clock.move(minutes=3)
    with desk.storage.writing() as work:
        until = clock.now() + HOUR
        assert work.commitments.claim(debt, AGENT.id, "another", clock.now(), until)
        work.commit()
    file(desk, slow.next())
    assert outcome(desk, debt) is None


def test_the_answer_is_given_on_behalf_of_its_owner(
    desk: Office, clock: FakeClock, debt: str
) -> None:
    """I-11."""
    file(desk, through(calling(desk, clock, debt)).next())
    with desk.storage.reading() as work:
        contact = work.contacts.get("c2-a")
    assert contact is not None
    assert (contact.by, contact.on_behalf_of) == (OTHER.id, AGENT.id)


class TestNotReached:
    """I-05, X-20: an attempt is kept, and the call is owed as before."""

    @pytest.mark.parametrize("tried", AttemptOutcome)
    def test_it_is_an_attempt_and_anybody_may_try_again(
        self,
        desk: Office,
        other_desk: Office,
        clock: FakeClock,
        debt: str,
        tried: AttemptOutcome,
    ) -> None:
        caller = calling(desk, clock, debt)
        caller.call = not_reached(caller.call, tried, caller.turn)
        file(desk, caller)
        [row] = owed(desk)
        assert (row.id, row.attempts, row.claim) == (debt, 1, None)
        with desk.storage.reading() as work:
            contact = work.contacts.get("c2-t")
        assert contact is not None
        assert (contact.attempt, contact.by, contact.reached) == (tried, OTHER.id, False)
        again = call_back(other_desk, debt, AGENT, "c3", "test")
        assert (again.attempt, again.notes) == (None, "没送到")
        assert list(audit(desk)) == []

    def test_filed_twice_it_is_one_attempt(self, desk: Office, clock: FakeClock, debt: str) -> None:
        """Design 3.6."""
        caller = calling(desk, clock, debt)
        caller.call = not_reached(caller.call, AttemptOutcome.BUSY, caller.turn)
        file(desk, caller)
        file(desk, caller)
        assert [row.attempts for row in owed(desk)] == [1]

    def test_each_try_is_counted(self, desk: Office, clock: FakeClock, debt: str) -> None:
        for call_id in ("c2", "c3"):
            caller = calling(desk, clock, debt, call_id)
            caller.call = not_reached(caller.call, AttemptOutcome.NO_ANSWER, caller.turn)
            file(desk, caller)
        assert [row.attempts for row in owed(desk)] == [2]

    def test_cut_off_again_the_hold_is_let_go_at_once(
        self, desk: Office, clock: FakeClock, debt: str
    ) -> None:
        caller = calling(desk, clock, debt).next().drop()
        file(desk, caller)
        [row] = owed(desk)
        assert (row.id, row.attempts, row.claim) == (debt, 1, None)
        file(desk, caller.next())
        assert [row.attempts for row in owed(desk)] == [1]

    def test_late_and_cut_off_nobody_asks_why_so_late(
        self, desk: Office, clock: FakeClock, debt: str
    ) -> None:
        """I-14 asks it of the answer, and there was none."""
        clock.move(minutes=11)
        assert calling(desk, clock, debt).next().drop().next().call.saved_at == clock.now()

    def test_a_lead_who_ends_it_was_heard(self, desk: Office, clock: FakeClock, debt: str) -> None:
        """LS-07."""
        caller = calling(desk, clock, debt).next()
        caller.call = lead_joins(caller.call, LEAD, caller.turn)
        file(desk, caller.put(Place.END_REASON, "辱骂不止").drop(EndedBy.LEAD_ENDED))
        [row] = owed(desk)
        assert (row.attempts, row.claim) == (0, None)

    def test_promised_and_then_cut_off_he_was_answered(
        self, desk: Office, clock: FakeClock, debt: str
    ) -> None:
        """He knows when he hears from us: that promise is owed from now on."""
        caller = promise(to_promise(calling(desk, clock, debt)), clock.now() + HOUR)
        file(desk, caller.drop())
        assert outcome(desk, debt) is Outcome.KEPT
        assert [(row.kind, row.attempts) for row in owed(desk)] == [(Kind.CALLBACK, 0)]

    def test_a_late_one_is_filed_before_its_reason_is_known(
        self, desk: Office, clock: FakeClock, debt: str
    ) -> None:
        """I-14: the call is kept at once, the debt ends with the reason."""
        clock.move(minutes=11)
        caller = through(calling(desk, clock, debt))
        file(desk, caller)
        assert outcome(desk, debt) is None
        file(desk, caller.put(Place.LATE_REASON, "线路忙").next())
        assert outcome(desk, debt) is Outcome.KEPT_LATE

    def test_after_the_number_was_told_it_is_in_the_history(
        self, desk: Office, clock: FakeClock
    ) -> None:
        call = file(desk, to_accept(a_caller(clock)).say().next().drop())
        [row] = owed(desk)
        caller = calling(desk, clock, row.id)
        caller.call = not_reached(caller.call, AttemptOutcome.BUSY, caller.turn)
        file(desk, caller)
        last = filed_case(desk, call).events[-1]
        assert (last.kind, last.note) == (EventKind.ATTEMPTED, "busy")
        assert list(audit(desk)) == []

    def test_cut_off_after_its_number_the_case_lives_on_a_call(
        self, desk: Office, clock: FakeClock, debt: str
    ) -> None:
        """I-07, I-22."""
        file(desk, to_accept(calling(desk, clock, debt)).say().next().drop())
        assert Kind.FIRST_CONTACT in {row.kind for row in owed(desk)}
        assert list(audit(desk)) == []


class TestWithANumber:
    """The line was lost after the number was told: the case lives on the call back."""

    @pytest.fixture
    def numbered(self, desk: Office, clock: FakeClock) -> str:
        file(desk, to_accept(a_caller(clock)).say().next().drop())
        [row] = owed(desk)
        return row.id

    @pytest.mark.parametrize(
        ("way", "left"),
        [
            (lambda c: promise(c.say().next(), c.clock.now() + HOUR), {Kind.CALLBACK}),
            (resolve, {Kind.NOTICE, Kind.VISIT}),
        ],
    )
    def test_it_ends_as_any_call_does(
        self,
        desk: Office,
        clock: FakeClock,
        numbered: str,
        way: Callable[[Caller], Caller],
        left: set[Kind],
    ) -> None:
        caller = calling(desk, clock, numbered).anger(1).next().next().say().next().say().next()
        way(caller.next()).until(Step.WRAP_UP).next()
        call = file(desk, caller)
        assert call.complaint.acceptance.number == "TS-260402-001"
        assert outcome(desk, numbered) is Outcome.KEPT
        assert {row.kind for row in owed(desk)} == left
        assert list(audit(desk)) == []


def test_what_is_no_lost_call_cannot_be_gone_on_with(desk: Office, clock: FakeClock) -> None:
    promised = a_debt(desk, clock)
    with desk.storage.writing() as work:
        work.commitments.add(replace(promised, id="alone", call_id=None, kind=Kind.FIRST_CONTACT))
        work.commit()
    with pytest.raises(NotFound):
        call_back(desk, "alone", AGENT, "c9", "test")
    with pytest.raises(NotFound):
        call_back(desk, "nothing", AGENT, "c9", "test")
