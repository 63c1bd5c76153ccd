"""Places: each can be read and written, and the rules that belong to one are kept."""

from datetime import timedelta
from enum import StrEnum
from typing import get_args, get_type_hints

import pytest

from callcentre.domain.call import Call, PromiseDraft, Step
from callcentre.domain.category import CATEGORIES, Category, Cause, Severity
from callcentre.domain.classification import Answer, Classification, InvalidReason
from callcentre.domain.instant import Spoken
from callcentre.domain.places import CHOICES, Pen, Place, Value, read, read_text, write
from callcentre.domain.record import Record, RecordField, Shipment
from callcentre.errors import Refused
from tests.support.callers import (
    AGENT,
    LEAD,
    Caller,
    explain,
    promise,
    resolve,
    to_accept,
    to_explain,
    to_promise,
)

HOLDERS: dict[str, type] = {
    "record": Record,
    "shipment": Shipment,
    "classification": Classification,
    "promise": PromiseDraft,
}
OF_PROMISE = [place for place in Place if place.value.startswith("promise.")]


def value_for(place: Place, caller: Caller) -> Value:
    if place is Place.DUE:
        return Spoken(caller.clock.now() + timedelta(hours=1), "Asia/Shanghai")
    kind = CHOICES.get(place)
    return list(kind)[-1] if kind else "某些文字"


@pytest.mark.parametrize("place", Place)
def test_every_place_is_written_and_read_again(caller: Caller, place: Place) -> None:
    value = value_for(place, caller)
    before = caller.call
    caller.put(place, value)
    assert read(caller.call, place) == value
    assert read(before, place) != value


@pytest.mark.parametrize("place", Place)
def test_writing_what_stands_there_changes_nothing(caller: Caller, place: Place) -> None:
    caller.put(place, value_for(place, caller))
    before = caller.call
    assert caller.put(place, value_for(place, caller)).call is before


@pytest.mark.parametrize("place", [p for p in Place if p.parts[-2:-1] and p.parts[-2] in HOLDERS])
def test_a_choice_offers_what_its_field_may_hold(place: Place) -> None:
    """The table of choices and the dataclasses say the same."""
    hints = get_type_hints(HOLDERS[place.parts[-2]])
    declared = hints[place.parts[-1]]
    kinds = {kind for kind in (declared, *get_args(declared)) if is_choice(kind)}
    assert kinds == ({CHOICES[place]} if place in CHOICES else set())


def is_choice(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def test_a_field_of_the_record_is_known_by_its_place() -> None:
    named = {place.record_field for place in Place} - {None}
    assert named == set(RecordField)
    assert Place.GOODS.record_field is None


class TestPromises:
    @pytest.mark.parametrize("place", OF_PROMISE)
    def test_a_made_one_is_frozen(self, caller: Caller, place: Place) -> None:
        """I-06."""
        promise(to_promise(caller), caller.clock.now() + timedelta(hours=2))
        before = caller.call
        with pytest.raises(Refused, match="has been made"):
            caller.put(place, value_for(place, caller))
        assert caller.call is before

    @pytest.mark.parametrize(
        "place", [p for p in OF_PROMISE if p not in (Place.DUE_TYPED, Place.CHANGE_REASON)]
    )
    def test_changing_what_was_said_takes_said_back(self, caller: Caller, place: Place) -> None:
        """PR-03: the five things are told as one paragraph."""
        to_promise(caller).say()
        assert caller.complaint.promise.told_at is not None
        caller.put(place, value_for(place, caller))
        assert caller.complaint.promise.told_at is None

    def test_the_number_to_call_follows_the_one_he_gave(self, caller: Caller) -> None:
        caller.put(Place.PHONE, "1390000").put(Place.PHONE, "13900000001")
        assert read(caller.call, Place.PROMISE_CONTACT) == "13900000001"

    def test_until_another_was_asked_for(self, caller: Caller) -> None:
        caller.put(Place.PHONE, "13900000001").put(Place.PROMISE_CONTACT, "021-5555")
        caller.put(Place.PHONE, "13900000002")
        assert read(caller.call, Place.PROMISE_CONTACT) == "021-5555"


class TestConfirmation:
    @pytest.mark.parametrize("place", [Place.NAME, Place.ADDRESS, Place.PHONE, Place.CONTENT])
    def test_editing_a_confirmed_field_unconfirms_it_alone(
        self, caller: Caller, place: Place
    ) -> None:
        """LS-04."""
        to_accept(caller).put(place, "改过的")
        assert caller.complaint.record.unconfirmed == (place.record_field,)


class TestClasses:
    def test_another_category_forgets_a_cause_it_does_not_have(self, caller: Caller) -> None:
        """CL-05."""
        caller.put(Place.CATEGORY, "delay").put(Place.CAUSE, "weather").put(
            Place.CATEGORY, "damage"
        )
        assert read(caller.call, Place.CAUSE) is None

    def test_and_keeps_one_it_has(self, caller: Caller) -> None:
        caller.put(Place.CATEGORY, "damage").put(Place.CAUSE, "handling").put(
            Place.CATEGORY, "loss"
        )
        assert read(caller.call, Place.CAUSE) is Cause.HANDLING
        assert Cause.HANDLING in CATEGORIES[Category.LOSS].causes

    @pytest.mark.parametrize("validity", ["valid", "undetermined"])
    def test_a_reason_for_invalid_goes_with_it(self, caller: Caller, validity: str) -> None:
        caller.put(Place.VALIDITY, "invalid").put(Place.VALIDITY_REASON, "duplicate")
        caller.put(Place.VALIDITY, validity)
        assert read(caller.call, Place.VALIDITY_REASON) is None

    @pytest.mark.parametrize(
        ("question", "reason"),
        [
            (Place.OUR_SHIPMENT, "not_our_shipment"),
            (Place.TRANSPORT_RELATED, "not_transport"),
        ],
    )
    def test_a_reason_for_invalid_answers_its_question(
        self, caller: Caller, question: Place, reason: str
    ) -> None:
        """CL-02: never "not our shipment" beside "our shipment: yes"."""
        caller.put(question, "yes").put(Place.VALIDITY, "invalid")
        caller.put(Place.VALIDITY_REASON, reason)
        assert read(caller.call, question) is Answer.NO
        caller.put(question, "yes")
        assert read(caller.call, Place.VALIDITY_REASON) is None
        caller.put(Place.VALIDITY_REASON, reason).put(Place.VALIDITY_REASON, "own_mistake")
        assert read(caller.call, question) is None
        caller.put(Place.VALIDITY_REASON, reason).put(Place.VALIDITY, "valid")
        assert (read(caller.call, question), read(caller.call, Place.VALIDITY_REASON)) == (
            None,
            None,
        )

    def test_the_other_question_is_left_alone(self, caller: Caller) -> None:
        caller.put(Place.TRANSPORT_RELATED, "yes").put(Place.VALIDITY, "invalid")
        caller.put(Place.VALIDITY_REASON, "not_our_shipment")
        assert read(caller.call, Place.TRANSPORT_RELATED) is Answer.YES
        caller.put(Place.TRANSPORT_RELATED, "unknown")
        assert read(caller.call, Place.VALIDITY_REASON) is InvalidReason.NOT_OUR_SHIPMENT

    def test_no_to_a_question_leaves_another_reason_alone(self, caller: Caller) -> None:
        caller.put(Place.VALIDITY, "invalid").put(Place.VALIDITY_REASON, "duplicate")
        caller.put(Place.OUR_SHIPMENT, "no").put(Place.OUR_SHIPMENT, "yes")
        assert read(caller.call, Place.VALIDITY_REASON) is InvalidReason.DUPLICATE

    def test_severity_obeys_who_writes_it(self, caller: Caller) -> None:
        """CL-09: an agent raises, a lead lowers."""
        caller.put(Place.SEVERITY, "serious")
        with pytest.raises(Refused, match="lead"):
            caller.put(Place.SEVERITY, "ordinary")
        lowered = write(
            caller.call, Place.SEVERITY, Severity.ORDINARY, Pen(LEAD, caller.clock.now())
        )
        assert read(lowered, Place.SEVERITY) is Severity.ORDINARY


class TestDecisions:
    """What the customer was promised or given is not decided away behind his back."""

    @pytest.mark.parametrize(
        ("place", "value"),
        [(Place.VALIDITY, "invalid"), (Place.WAY_ON, "resolve_now"), (Place.REACTION, "accepts")],
    )
    def test_after_a_promise(self, caller: Caller, place: Place, value: str) -> None:
        promise(to_promise(caller), caller.clock.now() + timedelta(hours=1))
        with pytest.raises(Refused, match="promise"):
            caller.put(place, value)

    @pytest.mark.parametrize(
        ("place", "value"),
        [(Place.VALIDITY, "invalid"), (Place.WAY_ON, "promise"), (Place.REACTION, "accepts")],
    )
    def test_after_a_solution(self, caller: Caller, place: Place, value: str) -> None:
        resolve(to_accept(caller))
        with pytest.raises(Refused, match="promise"):
            caller.put(place, value)

    def test_after_an_explanation_he_may_still_change_his_mind(self, caller: Caller) -> None:
        """I-17."""
        explain(to_explain(caller), "accepts").go(Step.EXPLAIN).put(Place.REACTION, "refuses")
        assert not caller.complaint.settled


def test_text_is_read_as_text(caller: Caller) -> None:
    assert read_text(caller.call, Place.CATEGORY) == ""
    assert read_text(caller.put(Place.CATEGORY, "delay").call, Place.CATEGORY) == "delay"


def test_places_of_a_second_complaint_are_its_own(caller: Caller) -> None:
    resolve(to_accept(caller)).put(Place.MORE_NEEDS, "yes").next().put(Place.CRUX, "发票")
    first: Call = caller.call
    assert [c.record.crux for c in first.complaints] == ["样品未按约定时间送达", "发票"]
    assert first.agent == AGENT
