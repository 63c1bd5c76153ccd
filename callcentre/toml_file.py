"""TOML files that people edit, checked against their types with every fault at once.

Each fault names the key and says in plain words what may stand there.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from callcentre.errors import BadInput, BrokenFile, Fault
from callcentre.i18n import N_, _

_PLACE = re.compile(r"\s*\(at (line \d+), column \d+\)$|\s*\(at (end of document)\)$")


def read_table(path: Path) -> dict[str, Any]:
    """What a file holds; one that cannot be read or is no TOML is refused."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadInput(
            N_("{path} cannot be read: {cause}"), path=path, cause=error.strerror
        ) from error
    except UnicodeDecodeError as error:
        raise broken(path, Fault(_("text"), _("it is not written in UTF-8"))) from error
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        at = next(filter(None, place.groups()), "") if place else ""
        what = _("this is not TOML ({fault}); text stands in quotes").format(
            fault=_PLACE.sub("", str(error))
        )
        raise broken(path, Fault(at or _("text"), what)) from error


def broken(path: Path, *faults: Fault) -> BrokenFile:
    """The refusal of a file."""
    return BrokenFile(str(path), faults)


def faults_in(
    values: Mapping[str, Any], kind: type[msgspec.Struct], examples: Mapping[str, str] | None = None
) -> Iterator[Fault]:
    """Every key that is missing or unknown and every value that may not stand where it does.
    What a text must look like is said by `examples`, by key."""
    yield from _Check(examples or {}).value(values, inspect.type_info(kind), "")


class _Check:
    """One walk through the values of a file, beside their types."""

    def __init__(self, examples: Mapping[str, str]) -> None:
        self._examples = examples

    def value(self, value: Any, kind: inspect.Type, place: str) -> Iterator[Fault]:
        if not _is_of(value, kind):
            yield Fault(place, _("this must be {what}").format(what=self._what(kind, place)))
        elif isinstance(kind, inspect.StructType):
            yield from self._table(value, kind, place)
        elif isinstance(kind, inspect.ListType):
            for number, part in enumerate(value, 1):
                yield from self.value(part, kind.item_type, f"{place}[{number}]")
        elif isinstance(kind, inspect.DictType):
            for key, part in value.items():
                if _is_of(key, kind.key_type):
                    yield from self.value(part, kind.value_type, _inside(place, key))
                else:
                    yield _unknown(_inside(place, key), self._what(kind.key_type, place))

    def _table(self, value: Any, kind: inspect.StructType, place: str) -> Iterator[Fault]:
        known = {field.encode_name: field for field in kind.fields}
        for key in [key for key in value if key not in known]:
            yield _unknown(_inside(place, key), _one_of(known))
        for name, field in known.items():
            inside = _inside(place, name)
            if name in value:
                yield from self.value(value[name], field.type, inside)
            elif field.required:
                what = self._what(field.type, inside)
                yield Fault(inside, _("this is missing; it must be {what}").format(what=what))

    def _what(self, kind: inspect.Type, place: str) -> str:
        """What may stand in a place, for people."""
        if example := self._examples.get(place):
            return _(example)
        match kind:
            case inspect.BoolType():
                return _("true or false")
            case inspect.IntType():
                return _("a whole number from {least} to {most}").format(
                    least=kind.ge, most=kind.le
                )
            case inspect.LiteralType() | inspect.EnumType():
                return _one_of(_choices(kind))
            case inspect.ListType():
                return _("a list in [ ]")
            case inspect.StructType() | inspect.DictType():
                is_part = place.endswith("]")
                return _("a table in { }") if is_part else _("a table, [{name}]").format(name=place)
            case inspect.StrType(min_length=1):
                return _("text in quotes, not empty")
        return _("text in quotes")


def _is_of(value: Any, kind: inspect.Type) -> bool:
    """Whether a value may stand there, whatever lies inside it."""
    match kind:
        case inspect.StructType() | inspect.DictType():
            return isinstance(value, dict)
        case inspect.ListType():
            return isinstance(value, list)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return type(value) is int and (kind.ge or 0) <= value <= (kind.le or value)
        case inspect.LiteralType() | inspect.EnumType():
            return value in _choices(kind)
        case inspect.StrType():
            whole = isinstance(value, str) and len(value) >= (kind.min_length or 0)
            return whole and (kind.pattern is None or bool(re.search(kind.pattern, value)))
    raise TypeError(kind)


def _choices(kind: inspect.LiteralType | inspect.EnumType) -> list[Any]:
    if isinstance(kind, inspect.EnumType):
        return [choice.value for choice in kind.cls]
    return list(kind.values)


def _one_of(choices: Iterable[Any]) -> str:
    return _("one of: {choices}").format(choices=_(", ").join(str(c) for c in choices if c))


def _unknown(place: str, known: str) -> Fault:
    return Fault(place, _("there is no such key; it must be {known}").format(known=known))


def _inside(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
