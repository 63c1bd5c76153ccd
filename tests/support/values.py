"""Any value of one of our dataclasses, built from its own type hints."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from callcentre.domain.instant import Spoken
from tests.support.texts import lines, paragraphs

ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "UTC")
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))
spoken = st.builds(Spoken, moments, st.sampled_from(ZONES))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: lines() | paragraphs(),
    bool: st.booleans(),
    int: st.integers(0, 3),
    datetime: moments,
    Spoken: spoken,
    type(None): st.none(),
}


def any_(kind: Any, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value of a dataclass; what is given by name is taken from there."""
    hints = get_type_hints(kind)
    parts = {f.name: given.get(f.name, _of(hints[f.name])) for f in fields(kind)}
    return st.builds(kind, **parts)


@cache
def _of(hint: Any) -> st.SearchStrategy[Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(_of, arguments))
    if origin is tuple:
        return st.lists(_of(arguments[0]), max_size=2).map(tuple)
    if origin is frozenset:
        return st.frozensets(_of(arguments[0]), max_size=3)
    if origin is Mapping:
        return st.dictionaries(*map(_of, arguments), max_size=3)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return any_(hint)
    raise TypeError(f"no values are known for {hint}")
