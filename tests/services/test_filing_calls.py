"""Filing a call: all of it, once, as often as it is filed (design 3.6)."""

from collections.abc import Callable

import pytest

from callcentre.domain.call import Call, EndedBy, Step
from callcentre.domain.case import CaseState, EventKind
from callcentre.domain.commitment import Kind, Outcome
from callcentre.domain.places import Place
from callcentre.errors import StorageDown
from callcentre.services.audit import audit
from callcentre.services.calls import allot_number, file_call, live_calls, show_live
from callcentre.services.cases import find_cases
from callcentre.services.ports import Office
from callcentre.storage.database import Database
from tests.support.callers import AGENT, Caller, explain, resolve, to_accept, to_explain, to_promise
from tests.support.clock import FakeClock
from tests.support.filed import HOUR, MINUTE, a_caller, file, filed_case, lost, owed, promised
from tests.support.stored import OTHER, everything

WAYS: dict[str, Callable[[Caller], Caller]] = {
    "promised": promised,
    "solved": lambda caller: resolve(to_accept(caller)),
    "explained": lambda caller: explain(to_explain(caller), "accepts"),
    "lost": lost,
    "lost with a number": lambda caller: to_promise(caller).drop(),
}


def rows(office: Office) -> dict[str, list[tuple[object, ...]]]:
    database = office.storage
    assert isinstance(database, Database)
    return everything(database)


@pytest.mark.parametrize("way", WAYS)
def test_filing_twice_changes_nothing(desk: Office, clock: FakeClock, way: str) -> None:
    call = file(desk, WAYS[way](a_caller(clock)))
    once = rows(desk)
    clock.move(minutes=5)
    assert file_call(desk, call) == call
    assert rows(desk) == once


@pytest.mark.parametrize("way", WAYS)
def test_filing_breaks_no_rule(desk: Office, clock: FakeClock, way: str) -> None:
    file(desk, WAYS[way](a_caller(clock)))
    assert list(audit(desk)) == []


def test_the_copy_that_survived_a_crash_is_filed_once(desk: Office, clock: FakeClock) -> None:
    """The journal's copy knows nothing of the number the database gave."""
    unnumbered = promised(a_caller(clock)).call
    filed = file_call(desk, unnumbered)
    once = rows(desk)
    assert file_call(desk, unnumbered) == filed
    assert rows(desk) == once


def test_a_call_is_kept_whole(desk: Office, clock: FakeClock) -> None:
    caller = promised(a_caller(clock)).until(Step.WRAP_UP).next()
    call = file(desk, caller)
    with desk.storage.reading() as work:
        assert work.calls.get("c1") == call


def test_what_was_taken_down_is_the_case(desk: Office, clock: FakeClock) -> None:
    """RC-01, RC-11, I-16."""
    call = file(desk, promised(a_caller(clock)))
    assert call.complaint.acceptance.number == "TS-260402-001"
    found = filed_case(desk, call)
    assert found.case.record == call.complaint.record
    assert (found.case.state, found.case.awaiting) == (CaseState.RECEIVED, True)
    assert [event.kind for event in found.events] == [EventKind.ACCEPTED, EventKind.PROMISED]
    assert [row.case_number for row in owed(desk)] == ["TS-260402-001"]


def test_another_time_agreed_after_filing_supersedes_the_first(
    desk: Office, clock: FakeClock
) -> None:
    """I-06: history shows both."""
    caller = promised(a_caller(clock))
    file(desk, caller)
    clock.move(minutes=3)
    caller.change_promise("客户要晚一点").due(clock.now() + 3 * HOUR).say().next()
    call = file(desk, caller)
    first, second = filed_case(desk, call).chain
    assert first.closing is not None
    assert first.closing.outcome is Outcome.SUPERSEDED
    assert second.is_open
    assert [row.id for row in owed(desk)] == [second.id]
    assert list(audit(desk)) == []


def test_two_complaints_of_one_call_are_two_cases(desk: Office, clock: FakeClock) -> None:
    """FC-03."""
    caller = promised(a_caller(clock)).put(Place.MORE_NEEDS, "yes").next()
    caller.put(Place.CRUX, "发票抬头错").put(Place.NOTES, f"{caller.call.notes}发票").next().next()
    caller.put(Place.WAYBILL, "LD2").put(Place.WISH, "重开").say().next()
    caller.put(Place.CATEGORY, "documents").put(Place.LOSS, "none").next()
    resolve(caller).until(Step.WRAP_UP).next()
    call = file(desk, caller)
    numbers = [complaint.acceptance.number for complaint in call.complaints]
    assert numbers == ["TS-260402-001", "TS-260402-002"]
    assert [row.kind for row in owed(desk)] == [Kind.CALLBACK, Kind.NOTICE, Kind.VISIT]
    assert list(audit(desk)) == []


def test_an_enquiry_uses_no_number(desk: Office, clock: FakeClock) -> None:
    """CH-05."""
    caller = a_caller(clock).put(Place.CONTACT_KIND, "enquiry").next()
    caller.put(Place.ENQUIRY_TOPIC, "取件").put(Place.ENQUIRY_ANSWER, "下午四点前").next()
    file(desk, caller)
    assert owed(desk) == ()
    with desk.storage.writing() as work:
        assert work.numbers.next_serial("TS-260402") == 1


class TestNumbers:
    def test_asked_again_it_is_the_same(self, desk: Office, clock: FakeClock) -> None:
        """RC-11."""
        call = to_accept(a_caller(clock)).call
        first = allot_number(desk, call, call.complaint.id)
        assert allot_number(desk, call, call.complaint.id) == first == "TS-260402-001"

    def test_what_was_told_is_what_is_filed(self, desk: Office, clock: FakeClock) -> None:
        """The number is said at acceptance, and the case filed under it later."""
        caller = to_accept(a_caller(clock))
        number = allot_number(desk, caller.call, caller.complaint.id)
        caller.number(number).say().next()
        call = file(desk, caller.drop())
        assert call.complaint.acceptance.number == number
        assert filed_case(desk, call).case.id == "c1-1"

    def test_two_desks_count_on(self, desk: Office, other_desk: Office, clock: FakeClock) -> None:
        """RC-10."""
        offices = [desk, other_desk, desk, other_desk]
        calls = [
            file(office, promised(a_caller(clock, f"c{n}"))) for n, office in enumerate(offices)
        ]
        assert [c.complaint.acceptance.number[-3:] for c in calls] == ["001", "002", "003", "004"]

    def test_a_number_that_was_told_stays_spent(self, desk: Office, clock: FakeClock) -> None:
        """RC-11: never reused, also when nothing comes of it."""
        abandoned = to_accept(a_caller(clock, "c1")).call
        allot_number(desk, abandoned, abandoned.complaint.id)
        call = file(desk, promised(a_caller(clock, "c2")))
        assert call.complaint.acceptance.number == "TS-260402-002"

    def test_the_day_is_that_of_acceptance(self, desk: Office, clock: FakeClock) -> None:
        """Filed after midnight, because the database was away."""
        call = promised(a_caller(clock)).call
        clock.move(days=1)
        assert file_call(desk, call).complaint.acceptance.number == "TS-260402-001"


class TestLost:
    """I-22."""

    @pytest.mark.parametrize("ended_by", [EndedBy.LINE_DROPPED, EndedBy.CUSTOMER_HUNG_UP])
    def test_the_caller_is_owed_a_call_in_ten_minutes(
        self, desk: Office, clock: FakeClock, ended_by: EndedBy
    ) -> None:
        caller = a_caller(clock).put(Place.PHONE, "13900000001").put(Place.NAME, "李先生").next()
        file(desk, caller.drop(ended_by))
        [row] = owed(desk)
        assert (row.kind, row.whom, row.contact_value) == (
            Kind.FIRST_CONTACT,
            "李先生",
            "13900000001",
        )
        assert row.due.at == clock.now() + 10 * MINUTE

    def test_without_a_contact_nobody_can_be_called(self, desk: Office, clock: FakeClock) -> None:
        file(desk, a_caller(clock).next().drop())
        assert owed(desk) == ()

    def test_everything_typed_is_there(self, desk: Office, clock: FakeClock) -> None:
        call = file(desk, lost(a_caller(clock)))
        with desk.storage.reading() as work:
            stored = work.calls.get(call.id)
        assert stored is not None
        assert stored.notes == "没送到"


def test_a_call_with_nobody_there_is_a_contact_and_nothing_more(
    desk: Office, clock: FakeClock
) -> None:
    """CH-05."""
    caller = a_caller(clock).next()
    show_live(desk, caller.call)
    call = file(desk, caller.drop(EndedBy.NOBODY_THERE))
    with desk.storage.reading() as work:
        stored = work.calls.get(call.id)
    assert stored is not None
    assert (stored.ended_by, stored.saved_at) == (EndedBy.NOBODY_THERE, clock.now())
    assert call.complaint.acceptance.number == ""
    assert (owed(desk), find_cases(desk), live_calls(desk)) == ((), [], [])
    assert list(audit(desk)) == []


class TestLive:
    """AU-02, LS-07: what a lead sees of calls being held."""

    def test_a_call_is_seen_until_it_is_saved(
        self, desk: Office, other_desk: Office, clock: FakeClock
    ) -> None:
        caller = promised(a_caller(clock))
        show_live(desk, caller.call)
        [live] = live_calls(other_desk)
        assert (live.agent_name, live.step) == (AGENT.name, Step.MORE_NEEDS)
        file(desk, caller)
        assert len(live_calls(other_desk)) == 1
        file(desk, caller.until(Step.WRAP_UP).next())
        assert live_calls(other_desk) == []

    def test_the_newest_word_of_it_counts(self, desk: Office, clock: FakeClock) -> None:
        caller = to_promise(a_caller(clock))
        show_live(desk, caller.call)
        clock.move(seconds=15)
        show_live(desk, caller.anger(3).call)
        [live] = live_calls(desk)
        assert (live.anger, live.step, live.seen_at) == (3, Step.CALM, clock.now())

    def test_every_agents_call_is_there(self, desk: Office, clock: FakeClock) -> None:
        show_live(desk, a_caller(clock, "c1", AGENT).call)
        clock.move(minutes=1)
        show_live(desk, a_caller(clock, "c2", OTHER).call)
        assert [live.agent for live in live_calls(desk)] == [AGENT.id, OTHER.id]


def test_a_database_without_a_centre_takes_no_call(office: Office, clock: FakeClock) -> None:
    call: Call = Caller("c1", AGENT, a_caller(clock).centre, clock).call
    with pytest.raises(StorageDown):
        file_call(office, call)
