"""Filing again: my edits are taken, and nobody else's are overwritten (peers 44-47)."""

from dataclasses import replace

import pytest

from callcentre.domain.call import Step
from callcentre.domain.case import Case, CaseState, EventKind
from callcentre.domain.contact import AnswerKind
from callcentre.domain.places import Place
from callcentre.services.answers import answer
from callcentre.services.audit import audit
from callcentre.services.calls import file_call
from callcentre.services.difference import changes, merged
from callcentre.services.ports import Office
from tests.support.callers import Caller
from tests.support.clock import FakeClock
from tests.support.filed import a_caller, answering, file, filed_case, promised
from tests.support.stored import OTHER


@pytest.fixture
def caller(desk: Office, clock: FakeClock) -> Caller:
    """A call filed when its promise was made, and still being held."""
    held = promised(a_caller(clock))
    file(desk, held)
    return held


def change_elsewhere(office: Office, **changed: object) -> Case:
    """What another desk does to the case meanwhile."""
    with office.storage.writing() as work:
        case = work.cases.get("c1-1")
        assert case is not None
        changed_case = replace(case, **changed)  # type: ignore[arg-type]
        work.cases.update(changed_case)
        work.commit()
    return changed_case


def test_what_i_typed_since_is_taken(desk: Office, caller: Caller) -> None:
    caller.go(Step.RECORD).put(Place.WISH, "退款").put(Place.COMPANY, "GE")
    found = filed_case(desk, file(desk, caller))
    assert (found.case.record.wish, found.case.record.company) == ("退款", "GE")


def test_and_is_written_in_the_history_with_both_values(desk: Office, caller: Caller) -> None:
    """E12 六.1: who, when, what, before, after."""
    before = caller.complaint.record.wish
    caller.clock.move(minutes=4)
    caller.go(Step.RECORD).put(Place.WISH, "退款")
    [edited] = [
        event
        for event in filed_case(desk, file(desk, caller)).events
        if event.kind is EventKind.EDITED
    ]
    assert edited.at == caller.clock.now()
    assert (edited.before, edited.after) == ({"record.wish": before}, {"record.wish": "退款"})


def test_another_desks_change_to_another_field_stands(
    desk: Office, other_desk: Office, caller: Caller
) -> None:
    elsewhere = change_elsewhere(
        other_desk, record=replace(caller.complaint.record, address="新地址"), escalation=1
    )
    caller.go(Step.RECORD).put(Place.WISH, "退款")
    case = filed_case(desk, file(desk, caller)).case
    assert case.record == replace(elsewhere.record, wish="退款")
    assert case.escalation == 1


def test_of_two_changes_to_one_field_the_call_wins(
    desk: Office, other_desk: Office, caller: Caller
) -> None:
    """The customer on the line knows best."""
    change_elsewhere(other_desk, record=replace(caller.complaint.record, wish="补发"))
    caller.go(Step.RECORD).put(Place.WISH, "退款")
    assert filed_case(desk, file(desk, caller)).case.record.wish == "退款"


@pytest.mark.parametrize("field", ["owner", "first_responsible"])
def test_who_is_responsible_is_not_the_calls_to_change(
    desk: Office, other_desk: Office, caller: Caller, field: str
) -> None:
    """AU-03: a lead reassigned it while the call was being wrapped up."""
    change_elsewhere(other_desk, **{field: OTHER.id})
    caller.go(Step.RECORD).put(Place.WISH, "退款")
    case = filed_case(desk, file(desk, caller)).case
    assert getattr(case, field) == OTHER.id


def test_a_case_answered_meanwhile_stays_answered(
    desk: Office, other_desk: Office, caller: Caller
) -> None:
    """Wrapped up late: the promise has been kept by somebody else."""
    [owed] = filed_case(desk, caller.call).chain
    answer(other_desk, answering(other_desk, owed, AnswerKind.RESULT, by=OTHER))
    caller.until(Step.WRAP_UP).next()
    case = filed_case(desk, file(desk, caller)).case
    assert (case.awaiting, case.state) == (False, CaseState.RETURN_VISIT)
    assert list(audit(desk)) == []


def test_the_same_call_filed_by_who_took_it_over_keeps_who_accepted_it(
    desk: Office, caller: Caller
) -> None:
    taken_over = replace(caller.call, agent=OTHER, notes="接手")
    file_call(desk, taken_over)
    case = filed_case(desk, caller.call).case
    assert case.accepted_by == "a1"
    assert list(audit(desk)) == []


class TestMerging:
    @pytest.fixture
    def base(self, desk: Office, caller: Caller) -> Case:
        return filed_case(desk, caller.call).case

    def test_without_a_change_nothing_is_taken(self, base: Case) -> None:
        theirs = replace(base, solution="他们的")
        assert merged(base, base, theirs) == theirs

    def test_field_by_field_down_to_the_shipment(self, base: Case) -> None:
        def with_shipment(case: Case, **goods: str) -> Case:
            shipment = replace(case.record.shipment, **goods)
            return replace(case, record=replace(case.record, shipment=shipment))

        mine, theirs = with_shipment(base, goods="茶具"), with_shipment(base, quantity="3")
        assert merged(base, mine, theirs) == with_shipment(base, goods="茶具", quantity="3")

    def test_taking_something_back_is_a_change(self, base: Case) -> None:
        mine = replace(base, record=replace(base.record, wish=""))
        assert merged(base, mine, base) == mine

    def test_no_difference_is_none(self, base: Case) -> None:
        assert changes(base, base) is None

    def test_a_difference_is_told_as_text(self, base: Case) -> None:
        after = replace(base, classification=replace(base.classification, cause=None))
        assert changes(base, after) == (
            {"classification.cause": "dispatch"},
            {"classification.cause": ""},
        )
