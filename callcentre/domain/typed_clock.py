"""The clock time in a typed time: "15:30", "3pm", "下午三点半", "noon"."""

import re
from collections.abc import Iterator
from datetime import time

from callcentre.domain.typed_words import Rest
from callcentre.errors import BadInput
from callcentre.i18n import N_

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*"
    r"(?P<half>am|pm|a\.m\.?|p\.m\.?)(?![a-z])"
    r"|(?<![\d:.])(?P<hour24>\d{1,2}):(?P<minute24>\d{2})(?![\d:])"
    r"|(?<![\d:.])(?P<hourzh>\d{1,2})[点时](?!间)"
    r"(?:(?P<quarter>半|[13]刻)|(?P<minutezh>\d{1,2})分?|钟|整)?"
    r"|(?<![\d:.])(?P<dotted>(?P<hourdot>\d{1,2})\.(?P<minutedot>\d{2}))(?![\d.:]|\s*[a-z])"
    r"|(?<![\d:.])(?:\b12 )?\b(?P<noon>noon|midday)\b"
)
_QUARTERS = {"半": 30, "1刻": 15, "3刻": 45}
# The hours of each part of the day, on the 24-hour clock.
_PARTS = {
    "凌晨": (0, 5),
    "清晨": (4, 9),
    "早上": (4, 11),
    "早晨": (4, 11),
    "morning": (0, 12),
    "上午": (0, 12),
    "中午": (10, 14),
    "下午": (12, 19),
    "afternoon": (12, 19),
    "傍晚": (16, 20),
    "evening": (17, 23),
    "晚上": (17, 23),
    "夜里": (20, 23),
}
_PART = re.compile(
    r"(?:\b(?:in the|this) )?\b(morning|afternoon|evening)\b"
    "|(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里)"
)


def take_clock(rest: Rest, *, dated: bool) -> tuple[time | None, Rest]:
    """The one clock time that is written, or None; two are refused, and so is one that no
    clock shows."""
    parts, rest = rest.take(_PART)
    clocks, rest = rest.take(_CLOCK)
    if not clocks:
        return None, rest
    if len(clocks) > 1:
        raise BadInput(N_("“{text}” names two times; the customer needs the one."), text=rest.typed)
    [found] = clocks
    hours, minute = _read(found, rest, named=bool(parts), dated=dated)
    for name in (match[1] or match[2] for match in parts):
        first, last = _PARTS[name]
        hours = [hour for hour in hours if first <= hour <= last]
    if not hours:
        raise BadInput(
            N_("“{clock}” does not go with “{part}”."),
            clock=found[0].strip(),
            part=parts[0][0].strip(),
        )
    return time(hours[0], minute), rest


def _read(found: re.Match[str], rest: Rest, *, named: bool, dated: bool) -> tuple[list[int], int]:
    """The hours it can be, the likeliest first, and the minute. `named`: a part of the day
    stands beside it; `dated`: a day does."""
    if found["noon"]:
        return [12], 0
    if found["dotted"] and not dated and _can_be_a_day(found):
        raise BadInput(
            N_("“{text}” can be a time or a day. Write {hour}:{minute} if it is a time."),
            text=found["dotted"],
            hour=found["hourdot"],
            minute=found["minutedot"],
        )
    hour = int(found["hour"] or found["hour24"] or found["hourzh"] or found["hourdot"])
    minute = _minute(found)
    half = bool(found["half"])
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise BadInput(N_("There is no clock time “{text}”."), text=found[0].strip())
    if half:
        return [hour % 12 + (12 if found["half"].startswith("p") else 0)], minute
    if named:
        return list(_either_half(hour)), minute
    # Nobody promises a call at three in the morning by saying 三点.
    afternoon = bool(found["hourzh"]) and 1 <= hour <= 6
    return [hour + 12 if afternoon else hour], minute


def _either_half(hour: int) -> Iterator[int]:
    """The hours of the day that a clock of twelve hours shows as this one."""
    yield hour
    if 1 <= hour <= 11:
        yield hour + 12
    if hour == 12:
        yield 0


def _minute(found: re.Match[str]) -> int:
    if found["quarter"]:
        return _QUARTERS[found["quarter"]]
    written = (found[name] for name in ("minute", "minute24", "minutezh", "minutedot"))
    return int(next((minute for minute in written if minute), 0))


def _can_be_a_day(found: re.Match[str]) -> bool:
    """Whether "8.15" is a day as well: the 15th of August, or in the other order."""
    one, other = int(found["hourdot"]), int(found["minutedot"])
    return (1 <= one <= 12 and 1 <= other <= 31) or (1 <= one <= 31 and 1 <= other <= 12)
