"""Clock times and lengths of time, as numbers with their units."""

from datetime import datetime, timedelta

from callcentre.domain.instant import zone_info
from callcentre.i18n import _


def clock(at: datetime, zone: str) -> str:
    """Hours and minutes on a zone's clock."""
    return at.astimezone(zone_info(zone)).strftime("%H:%M")


def full(at: datetime, zone: str) -> str:
    """Date, clock time and offset: what goes into exports and histories."""
    return at.astimezone(zone_info(zone)).strftime("%Y-%m-%d %H:%M %z")


def span(length: timedelta) -> str:
    """How long, in at most two units: "47 min", "2 h 05", "3 d 4 h"."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return _("{hours} h {minutes:02}").format(hours=hours, minutes=minutes)
    days, hours = divmod(hours, 24)
    return _("{days} d {hours} h").format(days=days, hours=hours)


def stopwatch(length: timedelta) -> str:
    """Minutes and seconds, as on a call timer."""
    seconds = max(0, int(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
