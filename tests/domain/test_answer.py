"""Answering a commitment: what it lacks, and what it changes when it is filed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from callcentre.domain.answer import (
    AnswerDraft,
    FiledAnswer,
    Lacking,
    Purpose,
    file_answer,
    file_attempt,
    lacking,
)
from callcentre.domain.call import PromiseDraft
from callcentre.domain.case import EventKind
from callcentre.domain.commitment import Commitment, Kind, Outcome, Owed
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Point
from callcentre.domain.instant import Spoken
from callcentre.domain.staff import Person
from callcentre.errors import Refused
from tests.support.callers import AGENT, LEAD
from tests.support.centres import make_centre
from tests.support.ledger import DUE, MINUTE, SECOND, a_promise

RESULT, PROGRESS = AnswerKind.RESULT, AnswerKind.PROGRESS
CENTRE = make_centre()
BEFORE = DUE - MINUTE


def a_draft(c: Commitment | None = None, /, **changes: object) -> AnswerDraft:
    """An answer with everything said; the test takes away what it is about."""
    plain = AnswerDraft(
        id="k1",
        commitment=c or a_promise(),
        case_number="TS-260402-001",
        owner_name="张同",
        agent=AGENT,
        token="t1",
        started_at=BEFORE,
        points=frozenset(Point),
        kind=RESULT,
        said="改走下一班，明早送达",
        cause="班次取消",
        process="改走下一班",
        next=PromiseDraft(
            id="n1",
            due=Spoken(DUE + timedelta(hours=2), "Asia/Shanghai"),
            reason="仓库还没回复",
            process="盘点后回电",
            contact="13900000001",
            told_at=BEFORE,
        ),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def without_next(draft: AnswerDraft, **changes: object) -> AnswerDraft:
    return replace(draft, next=replace(draft.next, **changes))  # type: ignore[arg-type]


def filed(draft: AnswerDraft, now: datetime = BEFORE) -> FiledAnswer:
    return file_answer(draft, CENTRE, now, seq=2)


def outcome(answer: FiledAnswer) -> Outcome:
    assert answer.closed.closing is not None
    return answer.closed.closing.outcome


class TestWhatIsLacking:
    def test_nothing_when_everything_was_said(self) -> None:
        assert lacking(a_draft(), BEFORE) == ()

    @pytest.mark.parametrize(
        ("change", "thing"),
        [
            ({"kind": None}, Lacking.KIND),
            ({"said": " "}, Lacking.SAID),
            ({"points": frozenset(Point) - {Point.APOLOGY}}, Lacking.POINTS),
            ({"cause": ""}, Lacking.CAUSE),
            ({"process": ""}, Lacking.PROCESS),
        ],
    )
    def test_each_thing_alone(self, change: dict[str, object], thing: Lacking) -> None:
        """CS-10, CS-13."""
        assert lacking(a_draft(**change), BEFORE) == (thing,)

    @pytest.mark.parametrize(
        ("change", "thing"),
        [
            ({"due": None}, Lacking.NEXT_DUE),
            ({"reason": ""}, Lacking.NEXT_REASON),
            ({"process": " "}, Lacking.NEXT_PROCESS),
            ({"told_at": None}, Lacking.NEXT_TOLD),
        ],
    )
    @pytest.mark.parametrize("kind", [PROGRESS, AnswerKind.NO_PROGRESS])
    def test_without_a_result_the_next_promise_is_asked_for(
        self, change: dict[str, object], thing: Lacking, kind: AnswerKind
    ) -> None:
        """I-07, PR-09."""
        assert lacking(without_next(a_draft(kind=kind), **change), BEFORE) == (thing,)

    def test_late_it_asks_why_and_for_an_apology(self) -> None:
        """I-14: from the second after it was due."""
        assert lacking(a_draft(), DUE) == ()
        assert lacking(a_draft(), DUE + SECOND) == (Lacking.LATE_REASON, Lacking.LATE_APOLOGY)

    def test_a_move_needs_only_its_reason_and_the_next_time(self) -> None:
        """I-06."""
        bare = a_draft(purpose=Purpose.MOVE, kind=None, said="", points=frozenset())
        assert lacking(bare, BEFORE) == (Lacking.MOVE_REASON,)
        assert lacking(replace(bare, move_reason="客户要晚一点"), BEFORE) == ()

    def test_the_six_points_belong_to_a_promise(self) -> None:
        sent = a_draft(a_promise(kind=Kind.NOTICE), points=frozenset(), cause="", process="")
        assert lacking(sent, BEFORE) == ()


class TestResult:
    def test_it_ends_the_chain_and_begins_notice_and_visit(self) -> None:
        """FU-01, FU-06: written answer and return visit are owed at once."""
        answer = filed(a_draft())
        assert outcome(answer) is Outcome.KEPT
        assert not answer.still_waiting
        assert [(c.kind, c.owed, c.follows) for c in answer.begun] == [
            (Kind.NOTICE, Owed.NOTICE, "p1"),
            (Kind.VISIT, Owed.ANSWER, "p1"),
        ]
        assert [c.due.local.strftime("%d %H:%M") for c in answer.begun] == ["03 11:59", "04 20:00"]

    def test_without_a_case_nothing_follows(self) -> None:
        answer = filed(a_draft(a_promise(kind=Kind.FIRST_CONTACT, case_id=None)))
        assert (answer.begun, answer.events) == ((), ())

    def test_the_contact_holds_what_he_was_told_word_for_word(self) -> None:
        """LS-12, CS-13."""
        contact = filed(a_draft()).contact
        assert (contact.id, contact.commitment_id, contact.case_id) == ("k1", "p1", "case-1")
        assert (contact.said, contact.cause, contact.process) == (
            "改走下一班，明早送达",
            "班次取消",
            "改走下一班",
        )
        assert contact.points == frozenset(Point)
        assert contact.at == BEFORE

    def test_late_it_proposes_the_next_level(self) -> None:
        """I-14, AU-06: a missed promise."""
        late = a_draft(late_reason="系统故障", apologised=True)
        answer = filed(late, DUE + SECOND)
        assert outcome(answer) is Outcome.KEPT_LATE
        assert [(e.kind, e.note) for e in answer.events] == [
            (EventKind.ANSWERED, "result"),
            (EventKind.ESCALATION_PROPOSED, "系统故障"),
        ]


class TestNextPromise:
    @pytest.mark.parametrize("kind", [PROGRESS, AnswerKind.NO_PROGRESS])
    def test_it_follows_and_is_owed_by_who_was_named(self, kind: AnswerKind) -> None:
        """I-03, I-07, I-11: "you'll hear from me", says whoever speaks."""
        answer = filed(a_draft(kind=kind, agent=LEAD))
        [successor] = answer.begun
        assert outcome(answer) is Outcome.KEPT
        assert answer.still_waiting
        assert (successor.follows, successor.seq, successor.kind) == ("p1", 2, Kind.CALLBACK)
        assert (successor.owner, successor.made_by, successor.told.name) == ("l1", "l1", "周敏")
        assert successor.due == a_draft().next.due
        assert (successor.told.reason, successor.told.process) == ("仓库还没回复", "盘点后回电")
        assert successor.is_open

    def test_another_may_be_named(self) -> None:
        """PR-03: then that person owes it."""
        [successor] = filed(a_draft(kind=PROGRESS, agent=LEAD, named=AGENT)).begun
        assert (successor.owner, successor.made_by, successor.told.name) == ("a1", "l1", "张同")

    def test_another_owner_is_in_the_history(self) -> None:
        """AU-03: logged; the same owner is not worth a word."""
        changed = filed(a_draft(kind=PROGRESS, agent=LEAD)).events[1]
        assert (changed.kind, changed.before, changed.after) == (
            EventKind.PROMISED,
            {"owner": "张同"},
            {"owner": "周敏"},
        )
        same = filed(a_draft(kind=PROGRESS)).events[1]
        assert (same.kind, same.before, same.after) == (EventKind.PROMISED, None, None)

    def test_a_return_visit_that_goes_badly_is_promised_again(self) -> None:
        """FU-04."""
        [successor] = filed(a_draft(a_promise(kind=Kind.VISIT), kind=PROGRESS)).begun
        assert (successor.kind, successor.follows) == (Kind.CALLBACK, "p1")

    def test_a_legacy_statement_gets_its_date(self) -> None:
        """I-23."""
        undated = a_draft(
            a_promise(undated=True), kind=PROGRESS, late_reason="前同事没有约时间", apologised=True
        )
        [successor] = filed(undated).begun
        assert not successor.undated
        assert outcome(filed(undated)) is Outcome.KEPT_LATE

    @pytest.mark.parametrize("change", [{"reason": ""}, {"process": ""}, {"told_at": None}])
    def test_one_that_was_not_told_is_refused(self, change: dict[str, object]) -> None:
        """I-03."""
        with pytest.raises(Refused):
            filed(without_next(a_draft(kind=PROGRESS), **change))

    def test_one_that_lies_behind_is_refused(self) -> None:
        """I-02."""
        behind = without_next(a_draft(kind=PROGRESS), due=Spoken(BEFORE, "Asia/Shanghai"))
        with pytest.raises(Refused, match="ahead"):
            filed(behind)


class TestMove:
    def draft(self, **changes: object) -> AnswerDraft:
        return a_draft(purpose=Purpose.MOVE, kind=None, move_reason="客户要晚一点", **changes)

    def test_before_it_is_due_a_new_promise_takes_its_place(self) -> None:
        """I-06."""
        answer = filed(self.draft())
        [successor] = answer.begun
        assert outcome(answer) is Outcome.SUPERSEDED
        assert (successor.follows, successor.change_reason) == ("p1", "客户要晚一点")
        assert [e.kind for e in answer.events] == [EventKind.MOVED, EventKind.PROMISED]
        assert answer.contact.reached

    def test_after_it_is_due_it_is_refused(self) -> None:
        """I-06."""
        with pytest.raises(Refused, match="not moved"):
            filed(self.draft(), DUE)

    def test_without_a_reason_it_is_refused(self) -> None:
        with pytest.raises(Refused):
            filed(replace(self.draft(), move_reason=""))


class TestAttempt:
    @pytest.mark.parametrize("tried", AttemptOutcome)
    def test_it_is_kept_and_reached_nobody(self, tried: AttemptOutcome) -> None:
        """X-20."""
        contact, event = file_attempt(a_draft(), tried, BEFORE, "无人接听")
        assert (contact.kind, contact.attempt, contact.said) == (None, tried, "无人接听")
        assert not contact.reached
        assert event is not None
        assert (event.kind, event.note) == (EventKind.ATTEMPTED, tried.value)

    def test_without_a_case_there_is_no_history_to_write_in(self) -> None:
        lost = a_draft(a_promise(kind=Kind.FIRST_CONTACT, case_id=None))
        assert file_attempt(lost, AttemptOutcome.BUSY, BEFORE, "")[1] is None


@pytest.mark.parametrize(("agent", "named"), [(AGENT, ""), (LEAD, "a1")])
def test_answering_for_somebody_else_is_said(agent: Person, named: str) -> None:
    """I-11: logged as "on behalf of"."""
    assert filed(a_draft(agent=agent)).contact.on_behalf_of == named


def test_filing_the_same_draft_again_gives_the_same_rows() -> None:
    assert filed(a_draft(kind=PROGRESS)) == filed(a_draft(kind=PROGRESS))
