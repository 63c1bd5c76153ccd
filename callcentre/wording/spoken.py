"""Times as a person says them on the telephone, in the language of the call."""

from datetime import datetime

from babel.dates import format_date

from callcentre.domain.call import Language
from callcentre.domain.instant import Spoken, zone_info

_ZH_PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


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
