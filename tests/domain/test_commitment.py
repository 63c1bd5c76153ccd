"""Commitments: what they are at an instant, and every way they end or refuse to."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from callcentre.domain.commitment import (
    Commitment,
    Kind,
    Outcome,
    Status,
    discharge,
    missing_told,
    require_well_made,
    status_at,
    supersede,
    void,
)
from callcentre.domain.contact import AnswerKind
from callcentre.domain.instant import Spoken
from callcentre.errors import Conflict, NotAllowed, Refused
from tests.support.callers import AGENT, LEAD
from tests.support.ledger import DUE, MADE, MINUTE, SECOND, a_promise, not_reached, the_next, told

RESULT, PROGRESS = AnswerKind.RESULT, AnswerKind.PROGRESS
SOON = timedelta(minutes=15)


def status(c: Commitment, at: datetime) -> Status:
    return status_at(c, at, SOON)


def kept(at: datetime = DUE) -> Commitment:
    return discharge(a_promise(), told(a_promise(), RESULT, at), None)


def excused(c: Commitment, at: datetime) -> Commitment:
    """Answered with a result, an excuse and an apology."""
    contact = told(c, RESULT, at)
    return discharge(c, contact, None, late_reason="系统故障", apologised=True)


class TestStatus:
    """3.3, I-04, I-05: arithmetic on the clock, to the second."""

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (MADE, Status.OPEN),
            (DUE - SOON - SECOND, Status.OPEN),
            (DUE - SOON, Status.DUE_SOON),
            (DUE, Status.DUE_SOON),
            (DUE + SECOND, Status.OVERDUE),
            (DUE + timedelta(days=400), Status.OVERDUE),
        ],
    )
    def test_while_it_is_owed(self, at: datetime, expected: Status) -> None:
        assert status(a_promise(), at) is expected

    def test_its_end_is_its_status_from_then_on(self) -> None:
        answered = kept(DUE - MINUTE)
        assert status(answered, DUE - MINUTE) is Status.KEPT
        assert status(answered, DUE + timedelta(days=1)) is Status.KEPT

    def test_before_its_end_it_was_what_it_was(self) -> None:
        """History is not rewritten by the answer."""
        late = excused(a_promise(), DUE + 2 * MINUTE)
        assert status(late, DUE + MINUTE) is Status.OVERDUE
        assert status(late, DUE + 2 * MINUTE) is Status.KEPT_LATE

    def test_an_undated_one_is_overdue_from_the_start(self) -> None:
        """I-23: "it will be returned when the time comes"."""
        assert status(a_promise(undated=True), MADE) is Status.OVERDUE

    def test_an_attempt_leaves_it_as_it_is(self) -> None:
        """I-05: an attempt a minute before leaves it overdue a second after."""
        c = a_promise()
        with pytest.raises(Refused):
            discharge(c, not_reached(c, DUE - MINUTE), None)
        assert status(c, DUE + SECOND) is Status.OVERDUE


class TestWellMade:
    @pytest.mark.parametrize("due", [MADE, MADE - SECOND])
    def test_it_lies_after_its_making(self, due: datetime) -> None:
        """I-02."""
        with pytest.raises(Refused, match="after"):
            require_well_made(a_promise(due=Spoken(due, "UTC")))

    @pytest.mark.parametrize("part", ["reason", "process", "time", "name", "contact"])
    def test_each_of_the_five_told_things_is_named_when_missing(self, part: str) -> None:
        """I-03, PR-03."""
        c = a_promise()
        if part == "contact":
            lacking = replace(c, contact_value=" ")
        else:
            nothing: object = False if part == "time" else " "
            lacking = replace(c, told=replace(c.told, **{part: nothing}))  # type: ignore[arg-type]
        assert missing_told(lacking) == (part,)
        with pytest.raises(Refused, match=part):
            require_well_made(lacking)

    def test_a_whole_one_passes(self) -> None:
        assert missing_told(a_promise()) == ()
        require_well_made(a_promise())

    @pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CALLBACK])
    def test_only_a_promise_was_told_anybody(self, kind: Kind) -> None:
        require_well_made(a_promise(kind=kind, contact_value="", due=Spoken(MADE, "UTC")))

    def test_a_legacy_statement_without_a_time_is_let_in(self) -> None:
        """I-23."""
        require_well_made(a_promise(undated=True, contact_value=""))


class TestDischarge:
    @pytest.mark.parametrize("at", [MADE + SECOND, DUE - SECOND, DUE])
    def test_up_to_the_due_second_it_is_kept(self, at: datetime) -> None:
        """I-05."""
        closing = kept(at).closing
        assert closing is not None
        assert (closing.outcome, closing.at) == (Outcome.KEPT, at)
        assert closing.contact_id == "p1-result"

    def test_a_second_later_it_is_late_for_ever(self) -> None:
        """I-05."""
        closing = excused(a_promise(), DUE + SECOND).closing
        assert closing is not None
        assert (closing.outcome, closing.late_reason, closing.apologised) == (
            Outcome.KEPT_LATE,
            "系统故障",
            True,
        )

    @pytest.mark.parametrize(
        ("reason", "apologised"), [("", True), ("  ", True), ("系统故障", False), ("", False)]
    )
    def test_a_late_answer_needs_its_reason_and_its_apology(
        self, reason: str, apologised: bool
    ) -> None:
        """I-14."""
        c = a_promise()
        with pytest.raises(Refused, match="late"):
            discharge(
                c,
                told(c, RESULT, DUE + SECOND),
                None,
                late_reason=reason,
                apologised=apologised,
            )

    def test_in_time_neither_is_kept_on_record(self) -> None:
        closing = excused(a_promise(), DUE).closing
        assert closing is not None
        assert (closing.late_reason, closing.apologised) == ("", False)

    def test_an_attempt_discharges_nothing(self) -> None:
        """I-05, X-20."""
        c = a_promise()
        with pytest.raises(Refused, match="reached nobody"):
            discharge(c, not_reached(c, DUE - MINUTE), the_next(c, DUE - MINUTE))

    @pytest.mark.parametrize("kind", [PROGRESS, AnswerKind.NO_PROGRESS])
    @pytest.mark.parametrize("owed", [Kind.CALLBACK, Kind.FIRST_CONTACT, Kind.VISIT])
    def test_without_a_result_the_next_promise_comes_with_it(
        self, kind: AnswerKind, owed: Kind
    ) -> None:
        """I-07, FU-04: until solved."""
        c = a_promise(kind=owed)
        contact = told(c, kind, DUE - MINUTE)
        with pytest.raises(Refused, match="next promise"):
            discharge(c, contact, None)
        ended = discharge(c, contact, the_next(c, DUE - MINUTE))
        assert status(ended, DUE) is Status.KEPT

    def test_no_news_in_time_keeps_the_promise(self) -> None:
        """PR-02, I-04: whatever the progress."""
        c = a_promise()
        answered = discharge(c, told(c, AnswerKind.NO_PROGRESS, DUE), the_next(c, DUE))
        assert status(answered, DUE) is Status.KEPT

    @pytest.mark.parametrize("absent", ["cause", "process"])
    def test_a_result_says_the_cause_and_what_was_done(self, absent: str) -> None:
        """CS-13."""
        c = a_promise()
        with pytest.raises(Refused, match="cause"):
            discharge(c, told(c, RESULT, DUE, **{absent: " "}), None)

    def test_only_a_promises_result_needs_those_words(self) -> None:
        c = a_promise(kind=Kind.NOTICE)
        sent = discharge(c, told(c, RESULT, DUE, cause="", process=""), None)
        assert status(sent, DUE) is Status.KEPT

    def test_an_undated_one_is_answered_late(self) -> None:
        """I-23."""
        c = a_promise(undated=True)
        with pytest.raises(Refused, match="late"):
            discharge(c, told(c, RESULT, MADE), None)
        assert status(excused(c, MADE), DUE) is Status.KEPT_LATE

    def test_it_ends_once(self) -> None:
        with pytest.raises(Conflict):
            discharge(kept(), told(kept(), RESULT, DUE), None)


class TestMoving:
    """I-06: before it is due, with the customer's knowledge, by a new promise."""

    def moved(self, at: datetime, **changes: object) -> Commitment:
        c = a_promise()
        contact = told(c, PROGRESS, at)
        return supersede(c, contact, the_next(c, at, **changes), "客户要晚一点")

    @pytest.mark.parametrize("at", [MADE + SECOND, DUE - SECOND])
    def test_before_it_is_due(self, at: datetime) -> None:
        closing = self.moved(at).closing
        assert closing is not None
        assert (closing.outcome, closing.note) == (Outcome.SUPERSEDED, "客户要晚一点")

    @pytest.mark.parametrize("at", [DUE, DUE + SECOND])
    def test_never_after(self, at: datetime) -> None:
        with pytest.raises(Refused, match="not moved"):
            self.moved(at)

    def test_not_without_telling_him(self) -> None:
        c = a_promise()
        with pytest.raises(Refused, match="must know"):
            supersede(c, not_reached(c, MADE + MINUTE), the_next(c, MADE + MINUTE), "晚一点")

    def test_not_without_a_reason(self) -> None:
        c = a_promise()
        with pytest.raises(Refused, match="why"):
            supersede(c, told(c, PROGRESS, MADE + MINUTE), the_next(c, MADE + MINUTE), " ")

    def test_not_by_a_promise_that_follows_another(self) -> None:
        with pytest.raises(Refused, match="follow"):
            self.moved(MADE + MINUTE, follows="p0")

    def test_not_twice(self) -> None:
        c = self.moved(MADE + MINUTE)
        with pytest.raises(Conflict):
            supersede(c, told(c, PROGRESS, MADE + MINUTE), the_next(c, MADE + MINUTE), "再晚")

    def test_an_undated_one_is_replaced_by_a_dated_one_at_any_time(self) -> None:
        """I-23."""
        c = a_promise(undated=True)
        at = DUE + timedelta(days=3)
        replaced = supersede(c, told(c, PROGRESS, at), the_next(c, at), "约定了时间")
        assert status(replaced, at) is Status.SUPERSEDED


class TestVoid:
    """3.3: only when the customer has been told, and only by a lead."""

    def test_a_lead_cancels_what_the_customer_was_told_of(self) -> None:
        c = a_promise()
        assert status(void(c, told(c, RESULT, DUE), LEAD, "客户撤诉"), DUE) is Status.VOID

    def test_an_agent_does_not(self) -> None:
        c = a_promise()
        with pytest.raises(NotAllowed):
            void(c, told(c, RESULT, DUE), AGENT, "客户撤诉")

    def test_not_behind_his_back(self) -> None:
        c = a_promise()
        with pytest.raises(Refused, match="told"):
            void(c, not_reached(c, DUE), LEAD, "客户撤诉")

    def test_not_without_a_reason(self) -> None:
        c = a_promise()
        with pytest.raises(Refused, match="reason"):
            void(c, told(c, RESULT, DUE), LEAD, " ")

    def test_not_what_has_ended(self) -> None:
        with pytest.raises(Conflict):
            void(kept(), told(kept(), RESULT, DUE), LEAD, "客户撤诉")


def test_what_the_customer_waits_for_keeps_a_case_alive() -> None:
    """I-07."""
    alive = {kind for kind in Kind if a_promise(kind=kind).keeps_case_alive}
    assert alive == {Kind.CALLBACK, Kind.FIRST_CONTACT}
