"""Answering what is owed: the chain, its refusals, and nothing half done (3.3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from callcentre.domain.answer import AnswerDraft, Purpose
from callcentre.domain.case import CaseState, EventKind
from callcentre.domain.commitment import Commitment, Kind, Outcome, Status, status_at
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Direction
from callcentre.domain.instant import Spoken
from callcentre.errors import Conflict, NotFound, Refused
from callcentre.services.answers import answer, attempt, let_go, retake, take
from callcentre.services.audit import audit
from callcentre.services.cases import CaseFile, case_file
from callcentre.services.claims import LEASE, renew
from callcentre.services.ports import Office
from callcentre.storage.database import Database
from tests.support.callers import AGENT, LEAD
from tests.support.clock import FakeClock
from tests.support.filed import HOUR, MINUTE, a_debt, answering, owed, with_next
from tests.support.stored import OTHER, everything

RESULT, PROGRESS, NO_NEWS = AnswerKind.RESULT, AnswerKind.PROGRESS, AnswerKind.NO_PROGRESS
NUMBER = "TS-260402-001"


@pytest.fixture
def debt(desk: Office, clock: FakeClock) -> Commitment:
    """A promise due in two hours."""
    return a_debt(desk, clock)


def found(office: Office) -> CaseFile:
    return case_file(office, NUMBER)


def outcomes(office: Office) -> list[Outcome | None]:
    """How the promises of the case ended, in their order."""
    chain = (c for c in found(office).chain if c.kind is Kind.CALLBACK)
    return [c.closing.outcome if c.closing else None for c in chain]


def nothing_changes(office: Office, draft: AnswerDraft, match: str = ".") -> None:
    """The answer is refused, and not a row of the database is other than before."""
    database = office.storage
    assert isinstance(database, Database)
    before = everything(database)
    with pytest.raises(Refused, match=match):
        answer(office, draft)
    assert everything(database) == before


class TestResult:
    def test_it_ends_the_wait_and_begins_notice_and_visit(
        self, desk: Office, debt: Commitment
    ) -> None:
        """FU-01, FU-06, I-15."""
        answer(desk, answering(desk, debt))
        case = found(desk).case
        assert (case.awaiting, case.state) == (False, CaseState.RETURN_VISIT)
        assert outcomes(desk) == [Outcome.KEPT]
        assert [row.kind for row in owed(desk)] == [Kind.NOTICE, Kind.VISIT]
        assert list(audit(desk)) == []

    def test_what_was_told_is_read_by_every_later_handler(
        self, desk: Office, debt: Commitment
    ) -> None:
        """LS-12."""
        answer(desk, answering(desk, debt))
        told = found(desk).contacts[-1]
        assert (told.said, told.cause, told.process) == (
            "改走下一班，明早送达",
            "班次取消",
            "改走下一班",
        )
        assert found(desk).events[-1].kind is EventKind.ANSWERED

    @pytest.mark.parametrize("absent", ["cause", "process"])
    def test_without_its_words_it_is_refused(
        self, desk: Office, debt: Commitment, absent: str
    ) -> None:
        """CS-13."""
        draft = answering(desk, debt)
        nothing_changes(desk, replace(draft, **{absent: ""}))  # type: ignore[arg-type]

    def test_notice_and_visit_end_by_being_done(self, desk: Office, debt: Commitment) -> None:
        answer(desk, answering(desk, debt))
        for row in owed(desk):
            with desk.storage.reading() as work:
                stored = work.commitments.get(row.id)
            assert stored is not None
            answer(desk, answering(desk, stored))
        assert owed(desk) == ()
        assert list(audit(desk)) == []


class TestChain:
    """I-07, PR-02: until it is solved."""

    @pytest.mark.parametrize("kind", [PROGRESS, NO_NEWS])
    def test_without_the_next_promise_it_is_refused(
        self, desk: Office, debt: Commitment, kind: AnswerKind
    ) -> None:
        """I-07: logging progress without next: refused, nothing saved."""
        nothing_changes(desk, answering(desk, debt, kind))

    @pytest.mark.parametrize("kinds", [[NO_NEWS], [PROGRESS, NO_NEWS, PROGRESS]])
    def test_each_promise_is_followed_by_the_next(
        self, desk: Office, clock: FakeClock, debt: Commitment, kinds: Sequence[AnswerKind]
    ) -> None:
        last = debt
        for kind in kinds:
            clock.move(hours=1)
            answer(desk, with_next(answering(desk, last, kind), clock))
            assert found(desk).case.awaiting
            [row] = owed(desk)
            last = next(c for c in found(desk).chain if c.id == row.id)
        answer(desk, answering(desk, last))
        chain = [c for c in found(desk).chain if c.kind is Kind.CALLBACK]
        assert outcomes(desk) == [Outcome.KEPT] * (len(kinds) + 1)
        assert [c.seq for c in chain] == list(range(1, len(kinds) + 2))
        assert [c.follows for c in chain] == [None, *(c.id for c in chain[:-1])]
        assert not found(desk).case.awaiting
        assert list(audit(desk)) == []

    def test_a_next_time_that_has_passed_is_refused(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        """I-02."""
        draft = with_next(answering(desk, debt, PROGRESS), clock, timedelta(0))
        nothing_changes(desk, draft, "ahead")

    def test_a_visit_that_goes_badly_makes_him_wait_again(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        """FU-04: not satisfied makes the case open with a promise."""
        answer(desk, answering(desk, debt))
        visit = next(c for c in found(desk).chain if c.kind is Kind.VISIT)
        answer(desk, with_next(answering(desk, visit, PROGRESS), clock))
        assert found(desk).case.awaiting
        assert {row.kind for row in owed(desk)} == {Kind.NOTICE, Kind.CALLBACK}
        assert list(audit(desk)) == []


class TestAttempts:
    @pytest.mark.parametrize("tried", [AttemptOutcome.BUSY, AttemptOutcome.MESSAGE_LEFT])
    def test_they_are_kept_and_discharge_nothing(
        self, desk: Office, debt: Commitment, tried: AttemptOutcome
    ) -> None:
        """I-05, X-20."""
        draft = answering(desk, debt, None)
        again = attempt(desk, draft, tried, "无人接听")
        attempt(desk, again, tried)
        assert outcomes(desk) == [None]
        assert [row.attempts for row in owed(desk)] == [2]
        assert [e.kind for e in found(desk).events][-2:] == [EventKind.ATTEMPTED] * 2

    def test_the_debt_turns_overdue_all_the_same(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        """I-05: an attempt a minute before leaves it overdue a second after."""
        clock.set(debt.due.at - MINUTE)
        attempt(desk, answering(desk, debt, None), AttemptOutcome.BUSY)
        clock.set(debt.due.at + timedelta(seconds=1))
        [row] = owed(desk)
        assert row.status(clock.now(), 15 * MINUTE) is Status.OVERDUE

    def test_after_one_he_may_still_be_answered(self, desk: Office, debt: Commitment) -> None:
        draft = attempt(desk, answering(desk, debt), AttemptOutcome.NO_ANSWER)
        answer(desk, draft)
        assert outcomes(desk) == [Outcome.KEPT]


class TestLate:
    """I-14."""

    @pytest.mark.parametrize(
        ("reason", "apologised"), [("", False), ("系统故障", False), ("", True)]
    )
    def test_it_needs_its_reason_and_its_apology(
        self, desk: Office, clock: FakeClock, debt: Commitment, reason: str, apologised: bool
    ) -> None:
        clock.set(debt.due.at + MINUTE)
        draft = answering(desk, debt)
        nothing_changes(desk, replace(draft, late_reason=reason, apologised=apologised))

    def test_with_both_it_is_late_for_ever_and_escalates(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        """I-05, AU-06."""
        clock.set(debt.due.at + MINUTE)
        draft = answering(desk, debt)
        answer(desk, replace(draft, late_reason="系统故障", apologised=True))
        assert outcomes(desk) == [Outcome.KEPT_LATE]
        assert EventKind.ESCALATION_PROPOSED in [e.kind for e in found(desk).events]
        assert list(audit(desk)) == []

    def test_an_answer_given_in_time_and_filed_late_was_in_time(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        """Design 3.6: the database was away, the customer was not."""
        draft = answering(desk, debt)
        given_at = clock.now()
        clock.set(debt.due.at + HOUR)
        answer(desk, draft, at=given_at)
        assert outcomes(desk) == [Outcome.KEPT]
        closing = found(desk).chain[0].closing
        assert closing is not None
        assert closing.at == given_at


class TestMoving:
    """I-06."""

    def move(self, office: Office, clock: FakeClock, debt: Commitment) -> AnswerDraft:
        draft = answering(office, debt, None, purpose=Purpose.MOVE)
        return with_next(draft, clock, 5 * HOUR)

    def test_before_it_is_due(self, desk: Office, clock: FakeClock, debt: Commitment) -> None:
        answer(desk, self.move(desk, clock, debt))
        assert outcomes(desk) == [Outcome.SUPERSEDED, None]
        assert found(desk).case.awaiting
        assert [e.kind for e in found(desk).events][-2:] == [EventKind.MOVED, EventKind.PROMISED]
        assert list(audit(desk)) == []

    def test_not_after(self, desk: Office, clock: FakeClock, debt: Commitment) -> None:
        clock.set(debt.due.at)
        nothing_changes(desk, self.move(desk, clock, debt), "not moved")

    def test_not_without_a_reason(self, desk: Office, clock: FakeClock, debt: Commitment) -> None:
        nothing_changes(desk, replace(self.move(desk, clock, debt), move_reason=" "))


class TestHolding:
    """Design 3.5: one writer wins, and the loser is told who has it."""

    def test_who_comes_second_hears_who_has_it(
        self, desk: Office, other_desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        take(desk, debt.id, AGENT)
        clock.move(seconds=90)
        with pytest.raises(Conflict, match=f"{AGENT.name}.* 1 min"):
            take(other_desk, debt.id, OTHER)

    def test_a_lapsed_hold_is_free(
        self, desk: Office, other_desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        slow = answering(desk, debt)
        clock.move(seconds=LEASE.total_seconds())
        answer(other_desk, answering(other_desk, debt, by=OTHER))
        with pytest.raises(Conflict, match="answered already"):
            answer(desk, slow)
        assert len(found(desk).contacts) == 2

    def test_a_hold_that_was_taken_over_finishes_nothing(
        self, desk: Office, other_desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        slow = answering(desk, debt)
        clock.move(seconds=LEASE.total_seconds())
        take(other_desk, debt.id, OTHER)
        nothing_changes(desk, slow, OTHER.name)

    def test_a_lapsed_hold_nobody_took_still_finishes(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        """The customer was answered; a lapsed lease is no reason to lose that."""
        slow = answering(desk, debt)
        clock.move(hours=1)
        answer(desk, slow)
        assert outcomes(desk) == [Outcome.KEPT]

    def test_renewed_it_stands(
        self, desk: Office, other_desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        draft = take(desk, debt.id, AGENT)
        clock.move(seconds=LEASE.total_seconds() - 1)
        assert renew(desk, debt.id, draft.token)
        clock.move(seconds=30)
        with pytest.raises(Conflict):
            take(other_desk, debt.id, OTHER)

    def test_let_go_it_is_anybodys(
        self, desk: Office, other_desk: Office, debt: Commitment
    ) -> None:
        draft = answering(desk, debt)
        let_go(desk, draft)
        assert take(other_desk, debt.id, OTHER).agent == OTHER
        nothing_changes(desk, draft, OTHER.name)

    def test_a_draft_left_behind_is_taken_again(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        left = answering(desk, debt)
        clock.move(minutes=10)
        answer(desk, retake(desk, left, AGENT))
        assert outcomes(desk) == [Outcome.KEPT]

    def test_unless_another_has_it_by_now(
        self, desk: Office, other_desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        left = answering(desk, debt)
        clock.move(minutes=10)
        take(other_desk, debt.id, OTHER)
        with pytest.raises(Conflict, match=OTHER.name):
            retake(desk, left, AGENT)

    def test_what_is_owed_no_more_is_not_taken(self, desk: Office, debt: Commitment) -> None:
        answer(desk, answering(desk, debt))
        with pytest.raises(Conflict, match="answered already"):
            take(desk, debt.id, OTHER)
        with pytest.raises(NotFound):
            take(desk, "nothing", OTHER)


class TestOnce:
    def test_filed_twice_it_is_filed_once(self, desk: Office, debt: Commitment) -> None:
        """Design 3.6: after a crash between filing and forgetting."""
        draft = answering(desk, debt)
        answer(desk, draft)
        database = desk.storage
        assert isinstance(database, Database)
        once = everything(database)
        answer(desk, draft)
        assert everything(database) == once

    def test_so_is_one_with_the_next_promise(
        self, desk: Office, clock: FakeClock, debt: Commitment
    ) -> None:
        draft = with_next(answering(desk, debt, PROGRESS), clock)
        answer(desk, draft)
        answer(desk, draft)
        assert outcomes(desk) == [Outcome.KEPT, None]


def test_for_somebody_else_it_is_said_on_behalf_of_whom(desk: Office, debt: Commitment) -> None:
    """I-11: the owner stays, and the name told is the owner's."""
    draft = answering(desk, debt, by=LEAD)
    assert draft.owner_name == AGENT.name
    answer(desk, draft)
    told = found(desk).contacts[-1]
    assert (told.by, told.on_behalf_of) == (LEAD.id, AGENT.id)
    assert found(desk).case.owner == AGENT.id


@pytest.mark.parametrize("purpose", Purpose)
def test_who_is_named_with_the_next_promise_owes_it(
    desk: Office, clock: FakeClock, debt: Commitment, purpose: Purpose
) -> None:
    """I-03, I-11: the customer hears "from me", and the queue says the same."""
    kind = PROGRESS if purpose is Purpose.ANSWER else None
    answer(desk, with_next(answering(desk, debt, kind, by=LEAD, purpose=purpose), clock))
    [row] = owed(desk)
    following = next(c for c in found(desk).chain if c.id == row.id)
    assert (row.owner, row.owner_name, following.told.name) == (LEAD.id, LEAD.name, LEAD.name)
    assert (found(desk).case.owner, found(desk).case.first_responsible) == (AGENT.id, AGENT.id)
    last = found(desk).events[-1]
    assert (last.before, last.after) == ({"owner": AGENT.name}, {"owner": LEAD.name})
    assert take(desk, row.id, LEAD).owner_name == LEAD.name
    assert list(audit(desk)) == []


def test_he_may_call_earlier_himself(desk: Office, clock: FakeClock, debt: Commitment) -> None:
    """I-12: earlier contact is welcome, and discharges when it is the answer."""
    clock.move(minutes=5)
    answer(desk, answering(desk, debt, direction=Direction.IN))
    assert outcomes(desk) == [Outcome.KEPT]
    assert found(desk).contacts[-1].direction is Direction.IN


def test_a_statement_without_a_time_gets_its_date(
    desk: Office, clock: FakeClock, debt: Commitment
) -> None:
    """I-23: the Dior case."""
    legacy = replace(
        debt, id="legacy", undated=True, seq=9, due=Spoken(clock.now(), "Asia/Shanghai")
    )
    with desk.storage.writing() as work:
        work.commitments.add(legacy)
        work.commit()
    assert status_at(legacy, clock.now(), MINUTE) is Status.OVERDUE
    draft = with_next(answering(desk, legacy, PROGRESS), clock)
    answer(desk, replace(draft, late_reason="前同事没有约时间", apologised=True))
    dated = found(desk).chain[-1]
    assert (dated.follows, dated.undated, dated.seq) == ("legacy", False, 10)
    assert list(audit(desk)) == []
