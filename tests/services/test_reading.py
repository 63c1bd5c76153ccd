"""What a desk reads: the queue, its numbers, the caller card, the cases, the proof."""

from datetime import datetime, timedelta

import pytest

from callcentre.domain.commitment import Kind
from callcentre.domain.queue import QueueFilter, Whose
from callcentre.errors import NotFound
from callcentre.services.answers import answer
from callcentre.services.audit import SHOWN_AT_MOST, Finding, audit
from callcentre.services.cases import case_file, find_cases
from callcentre.services.ports import Office
from callcentre.services.queue import RECENT_CASES, caller_card, counts, queue_page, queue_row
from callcentre.storage.database import Database
from tests.support.callers import AGENT, resolve, to_accept
from tests.support.centres import make_centre
from tests.support.clock import FakeClock
from tests.support.filed import HOUR, a_caller, a_debt, answering, file, filed_case, owed, promised
from tests.support.stored import OTHER, STAFF

CENTRE = make_centre()


class TestQueue:
    def test_what_one_desk_promises_the_other_sees(
        self, desk: Office, other_desk: Office, clock: FakeClock
    ) -> None:
        """DC-01, CH-06."""
        debt = a_debt(desk, clock)
        assert [row.id for row in owed(other_desk)] == [debt.id]
        row = queue_row(other_desk, debt.id)
        assert row is not None
        assert (row.whom, row.owner_name) == ("李先生", AGENT.name)

    def test_it_turns_overdue_by_the_clock_alone(self, desk: Office, clock: FakeClock) -> None:
        """PR-07, invariant 2: no job, no sweep."""
        debt = a_debt(desk, clock)
        overdue = QueueFilter(Whose.OVERDUE)
        clock.set(debt.due.at)
        assert queue_page(desk, overdue).rows == ()
        clock.move(seconds=1)
        assert [row.id for row in queue_page(desk, overdue).rows] == [debt.id]

    def test_mine_is_what_i_owe_whoever_is_off_duty(self, desk: Office, clock: FakeClock) -> None:
        """I-26: the team's queue hides nothing."""
        file(desk, promised(a_caller(clock, "c1", AGENT)))
        file(desk, promised(a_caller(clock, "c2", OTHER)))
        mine = queue_page(desk, QueueFilter(Whose.MINE, OTHER.id)).rows
        assert [row.owner for row in mine] == [OTHER.id]
        assert {row.owner for row in owed(desk)} == {AGENT.id, OTHER.id}

    def test_the_header_counts_at_the_present_instant(self, desk: Office, clock: FakeClock) -> None:
        debt = a_debt(desk, clock)
        file(desk, promised(a_caller(clock, "c2"), timedelta(minutes=39)))
        found = counts(desk, CENTRE)
        assert (found.overdue, found.due_soon, found.due_hour) == (0, 0, 1)
        clock.set(debt.due.at + HOUR)
        found = counts(desk, CENTRE)
        assert (found.overdue, found.due_soon, found.due_hour) == (2, 0, 0)
        assert found.oldest_due == debt.due.at - timedelta(minutes=80)

    @pytest.mark.parametrize(("hour", "kept"), [("23:50", 1), ("00:10", 0)])
    def test_today_is_the_desks_own_day(
        self, desk: Office, clock: FakeClock, hour: str, kept: int
    ) -> None:
        """M-04, I-24: midnight in Shanghai, not in Greenwich."""
        answer(desk, answering(desk, a_debt(desk, clock)))
        day = "2026-04-02" if kept else "2026-04-03"
        clock.set(datetime.fromisoformat(f"{day}T{hour}:00+08:00"))
        assert counts(desk, CENTRE).kept == kept


class TestCallerCard:
    @pytest.mark.parametrize("typed", ["13900000001", "139 0000 0001", "+86-139-0000-0001"])
    def test_a_known_number_in_any_spelling(
        self, desk: Office, clock: FakeClock, typed: str
    ) -> None:
        """RC-15: earlier cases and any open promise."""
        debt = a_debt(desk, clock)
        card = caller_card(desk, CENTRE, typed)
        assert (card.name, card.address) == ("李先生", "上海市浦东新区世纪大道1号")
        assert [row.id for row in card.owed] == [debt.id]
        assert [case.number for case in card.cases] == ["TS-260402-001"]

    def test_any_other_is_unknown(self, desk: Office, clock: FakeClock) -> None:
        a_debt(desk, clock)
        for typed in ("", "没有电话", "1390000", "13900000002"):
            assert not caller_card(desk, CENTRE, typed).known

    def test_what_is_most_overdue_comes_first(self, desk: Office, clock: FakeClock) -> None:
        later = a_debt(desk, clock)
        sooner = file(desk, promised(a_caller(clock, "c2"), HOUR)).complaint.promise
        owed_to_him = caller_card(desk, CENTRE, "13900000001").owed
        assert [row.id for row in owed_to_him] == [sooner.id, later.id]

    def test_the_third_unsolved_one_is_a_repeat(self, desk: Office, clock: FakeClock) -> None:
        """CL-11: "repeat x3"."""
        for number in (1, 2, 3):
            assert not caller_card(desk, CENTRE, "13900000001").repeats
            file(desk, promised(a_caller(clock, f"c{number}")))
        card = caller_card(desk, CENTRE, "13900000001")
        assert (card.repeats, card.recent_count) == (True, 3)

    def test_a_solved_one_does_not_count(self, desk: Office, clock: FakeClock) -> None:
        for number in range(RECENT_CASES + 1):
            file(desk, resolve(to_accept(a_caller(clock, f"c{number}"))))
        card = caller_card(desk, CENTRE, "13900000001")
        assert (card.repeats, card.unsolved_count) == (False, 0)
        assert (card.case_count, len(card.cases)) == (RECENT_CASES + 1, RECENT_CASES)

    def test_how_we_kept_our_word_to_him(self, desk: Office, clock: FakeClock) -> None:
        answer(desk, answering(desk, a_debt(desk, clock)))
        card = caller_card(desk, CENTRE, "13900000001")
        assert (card.kept, card.kept_late) == (1, 0)


class TestCases:
    @pytest.mark.parametrize("typed", ["TS-260402-001", " ts-260402-001 "])
    def test_one_is_opened_by_its_number(self, desk: Office, clock: FakeClock, typed: str) -> None:
        """RC-14: with everything that happened to it."""
        call = file(desk, promised(a_caller(clock)))
        found = case_file(desk, typed)
        assert found == filed_case(desk, call)
        assert [c.kind for c in found.chain] == [Kind.CALLBACK]
        assert len(found.contacts) == 1
        assert found.names == {person.id: person.name for person in STAFF}

    def test_one_that_is_not_there_is_named(self, desk: Office) -> None:
        with pytest.raises(NotFound, match="TS-1"):
            case_file(desk, "TS-1\x1b[2J")

    def test_some_are_found_by_what_was_said(self, desk: Office, clock: FakeClock) -> None:
        file(desk, promised(a_caller(clock)))
        for words in ("李先生", "LD2012", "样品未按", "  李先生\t"):
            assert [case.number for case in find_cases(desk, words)] == ["TS-260402-001"]
        assert find_cases(desk, "王女士") == []

    def test_no_more_than_was_asked_for(self, desk: Office, clock: FakeClock) -> None:
        for number in range(3):
            file(desk, promised(a_caller(clock, f"c{number}")))
            clock.move(minutes=1)
        assert [case.number[-1] for case in find_cases(desk, limit=2)] == ["3", "2"]


class TestAudit:
    def test_a_desk_that_works_as_it_should_has_nothing_to_show(
        self, desk: Office, clock: FakeClock
    ) -> None:
        """Design 3.1: the proof over the whole database is empty."""
        answer(desk, answering(desk, a_debt(desk, clock)))
        assert audit(desk) == []

    def test_what_it_finds_names_rule_and_row(self, desk: Office, clock: FakeClock) -> None:
        file(desk, promised(a_caller(clock)))
        database = desk.storage
        assert isinstance(database, Database)
        with database.writing() as work:
            for _ in range(SHOWN_AT_MOST):
                work.numbers.next_serial("TS-260402")
            work.commit()
        assert audit(desk) == [Finding("RC-11 a series with a gap", "TS-260402")]
