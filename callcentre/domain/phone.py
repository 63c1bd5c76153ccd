"""Telephone numbers: one key for matching, whole numbers only.

Two spellings of one number give the same key; a number never matches because it is part
of another (peers 59).
"""

from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """`typed` as written; `key` in E.164 when it is a possible number, else its digits."""

    typed: str
    key: str
    shown: str


def read_phone(text: str, country: str) -> PhoneNumber | None:
    """The number in `text`, read in `country` (ISO 3166, two letters), or None if there is
    none. Extensions and short numbers keep their digits as the key."""
    digits = "".join(c for c in text if c.isdecimal())
    if len(digits) < 3:
        return None
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return PhoneNumber(text, digits, text)
    if not phonenumbers.is_possible_number(number):
        return PhoneNumber(text, digits, text)
    key = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return PhoneNumber(text, key, shown(number, country))


def shown(number: phonenumbers.PhoneNumber, country: str) -> str:
    """As people at the desk write it: national at home, international from abroad."""
    home = phonenumbers.country_code_for_region(country) == number.country_code
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, form))


def zone_of(text: str, country: str) -> str:
    """The time zone a foreign number lives in, when there is just one; empty at home."""
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return ""
    at_home = phonenumbers.country_code_for_region(country) == number.country_code
    if at_home or not phonenumbers.is_possible_number(number):
        return ""
    # The table of zones is large, and most callers ring from home.
    from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number  # noqa: PLC0415

    zones = time_zones_for_number(number)
    return zones[0] if len(zones) == 1 and zones[0] != UNKNOWN_TIMEZONE else ""


def phone_key(text: str, country: str) -> str:
    """The key alone; empty when there is no number in the text."""
    number = read_phone(text, country)
    return number.key if number else ""
