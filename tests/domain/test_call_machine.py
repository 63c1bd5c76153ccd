"""The call machine: each step, its guard, and where it leads (requirements 3.1)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from callcentre.domain.call import Step
from callcentre.domain.call_machine import GateClosed
from callcentre.domain.category import Severity
from callcentre.domain.classification import Answer, Validity
from callcentre.domain.commitment import Owed
from callcentre.domain.gates import Missing
from callcentre.domain.places import Place
from callcentre.domain.record import RecordField
from tests.support.callers import (
    PLAIN_CLASSES,
    PLAIN_RECORD,
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

Way = Callable[[Caller], Caller]


def in_an_hour(caller: Caller) -> Caller:
    return promise(caller, caller.clock.now() + timedelta(hours=1))


def listening(caller: Caller) -> Caller:
    return caller.next()


def resolving(caller: Caller) -> Caller:
    return to_accept(caller).put(Place.WAY_ON, "resolve_now").say().next()


def saying_goodbye(caller: Caller) -> Caller:
    return in_an_hour(to_promise(caller)).next()


WAYS: dict[Step, Way] = {
    Step.LISTEN: listening,
    Step.CALM: to_calm,
    Step.RECORD: to_record,
    Step.CLASSIFY: to_classify,
    Step.EXPLAIN: to_explain,
    Step.ACCEPT: to_accept,
    Step.RESOLVE_NOW: resolving,
    Step.PROMISE: to_promise,
    Step.MORE_NEEDS: lambda caller: in_an_hour(to_promise(caller)),
    Step.HANG_UP: saying_goodbye,
    Step.WRAP_UP: lambda caller: saying_goodbye(caller).next(),
}


@pytest.mark.parametrize("step", WAYS)
def test_every_step_is_reached(caller: Caller, step: Step) -> None:
    assert WAYS[step](caller).step is step


@pytest.mark.parametrize(
    "step", [s for s in WAYS if s not in (Step.LISTEN, Step.MORE_NEEDS, Step.HANG_UP, Step.WRAP_UP)]
)
def test_a_step_with_nothing_done_in_it_is_not_left(caller: Caller, step: Step) -> None:
    WAYS[step](caller)
    before = caller.call
    with pytest.raises(GateClosed) as closed:
        caller.next()
    assert closed.value.missing
    assert caller.call is before


class TestGreeting:
    def test_going_on_means_the_greeting_was_given(self, caller: Caller) -> None:
        assert caller.next().step is Step.LISTEN
        assert caller.call.greeting_given

    def test_a_dialect_needs_its_name(self, caller: Caller) -> None:
        """CH-08."""
        caller.put(Place.LANGUAGE, "dialect")
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.DIALECT_NAME,)
        assert caller.put(Place.DIALECT, "四川话").next().step is Step.LISTEN

    @pytest.mark.parametrize("kind", ["enquiry", "other"])
    def test_what_is_no_complaint_is_wrapped_up_with_its_answer(
        self, caller: Caller, kind: str
    ) -> None:
        """CH-05: topic and answer, and no complaint number."""
        caller.put(Place.CONTACT_KIND, kind).next()
        assert caller.step is Step.WRAP_UP
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.ENQUIRY_TOPIC, Missing.ENQUIRY_ANSWER)
        caller.put(Place.ENQUIRY_TOPIC, "取件时间").put(Place.ENQUIRY_ANSWER, "下午四点前").next()
        assert caller.call.saved_at == caller.clock.now()
        assert not caller.complaint.accepted


class TestListening:
    def test_nothing_is_asked_while_he_speaks(self, caller: Caller) -> None:
        """LS-01: no field blocks."""
        assert listening(caller).next().step is Step.CALM

    def test_what_was_heard_is_the_first_draft_of_the_content(self, caller: Caller) -> None:
        listening(caller).put(Place.NOTES, "  没送到 \n\n 催了三次").next()
        assert caller.complaint.record.content == "没送到 催了三次"

    def test_content_already_taken_down_is_not_overwritten(self, caller: Caller) -> None:
        to_record(caller).put(Place.CONTENT, "样品没送到").go(Step.LISTEN)
        caller.put(Place.NOTES, "又说了一遍").next()
        assert caller.complaint.record.content == "样品没送到"

    def test_a_calm_caller_who_was_thanked_is_spared_the_calming(self, caller: Caller) -> None:
        """LS-05, 4.2: anger 0 goes straight to the record."""
        assert listening(caller).anger(0).say().next().step is Step.RECORD

    def test_without_apology_and_thanks_even_a_calm_caller_is_calmed(self, caller: Caller) -> None:
        assert listening(caller).anger(0).next().step is Step.CALM


class TestCalming:
    def test_each_apology_counts(self, caller: Caller) -> None:
        """LS-06."""
        to_calm(caller).say().say().say()
        assert (caller.call.apologies, caller.call.thanked) == (3, True)

    def test_a_stated_reason_stands_for_apology_and_thanks(self, caller: Caller) -> None:
        """LS-05."""
        to_calm(caller).put(Place.COURTESY_WAIVED, "对方要求只谈事情").next()
        assert caller.step is Step.RECORD


class TestRecording:
    def test_reading_back_confirms_what_is_filled(self, caller: Caller) -> None:
        """LS-04, RC-03: the four fields, each with the time it was confirmed."""
        to_record(caller).fill(PLAIN_RECORD)
        caller.clock.move(minutes=2)
        caller.say()
        assert dict(caller.complaint.record.confirmed) == dict.fromkeys(
            (RecordField.NAME, RecordField.ADDRESS, RecordField.PHONE, RecordField.CONTENT),
            caller.clock.now(),
        )

    @pytest.mark.parametrize("empty", [Place.WISH, Place.ADDRESS, Place.PHONE, Place.CRUX])
    def test_a_question_that_is_asked_confirms_nothing(self, caller: Caller, empty: Place) -> None:
        """LS-04: while something is missing the panel asks for it, and nothing was read back."""
        to_record(caller).fill({**PLAIN_RECORD, empty: ""}).say()
        assert caller.complaint.record.confirmed == {}
        caller.put(empty, PLAIN_RECORD[empty]).say()
        assert caller.complaint.record.unconfirmed == ()

    def test_what_was_confirmed_stays_so_while_something_is_asked(self, caller: Caller) -> None:
        """LS-04."""
        to_classify(caller).go(Step.RECORD).put(Place.WISH, "").put(Place.ADDRESS, "北京").say()
        assert caller.complaint.record.unconfirmed == (RecordField.ADDRESS,)

    def test_editing_the_phone_afterwards_asks_again(self, caller: Caller) -> None:
        """LS-04."""
        to_classify(caller).go(Step.RECORD).put(Place.PHONE, "13900000002")
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.READ_BACK,)
        assert caller.say().next().step is Step.CLASSIFY


class TestClassifying:
    def test_leaving_takes_what_was_proposed(self, caller: Caller) -> None:
        to_classify(caller).put(Place.CATEGORY, "damage").put(Place.LOSS, "none").next()
        c = caller.complaint.classification
        assert (c.validity, c.severity, c.our_shipment) == (
            Validity.VALID,
            Severity.IMPORTANT,
            Answer.YES,
        )

    def test_another_carriers_shipment_is_explained(self, caller: Caller) -> None:
        """CL-02."""
        to_classify(caller).fill(PLAIN_CLASSES).put(Place.OUR_SHIPMENT, "no").next()
        assert caller.step is Step.EXPLAIN

    def test_in_doubt_it_is_accepted(self, caller: Caller) -> None:
        """CL-01, X-01: undetermined is handled as valid."""
        to_classify(caller).fill(PLAIN_CLASSES).put(Place.VALIDITY, "undetermined").next()
        assert caller.step is Step.ACCEPT


class TestExplaining:
    """I-17: an invalid complaint is answered too."""

    def test_an_explanation_he_can_live_with_settles_it(self, caller: Caller) -> None:
        explain(to_explain(caller), "accepts")
        assert caller.step is Step.MORE_NEEDS
        assert caller.complaint.explained
        assert caller.complaint.settled

    def test_one_he_refuses_opens_it_again(self, caller: Caller) -> None:
        """CL-01: undetermined, disputed, and a lead calls."""
        explain(to_explain(caller), "refuses")
        c = caller.complaint.classification
        assert caller.step is Step.ACCEPT
        assert (c.validity, c.validity_reason) == (Validity.UNDETERMINED, None)
        assert c.is_disputed
        assert c.dispute_reason == "运单上写的是自提"
        assert caller.complaint.promise.owed is Owed.CALL_BACK_BY_LEAD
        assert not caller.complaint.settled

    def test_the_refused_one_ends_in_a_promise(self, caller: Caller) -> None:
        explain(to_explain(caller), "refuses").say().next()
        assert in_an_hour(caller).step is Step.MORE_NEEDS
        assert caller.complaint.promises[0].owed is Owed.CALL_BACK_BY_LEAD


class TestAccepting:
    def test_number_and_process_are_told_before_it_is_ours(self, caller: Caller) -> None:
        """CH-07."""
        to_accept(caller)
        assert not caller.complaint.accepted
        caller.say().next()
        assert caller.complaint.acceptance.accepted_at == caller.clock.now()
        assert caller.complaint.acceptance.told_at == caller.clock.now()

    def test_the_moment_of_acceptance_is_the_first_one(self, caller: Caller) -> None:
        first = to_promise(caller).complaint.acceptance.accepted_at
        caller.clock.move(minutes=3)
        caller.go(Step.ACCEPT).say().next()
        assert caller.complaint.acceptance.accepted_at == first

    def test_the_number_he_gave_is_the_one_we_call(self, caller: Caller) -> None:
        """PR-03."""
        assert to_promise(caller).complaint.promise.contact == "13900000001"

    def test_without_a_phone_it_is_the_other_contact(self, caller: Caller) -> None:
        to_record(caller).fill({**PLAIN_RECORD, Place.PHONE: "", Place.OTHER_CONTACT: "li@x.cn"})
        caller.decline(RecordField.PHONE).say().next().fill(PLAIN_CLASSES).next().say().next()
        assert caller.complaint.promise.contact == "li@x.cn"


class TestResolvingNow:
    """I-18, PR-10: a small matter is answered at once, without a promise."""

    def test_a_solution_he_agrees_to_settles_it(self, caller: Caller) -> None:
        resolve(to_accept(caller))
        assert caller.step is Step.MORE_NEEDS
        assert caller.complaint.resolution.resolved_at == caller.clock.now()
        assert caller.complaint.promises[0].made_at is None
        assert caller.complaint.settled

    def test_one_he_does_not_agree_to_does_not(self, caller: Caller) -> None:
        resolving(caller).put(Place.SOLUTION, "运费减半").put(Place.SOLUTION_AGREED, "no")
        with pytest.raises(GateClosed) as closed:
            caller.next()
        assert closed.value.missing == (Missing.SOLUTION_AGREED,)

    def test_what_cannot_be_solved_now_is_promised(self, caller: Caller) -> None:
        resolving(caller).go(Step.ACCEPT).put(Place.WAY_ON, "promise").next()
        assert caller.step is Step.PROMISE
