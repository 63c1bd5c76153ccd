"""Times in words: on the clock, how late, and as a person says them on the telephone."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from callcentre.domain.call import Language
from callcentre.domain.commitment import Status
from callcentre.domain.instant import Spoken, zone_info
from callcentre.i18n import N_, _, language

# A glyph beside the word, so that neither colour nor language carries the status alone.
GLYPHS = {
    Status.OVERDUE: "‼",
    Status.DUE_SOON: "!",
    Status.OPEN: " ",
    Status.KEPT: "✓",
    Status.KEPT_LATE: "✓",
    Status.SUPERSEDED: "»",
    Status.VOID: "–",
}
PLAIN_GLYPHS = {
    **GLYPHS,
    Status.OVERDUE: "!!",
    Status.KEPT: "ok",
    Status.KEPT_LATE: "ok",
    Status.SUPERSEDED: ">>",
    Status.VOID: "--",
}
_SECOND = timedelta(seconds=1)
_ZH_PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def locale() -> str:
    """Babel's name for the interface's language."""
    return "zh_Hans_CN" if language() == "zh_CN" else "en_GB"


def clock(at: datetime, zone: str) -> str:
    """Hours and minutes on a zone's clock."""
    return at.astimezone(zone_info(zone)).strftime("%H:%M")


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


def lateness(status: Status, left: timedelta, *, undated: bool = False) -> str:
    """ "12 min late" or "in 8 min": the word that stands beside the glyph (PR-07)."""
    if undated:
        return _("no time given")
    if status is Status.OVERDUE:
        return _("{span} late").format(span=span(-left))
    # Rounded up, so that the last minute still says one and not none.
    return _("in {span}").format(span=span(left + timedelta(minutes=1) - _SECOND))


def long_day(day: date) -> str:
    """A day for the top of the screen, short enough for a narrow one."""
    return str(format_date(day, _(N_("EEE d MMM")), locale=locale()))


def spoken(due: Spoken, now: datetime, tongue: Language, zone: str) -> str:
    """A time as it is said to a customer in the language of the call, on that zone's clock."""
    local = due.on_clock_of(zone)
    days = (local.date() - now.astimezone(zone_info(zone)).date()).days
    return _english(local, days) if tongue is Language.EN else _chinese(local, days)


def spoken_to(
    due: Spoken, now: datetime, tongue: Language, zone: str, customer_zone: str, theirs: str
) -> str:
    """As `spoken`, with the customer's own clock after it when he lives by another (I-24)."""
    ours = spoken(due, now, tongue, zone)
    if not customer_zone or _same_clock(due.at, zone, customer_zone):
        return ours
    other = spoken(due, now, tongue, customer_zone)
    if tongue is Language.EN:
        return f"{ours} ({theirs} {other})"
    return f"{ours}（{theirs}{other}）"


def _same_clock(at: datetime, one: str, other: str) -> bool:
    return at.astimezone(zone_info(one)).utcoffset() == at.astimezone(zone_info(other)).utcoffset()


def _english(local: datetime, days: int) -> str:
    time = local.strftime("%H:%M")
    if days == 0:
        return f"{time} today"
    if days == 1:
        return f"{time} tomorrow"
    if 1 < days < 7:
        return f"{time} on {format_date(local.date(), 'EEEE', locale='en_GB')}"
    return f"{time} on {format_date(local.date(), 'EEEE d MMMM', locale='en_GB')}"


def _chinese(local: datetime, days: int) -> str:
    part = next(name for until, name in _ZH_PARTS if local.hour < until)
    hour = local.hour if local.hour <= 12 else local.hour - 12
    minute = {0: "", 30: "半"}.get(local.minute, f"{local.minute:02}分")
    near = {0: "今天", 1: "明天", 2: "后天"}
    day = near.get(days) or format_date(local.date(), "M月d日 EEEE", locale="zh_Hans_CN").replace(
        " ", ""
    )
    return f"{day}{part}{hour}点{minute}"
