"""The cleaner: what leaves it is safe to store, print and draw (style 4.1, design 3.7)."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callcentre.text import clean, clean_lines, while_typing

Cleaner = Callable[[str], str]
CLEANERS: dict[str, Cleaner] = {
    "clean": clean,
    "clean_lines": clean_lines,
    "while_typing": while_typing,
    "while_typing_lines": lambda text: while_typing(text, lines=True),
}
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = "\ufeff\ufff9\ufffa\ufffb\U000e0000\U000e0041\U000e007f"
BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
# Anything at all, and often what is dangerous.
texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(BIDI + HIDDEN + BREAKS + "\t\x00\x07\x1b\x7f\x9b \u0301"),
        st.characters(categories=["Cs"]),
    ),
    max_size=40,
)


@pytest.mark.parametrize("name", CLEANERS)
@given(text=texts)
@example(text="\x1b]52;c;bWFsd2FyZQ==\x07")
@example(text="\u202etxt.exe")
def test_nothing_dangerous_leaves(name: str, text: str) -> None:
    cleaned = CLEANERS[name](text)
    for character in cleaned:
        category = unicodedata.category(character)
        assert category != "Cc" or character == "\n", hex(ord(character))
        assert category != "Cs", hex(ord(character))
        assert character not in BIDI + HIDDEN, hex(ord(character))
    cleaned.encode("utf-8")


@pytest.mark.parametrize("name", ["clean", "while_typing"])
@given(text=texts)
def test_one_line_is_one_line(name: str, text: str) -> None:
    assert len(CLEANERS[name](text).splitlines()) <= 1


@pytest.mark.parametrize("name", CLEANERS)
@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40))
def test_what_is_clean_stays_as_it_is(name: str, text: str) -> None:
    """Cleaning twice is cleaning once; and what leaves is composed."""
    cleaned = CLEANERS[name](text)
    assert CLEANERS[name](cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  李先生  ", "李先生"),
        ("a\tb", "a b"),
        ("a\r\nb\nc", "a b c"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("a    b", "a b"),
        ("e\u0301", "\u00e9"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("a\x00b", "ab"),
        ("x\ud800y", "x\ufffdy"),
        ("[red]x[/]", "[red]x[/]"),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
        ("ＡＢＣ１２３", "ＡＢＣ１２３"),
        ("", ""),
        ("\t\n\x07", ""),
    ],
)
def test_one_line(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\nb", "a\nb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("  a  \n  b  ", "  a\n  b"),
        ("\n\na\n\nb\n\n", "a\n\nb"),
        ("a\tb", "a b"),
        ("a\x1b[2Jb", "a[2Jb"),
    ],
)
def test_several_lines(text: str, cleaned: str) -> None:
    assert clean_lines(text) == cleaned


@pytest.mark.parametrize(
    ("typed", "lines", "shown"),
    [
        ("Li ", False, "Li "),
        ("Li  x", False, "Li  x"),
        ("a\nb", False, "a b"),
        ("a\n", True, "a\n"),
        ("a \x1b\n b ", True, "a \n b "),
    ],
)
def test_while_it_is_typed_a_space_at_the_end_stays(typed: str, lines: bool, shown: str) -> None:
    assert while_typing(typed, lines=lines) == shown


@given(texts)
def test_cleaning_what_was_typed_is_cleaning_what_was_meant(text: str) -> None:
    """Whether a field is cleaned key by key or once, the same is stored."""
    assert clean(while_typing(text)) == clean(clean(text))
