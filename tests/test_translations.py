"""Every sentence of the program is there in every language, with the same places to fill."""

import string
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from callcentre import i18n
from callcentre.i18n import DOMAIN, LANGUAGES, LOCALES

PACKAGE = Path(i18n.__file__).parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
OTHERS = tuple(code for code in LANGUAGES if code != "en")
Msgid = str | tuple[str, ...]
Known = tuple[str | None, Msgid]
every_language = pytest.mark.parametrize("code", OTHERS)


@cache
def sentences() -> frozenset[Known]:
    """Every context and message id in the source, as `make translations` finds them."""
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    )
    return frozenset((context, msgid) for _file, _line, msgid, _notes, context in found)


@cache
def catalogue(code: str) -> Catalog:
    with (LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=code)


def translated(code: str) -> dict[Known, Message]:
    return {(m.context, _plain(m.id)): m for m in catalogue(code) if m.id}


def _plain(given: str | Sequence[str] | None) -> Msgid:
    return given if isinstance(given, str) else tuple(given or ())


def places(sentence: str) -> set[str]:
    """The names in braces."""
    return {name for _text, name, _spec, _conv in string.Formatter().parse(sentence) if name}


def strings(message: Message) -> Iterator[tuple[str, str]]:
    """Each translation of a message, beside the sentence it stands for."""
    ids, texts = _plain(message.id), _plain(message.string)
    for text in (texts,) if isinstance(texts, str) else texts:
        yield ids if isinstance(ids, str) else ids[-1], text


def test_the_sentences_are_found() -> None:
    """The extraction sees plain, marked and counted sentences in every corner."""
    plain = {msgid for _context, msgid in sentences()}
    assert len(plain) > 300
    assert "Take a call" in plain
    assert "This needs a team lead." in plain


@every_language
def test_every_sentence_is_translated(code: str) -> None:
    """Design 4: complete, not nearly."""
    there = translated(code)
    assert sorted(str(key) for key in sentences() - there.keys()) == []
    empty = [m.id for m in there.values() if not all(text.strip() for _id, text in strings(m))]
    assert empty == []


@every_language
def test_nothing_is_guessed_or_left_over(code: str) -> None:
    there = translated(code)
    assert [m.id for m in there.values() if m.fuzzy] == []
    assert sorted(str(key) for key in there.keys() - sentences()) == []
    assert list(catalogue(code).obsolete) == []


@every_language
def test_the_places_to_fill_are_the_same(code: str) -> None:
    """A name in braces that is not filled, or does not exist, would stop a sentence."""
    wrong = [
        (msgid, text)
        for message in translated(code).values()
        for msgid, text in strings(message)
        if places(msgid) != places(text)
    ]
    assert wrong == []


@every_language
def test_every_plural_form_is_there(code: str) -> None:
    for message in translated(code).values():
        if message.pluralizable:
            assert isinstance(message.string, tuple)
            assert len(message.string) == catalogue(code).num_plurals, message.id
            assert all(message.string), message.id


@every_language
def test_no_translation_bends_the_screen(code: str) -> None:
    """One line stays one line, and no space is lost or won at its ends."""
    for message in translated(code).values():
        for msgid, text in strings(message):
            assert text.count("\n") == msgid.count("\n"), msgid
            assert text == text.strip() or msgid != msgid.strip(), msgid


@every_language
def test_the_compiled_catalogue_speaks(code: str) -> None:
    assert i18n.has_catalogue(code)
    with i18n.speaking(code):
        assert i18n._("Take a call") == str(translated(code)[None, "Take a call"].string)


def test_the_makefile_knows_the_same_languages() -> None:
    [line] = [
        line
        for line in (PACKAGE.parent / "Makefile").read_text("utf-8").splitlines()
        if line.startswith("LANGUAGES")
    ]
    assert line.partition(":=")[2].split() == list(OTHERS)
