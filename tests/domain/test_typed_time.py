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
        ("两个半小时后", "2026-04-02 12:10"),
        ("两小时半后", "2026-04-02 12:10"),
        ("半个小时后", "2026-04-02 10:10"),
        ("一刻钟后", "2026-04-02 09:55"),
        ("一小时三刻钟后", "2026-04-02 11:25"),
        ("1.5h", "2026-04-02 11:10"),
        ("2h", "2026-04-02 11:40"),
        ("2 hours from now", "2026-04-02 11:40"),
        ("in half an hour", "2026-04-02 10:10"),
        ("in an hour", "2026-04-02 10:40"),
        ("next monday 9:00", "2026-04-06 09:00"),
        ("下周一上午九点", "2026-04-06 09:00"),
        ("下个星期二 9:00", "2026-04-07 09:00"),
        ("周五下午三点之前", "2026-04-03 15:00"),
        ("tomorrow friday 9:00", "2026-04-03 09:00"),
        ("4月3日周五 9:00", "2026-04-03 09:00"),
        ("12月22日8点", "2026-12-22 08:00"),
        ("12月22 8:30", "2026-12-22 08:30"),
        ("2026年4月5日8:30", "2026-04-05 08:30"),
        ("十二月二十二日八点", "2026-12-22 08:00"),
        ("Friday, 3rd of April 9:00", "2026-04-03 09:00"),
        ("Dec 22nd, 2026 8:30", "2026-12-22 08:30"),
        ("8:30 22 Jan", "2027-01-22 08:30"),
        ("the 10th 9:00", "2026-04-10 09:00"),
        ("31/12 8:30", "2026-12-31 08:30"),
        ("12/31 8:30", "2026-12-31 08:30"),
        ("in 3 days at 14:00", "2026-04-05 14:00"),
        ("tonight 8:00", "2026-04-02 20:00"),
        ("tomorrow evening 9:00", "2026-04-03 21:00"),
        ("tomorrow 9:00 in the morning", "2026-04-03 09:00"),
        ("明天凌晨十二点", "2026-04-03 00:00"),
        ("明天 0:30", "2026-04-03 00:30"),
        ("23:59", "2026-04-02 23:59"),
        ("15.45", "2026-04-02 15:45"),
        ("tomorrow 8.15", "2026-04-03 08:15"),
        ("12 noon", "2026-04-02 12:00"),
        ("15:30.", "2026-04-02 15:30"),
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


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("tomorrow 25:00", "no clock time “25:00”"),
        ("tomorrow 24:00", "no clock time “24:00”"),
        ("tomorrow 9:75", "no clock time “9:75”"),
        ("tomorrow 99:99", "no clock time “99:99”"),
        ("明天 25:00", "no clock time “25:00”"),
        ("明天二十五点", "no clock time “25点”"),
        ("tomorrow 13pm", "no clock time “13pm”"),
        ("tomorrow 0am", "no clock time “0am”"),
        ("明天九点或者十点", "two times"),
        ("明天8点到9点", "two times"),
        ("9am 10am tomorrow", "two times"),
        ("10:00-11:00", "two times"),
        ("tomorrow 8-9pm", "“8-” is not understood"),
        ("today or tomorrow 10:00", "two days"),
        ("明天后天十点", "two days"),
        ("Friday 4 April 10:00", "two days"),
        ("周五周六十点", "two days"),
        ("4/5 8:30", "can be two days"),
        ("8.15", "can be a time or a day. Write 8:15"),
        ("tomorrow 8:30 [b]x[/b]", r"“\[b\]x\[/b\]” is not understood"),
        ("after 16:00", "“after” is not understood"),
        ("三点左右", "“左右” is not understood"),
        ("上周一 10:00", "“上” is not understood"),
        ("三天前下午两点", "“3天前” is not understood"),
        ("2 days before 10:00", "“2 days” is not understood"),
        ("昨天下午两点", "“昨天” is not understood"),
        ("+2h 15:00", r"“\+2h” is not understood"),
        ("尽快 15:00", "“尽快” is not understood"),
        ("10:25:00", "no clock time"),
        ("tomorrow at midnight", "no clock time"),
        ("下午9am", "“9am” does not go with “下午”"),
        ("上午15:00", "“15:00” does not go with “上午”"),
        ("今晚十二点", "“12点” does not go with “晚上”"),
        ("夜里一点", "“1点” does not go with “夜里”"),
        ("999天后 10:00", "too far"),
    ],
)
def test_what_is_not_one_exact_time_is_refused_in_words(typed: str, words: str) -> None:
    """I-02: a promise is never made out of a part of what was typed."""
    with pytest.raises(BadInput, match=words):
        read_time(typed, THURSDAY, ZONE)


@pytest.mark.parametrize(
    ("typed", "at_the_desk"),
    [
        ("3pm UTC", "2026-04-02 23:00"),
        ("UTC 15:00", "2026-04-02 23:00"),
        ("2026-11-24 10:00Z", "2026-11-24 18:00"),
        ("2026-11-24T10:00Z", "2026-11-24 18:00"),
        ("tomorrow 9am GMT+5", "2026-04-03 12:00"),
        ("tomorrow 9:00 utc -4", "2026-04-02 21:00"),
        ("2026-11-24 10:00+09:00", "2026-11-24 09:00"),
        ("15:00 北京时间", "2026-04-02 15:00"),
    ],
)
def test_an_offset_from_utc_is_reckoned_with(typed: str, at_the_desk: str) -> None:
    """X-29."""
    due = read_time(typed, THURSDAY, ZONE)
    assert due.on_clock_of(ZONE).strftime("%Y-%m-%d %H:%M") == at_the_desk


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("13:00 EST", "“EST” is not taken"),
        ("13:00 CST", "“CST” is not taken"),
        ("3pm ET", "“ET” is not taken"),
        ("15:00 Eastern time", "“EASTERN TIME” is not taken"),
        ("15:00 美国时间", "“美国时间” is not taken"),
        ("15:00 america/new_york", "“AMERICA/NEW_YORK” is not taken"),
        ("15:00 UTC+5:30", r"“UTC\+5:30” is not taken"),
        ("15:00 UTC+25", r"“UTC\+25” is not taken"),
        ("15:00+99:99", r"“\+99:99” is not taken"),
        ("15:00 UTC Asia/Shanghai", "two time zones"),
        ("15:00 Mars/Olympus", "no time zone called"),
    ],
)
def test_a_zone_is_never_dropped(typed: str, words: str) -> None:
    """X-29."""
    with pytest.raises(BadInput, match=words):
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


BESIDE_A_CLOCK = st.one_of(
    st.sampled_from(
        [
            "tomorrow ",
            "明天",
            "下午",
            "9am ",
            " pm",
            "点",
            "UTC",
            "+",
            "h",
            "周一",
            "10:",
            "2026-11-",
        ]
    ),
    st.text(max_size=8),
)
NO_CLOCK_SHOWS = st.one_of(
    st.tuples(st.integers(24, 99), st.integers(0, 99)),
    st.tuples(st.integers(0, 99), st.integers(60, 99)),
)


@given(
    before=st.lists(BESIDE_A_CLOCK, max_size=3),
    after=st.lists(BESIDE_A_CLOCK, max_size=3),
    group=NO_CLOCK_SHOWS,
)
@example(before=["tomorrow "], after=[], group=(25, 0))
@example(before=["明天"], after=[], group=(9, 75))
def test_what_no_clock_shows_is_never_a_promise(
    before: list[str], after: list[str], group: tuple[int, int]
) -> None:
    """I-02: "25:00" is nothing, whatever stands beside it."""
    hour, minute = group
    with pytest.raises(CallCentreError):
        read_time(f"{''.join(before)}{hour}:{minute:02}{''.join(after)}", THURSDAY, ZONE)


UNDERSTOOD = (
    "tomorrow",
    "明天",
    "周一",
    "15:30",
    "九点",
    "下午",
    "9am",
    "半",
    "+2h",
    "UTC",
    "their",
)
WORDS = st.sampled_from([*UNDERSTOOD, "at", "EST", "或者", "soon", "2026-04-05", "8.15", "后"])


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["q", "左右", "[b]", "?", "约"]))
def test_a_word_nobody_understands_is_never_dropped(words: list[str], odd: str) -> None:
    with pytest.raises(CallCentreError):
        read_time(" ".join([*words, odd]), THURSDAY, ZONE)
