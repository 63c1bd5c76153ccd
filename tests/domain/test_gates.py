"""Gates: each thing that is missing is named alone, and declined counts as answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from callcentre.domain.call import Step
from callcentre.domain.gates import PLACE_OF, Missing, ask_later, missing
from callcentre.domain.places import Place
from callcentre.domain.record import RecordField
from tests.support.callers import (
    PLAIN_CLASSES,
    PLAIN_RECORD,
    Caller,
    promise,
    to_accept,
    to_classify,
    to_explain,
    to_promise,
    to_record,
)

Undoing = Callable[[Caller], object]


def recorded(caller: Caller) -> Caller:
    return to_record(caller).fill(PLAIN_RECORD).say()


def classified(caller: Caller) -> Caller:
    return to_classify(caller).fill(PLAIN_CLASSES)


def explained(caller: Caller) -> Caller:
    to_explain(caller).put(Place.EXPLAIN_FACT, "运单上写的是自提")
    return caller.put(Place.REACTION, "accepts").say()


def accepted(caller: Caller) -> Caller:
    return to_accept(caller).say()


def resolved(caller: Caller) -> Caller:
    to_accept(caller).put(Place.WAY_ON, "resolve_now").say().next()
    return caller.put(Place.SOLUTION, "已更新").say()


def promised(caller: Caller) -> Caller:
    to_promise(caller).due(caller.clock.now() + timedelta(hours=1))
    caller.put(Place.PROMISE_REASON, "在核实").put(Place.PROMISE_PROCESS, "核实后回电")
    return caller.say()


def without(place: Place) -> Undoing:
    """Leave one field empty, and say the rest again."""
    return lambda caller: caller.put(place, "").say()


# What is done, what is left out, and the one thing that is then missing.
GAPS: list[tuple[Callable[[Caller], Caller], Undoing, Missing]] = [
    (recorded, without(Place.WAYBILL), Missing.REFERENCE),
    (recorded, without(Place.CRUX), Missing.CRUX),
    (recorded, without(Place.WISH), Missing.WISH),
    (recorded, lambda c: c.put(Place.PHONE, "").decline(RecordField.PHONE), Missing.CONTACT),
    (recorded, lambda c: c.put(Place.ADDRESS, "北京"), Missing.READ_BACK),
    (classified, lambda c: c.put(Place.CATEGORY, None), Missing.CATEGORY),
    (classified, lambda c: c.put(Place.COMPENSATION, "no").put(Place.LOSS, None), Missing.LOSS),
    (classified, lambda c: c.put(Place.LOSS_AMOUNT, "很多钱"), Missing.LOSS_AMOUNT),
    (classified, lambda c: c.put(Place.LOSS, "yes"), Missing.COMPENSATION),
    (classified, lambda c: c.put(Place.DISPUTED, "yes"), Missing.DISPUTE_REASON),
    (classified, lambda c: c.put(Place.VALIDITY, "invalid"), Missing.VALIDITY_REASON),
    (explained, without(Place.EXPLAIN_FACT), Missing.EXPLANATION),
    (explained, lambda c: c.put(Place.REACTION, None), Missing.REACTION),
    (accepted, lambda c: c.put(Place.PHONE, ""), Missing.CONTACT),
    (resolved, without(Place.SOLUTION), Missing.SOLUTION),
    (resolved, lambda c: c.put(Place.SOLUTION_AGREED, "no"), Missing.SOLUTION_AGREED),
    (promised, lambda c: c.put(Place.DUE, None).say(), Missing.DUE),
    (promised, lambda c: c.put(Place.PROMISE_REASON, " ").say(), Missing.PROMISE_REASON),
    (promised, lambda c: c.put(Place.PROMISE_PROCESS, "").say(), Missing.PROMISE_PROCESS),
    (promised, lambda c: c.put(Place.PROMISE_CONTACT, "").say(), Missing.PROMISE_CONTACT),
    (promised, lambda c: c.put(Place.PROMISE_REASON, "另一个原因"), Missing.PROMISE_TOLD),
]


@pytest.mark.parametrize(("done", "undone", "thing"), GAPS, ids=[gap[2].value for gap in GAPS])
def test_what_is_missing_is_named_and_nothing_else(
    caller: Caller, done: Callable[[Caller], Caller], undone: Undoing, thing: Missing
) -> None:
    """RC-01, PR-03, LS-03: a list naming each missing item."""
    assert missing(done(caller).call) == ()
    undone(caller)
    assert missing(caller.call) == (thing,)


@pytest.mark.parametrize(
    ("place", "thing"),
    [
        (Place.NAME, Missing.NAME),
        (Place.ADDRESS, Missing.ADDRESS),
        (Place.CONTENT, Missing.CONTENT),
    ],
)
def test_what_is_missing_has_not_been_read_back_either(
    caller: Caller, place: Place, thing: Missing
) -> None:
    """LS-04."""
    recorded(caller).put(place, "")
    assert missing(caller.call) == (thing, Missing.READ_BACK)


def test_everything_missing_is_named_at_once_in_the_order_to_ask(caller: Caller) -> None:
    """RC-01."""
    to_record(caller).put(Place.CONTENT, "")
    assert missing(caller.call) == (
        *(Missing.NAME, Missing.CONTACT, Missing.ADDRESS, Missing.REFERENCE),
        *(Missing.CONTENT, Missing.CRUX, Missing.WISH, Missing.READ_BACK),
    )


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (RecordField.NAME, Place.NAME),
        (RecordField.ADDRESS, Place.ADDRESS),
        (RecordField.WAYBILL, Place.WAYBILL),
        (RecordField.WISH, Place.WISH),
    ],
)
def test_asked_and_declined_counts_as_answered(
    caller: Caller, field: RecordField, place: Place
) -> None:
    """X-28."""
    recorded(caller).put(place, "").decline(field)
    assert missing(caller.call) == ()


@pytest.mark.parametrize(
    ("field", "place", "thing"),
    [
        (RecordField.CONTENT, Place.CONTENT, Missing.CONTENT),
        (RecordField.CRUX, Place.CRUX, Missing.CRUX),
    ],
)
def test_the_matter_itself_cannot_be_declined(
    caller: Caller, field: RecordField, place: Place, thing: Missing
) -> None:
    """X-28: except the content."""
    recorded(caller).put(place, "").decline(field)
    assert thing in missing(caller.call)


def test_one_way_to_reach_him_is_enough(caller: Caller) -> None:
    """X-28: except one contact."""
    recorded(caller).put(Place.PHONE, "").decline(RecordField.PHONE)
    assert Missing.CONTACT in missing(caller.call)
    caller.put(Place.OTHER_CONTACT, "li@example.cn")
    assert missing(caller.call) == ()


def test_an_order_number_is_a_reference_too(caller: Caller) -> None:
    """RC-01: order or waybill."""
    recorded(caller).put(Place.WAYBILL, "").put(Place.ORDER_NO, "PO-7")
    assert missing(caller.call) == ()


@pytest.mark.parametrize("step", [Step.CALM, Step.HANG_UP])
@pytest.mark.parametrize(
    ("apologies", "thanked", "lacking"),
    [
        (0, True, (Missing.APOLOGY,)),
        (1, False, (Missing.THANKS,)),
        (0, False, (Missing.APOLOGY, Missing.THANKS)),
    ],
)
def test_apology_and_thanks_are_owed_on_every_complaint(
    caller: Caller, step: Step, apologies: int, thanked: bool, lacking: tuple[Missing, ...]
) -> None:
    """LS-05: both ticks, or a stated reason."""
    done = promise(to_promise(caller), caller.clock.now() + timedelta(hours=1)).call
    rude = replace(done, apologies=apologies, thanked=thanked)
    assert missing(rude, step) == lacking
    assert missing(replace(rude, courtesy_waived="客户请我直接说事"), step) == ()


def test_the_anger_is_judged_before_the_record(caller: Caller) -> None:
    """LS-02."""
    caller.next().next().say()
    assert missing(caller.call) == (Missing.ANGER,)


def test_the_words_of_an_explanation_are_said(caller: Caller) -> None:
    """I-17."""
    to_explain(caller).put(Place.EXPLAIN_FACT, "自提").put(Place.REACTION, "accepts")
    assert missing(caller.call) == (Missing.EXPLAINED,)


def test_acceptance_is_told(caller: Caller) -> None:
    """CH-07, PR-11."""
    assert missing(to_accept(caller).call) == (Missing.ACCEPTANCE_TOLD,)


@pytest.mark.parametrize("step", [Step.LISTEN, Step.MORE_NEEDS])
def test_some_steps_have_no_gate(caller: Caller, step: Step) -> None:
    """LS-01: no field blocks while he speaks."""
    assert missing(caller.call, step) == ()


def test_the_questions_for_later_are_collected_while_he_speaks(caller: Caller) -> None:
    """LS-01: read back is no question to note."""
    caller.next().put(Place.CRUX, "样品没到")
    assert ask_later(caller.call) == (
        *(Missing.NAME, Missing.CONTACT, Missing.ADDRESS),
        *(Missing.REFERENCE, Missing.CONTENT, Missing.WISH),
    )


def test_a_made_promise_lacks_nothing(caller: Caller) -> None:
    promise(to_promise(caller), caller.clock.now() + timedelta(hours=1))
    assert missing(caller.call, Step.PROMISE) == ()


def test_the_cursor_finds_the_field_of_what_is_missing(caller: Caller) -> None:
    """LS-03: only what is said or keyed has no field."""
    assert set(Missing) - set(PLACE_OF) == {
        *(Missing.ANGER, Missing.APOLOGY, Missing.THANKS, Missing.READ_BACK, Missing.EXPLAINED),
        *(Missing.ACCEPTANCE_TOLD, Missing.PROMISE_TOLD, Missing.UNSETTLED),
    }
