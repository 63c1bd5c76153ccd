"""Lists in a sentence, joined as the interface's language joins them."""

from collections.abc import Iterable

from callcentre.i18n import _


def listed(words: Iterable[str]) -> str:
    """ "a, b, c" """
    return _(", ").join(word for word in words if word)


def clauses(words: Iterable[str]) -> str:
    """ "a; b; c" """
    return _("; ").join(word for word in words if word)


def named(name: str, value: str) -> str:
    """ "name: value" """
    return _("{name}: {value}").format(name=name, value=value)
