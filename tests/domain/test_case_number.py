"""Case numbers by day and by month; they widen, and never wrap (RC-10, RC-11, X-02)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.case_number import Numbering, Scheme

DAILY = Numbering(Scheme.DAILY, "TS", "Asia/Shanghai")
MONTHLY = Numbering(Scheme.MONTHLY, "TS", "Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def number(numbering: Numbering, when: str, serial: int) -> str:
    return numbering.write(numbering.period(at(when)), serial)


def test_two_cases_of_a_day() -> None:
    """RC-11, with the year in two digits as X-02 settles it."""
    assert number(DAILY, "2020-10-01T09:00", 1) == "TS-201001-001"
    assert number(DAILY, "2020-10-01T17:00", 2) == "TS-201001-002"


def test_the_first_of_a_month_and_of_the_next_year() -> None:
    """RC-10."""
    assert number(MONTHLY, "2012-12-01T00:00", 1) == "121201"
    assert number(MONTHLY, "2013-01-01T00:00", 1) == "130101"


@pytest.mark.parametrize(
    ("numbering", "serial", "expected"),
    [
        (MONTHLY, 99, "121299"),
        (MONTHLY, 100, "1212100"),
        (MONTHLY, 1000, "12121000"),
        (DAILY, 999, "TS-121222-999"),
        (DAILY, 1000, "TS-121222-1000"),
    ],
)
def test_at_overflow_the_serial_widens(numbering: Numbering, serial: int, expected: str) -> None:
    """RC-10, RC-11: the hundredth of a month, the thousandth of a day."""
    assert number(numbering, "2012-12-22T10:00", serial) == expected


@pytest.mark.parametrize(
    ("instant", "day"),
    [("2012-12-22T15:59:59", "TS-121222"), ("2012-12-22T16:00:00", "TS-121223")],
)
def test_the_day_is_the_one_on_the_desks_clock(instant: str, day: str) -> None:
    """I-24: midnight in Shanghai is 16:00 UTC."""
    assert DAILY.period(datetime.fromisoformat(instant).replace(tzinfo=UTC)) == day


@given(
    st.sampled_from([DAILY, MONTHLY]),
    st.lists(
        st.tuples(
            st.datetimes(datetime(2012, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)),
            st.integers(1, 99_999),
        ),
        min_size=2,
        max_size=2,
    ),
)
def test_two_serials_never_write_the_same_number(
    numbering: Numbering, pair: list[tuple[datetime, int]]
) -> None:
    """RC-11: never reused."""
    (one, first), (two, second) = pair
    series = numbering.period(one), numbering.period(two)
    written = numbering.write(series[0], first), numbering.write(series[1], second)
    assert (written[0] == written[1]) == ((series[0], first) == (series[1], second))
