"""A time as an agent types it while the customer waits: "15:30", "tomorrow 9am", "+2h",
"明天下午三点", "下周一十点", "9:30 America/New_York", "19:30 their time".

Only an exact instant comes out, and only if every word was understood. "Soon" is refused by
name (I-02), so is a day without a clock time, a time that has passed, one of two, one that no
clock shows, and one the clocks skip (peers 43).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from callcentre.domain.instant import Spoken, utc, zone_info
from callcentre.domain.typed_clock import take_clock
from callcentre.domain.typed_day import take_day, take_zh_weekday
from callcentre.domain.typed_words import GAP, Rest
from callcentre.domain.typed_zone import refuse_zone, take_zone
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
    f"({_NUMERAL.pattern})(?=[点时分月日号天小个刻])|(?<=[点时])({_NUMERAL.pattern})"
)
# Two words in one, taken apart: the day and the part of it, the count and what is counted.
_TAKEN_APART = {
    "明早": "明天早上",
    "明晚": "明天晚上",
    "今早": "今天早上",
    "今晚": "今天晚上",
    "tonight": "today evening",
    "half an hour": "30 minutes",
    "an hour": "1 hour",
}
_SPAN = re.compile(
    r"(?:\+|in )?\s*(?:"
    r"(?:(?P<hours>\d{1,4}(?:\.\d{1,2})?)\s*(?:h|hours?|hrs?|个?小时|个?钟头)(?P<half>半)?"
    r"|(?P<and_half>\d{1,3})个半(?:小时|钟头)|(?P<only_half>半个?(?:小时|钟头)))?\s*"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|min|mins|minutes?|分钟?)|(?P<quarters>[123])刻钟)?"
    r")\s*(?:以后|之后|后|from now)?"
)
_BESIDE = re.compile(r"\b(at|by|before|on|the|o'?clock|sharp|latest)\b|之前|以前|[\s,，。、.|前的]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was typed, the clock it is read on, and the present."""

    rest: Rest
    now: datetime
    zone: str

    @property
    def typed(self) -> str:
        return self.rest.typed

    @property
    def today(self) -> date:
        return self.now.astimezone(zone_info(self.zone)).date()


def read_time(typed: str, now: datetime, zone: str, customer_zone: str = "") -> Spoken:
    """The instant meant, in the zone it was said in.

    `zone` is the desk's; "their time" reads `customer_zone`. Anything but one exact future
    instant raises `Refused` or `BadInput` with the reason.
    """
    reading = _listen(typed, utc(now), zone, customer_zone)
    due = _ahead(reading) or _on_the_clock(reading)
    if due.at <= reading.now:
        raise Refused(
            N_("{time} has passed. Add the day if another day is meant."),
            time=due.local.strftime("%Y-%m-%d %H:%M"),
        )
    return due


def _listen(typed: str, now: datetime, zone: str, customer_zone: str) -> _Reading:
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        raise BadInput(N_("Type a time, for example 15:30, tomorrow 9am or +2h."))
    zone, rest = take_zone(Rest(typed.strip(), text), zone, customer_zone)
    text = rest.text
    for short, plain in _TAKEN_APART.items():
        text = text.replace(short, plain)
    return _Reading(Rest(rest.typed, " ".join(text.split())), now, zone)


def _digits(text: str) -> str:
    """The Chinese numerals of times and spans as digits."""
    return _NUMERAL_TIME.sub(lambda m: str(_number(m[0])), text)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in numeral))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _ahead(reading: _Reading) -> Spoken | None:
    """A span from now and nothing beside it: "+2h", "in 90 minutes", "两个半小时后"."""
    found = _SPAN.fullmatch(_digits(reading.rest.text).strip(f"{GAP} "))
    parts = found.groupdict() if found else {}
    if not any(parts.values()):
        return None
    hours = float(parts["hours"] or parts["and_half"] or 0)
    hours += 0.5 * sum(bool(parts[half]) for half in ("half", "and_half", "only_half"))
    minutes = int(parts["minutes"] or 0) + 15 * int(parts["quarters"] or 0)
    due = reading.now + timedelta(hours=hours, minutes=minutes)
    _refuse_far(due, reading)
    return Spoken(due.replace(second=0, microsecond=0), reading.zone)


def _on_the_clock(reading: _Reading) -> Spoken:
    weekdays, rest = take_zh_weekday(reading.rest, reading.today)
    rest = Rest(rest.typed, _digits(rest.text))
    day, rest = take_day(rest, reading.today, weekdays)
    clock, rest = take_clock(rest, dated=day is not None)
    if clock is None:
        raise _no_clock_time(reading)
    _refuse_left_over(rest)
    return _exactly(datetime.combine(day or reading.today, clock), reading)


def _no_clock_time(reading: _Reading) -> BadInput | Refused:
    if _VAGUE.search(reading.typed.lower()):
        return Refused(
            N_("“{text}” is no promise: the customer needs a clock time."), text=reading.typed
        )
    return BadInput(
        N_("“{text}” names no clock time. Write for example 15:30 or tomorrow 9am."),
        text=reading.typed,
    )


def _refuse_left_over(rest: Rest) -> None:
    """Every word counts: one that is not understood may be the one that matters."""
    refuse_zone(rest.text)
    if left := [word for word in rest.text.split() if _BESIDE.sub("", word)]:
        raise BadInput(
            N_("“{text}”: “{word}” is not understood. Write for example 15:30 or tomorrow 9am."),
            text=rest.typed,
            word=" ".join(left),
        )


def _exactly(wall: datetime, reading: _Reading) -> Spoken:
    """The wall clock as an instant: one that is skipped is refused, of two the earlier is
    meant, because the customer waits from then on."""
    _refuse_far(wall, reading)
    zone = zone_info(reading.zone)
    first = wall.replace(second=0, microsecond=0, tzinfo=zone, fold=0)
    back = first.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != first.replace(tzinfo=None):
        raise Refused(
            N_("The clocks go forward and skip {time} that day."), time=f"{wall:%Y-%m-%d %H:%M}"
        )
    return Spoken(first.astimezone(UTC), reading.zone)


def _refuse_far(moment: datetime, reading: _Reading) -> None:
    if abs(moment.year - reading.now.year) > 1:
        raise BadInput(N_("“{text}” is too far away for a promise."), text=reading.typed)
