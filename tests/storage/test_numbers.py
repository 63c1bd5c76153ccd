"""Case numbers under many desks at once: no gap, no duplicate, never twice (RC-10, RC-11)."""

import pytest

from callcentre.domain.case_number import Numbering, Scheme
from callcentre.errors import Refused
from callcentre.storage.database import Database
from tests.support.callers import AGENT
from tests.support.ledger import MADE
from tests.support.racers import number_calls
from tests.support.races import in_processes, in_threads

DAILY = Numbering(Scheme.DAILY, "TS", "Asia/Shanghai")


def expected(count: int) -> list[str]:
    return [DAILY.write("TS-260402", serial) for serial in range(1, count + 1)]


def address(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def test_threads_of_one_program(furnished: Database) -> None:
    where = address(furnished)
    numbers = in_threads(8, lambda number: number_calls(number, where, 10))
    assert sorted(n for some in numbers for n in some) == expected(80)


def test_many_programs(furnished: Database) -> None:
    """RC-10: two terminals accepting at once never collide."""
    numbers = in_processes(8, number_calls, address(furnished), 50)
    assert sorted(n for some in numbers for n in some) == expected(400)
    with furnished.reading() as work:
        assert list(work.views.broken_rules(9)) == []


def test_a_number_given_back_by_a_rollback_is_given_to_the_next(furnished: Database) -> None:
    """A series has no gap when a filing fails halfway."""
    with furnished.writing() as work:
        assert work.numbers.next_serial("TS-260402") == 1
    with furnished.writing() as work:
        assert work.numbers.next_serial("TS-260402") == 1
        work.commit()
    with furnished.writing() as work:
        assert work.numbers.next_serial("TS-260402") == 2
        assert work.numbers.next_serial("2604") == 1


def test_a_complaint_keeps_its_number(furnished: Database) -> None:
    with furnished.writing() as work:
        assert work.numbers.of_case("case-1") == ""
        work.numbers.allot("TS-260402-001", "case-1", "TS-260402", 1, MADE, AGENT.id)
        assert work.numbers.of_case("case-1") == "TS-260402-001"
        work.commit()


@pytest.mark.parametrize(
    "again",
    [
        {"number": "TS-260402-001", "case_id": "case-2"},
        {"number": "TS-260402-002", "case_id": "case-1"},
    ],
)
def test_no_number_twice_and_no_second_one(furnished: Database, again: dict[str, str]) -> None:
    """RC-11."""
    with furnished.writing() as work:
        work.numbers.allot("TS-260402-001", "case-1", "TS-260402", 1, MADE, AGENT.id)
        work.commit()
    with furnished.writing() as work, pytest.raises(Refused):
        work.numbers.allot(**again, period="TS-260402", serial=2, at=MADE, by=AGENT.id)
