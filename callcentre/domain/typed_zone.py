"""The time zone in a typed time: a place, an offset from UTC, or the customer's own."""

import re

from callcentre.domain.instant import zone_info
from callcentre.domain.typed_words import Rest
from callcentre.errors import BadInput
from callcentre.i18n import N_

_PLACE = re.compile(r"(?<![\w/])([A-Z][A-Za-z]+(?:/[A-Za-z_+-]+)+)(?![\w/])")
_THEIRS = re.compile(
    r"\b(?:his|her|their|customer'?s?|local) time\b|客户时间|当地时间|对方时间|他那边|那边时间"
)
_BEIJING = re.compile(r"\b(?:beijing|china) time\b|北京时间|中国时间")
_OFFSET = re.compile(
    r"(?<![a-z])(?:utc|gmt)(?:\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?"
    r"(?![a-z\d:.])"
    r"|(?<=:\d\d)\s?z(?![a-z\d])"
    r"|(?<=:\d\d)\s?(?P<plus>\+)(?P<plus_hours>\d{2}):?(?P<plus_minutes>\d{2})(?![\d:])"
)
# What looks like a zone and is none that can be taken: CST alone is four different clocks.
_UNKNOWN = re.compile(
    r"(?<![a-z])(?:[ecmp][sd]?t|ak[sd]t|[bhijkm]st|ce?s?t|cest|ee?s?t|eest|wes?t|msk|hkt|sgt|pkt"
    r"|a[ecw][sd]t|nz[sd]t|brt|art|ict|utc|gmt)(?![a-z])[^\s|]*"
    r"|[a-z_]+/[a-z_/]+|[a-z]+(?: [a-z]+)? time\b|[^\s|]+时间|(?<![\d:])[+-]\d{1,2}:?\d{2}(?!\d)"
)
_WEST, _EAST = -12, 14


def take_zone(rest: Rest, desk: str, customer: str) -> tuple[str, Rest]:
    """The zone whose clock is meant, the desk's when none is named; two are refused. The text
    is in lower case from here on."""
    places, rest = rest.take(_PLACE)
    rest = Rest(rest.typed, rest.text.lower())
    named = [place[1] for place in places]
    theirs, rest = rest.take(_THEIRS)
    if theirs and not customer:
        raise BadInput(N_("The customer's time zone is not known; set it in the record."))
    named += [customer] * len(theirs)
    beijing, rest = rest.take(_BEIJING)
    named += ["Asia/Shanghai"] * len(beijing)
    offsets, rest = rest.take(_OFFSET)
    named += [_fixed(offset) for offset in offsets]
    for zone in named:
        zone_info(zone)
    if len(set(named)) > 1:
        raise BadInput(N_("“{text}” names two time zones."), text=rest.typed)
    return (named[0] if named else desk), rest


def refuse_zone(text: str) -> None:
    """Refuse a zone among the words that nobody understood."""
    if found := _UNKNOWN.search(text):
        raise _not_taken(found[0].upper())


def _fixed(offset: re.Match[str]) -> str:
    """The zone with that distance from UTC. Its name in the zone tables has the sign turned
    round, and there are names for whole hours only."""
    sign = offset["sign"] or offset["plus"]
    if not sign:
        return "UTC"
    hours = int(f"{sign}{offset['hours'] or offset['plus_hours']}")
    minutes = int(offset["minutes"] or offset["plus_minutes"] or 0)
    if minutes or not _WEST <= hours <= _EAST:
        raise _not_taken(offset[0].strip().upper())
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def _not_taken(zone: str) -> BadInput:
    return BadInput(
        N_("The time zone “{zone}” is not taken. Name a place, America/New_York, or write UTC+8."),
        zone=zone,
    )
