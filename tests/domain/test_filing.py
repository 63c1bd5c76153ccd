"""From a call to its rows: complete, repeatable, and never without a live promise."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from callcentre.domain.call import EndedBy, Step
from callcentre.domain.case import CaseChannel, CaseState, EventKind
from callcentre.domain.category import Severity
from callcentre.domain.centre import Limits
from callcentre.domain.commitment import Kind, Outcome, Owed
from callcentre.domain.contact import AnswerKind, Direction
from callcentre.domain.filing import (
    FiledComplaint,
    file_complaint,
    needs_number,
    notice_due,
    visit_due,
)
from callcentre.domain.places import Place
from tests.support.callers import (
    AGENT,
    Caller,
    explain,
    promise,
    resolve,
    to_accept,
    to_classify,
    to_explain,
    to_promise,
    to_record,
)
from tests.support.centres import make_centre
from tests.support.clock import FakeClock

NUMBER = "TS-260402-001"
HOUR = timedelta(hours=1)


def promised(caller: Caller) -> Caller:
    return promise(to_promise(caller), caller.clock.now() + HOUR)


def filed(caller: Caller, *numbers: str) -> FiledComplaint:
    caller.number(*(numbers or (NUMBER,)))
    rows = file_complaint(caller.call, caller.complaint, caller.centre)
    assert rows is not None
    return rows


class TestPromised:
    def test_the_case_holds_what_was_taken_down(self, caller: Caller) -> None:
        """RC-01, AU-03: number, owner, first responsible, and the complaint's own time."""
        started = caller.clock.now()
        to_accept(caller)
        caller.clock.move(minutes=5)
        case = filed(promise(caller.say().next(), started + HOUR)).case
        assert case is not None
        assert (case.number, case.state, case.awaiting) == (NUMBER, CaseState.RECEIVED, True)
        assert (case.complaint_time, case.accepted_at) == (started, started + timedelta(minutes=5))
        assert case.owner == case.first_responsible == case.accepted_by == AGENT.id
        assert case.record == caller.complaint.record
        assert case.classification == caller.complaint.classification
        assert case.phone_key == "+8613900000001"

    def test_the_promise_holds_the_five_things_told(self, caller: Caller) -> None:
        """PR-03, I-03, I-11."""
        [commitment] = filed(promised(caller)).commitments
        assert (commitment.kind, commitment.seq, commitment.owed) == (
            Kind.CALLBACK,
            1,
            Owed.ANSWER,
        )
        told = commitment.told
        assert (told.reason, told.process) == ("承运方还没有回复", "核实后和您商量方案")
        assert (told.time, told.name) == (True, "张同")
        assert (commitment.contact_value, commitment.whom) == ("13900000001", "李先生")
        assert commitment.due.at == caller.clock.now() + HOUR

    def test_the_call_itself_is_the_first_contact(self, caller: Caller) -> None:
        """LS-12."""
        [contact] = filed(promised(caller)).contacts
        assert (contact.kind, contact.direction) == (AnswerKind.PROGRESS, Direction.IN)
        assert contact.said == "承运方还没有回复"

    @pytest.mark.parametrize(
        ("ladder", "severity", "days"),
        [
            ("business_stopped", Severity.SERIOUS, 3),
            ("below_expectation", Severity.IMPORTANT, 5),
            ("slight", Severity.ORDINARY, 7),
        ],
    )
    def test_an_end_is_set_for_every_case(
        self, caller: Caller, ladder: str, severity: Severity, days: int
    ) -> None:
        """PR-05, I-16."""
        to_classify(caller).put(Place.CATEGORY, "damage").put(Place.LOSS, "none")
        caller.put(Place.SEVERITY_LADDER, ladder).next().say().next()
        rows = filed(promise(caller, caller.clock.now() + HOUR))
        assert rows.case is not None
        assert rows.case.resolve_by == rows.case.accepted_at + timedelta(days=days)
        assert rows.commitments[0].severity is severity

    def test_the_customers_zone_is_kept_beside_the_desks(self, caller: Caller) -> None:
        """I-24, X-29."""
        caller.put(Place.CUSTOMER_ZONE, "America/New_York")
        [commitment] = filed(promised(caller)).commitments
        assert (commitment.due.zone, commitment.customer_zone) == (
            "Asia/Shanghai",
            "America/New_York",
        )

    def test_its_history_says_so(self, caller: Caller) -> None:
        kinds = [event.kind for event in filed(promised(caller)).events]
        assert kinds == [EventKind.ACCEPTED, EventKind.PROMISED]

    @pytest.mark.parametrize(
        ("direction", "channel"),
        [(Direction.IN, CaseChannel.PHONE), (Direction.OUT, CaseChannel.OUTBOUND)],
    )
    def test_the_channel_is_who_called_whom(
        self, clock: FakeClock, direction: Direction, channel: CaseChannel
    ) -> None:
        """CH-01, CH-09."""
        rows = filed(promised(Caller("c9", AGENT, make_centre(), clock, direction=direction)))
        assert rows.case is not None
        assert rows.case.channel is channel


class TestMovedOnTheCall:
    def test_both_promises_stand_and_the_first_is_superseded(self, caller: Caller) -> None:
        """I-06: history shows both."""
        promised(caller)
        caller.clock.move(minutes=2)
        caller.change_promise("客户要晚一点").due(caller.clock.now() + 2 * HOUR).say().next()
        rows = filed(caller)
        first, second = rows.commitments
        assert first.closing is not None
        assert (first.closing.outcome, first.closing.at) == (
            Outcome.SUPERSEDED,
            caller.clock.now(),
        )
        assert (second.follows, second.seq, second.is_open) == (first.id, 2, True)
        assert [e.kind for e in rows.events] == [
            *(EventKind.ACCEPTED, EventKind.PROMISED, EventKind.MOVED, EventKind.PROMISED)
        ]

    def test_one_that_is_only_being_said_is_not_filed(self, caller: Caller) -> None:
        promised(caller).change_promise("客户要晚一点")
        assert [c.seq for c in filed(caller).commitments] == [1]


class TestAnsweredOnTheCall:
    def test_a_solved_one_owes_notice_and_visit(self, caller: Caller) -> None:
        """I-18, PR-10: still numbered, noticed, visited."""
        rows = filed(resolve(to_accept(caller)))
        assert rows.case is not None
        assert (rows.case.state, rows.case.awaiting) == (CaseState.RETURN_VISIT, False)
        assert [c.kind for c in rows.commitments] == [Kind.NOTICE, Kind.VISIT]
        assert rows.contacts[0].kind is AnswerKind.RESULT
        assert [e.kind for e in rows.events] == [EventKind.ACCEPTED, EventKind.RESOLVED_ON_CALL]

    def test_an_explained_one_owes_the_notice_alone(self, caller: Caller) -> None:
        """FU-01, FU-06: no visit where it was explained and accepted."""
        rows = filed(explain(to_explain(caller), "accepts"))
        assert rows.case is not None
        assert (rows.case.state, rows.case.awaiting) == (CaseState.EXPLAINING, False)
        assert rows.case.reaction == "accepts"
        assert [c.kind for c in rows.commitments] == [Kind.NOTICE]
        assert [e.kind for e in rows.events] == [EventKind.EXPLAINED]

    def test_a_refused_one_waits_for_a_lead(self, caller: Caller) -> None:
        """I-17: and proposes the first level of escalation."""
        explain(to_explain(caller), "refuses").say().next()
        rows = filed(promise(caller, caller.clock.now() + HOUR))
        assert rows.case is not None
        assert (rows.case.awaiting, rows.case.state) == (True, CaseState.RECEIVED)
        assert [c.owed for c in rows.commitments] == [Owed.CALL_BACK_BY_LEAD]
        assert EventKind.ESCALATION_PROPOSED in [e.kind for e in rows.events]

    def test_notice_and_visit_are_owed_in_open_hours(self, clock: FakeClock) -> None:
        """FU-01 [P] two working days; FU-06 at once, which is within the limit."""
        centre = make_centre(limits=Limits(written_notice=12 * HOUR))
        answered = clock.now()
        notice = notice_due(centre, answered).astimezone(answered.tzinfo)
        assert notice - answered == timedelta(hours=22, minutes=30)
        assert visit_due(centre, answered) - answered == timedelta(days=2, hours=10, minutes=30)


class TestLost:
    """I-22, X-28: a lost caller is owed a call now."""

    @pytest.mark.parametrize("ended_by", [EndedBy.LINE_DROPPED, EndedBy.CUSTOMER_HUNG_UP])
    def test_with_a_contact_he_is_called_back(self, caller: Caller, ended_by: EndedBy) -> None:
        to_record(caller).put(Place.PHONE, "13900000001").drop(ended_by)
        rows = file_complaint(caller.call, caller.complaint, caller.centre)
        assert rows is not None
        [owed] = rows.commitments
        assert (rows.case, owed.case_id, owed.kind) == (None, None, Kind.FIRST_CONTACT)
        assert owed.due.at - caller.clock.now() == timedelta(minutes=10)
        assert owed.contact_value == "13900000001"

    def test_without_one_there_is_nobody_to_call(self, caller: Caller) -> None:
        to_record(caller).drop()
        assert file_complaint(caller.call, caller.complaint, caller.centre) is None

    def test_a_numbered_case_lives_on_the_call_back(self, caller: Caller) -> None:
        rows = filed(to_promise(caller).drop())
        assert rows.case is not None
        assert rows.case.awaiting
        assert [(c.kind, c.case_id) for c in rows.commitments] == [
            (Kind.FIRST_CONTACT, rows.case.id)
        ]
        assert [e.kind for e in rows.events] == [EventKind.ACCEPTED, EventKind.LINE_LOST]

    def test_once_promised_nothing_more_is_owed(self, caller: Caller) -> None:
        rows = filed(promised(caller).drop())
        assert [c.kind for c in rows.commitments] == [Kind.CALLBACK]

    def test_of_two_complaints_only_the_open_one_is_called_about(self, caller: Caller) -> None:
        promised(caller).put(Place.MORE_NEEDS, "yes").next().put(Place.CRUX, "发票").drop()
        caller.number(NUMBER, "")
        found = [file_complaint(caller.call, c, caller.centre) for c in caller.call.complaints]
        assert [[c.kind for c in rows.commitments] for rows in found if rows] == [
            [Kind.CALLBACK],
            [Kind.FIRST_CONTACT],
        ]


class TestNothingToFile:
    @pytest.mark.parametrize("step", [Step.LISTEN, Step.RECORD, Step.CLASSIFY, Step.ACCEPT])
    def test_while_nothing_is_settled(self, caller: Caller, step: Step) -> None:
        to_accept(caller).go(step)
        assert not needs_number(caller.complaint)
        assert file_complaint(caller.call, caller.complaint, caller.centre) is None

    def test_for_an_enquiry(self, caller: Caller) -> None:
        """CH-05: ends without a case."""
        caller.put(Place.CONTACT_KIND, "enquiry").next()
        assert file_complaint(caller.call, caller.complaint, caller.centre) is None


@pytest.mark.parametrize("way", [promised, lambda c: resolve(to_accept(c))])
def test_the_same_call_gives_the_same_rows(caller: Caller, way: Callable[[Caller], Caller]) -> None:
    """Filed when the promise is made, again at wrap-up, and again after a crash."""
    first = filed(way(caller))
    caller.clock.move(minutes=30)
    assert filed(caller) == first
    caller.until(Step.WRAP_UP).next()
    assert filed(caller) == first
