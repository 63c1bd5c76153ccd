"""The day in a typed time: "tomorrow", "下周一", "22 Dec", "三天后", "2026-11-24"."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from callcentre.domain.typed_words import Rest
from callcentre.errors import BadInput
from callcentre.i18n import N_

_DAY_WORDS = {
    "day after tomorrow": 2,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "today": 0,
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "今天": 0,
    "今日": 0,
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_WEEKDAYS = {"tues": 1, "thur": 3, "thurs": 3} | {d[:3]: n for n, d in enumerate(_WEEKDAYS)}
_WEEKDAY_NUMBERS = _SHORT_WEEKDAYS | {name: n for n, name in enumerate(_WEEKDAYS)}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NOT_MORE = r"(?![\d:.]|\s*[ap]\.?m)"
_DAY_NUMBER = rf"(?<![\d:.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_NOT_MORE}"
_YEAR = r"(?:,?\s*(?P<year>\d{4})(?![\d:]))?"


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WORD = re.compile(
    rf"(?<![a-z大])({_either(w for w in _DAY_WORDS if w.isascii())})(?![a-z])"
    rf"|({_either(w for w in _DAY_WORDS if not w.isascii())})"
)
_ISO = re.compile(
    r"(?<![\d./-])(?P<year>\d{4})[-/年](?P<month>\d{1,2})[-/月](?P<day>\d{1,2})"
    r"(?:[日号]|(?!\d))(?:t(?=\d))?"
)
_MONTH_DAY = re.compile(r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:[日号]|(?![\d:.点时]))")
_DAY_MONTH = re.compile(rf"(?:\bthe )?{_DAY_NUMBER}(?:\s*of)?\s*\b{_MONTH_NAME}{_YEAR}")
_MONTH_FIRST = re.compile(rf"\b{_MONTH_NAME}\s*(?:the )?{_DAY_NUMBER}{_YEAR}")
_SLASHED = re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})(?![\d/])")
_DAYS_AHEAD = re.compile(
    r"(?:\+|\bin )?\s*(?<![\d.:])(\d{1,3})\s*(?:d|days?|天)(?:以后|之后|后)?"
    r"(?![a-z]|\s*(?:以前|之前|前|before|内))"
)
_DAY_OF_MONTH = re.compile(
    r"(?<![\d月年-])(?P<day>\d{1,2})[日号]|\bthe (?P<nth>\d{1,2})(?:st|nd|rd|th)\b"
)
_WEEKDAY = re.compile(rf"\b(next )?({_either(_WEEKDAY_NUMBERS)})\b")
_ZH_WEEKDAY = re.compile("(下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天])")


def take_zh_weekday(rest: Rest, today: date) -> tuple[list[date], Rest]:
    """The weekday named in Chinese; taken before numerals are read, for its number must not
    run into the hour: 下周一十点."""
    found, left = rest.take(_ZH_WEEKDAY)
    return [_zh_weekday(match, today) for match in found], left


def take_day(rest: Rest, today: date, weekdays: list[date]) -> tuple[date | None, Rest]:
    """The one day that is named, or None. Two that differ are refused; a weekday beside its
    own date is fine."""
    days: list[date] = []
    for pattern, meant in _FORMS:
        found, rest = rest.take(pattern)
        days += [meant(match, rest, today) for match in found]
    found, rest = rest.take(_WEEKDAY)
    weekdays = [*weekdays, *(_weekday(match, today) for match in found)]
    fits = {day.weekday() for day in weekdays} <= {day.weekday() for day in days}
    if len(set(days or weekdays)) > 1 or (days and not fits):
        raise BadInput(N_("“{text}” names two days; write the one."), text=rest.typed)
    return next(iter(days or weekdays), None), rest


def _zh_weekday(found: re.Match[str], today: date) -> date:
    wanted = "一二三四五六日".index(found[2].replace("天", "日"))
    monday = today - timedelta(days=today.weekday())
    if found[1]:
        return monday + timedelta(days=wanted + (7 if found[1] == "下" else 0))
    return _coming_weekday(today, wanted)


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = _WEEKDAY_NUMBERS[found[2]]
    if found[1]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return _coming_weekday(today, wanted)


def _coming_weekday(today: date, wanted: int) -> date:
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _word(found: re.Match[str], _rest: Rest, today: date) -> date:
    return today + timedelta(days=_DAY_WORDS[found[0]])


def _ahead(found: re.Match[str], _rest: Rest, today: date) -> date:
    return today + timedelta(days=int(found[1]))


def _numbered(found: re.Match[str], rest: Rest, today: date) -> date:
    """Year, month and day; a month and day without a year lie ahead."""
    parts = found.groupdict()
    name = parts["month"]
    month = _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else int(name)
    if year := parts.get("year"):
        return _date(rest, int(year), month, int(parts["day"]))
    return _next_one(rest, today, month, int(parts["day"]))


def _slashed(found: re.Match[str], rest: Rest, today: date) -> date:
    """Day and month, as long as they cannot be read the other way round."""
    one, other = int(found["one"]), int(found["other"])
    if one <= 12 and other <= 12 and one != other:
        raise BadInput(
            N_("“{text}” can be two days. Write for example 5 Apr or 4月5日."), text=found[0]
        )
    month, day = (other, one) if one > 12 else (one, other)
    return _next_one(rest, today, month, day)


def _next_one(rest: Rest, today: date, month: int, day: int) -> date:
    this_year = _date(rest, today.year, month, day)
    return this_year if this_year >= today else _date(rest, today.year + 1, month, day)


def _of_month(found: re.Match[str], rest: Rest, today: date) -> date:
    day = int(found["day"] or found["nth"])
    if day >= today.day:
        return _date(rest, today.year, today.month, day)
    year, month = divmod(today.year * 12 + today.month, 12)
    return _date(rest, year, month + 1, day)


def _date(rest: Rest, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadInput(N_("“{text}” names a day that does not exist."), text=rest.typed) from error


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Rest, date], date]], ...] = (
    (_ISO, _numbered),
    (_MONTH_DAY, _numbered),
    (_DAY_MONTH, _numbered),
    (_MONTH_FIRST, _numbered),
    (_SLASHED, _slashed),
    (_WORD, _word),
    (_DAYS_AHEAD, _ahead),
    (_DAY_OF_MONTH, _of_month),
)
