"""What happens on a call beside its plain way: anger, a lead, a second complaint, a lost line."""

from datetime import timedelta

import pytest

from callcentre.domain.call import EndedBy, Step
from callcentre.domain.commitment import Kind, Outcome, Owed
from callcentre.domain.places import Place
from callcentre.services.cases import case_file, find_cases
from tests.support.callers import (
    PLAIN_CLASSES,
    PLAIN_RECORD,
    to_accept,
    to_classify,
    to_explain,
    to_promise,
    to_record,
)
from tests.support.centres import LEAD_NAME, PASSPHRASE
from tests.support.filed import owed, promised
from tests.tui.floor import Floor
from tests.tui.hands import sitting_at
from tests.tui.on_the_line import a_caller, on_the_line, step_of


async def test_anger_goes_up_and_down_by_one_key(floor: Floor) -> None:
    """LS-02: one key at any step, 0 to 3, and the way it took is kept."""
    async with floor.desk() as hands:
        await hands.press("f2", "f6", "f7", "f7", "f7", "f7", "f6")
        assert [note.level for note in hands.call.anger] == [0, 1, 2, 3, 2]
        assert "anger 0→2" in hands.text


async def test_rising_anger_calls_the_calming_back(floor: Floor) -> None:
    """LS-02, LS-07: at 2 the call goes back to calming, and F2 returns to where it was."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        await hands.press("f7")
        assert step_of(hands) is Step.CALM
        await hands.press("f2")
        assert step_of(hands) is Step.PROMISE
        assert hands.call.complaint.record.name == PLAIN_RECORD[Place.NAME]


async def test_a_lead_is_asked_for_and_told_how_long(floor: Floor) -> None:
    """AU-02: F8 shows on the lead's screen with the seconds; again takes it back."""
    async with floor.desk() as agent, sitting_at(floor.app(floor.lead)) as lead:
        await agent.press("f2", "f8")
        assert "lead asked 0:00" in agent.text
        await lead.until(lambda: "GET LEAD" in lead.text, "the request on the lead's screen")
        floor.clock.move(seconds=61)
        await agent.tick()
        await lead.tick()
        assert "GET LEAD 1:01" in lead.text
        assert "Waiting 1:01 for a lead." in agent.text
        await agent.press("f2", "f2")
        assert "Waiting 1:01 for a lead.  Still to ask: " in agent.text
        await agent.press("f8")
        assert "lead asked" not in agent.text
        await lead.until(lambda: "GET LEAD" not in lead.text, "the request taken back")


async def test_a_lead_joins_with_a_passphrase(floor: Floor) -> None:
    """AU-02, AU-10: name and passphrase at this desk; an agent is no lead."""
    async with on_the_line(floor, to_promise(a_caller(floor))) as hands:
        for name, passphrase in ((LEAD_NAME, "wrong horse"), (floor.other.name, PASSPHRASE)):
            await hands.press("escape", "1")
            await hands.fill({"name": name, "passphrase": passphrase})
            await hands.press("f2")
            assert hands.call.lead is None
            assert len(hands.toasts) == 1
            hands.app.clear_notifications()
        await hands.press("escape", "1")
        await hands.fill({"name": LEAD_NAME, "passphrase": PASSPHRASE})
        await hands.press("f2")
        assert hands.call.lead == floor.lead
        assert f"lead {LEAD_NAME}" in hands.text


async def test_a_second_complaint_has_its_own_number_and_promise(floor: Floor) -> None:
    """FC-03, RC-11, I-01: "anything else? yes", with the caller's name and number kept."""
    async with on_the_line(floor, promised(a_caller(floor))) as hands:
        await hands.press("1", "f2")
        assert step_of(hands) is Step.LISTEN
        await hands.put(Place.NOTES, "The driver was rude too")
        await hands.press("f2", "f2")
        assert hands.written(Place.NAME) == PLAIN_RECORD[Place.NAME]
        await hands.fill({Place.WAYBILL: "LD2", Place.CRUX: "rude", Place.WISH: "an apology"})
        await hands.press("ctrl+o", "f2")
        for place, value in (("category", "attitude"), ("impact", "slight"), ("loss", "none")):
            await hands.choose(f"complaint.classification.{place}", value)
        await hands.press("f2", "ctrl+o", "f2", "1")
        await hands.put(Place.PROMISE_REASON, "the driver is on the road")
        await hands.press("ctrl+o", "f2", "f2", "f2", "f2")
    assert {row.case_number for row in owed(floor.office)} == {"TS-260402-001", "TS-260402-002"}
    records = [case.record for case in find_cases(floor.office)]
    assert {record.crux for record in records} == {"rude", PLAIN_RECORD[Place.CRUX]}
    assert {record.name for record in records} == {PLAIN_RECORD[Place.NAME]}


async def test_there_was_no_second_complaint_after_all(floor: Floor) -> None:
    """FC-03: F3 at once takes it back."""
    async with on_the_line(floor, promised(a_caller(floor))) as hands:
        await hands.press("1", "f2", "f3")
        assert step_of(hands) is Step.MORE_NEEDS
        assert len(hands.call.complaints) == 1


async def test_a_lost_line_owes_a_call_back(floor: Floor) -> None:
    """I-22: what was typed stays; a call back is owed in ten minutes and goes on with it."""
    async with floor.desk() as hands:
        await hands.press("f2")
        await hands.fill({Place.NAME: "Li", Place.PHONE: "13900000001"})
        await hands.press("f2")
        await hands.put(Place.NOTES, "It has not come")
        await hands.press("escape", "2")
        assert (step_of(hands), hands.call.ended_by) == (Step.WRAP_UP, EndedBy.LINE_DROPPED)
        await hands.press("f2")
        [row] = owed(floor.office)
        assert row.kind is Kind.FIRST_CONTACT
        assert row.due.at - floor.clock.now() <= timedelta(minutes=10)
        await hands.until(lambda: "Li" in hands.text, "the lost caller in the queue")
        await hands.press("enter")
        assert "It has not come" in hands.call.notes
        assert hands.call.complaint.record.name == "Li"


async def test_a_lost_line_without_a_number_owes_nothing(floor: Floor) -> None:
    """X-28: nobody can be called back, and nothing stands in the queue."""
    async with floor.desk() as hands:
        await hands.press("f2", "escape", "3", "f2")
        assert hands.table.cursor == ""
    assert list(owed(floor.office)) == []


@pytest.mark.parametrize(("reaction", "step"), [("1", Step.MORE_NEEDS), ("2", Step.ACCEPT)])
async def test_an_invalid_complaint_is_explained(floor: Floor, reaction: str, step: Step) -> None:
    """CL-01, I-17: accepted, it ends; not accepted, it is undetermined and a lead will call."""
    async with on_the_line(floor, to_explain(a_caller(floor))) as hands:
        await hands.put(Place.EXPLAIN_FACT, "the note says collected by you")
        await hands.go(Place.REACTION)
        await hands.press(reaction, "ctrl+o", "f2")
        assert step_of(hands) is step
        if step is Step.ACCEPT:
            c = hands.call.complaint.classification
            assert (c.validity, c.is_disputed) == ("undetermined", True)
            assert hands.call.complaint.promise.owed is Owed.CALL_BACK_BY_LEAD


async def test_our_shipment_no_leads_to_the_explanation(floor: Floor) -> None:
    """CL-02: what is not ours is proposed as invalid, and explained instead of accepted."""
    caller = to_classify(a_caller(floor)).fill(PLAIN_CLASSES)
    async with on_the_line(floor, caller) as hands:
        await hands.choose(Place.OUR_SHIPMENT, "no")
        assert "invalid" in hands.text
        await hands.press("f2")
        assert step_of(hands) is Step.EXPLAIN


async def test_another_time_on_the_same_call(floor: Floor) -> None:
    """I-06: both promises stay on file, the first given up with the customer's knowledge."""
    async with on_the_line(floor, promised(a_caller(floor))) as hands:
        await hands.press("escape", "5")
        await hands.type("he is out at noon")
        await hands.press("enter")
        assert step_of(hands) is Step.PROMISE
        await hands.press("3", "ctrl+o", "f2", "f2", "f2", "f2")
    [case] = find_cases(floor.office)
    first, second = case_file(floor.office, case.number).chain
    assert first.closing is not None
    assert first.closing.outcome is Outcome.SUPERSEDED
    assert (second.is_open, second.change_reason) == (True, "he is out at noon")


async def test_the_caller_card_comes_with_the_number(floor: Floor) -> None:
    """RC-15: who calls, what we owe him first, and that it is late."""
    async with on_the_line(floor, promised(a_caller(floor, "earlier"))) as hands:
        await hands.press("f2", "f2", "f2")
        floor.clock.move(hours=3)
        await hands.press("f2")
        await hands.put(Place.PHONE, "139 0000 0001")
        assert "1 h 00 late" in hands.text
        assert "apologise for that first" in hands.text
        assert hands.call.complaint.record.name == PLAIN_RECORD[Place.NAME]


async def test_numbers_are_there_before_they_are_said(floor: Floor) -> None:
    """RC-11: allotted as the step begins, and the same when it is entered again."""
    async with on_the_line(floor, to_accept(a_caller(floor))) as hands:
        assert "TS-260402-001" in hands.text
        await hands.press("f3", "f2")
        assert hands.call.complaint.acceptance.number == "TS-260402-001"


async def test_the_record_of_a_known_caller_is_read_back_too(floor: Floor) -> None:
    """LS-04: name and address known from before are not taken as confirmed."""
    async with on_the_line(floor, promised(a_caller(floor, "earlier"))) as hands:
        await hands.press("f2", "f2", "f2")
    caller = to_record(a_caller(floor, "later").put(Place.PHONE, "13900000001"))
    async with on_the_line(floor, caller) as hands:
        assert hands.written(Place.ADDRESS) == PLAIN_RECORD[Place.ADDRESS]
        assert hands.call.complaint.record.confirmed == {}
