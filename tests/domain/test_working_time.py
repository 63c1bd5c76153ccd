"""Working time: windows, holidays, make-up days, zones, DST, bounds, reasons."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.instant import zone_info
from callcentre.domain.working_time import (
    DayKind,
    DeskHours,
    NoPublicDays,
    Window,
    after_workdays,
    is_open,
    last_open,
    next_open,
    open_time,
    reckon,
    skipped_days,
)
from callcentre.errors import BadInput

MORNING, AFTERNOON = Window(9 * 60, 12 * 60), Window(13 * 60, 18 * 60)
WEEK = ((MORNING, AFTERNOON),) * 5 + ((), ())
SHANGHAI = DeskHours("Asia/Shanghai", WEEK)
NEW_YORK = DeskHours("America/New_York", ((Window(0, 1440),),) * 7)


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone_info(zone)).astimezone(UTC)


class TestCounting:
    def test_lunch_does_not_count(self) -> None:
        found = reckon(SHANGHAI, at("2026-04-02 11:30"), timedelta(hours=1))
        assert found.due == at("2026-04-02 13:30")
        assert [s.length for s in found.counted] == [timedelta(minutes=30)] * 2

    def test_the_weekend_is_skipped_and_named(self) -> None:
        found = reckon(SHANGHAI, at("2026-04-03 17:30"), timedelta(hours=1))
        assert found.due == at("2026-04-06 09:30")
        assert [(d.day.isoformat(), d.kind) for d in found.skipped] == [
            ("2026-04-04", DayKind.REST),
            ("2026-04-05", DayKind.REST),
        ]

    def test_a_span_may_end_at_closing(self) -> None:
        assert reckon(SHANGHAI, at("2026-04-02 17:00"), timedelta(hours=1)).due == at(
            "2026-04-02 18:00"
        )

    def test_a_desk_that_never_opens_is_an_answer_not_a_loop(self) -> None:
        found = reckon(DeskHours("Asia/Shanghai", ((),) * 7), at("2026-04-02 10:00"), timedelta(1))
        assert found.due is None
        assert len(found.skipped) == 400

    def test_open_time_between_two_instants(self) -> None:
        assert open_time(SHANGHAI, at("2026-04-02 11:00"), at("2026-04-03 10:00")) == timedelta(
            hours=7
        )

    def test_next_and_last_open(self) -> None:
        assert next_open(SHANGHAI, at("2026-04-02 12:30")) == at("2026-04-02 13:00")
        assert next_open(SHANGHAI, at("2026-04-02 10:00")) == at("2026-04-02 10:00")
        assert last_open(SHANGHAI, at("2026-04-02 10:00"), at("2026-04-02 20:00")) == at(
            "2026-04-02 18:00"
        )
        assert last_open(SHANGHAI, at("2026-04-02 18:30"), at("2026-04-02 20:00")) is None

    def test_working_days_after(self) -> None:
        assert after_workdays(SHANGHAI, at("2026-04-02 16:40"), 2) == at("2026-04-06 18:00")


class TestSpecialDays:
    class China(NoPublicDays):
        def holiday(self, day: date) -> str | None:
            return "劳动节" if day == date(2026, 5, 1) else None

        def makeup(self, day: date) -> str | None:
            return "调休" if day == date(2026, 5, 9) else None

    HOURS = DeskHours("Asia/Shanghai", WEEK, public=China())

    def test_a_holiday_is_closed_by_name(self) -> None:
        plan = self.HOURS.plan(date(2026, 5, 1))
        assert (plan.kind, plan.name, plan.windows) == (DayKind.HOLIDAY, "劳动节", ())

    def test_a_makeup_saturday_is_worked_like_a_weekday(self) -> None:
        plan = self.HOURS.plan(date(2026, 5, 9))
        assert (plan.kind, plan.windows) == (DayKind.MAKEUP, (MORNING, AFTERNOON))

    def test_own_closure_beats_own_opening_beats_the_holiday(self) -> None:
        day = date(2026, 5, 1)
        opened = DeskHours("Asia/Shanghai", WEEK, self.China(), makeups={day: "值班"})
        assert opened.plan(day).kind is DayKind.MAKEUP
        closed = DeskHours(
            "Asia/Shanghai", WEEK, self.China(), closures={day: "搬家"}, makeups={day: "值班"}
        )
        assert closed.plan(day).kind is DayKind.CLOSURE

    def test_the_days_stepped_over_are_the_reason_given(self) -> None:
        days = skipped_days(self.HOURS, at("2026-04-30 17:00"), at("2026-05-04 09:30"))
        assert [d.kind for d in days] == [DayKind.HOLIDAY, DayKind.REST, DayKind.REST]


class TestDaylightSaving:
    """I-24: real time counts, whatever the wall clock does."""

    def test_the_short_day_has_23_hours(self) -> None:
        begins = at("2026-03-08 00:00", "America/New_York")
        ends = at("2026-03-09 00:00", "America/New_York")
        assert open_time(NEW_YORK, begins, ends) == timedelta(hours=23)

    def test_the_long_day_has_25_hours(self) -> None:
        begins = at("2026-11-01 00:00", "America/New_York")
        ends = at("2026-11-02 00:00", "America/New_York")
        assert open_time(NEW_YORK, begins, ends) == timedelta(hours=25)

    def test_a_span_over_the_change_is_real_time(self) -> None:
        found = reckon(NEW_YORK, at("2026-03-08 01:30", "America/New_York"), timedelta(hours=1))
        assert found.due == at("2026-03-08 03:30", "America/New_York")


class TestBadHours:
    def test_a_window_that_closes_before_it_opens_is_refused_with_its_times(self) -> None:
        with pytest.raises(BadInput, match="18:00-09:00"):
            Window(18 * 60, 9 * 60)

    def test_overlapping_windows_are_named(self) -> None:
        with pytest.raises(BadInput, match="09:00-12:00 and 11:00-13:00"):
            DeskHours("UTC", ((MORNING, Window(660, 780)),) * 7)

    def test_a_week_has_seven_days(self) -> None:
        with pytest.raises(BadInput, match="seven"):
            DeskHours("UTC", WEEK[:6])

    def test_an_unknown_zone_is_named(self) -> None:
        with pytest.raises(BadInput, match="Mars/Olympus"):
            DeskHours("Mars/Olympus", WEEK)


windows = st.builds(
    lambda a, b: Window(min(a, b), max(a, b) + 1), st.integers(0, 1438), st.integers(0, 1438)
)
weeks = st.tuples(*[st.one_of(st.just(()), windows.map(lambda w: (w,)))] * 7)
zones = st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/Berlin", "UTC"])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


class TestProperties:
    @given(weeks, zones, moments, st.integers(1, 3000))
    def test_the_counted_stretches_add_up_and_the_end_is_exact(
        self, week: tuple[tuple[Window, ...], ...], zone: str, start: datetime, minutes: int
    ) -> None:
        hours, span = DeskHours(zone, week), timedelta(minutes=minutes)
        found = reckon(hours, start, span)
        if found.due is None:
            assert open_time(hours, start, start + timedelta(days=390)) < span
        else:
            assert sum((s.length for s in found.counted), timedelta()) == span
            assert open_time(hours, start, found.due) == span
            assert found.due > start

    @given(weeks, zones, moments)
    def test_the_next_open_instant_is_open_and_none_comes_before(
        self, week: tuple[tuple[Window, ...], ...], zone: str, start: datetime
    ) -> None:
        hours = DeskHours(zone, week)
        found = next_open(hours, start)
        if found is None:
            assert not any(week)
        else:
            assert is_open(hours, found)
            assert open_time(hours, start, found) == timedelta(0)
