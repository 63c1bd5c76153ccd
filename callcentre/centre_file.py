"""The centre's settings as a TOML file a person edits, and the first start without a screen."""

import getpass
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from callcentre.errors import BadInput
from callcentre.i18n import N_, _
from callcentre.plain import require_centre
from callcentre.services.founding import centre_of, change_centre, found_centre
from callcentre.services.new_centre import new_centre
from callcentre.services.ports import Office
from callcentre.storage.profile import profile_of, read_profile

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def show_centre(office: Office) -> str:
    """The settings as TOML, ready to edit and to apply again."""
    return "\n".join(_toml(profile_of(require_centre(office))))


def apply_file(office: Office, path: Path) -> str:
    """Replace the settings by those of a file; nothing changes if anything in it is wrong."""
    require_centre(office)
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        centre = read_profile(values)
    except OSError as error:
        raise BadInput(
            N_("{path} cannot be read: {cause}"), path=path, cause=error.strerror
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, BadInput) as error:
        raise BadInput(N_("{path}: {fault}"), path=path, fault=error) from error
    change_centre(office, centre, by=getpass.getuser())
    return _("The settings of {name} are changed.").format(name=centre.name)


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
