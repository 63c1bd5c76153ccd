"""Proposed and permitted times of a promise (I-02, I-25, PR-01)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.category import Severity
from callcentre.domain.centre import Limits
from callcentre.domain.instant import Spoken, zone_info
from callcentre.domain.promise_times import Caution, check_promise, first_limit, propose
from callcentre.domain.staff import Person, Role
from callcentre.domain.working_time import DeskHours, Window, is_open
from callcentre.errors import Refused

ZONE = "Asia/Shanghai"
HOURS = DeskHours(ZONE, ((Window(8 * 60, 12 * 60), Window(13 * 60, 20 * 60)),) * 6 + ((),))
LIMITS = Limits()
AGENT = Person("a", "张同", Role.AGENT)
LEAD = Person("l", "周敏", Role.LEAD)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone_info(ZONE)).astimezone(UTC)


def clock(moments: list[datetime]) -> list[str]:
    return [m.astimezone(zone_info(ZONE)).strftime("%d %H:%M") for m in moments]


def dues(severity: Severity, now: str) -> list[str]:
    return clock([p.due for p in propose(HOURS, LIMITS, severity, at(now))])


class TestProposals:
    def test_a_serious_matter_is_answered_within_two_hours(self) -> None:
        assert dues(Severity.SERIOUS, "2026-04-02 09:40") == ["02 10:00", "02 10:30", "02 11:30"]

    def test_an_important_one_today(self) -> None:
        assert dues(Severity.IMPORTANT, "2026-04-02 09:40") == ["02 11:30", "02 13:30", "02 17:30"]

    def test_an_ordinary_one_by_tomorrow(self) -> None:
        assert dues(Severity.ORDINARY, "2026-04-02 09:40") == ["02 15:30", "02 19:30", "03 09:30"]

    def test_before_closing_the_next_opening_is_proposed_with_the_days_between(self) -> None:
        found = propose(HOURS, LIMITS, Severity.SERIOUS, at("2026-04-04 19:55"))
        assert clock([p.due for p in found])[0] == "06 08:00"
        assert all(p.limit.stretched for p in found)
        assert [d.day.day for d in found[0].skipped] == [4, 5] or [
            d.day.day for d in found[0].skipped
        ] == [5]

    def test_a_desk_that_never_opens_proposes_nothing(self) -> None:
        never = DeskHours(ZONE, ((),) * 7)
        assert propose(never, LIMITS, Severity.SERIOUS, at("2026-04-02 09:40")) == ()
        assert first_limit(never, LIMITS, Severity.SERIOUS, at("2026-04-02 09:40")) is None

    @given(
        st.sampled_from(Severity),
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    )
    def test_every_proposal_can_be_kept(self, severity: Severity, now: datetime) -> None:
        found = propose(HOURS, LIMITS, severity, now)
        assert 1 <= len(found) <= 3
        assert [p.due for p in found] == sorted({p.due for p in found})
        for proposal in found:
            assert is_open(HOURS, proposal.due)
            assert now < proposal.due <= proposal.limit.at


def check(
    due: str,
    *,
    first: bool = True,
    severity: Severity = Severity.IMPORTANT,
    by: Person = AGENT,
    reason: str = "",
) -> tuple[Caution, ...]:
    return check_promise(
        Spoken(at(due), ZONE),
        at("2026-04-02 09:40"),
        first=first,
        severity=severity,
        reason=reason,
        hours=HOURS,
        limits=LIMITS,
        approved_by=by,
    )


class TestChecks:
    def test_inside_the_limit_nothing_is_said(self) -> None:
        assert check("2026-04-02 16:00") == ()

    def test_the_past_is_refused(self) -> None:
        with pytest.raises(Refused, match="passed"):
            check("2026-04-02 09:40")

    def test_beyond_the_limit_needs_a_lead(self) -> None:
        with pytest.raises(Refused, match="2026-04-02 17:40"):
            check("2026-04-02 18:00")
        assert check("2026-04-02 18:00", by=LEAD) == (Caution.BEYOND_LIMIT,)

    def test_only_the_first_promise_is_bound_by_the_limit(self) -> None:
        assert check("2026-04-02 18:00", first=False) == ()

    def test_more_than_a_day_needs_a_reason(self) -> None:
        with pytest.raises(Refused, match="reason"):
            check("2026-04-04 18:00", first=False)
        assert check("2026-04-04 18:00", first=False, reason="等承运方") == ()

    def test_outside_the_hours_is_allowed_with_a_caution(self) -> None:
        """SC-01 promises 23:00: an agent may, if she will be there."""
        assert check("2026-04-02 23:00", first=False) == (Caution.DESK_CLOSED,)

    def test_lunch_is_outside_the_hours(self) -> None:
        assert check("2026-04-02 12:30") == (Caution.DESK_CLOSED,)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(Refused, match="zone"):
        Spoken(datetime(2026, 4, 2, 15, 30), ZONE)


def test_an_instant_survives_the_clock_change() -> None:
    """I-24: daylight saving between made and due leaves the instant alone."""
    due = Spoken(datetime(2026, 3, 8, 7, 30, tzinfo=UTC), "America/New_York")
    assert due.local.strftime("%H:%M") == "03:30"
    assert due.at + timedelta(0) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
