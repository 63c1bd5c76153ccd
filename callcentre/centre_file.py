"""The centre's settings as a TOML file a person edits, and the first start without a screen."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from callcentre.domain.category import Severity
from callcentre.domain.instant import zone_info
from callcentre.errors import BadInput, Fault
from callcentre.i18n import N_, _
from callcentre.plain import require_centre
from callcentre.services.founding import centre_of, change_centre, found_centre
from callcentre.services.new_centre import new_centre
from callcentre.services.ports import Office
from callcentre.storage.profile import (
    DAYS,
    Profile,
    profile_of,
    read_day,
    read_profile,
    read_span,
    read_window,
)
from callcentre.toml_file import broken, faults_in, read_table
from callcentre.wording.refusals import in_words

EXAMPLES = {
    "country": N_('two capital letters, for example "CN"'),
    "prefix": N_('one to six capital letters, for example "TS"'),
}
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def show_centre(office: Office) -> str:
    """The settings as TOML, ready to edit and to apply again."""
    return "\n".join(_toml(profile_of(require_centre(office))))


def apply_file(office: Office, path: Path) -> str:
    """Replace the settings by those of a file; nothing changes if anything in it is wrong."""
    require_centre(office)
    values = read_table(path)
    faults = (*faults_in(values, Profile, EXAMPLES), *_misunderstood(values))
    if faults:
        raise broken(path, *faults)
    try:
        centre = read_profile(values)
    except BadInput as error:
        raise BadInput(N_("{path}: {fault}"), path=path, fault=in_words(error)) from error
    change_centre(office, centre, by=_user())
    return _("The settings of {name} are changed.").format(name=centre.name)


def _misunderstood(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Every text that is one, and still no zone, span, window or day."""
    for place, text, reads in _texts(values):
        try:
            reads(text)
        except BadInput as error:
            yield Fault(place, in_words(error))
    for day in [day for day in _table(values, "hours") if day not in DAYS]:
        yield Fault(f"hours.{day}", _("“{day}” is no day of the week.").format(day=day))
    if values.get("lines") == []:
        yield Fault("lines", _("a centre has at least one line"))
    for limit in ("first_promise", "resolve_by"):
        spans = _table(values, "limits").get(limit)
        if isinstance(spans, dict):
            for severity in [s for s in Severity if s not in spans]:
                yield Fault(f"limits.{limit}.{severity}", _("this is missing"))


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """The texts with a grammar of their own: where each stands, and what reads it."""
    if isinstance(values.get("zone"), str):
        yield "zone", values["zone"], zone_info
    for limit, span in _table(values, "limits").items():
        spans = span if isinstance(span, dict) else {"": span}
        for severity, text in spans.items():
            if isinstance(text, str):
                yield f"limits.{limit}.{severity}".rstrip("."), text, read_span
    for day, windows in _table(values, "hours").items():
        for window in windows if isinstance(windows, list) else ():
            if isinstance(window, str):
                yield f"hours.{day}", window, read_window
    for key in ("closures", "workdays"):
        for day in _table(values, key):
            yield key, day, read_day


def _table(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = values.get(key)
    return found if isinstance(found, dict) else {}


def _user() -> str:
    """Who is at this machine; in a container nobody may have a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def make_centre(
    office: Office, name: str | None, zone: str | None, line: str | None, lead: str | None
) -> str:
    """Found a centre from what was given, asking for the rest on the terminal."""
    if centre_of(office) is not None:
        raise BadInput(N_("There is a centre already; see “callcentre init --show”."))
    centre = new_centre(
        name or _ask(_("Centre's name: ")),
        zone or _ask(_("Time zone (Asia/Shanghai): ")),
        line or _ask(_("Hotline number: ")),
    )
    lead = lead or _ask(_("First lead's name: "))
    found_centre(office, centre, lead, _passphrase())
    return _("{name} is ready. Open it with “callcentre run”.").format(name=centre.name)


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise BadInput(N_("“init” without a terminal needs --name, --zone, --line and --lead."))
    return input(question)


def _passphrase() -> str:
    """From the terminal without showing it, or the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(_("Passphrase: "))
    return sys.stdin.readline().rstrip("\n")


def _toml(values: Mapping[str, object], table: str = "") -> list[str]:
    """A profile as TOML: plain values first, then a table for each mapping."""
    lines = [f"{_key(k)} = {_value(v)}" for k, v in values.items() if not isinstance(v, dict)]
    for key, value in values.items():
        if isinstance(value, dict):
            name = f"{table}{_key(key)}"
            lines += ["", f"[{name}]", *_toml(value, f"{name}.")]
    return lines


def _key(key: str) -> str:
    return key if key and set(key) <= _BARE else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    return _text(str(value))


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
