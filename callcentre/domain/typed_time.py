"""A time as an agent types it while the customer waits: "15:30", "tomorrow 9am", "+2h",
"明天下午三点", "下周一十点", "9:30 America/New_York", "19:30 their time".

Only an exact instant comes out. "Soon" is refused by name (I-02), so is a day without a
clock time, a time that has passed, and one the clocks skip (peers 43).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from callcentre.domain.instant import Spoken, utc, zone_info
from callcentre.errors import BadInput, Refused
from callcentre.i18n import N_

_VAGUE = re.compile(
    r"\b(soon|asap|as soon as possible|shortly|later|in a (while|moment|bit)|right away|"
    r"at once|a (couple|few) (of )?(days|hours)|some ?time)\b"
    r"|尽快|尽早|马上|立刻|立即|一会|稍后|稍候|回头|过两天|过几天|这两天|不久|到时候"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = re.compile(
    "[零〇一二两三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]+"
)
_NUMERAL_TIME = re.compile(
    f"({_NUMERAL.pattern})(?=[点时分月日号天小个周]|刻)|(?<=[点时])({_NUMERAL.pattern})"
)
_DAY_WORDS = {
    "day after tomorrow": 2,
    "tomorrow": 1,
    "tmr": 1,
    "today": 0,
    "tonight": 0,
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "明晚": 1,
    "今天": 0,
    "今日": 0,
    "今晚": 0,
}
_WEEKDAYS = {
    name: n
    for n, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_WEEKDAY = re.compile(rf"\b(next )?({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b")
_ZH_WEEKDAY = re.compile("(下|本|这)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEK = re.compile("(下)?week([0-6])")
_AHEAD = re.compile(
    r"^(?:\+|in )?\s*(?:(\d{1,4}(?:\.\d{1,2})?)\s*(?:h|hours?|hrs?|个?小时|个?钟头)(半)?)?\s*"
    r"(?:(\d{1,4})\s*(?:m|min|mins|minutes?|分钟?))?\s*(后|以后|之后)?$"
)
_DAYS_AHEAD = re.compile(r"^(?:\+|in )?\s*(\d{1,3})\s*(?:d|days?|天)(?:后|以后|之后)?(?![a-z])")
_CLOCK = re.compile(
    r"(?<![\d:.-])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)"
    r"|(?<![\d:-])(?P<hour24>\d{1,2}):(?P<minute24>\d{2})(?![\d:])"
    r"|(?P<hourzh>\d{1,2})(?:点|时)(?:(?P<quarter>半|[13]刻)|(?P<minutezh>\d{1,2})分?|钟|整)?"
    r"|\b(?P<noon>noon|midday)\b"
)
_PART = re.compile("凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|明早|明晚|今晚")
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "夜里", "明晚", "今晚"})
_MORNING = frozenset({"凌晨", "清晨", "早上", "早晨", "上午", "明早"})
_ISO = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_DAY_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})[日号]")
_THEIRS = re.compile(
    "(his|her|their|customer'?s?|local) time|客户时间|当地时间|对方时间|他那边|那边时间"
)
_ZONE = re.compile(r"\b([A-Z][A-Za-z]+/[A-Za-z_/]+)\b")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was typed, normalised, and the clock it is read on."""

    typed: str
    text: str
    now: datetime
    zone: str


def read_time(typed: str, now: datetime, zone: str, customer_zone: str = "") -> Spoken:
    """The instant meant, in the zone it was said in.

    `zone` is the desk's; "their time" reads `customer_zone`. Anything but one exact future
    instant raises `Refused` or `BadInput` with the reason.
    """
    reading = _listen(typed, utc(now), zone, customer_zone)
    if not reading.text:
        raise BadInput(N_("Type a time, for example 15:30, tomorrow 9am or +2h."))
    ahead = _ahead(reading)
    due = ahead or _on_the_clock(reading)
    if due.at <= reading.now:
        raise Refused(
            N_("{time} has passed. Add the day if another day is meant."),
            time=due.local.strftime("%Y-%m-%d %H:%M"),
        )
    return due


def _listen(typed: str, now: datetime, zone: str, customer_zone: str) -> _Reading:
    text = unicodedata.normalize("NFKC", typed).strip()
    if named := _ZONE.search(text):
        zone_info(named[1])
        zone, text = named[1], text.replace(named[0], " ")
    text = text.lower()
    if theirs := _THEIRS.search(text):
        if not customer_zone:
            raise BadInput(N_("The customer's time zone is not known; set it in the record."))
        zone, text = customer_zone, text.replace(theirs[0], " ")
    # The numeral of a weekday must not run into the hour: 下周一十点.
    text = _ZH_WEEKDAY.sub(_weekday_number, text)
    text = _NUMERAL_TIME.sub(lambda m: str(_number(m[0])), text).replace("半小时", "30分钟")
    return _Reading(typed, " ".join(text.split()), now, zone)


def _weekday_number(found: re.Match[str]) -> str:
    number = "一二三四五六日".index(found[2].replace("天", "日"))
    return f"{'下' if found[1] == '下' else ''}week{number} "


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in numeral))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _ahead(reading: _Reading) -> Spoken | None:
    """A span from now: "+2h", "in 90 minutes", "两小时后". A span needs its sign or word."""
    found = _AHEAD.match(reading.text)
    signed = reading.text.startswith(("+", "in ")) or reading.text.endswith(("后",))
    if not (found and signed and (found[1] or found[3])):
        return None
    hours = float(found[1] or 0) + (0.5 if found[2] else 0)
    span = timedelta(hours=hours, minutes=int(found[3] or 0))
    due = reading.now + span
    return Spoken(due.replace(second=0, microsecond=0), reading.zone)


def _on_the_clock(reading: _Reading) -> Spoken:
    rest, day, dated = _day(reading)
    clock = _time_of_day(rest)
    if clock is None:
        if _VAGUE.search(reading.typed.lower()):
            raise Refused(
                N_("“{text}” is no promise: the customer needs a clock time."), text=reading.typed
            )
        return _with_library(reading)
    if dated is None and not _known_words_only(rest):
        return _with_library(reading)
    return _exactly(datetime.combine(day, clock), reading)


def _day(reading: _Reading) -> tuple[str, date, str | None]:
    """The text without its day words, the day, and the words that named it."""
    text = reading.text
    today = reading.now.astimezone(zone_info(reading.zone)).date()
    if found := _ISO.search(text):
        return text.replace(found[0], " "), _date(reading, *map(int, found.groups())), found[0]
    if found := _MONTH_DAY.search(text):
        day = _date(reading, today.year, int(found[1]), int(found[2]))
        day = day if day >= today else _date(reading, today.year + 1, int(found[1]), int(found[2]))
        return text.replace(found[0], " "), day, found[0]
    for word, days in _DAY_WORDS.items():
        if word in text:
            kept = word if word in _AFTERNOON | _MORNING else " "
            return text.replace(word, kept), today + timedelta(days=days), word
    if found := _WEEK.search(text):
        day = _weekday(today, int(found[2]), bool(found[1]))
        return text.replace(found[0], " "), day, found[0]
    if found := _WEEKDAY.search(text):
        day = _weekday(today, _WEEKDAYS[found[2]], bool(found[1]))
        return text.replace(found[0], " "), day, found[0]
    if found := _DAYS_AHEAD.search(text):
        return text.replace(found[0], " "), today + timedelta(days=int(found[1])), found[0]
    if found := _DAY_OF_MONTH.search(text):
        return text.replace(found[0], " "), _coming(reading, today, int(found[1])), found[0]
    return text, today, None


def _weekday(today: date, wanted: int, next_week: bool) -> date:
    if next_week:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _coming(reading: _Reading, today: date, day: int) -> date:
    if day >= today.day:
        return _date(reading, today.year, today.month, day)
    year, month = divmod(today.year * 12 + today.month, 12)
    return _date(reading, year, month + 1, day)


def _date(reading: _Reading, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadInput(
            N_("“{text}” names a day that does not exist."), text=reading.typed
        ) from error


def _time_of_day(text: str) -> time | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    if found["noon"]:
        return time(12)
    part = _PART.search(text)
    hour, minute = _hour_and_minute(found)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    else:
        hour = _hour_of_day(hour, part[0] if part else "", spoken=bool(found["hourzh"]))
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute)


def _hour_of_day(hour: int, part: str, *, spoken: bool) -> int:
    """The hour on the 24-hour clock, given the part of the day that was named."""
    if part in _AFTERNOON and hour < 12:
        return hour + 12
    if part == "中午" and hour < 10:
        return hour + 12
    if spoken and not part and 1 <= hour <= 6:
        # Nobody promises a call at three in the morning by saying 三点.
        return hour + 12
    return hour


def _hour_and_minute(found: re.Match[str]) -> tuple[int, int]:
    if found["hour"]:
        return int(found["hour"]), int(found["minute"] or 0)
    if found["hour24"]:
        return int(found["hour24"]), int(found["minute24"])
    quarters = {"半": 30, "1刻": 15, "3刻": 45, None: 0}
    minute = int(found["minutezh"]) if found["minutezh"] else quarters[found["quarter"]]
    return int(found["hourzh"]), minute


def _known_words_only(rest: str) -> bool:
    """Whether nothing is left beside the clock time, so that no word was overlooked."""
    left = _PART.sub(" ", _CLOCK.sub(" ", rest))
    return not re.sub(r"\b(at|by|before|the|o'?clock|sharp)\b|[\s,，。前之]", "", left)


def _with_library(reading: _Reading) -> Spoken:
    """Other absolute dates ("22 Dec 8:30"); only with a clock time in the text."""
    if not _CLOCK.search(reading.text):
        raise BadInput(
            N_("“{text}” names no clock time. Write for example 15:30 or tomorrow 9am."),
            text=reading.typed,
        )
    import dateparser  # noqa: PLC0415 - slow to import, and rarely needed

    local = reading.now.astimezone(zone_info(reading.zone)).replace(tzinfo=None)
    wall = dateparser.parse(
        reading.text,
        languages=["en", "zh"],
        settings={
            "RELATIVE_BASE": local,
            "PREFER_DATES_FROM": "future",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if wall is None:
        raise BadInput(
            N_("“{text}” is not a time. Write for example 15:30 or tomorrow 9am."),
            text=reading.typed,
        )
    return _exactly(wall.replace(tzinfo=None), reading)


def _exactly(wall: datetime, reading: _Reading) -> Spoken:
    """The wall clock as an instant: one that is skipped is refused, of two the earlier is
    meant, because the customer waits from then on."""
    if abs(wall.year - reading.now.year) > 1:
        raise BadInput(N_("“{text}” is too far away for a promise."), text=reading.typed)
    zone = zone_info(reading.zone)
    first = wall.replace(second=0, microsecond=0, tzinfo=zone, fold=0)
    back = first.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != first.replace(tzinfo=None):
        raise Refused(
            N_("The clocks go forward and skip {time} that day."), time=f"{wall:%Y-%m-%d %H:%M}"
        )
    return Spoken(first.astimezone(UTC), reading.zone)
