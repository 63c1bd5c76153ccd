"""Days in the interface's language."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from callcentre.domain.instant import zone_info
from callcentre.i18n import N_, _, language


def locale() -> str:
    """Babel's name for the interface's language."""
    return "zh_Hans_CN" if language() == "zh_CN" else "en_GB"


def day_and_clock(at: datetime, zone: str, now: datetime) -> str:
    """The clock time, with the day unless it is today."""
    local = at.astimezone(zone_info(zone))
    today = now.astimezone(zone_info(zone)).date()
    if local.date() == today:
        return local.strftime("%H:%M")
    if local.date() == today + timedelta(days=1):
        return _("tomorrow {time}").format(time=local.strftime("%H:%M"))
    shown = format_date(local.date(), _(N_("d MMM")), locale=locale())
    return f"{shown} {local:%H:%M}"


def long_day(day: date) -> str:
    """A day for the top of the screen, short enough for a narrow one."""
    return str(format_date(day, _(N_("EEE d MMM")), locale=locale()))
