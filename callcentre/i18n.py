"""The language of the interface: gettext with English sentences as message ids.

One process serves one person, so the language is a setting of the process. The language
of the *caller* is another thing: it belongs to the call and its phone script.
"""

import gettext as _gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOMAIN = "callcentre"
LOCALES = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}

_current: tuple[str, _gettext.NullTranslations] = ("en", _gettext.NullTranslations())


def N_(sentence: str) -> str:
    """Mark a sentence for translation where it stands; translate it later with `_`."""
    return sentence


def _(sentence: str) -> str:
    """The sentence in the interface's language."""
    return _current[1].gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The sentence for a count."""
    return _current[1].ngettext(one, many, n)


def pgettext(context: str, sentence: str) -> str:
    """The sentence where one English word has several meanings."""
    return _current[1].pgettext(context, sentence)


def language() -> str:
    """The code of the interface's language."""
    return _current[0]


def has_catalogue(code: str) -> bool:
    """Whether the translations of that language are there; English needs none."""
    return code == "en" or _gettext.find(DOMAIN, str(LOCALES), [code]) is not None


def use(code: str) -> None:
    """Switch the interface's language; one whose catalogue is missing reads as English."""
    global _current
    if code == "en":
        _current = ("en", _gettext.NullTranslations())
    else:
        _current = (code, _gettext.translation(DOMAIN, LOCALES, [code], fallback=True))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language for a while and come back to the one before."""
    global _current
    before = _current
    use(code)
    try:
        yield
    finally:
        _current = before


def from_environment() -> str:
    """The best language for the user's locale."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    if not wanted:
        wanted = locale.getlocale()[0] or ""
    return "zh_CN" if wanted.lower().startswith("zh") else "en"
