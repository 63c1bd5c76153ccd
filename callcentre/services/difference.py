"""Three versions of a case, merged field by field.

The agent's edits win where the agent edited, everybody else's stand where she did not
(peers 44-47: another's change never overwrites what I typed, nor mine his).
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from callcentre.domain.case import Case

T = TypeVar("T")

# Changed by leads after the call, never by the call itself; and what was settled at first.
_NOT_MERGED = frozenset(
    {
        *("owner", "first_responsible", "escalation", "resolve_by"),
        # Of the first call about it, whoever files it again.
        *("call_id", "channel", "complaint_time", "accepted_at", "accepted_by"),
    }
)


def merged(base: Case, mine: Case, theirs: Case) -> Case:
    """`theirs` with every field that changed between `base` and `mine` taken from `mine`."""
    return _merge(base, mine, theirs, skip=_NOT_MERGED)


def _merge(base: T, mine: T, theirs: T, skip: frozenset[str] = frozenset()) -> T:
    taken: dict[str, object] = {}
    for name in _names(mine):
        if name in skip:
            continue
        was, wanted, stands = (getattr(version, name) for version in (base, mine, theirs))
        if wanted == was:
            continue
        nested = is_dataclass(wanted) and is_dataclass(was) and is_dataclass(stands)
        taken[name] = _merge(was, wanted, stands) if nested else wanted
    return replace(theirs, **taken) if taken else theirs  # type: ignore[type-var]


def changes(before: Case, after: Case) -> tuple[dict[str, str], dict[str, str]] | None:
    """The fields that differ, as text before and after, or None."""
    pairs = list(_changed(before, after, ""))
    if not pairs:
        return None
    return {name: old for name, old, _ in pairs}, {name: new for name, _, new in pairs}


def _changed(before: object, after: object, path: str) -> Iterator[tuple[str, str, str]]:
    for name in _names(after):
        if name in _NOT_MERGED:
            continue
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if is_dataclass(new) and is_dataclass(old):
            yield from _changed(old, new, f"{path}{name}.")
        else:
            yield f"{path}{name}", _text(old), _text(new)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _names(value: object) -> tuple[str, ...]:
    return tuple(field.name for field in fields(value))  # type: ignore[arg-type]
