"""Typed times: every form an agent uses, in two languages, and everything refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callcentre.domain.instant import zone_info
from callcentre.domain.typed_time import read_time
from callcentre.errors import BadInput, CallCentreError, Refused

ZONE = "Asia/Shanghai"
THURSDAY = datetime(2026, 4, 2, 9, 40, tzinfo=zone_info(ZONE))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15:30", "2026-04-02 15:30"),
        ("１５：３０", "2026-04-02 15:30"),
        ("3pm", "2026-04-02 15:00"),
        ("3.30 p.m.", "2026-04-02 15:30"),
        ("by 16:00", "2026-04-02 16:00"),
        ("noon", "2026-04-02 12:00"),
        ("tomorrow 9am", "2026-04-03 09:00"),
        ("9am tomorrow", "2026-04-03 09:00"),
        ("tomorrow at noon", "2026-04-03 12:00"),
        ("day after tomorrow 10:15", "2026-04-04 10:15"),
        ("+2h", "2026-04-02 11:40"),
        ("+90m", "2026-04-02 11:10"),
        ("+1h30m", "2026-04-02 11:10"),
        ("in 2 hours", "2026-04-02 11:40"),
        ("in 45 minutes", "2026-04-02 10:25"),
        ("monday 9am", "2026-04-06 09:00"),
        ("thursday 15:00", "2026-04-02 15:00"),
        ("next friday 10:00", "2026-04-10 10:00"),
        ("2026-04-05 08:30", "2026-04-05 08:30"),
        ("22 Dec 8:30", "2026-12-22 08:30"),
        ("今天16点", "2026-04-02 16:00"),
        ("下午三点", "2026-04-02 15:00"),
        ("三点半", "2026-04-02 15:30"),
        ("十点二十", "2026-04-02 10:20"),
        ("下午两点一刻", "2026-04-02 14:15"),
        ("明天下午三点", "2026-04-03 15:00"),
        ("明天下午3点半", "2026-04-03 15:30"),
        ("明早九点", "2026-04-03 09:00"),
        ("今晚八点", "2026-04-02 20:00"),
        ("后天上午十点", "2026-04-04 10:00"),
        ("大后天 10:00", "2026-04-05 10:00"),
        ("中午十二点", "2026-04-02 12:00"),
        ("明天中午一点", "2026-04-03 13:00"),
        ("周五上午十点", "2026-04-03 10:00"),
        ("下周一十点", "2026-04-06 10:00"),
        ("星期天下午四点", "2026-04-05 16:00"),
        ("12月22日8点半", "2026-12-22 08:30"),
        ("10号上午9点", "2026-04-10 09:00"),
        ("两小时后", "2026-04-02 11:40"),
        ("2个小时后", "2026-04-02 11:40"),
        ("半小时后", "2026-04-02 10:10"),
        ("四十分钟后", "2026-04-02 10:20"),
        ("三天后下午两点", "2026-04-05 14:00"),
    ],
)
def test_what_agents_type_is_understood(typed: str, expected: str) -> None:
    due = read_time(typed, THURSDAY, ZONE)
    assert due.local.strftime("%Y-%m-%d %H:%M") == expected
    assert due.zone == ZONE


@pytest.mark.parametrize(
    "typed",
    ["soon", "as soon as possible", "尽快", "马上", "过两天", "in a while", "later today", "asap"],
)
def test_soon_is_refused_in_its_own_words(typed: str) -> None:
    """I-02, LS-06: the sentence alone never satisfies the promise."""
    with pytest.raises(Refused, match="no promise"):
        read_time(typed, THURSDAY, ZONE)


@pytest.mark.parametrize("typed", ["tomorrow", "明天", "next monday", "12月22日", "9", "hello"])
def test_a_day_without_a_clock_time_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_time(typed, THURSDAY, ZONE)


@pytest.mark.parametrize(
    "typed", ["8:30", "today 9am", "今天上午九点", "2026-04-01 15:00", "09:40"]
)
def test_a_time_that_has_passed_is_refused(typed: str) -> None:
    """I-02."""
    with pytest.raises(Refused, match="has passed"):
        read_time(typed, THURSDAY, ZONE)


@pytest.mark.parametrize(
    "typed", ["25:00", "10:75", "30 Feb 10:00", "2026-13-40 10:00", "2月30日10点"]
)
def test_times_that_do_not_exist_are_refused(typed: str) -> None:
    with pytest.raises(CallCentreError):
        read_time(typed, THURSDAY, ZONE)


def test_the_customers_clock_can_be_named() -> None:
    """X-29: 19:30 in New York is 07:30 the next morning at the desk."""
    now = datetime(2012, 12, 22, 7, 57, tzinfo=zone_info(ZONE))
    due = read_time("19:30 their time", now, ZONE, "America/New_York")
    assert due.zone == "America/New_York"
    assert due.on_clock_of(ZONE).strftime("%d %H:%M") == "22 08:30"
    assert read_time("19:30 America/New_York", now, ZONE) == due
    assert read_time("当地时间19:30", now, ZONE, "America/New_York") == due


def test_the_customers_clock_must_be_known() -> None:
    with pytest.raises(BadInput, match="zone"):
        read_time("19:30 their time", THURSDAY, ZONE)


def test_a_time_the_clocks_skip_is_refused() -> None:
    saturday = datetime(2026, 3, 7, 12, tzinfo=zone_info("America/New_York"))
    with pytest.raises(Refused, match="skip"):
        read_time("tomorrow 2:30am", saturday, "America/New_York")


def test_of_two_equal_times_the_earlier_is_meant() -> None:
    saturday = datetime(2026, 10, 31, 12, tzinfo=zone_info("America/New_York"))
    due = read_time("tomorrow 1:30am", saturday, "America/New_York")
    assert due.at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@given(st.text(max_size=40))
@example("00")
@example("十十十点")
@example("+99999999999h")
@example("99999天后 10:00")
def test_any_text_gives_a_future_instant_or_a_clear_refusal(typed: str) -> None:
    try:
        due = read_time(typed, THURSDAY, ZONE)
    except CallCentreError as refusal:
        assert str(refusal)
    else:
        assert due.at > THURSDAY
