"""Telephone numbers: two spellings are one caller, a part of one is nobody (RC-15, peers 59)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.phone import phone_key, read_phone, zone_of

SPELLINGS = {
    "+8613900000001": (
        "13900000001",
        "139 0000 0001",
        "139-0000-0001",
        "+86 139 0000 0001",
        "0086 139 0000 0001",
        "(+86)13900000001",
        "１３９００００００01",
    ),
    "+862166666666": ("021-66666666", "02166666666", "+86 21 6666 6666"),
    "+864008111816": ("400-811-1816", "4008111816"),
    "+12125550100": ("+1 (212) 555-0100", "0012125550100", "+1.212.555.0100"),
}


@pytest.mark.parametrize(
    ("key", "typed"), [(key, typed) for key, many in SPELLINGS.items() for typed in many]
)
def test_every_spelling_gives_the_one_key(key: str, typed: str) -> None:
    assert phone_key(typed, "CN") == key


def test_the_same_digits_are_another_number_in_another_country() -> None:
    assert phone_key("212 555 0100", "US") == "+12125550100"
    assert phone_key("212 555 0100", "CN") != "+12125550100"


@pytest.mark.parametrize("text", ["", "  ", "没有电话", "n/a", "12"])
def test_where_there_is_no_number_there_is_no_key(text: str) -> None:
    assert read_phone(text, "CN") is None
    assert phone_key(text, "CN") == ""


@pytest.mark.parametrize("text", ["110", "801", "1234"])
def test_short_numbers_keep_their_digits(text: str) -> None:
    assert phone_key(text, "CN") == text


def test_a_part_of_a_number_is_another_number() -> None:
    """Peers 59: never a match because it is part of another."""
    whole = phone_key("13900000001", "CN")
    parts = [phone_key("13900000001"[:length], "CN") for length in range(3, 11)]
    assert whole not in parts
    assert len(set(parts)) == len(parts)


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [
        ("13900000001", "CN", "139 0000 0001"),
        ("+8613900000001", "US", "+86 139 0000 0001"),
        ("2125550100", "US", "(212) 555-0100"),
        ("801", "CN", "801"),
    ],
)
def test_it_is_shown_as_the_desk_writes_it(typed: str, country: str, shown: str) -> None:
    number = read_phone(typed, country)
    assert number is not None
    assert (number.typed, number.shown) == (typed, shown)


@given(st.text(max_size=25))
def test_any_text_gives_a_key_of_digits_or_none(text: str) -> None:
    key = phone_key(text, "CN")
    assert key == "" or key.removeprefix("+").isdecimal()


@given(st.integers(13000000000, 19999999999), st.lists(st.integers(1, 10), max_size=4))
def test_spaces_and_dashes_change_nothing(number: int, gaps: list[int]) -> None:
    typed = str(number)
    for gap in sorted(gaps, reverse=True):
        typed = f"{typed[:gap]}-{typed[gap:]}" if gap % 2 else f"{typed[:gap]} {typed[gap:]}"
    assert phone_key(typed, "CN") == phone_key(str(number), "CN")


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+6561234567", "Asia/Singapore"),
        ("+6512345678", ""),
        ("13900000001", ""),
        ("no number", ""),
    ],
)
def test_a_number_from_abroad_tells_the_zone(number: str, zone: str) -> None:
    """X-29: only where there is just one, and never "unknown"."""
    assert zone_of(number, "CN") == zone
