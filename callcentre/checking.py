"""`callcentre check`: the invariants over the whole database, and the installation."""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from callcentre import i18n
from callcentre.bootstrap import office, scripts_of
from callcentre.errors import BrokenFile, CallCentreError
from callcentre.i18n import _
from callcentre.journal import UNREADABLE
from callcentre.services.audit import audit
from callcentre.services.founding import centre_of
from callcentre.settings import Settings
from callcentre.tui.keys import check_keymap
from callcentre.wording.refusals import in_words

LEAST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at: what, whether it is well, and a word on it."""

    what: str
    well: bool
    word: str = ""

    @property
    def line(self) -> str:
        mark = _("ok") if self.well else _("WRONG")
        return f"{mark:<6} {self.what}" + (f": {self.word}" if self.word else "")


def check(settings: Settings) -> Iterator[Checked]:
    """Everything, one line each; what is well is said too, so that silence means nothing."""
    yield from _installation(settings)
    yield from _scripts(settings)
    yield from _database(settings)


def _installation(settings: Settings) -> Iterator[Checked]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Checked("Python", sys.version_info[:2] >= LEAST_PYTHON, version)
    yield Checked(_("time zones"), len(available_timezones()) > 100)
    for code, name in i18n.LANGUAGES.items():
        yield Checked(_("language {name}").format(name=name), i18n.has_catalogue(code))
    yield _keys(settings)
    yield _private(settings.home)
    left = sorted(settings.journal.glob(f"*{UNREADABLE}")) if settings.journal.exists() else []
    yield Checked(
        _("journal"),
        not left,
        _("unreadable drafts: {files}").format(files=", ".join(p.name for p in left))
        if left
        else "",
    )


def _keys(settings: Settings) -> Checked:
    try:
        check_keymap(settings.keys)
    except CallCentreError as error:
        return Checked(_("keys"), False, in_words(error))
    return Checked(_("keys"), True)


def _private(home: Path) -> Checked:
    """Customers' words lie here: nobody else may read them."""
    if not home.exists():
        return Checked(_("private files"), True, _("none yet"))
    open_files = [
        str(path)
        for path in (home, *home.glob("*.sqlite3*"), *home.glob("journal"))
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    return Checked(_("private files"), not open_files, ", ".join(open_files) or str(home))


def _scripts(settings: Settings) -> Iterator[Checked]:
    try:
        reading = scripts_of(settings)
    except BrokenFile as broken:
        yield from _broken(broken)
        return
    for file in reading.broken:
        yield from _broken(file)
    for script in (*reading.scripts.by_language.values(), *reading.scripts.dialects.values()):
        yield Checked(_("phone script {name}").format(name=script.name), True, script.version)


def _broken(broken: BrokenFile) -> Iterator[Checked]:
    for fault in broken.faults:
        yield Checked(broken.path, False, str(fault))


def _database(settings: Settings) -> Iterator[Checked]:
    try:
        with office(settings) as opened:
            unsound = opened.storage.is_sound()
            yield Checked(_("database"), not unsound, unsound)
            centre = centre_of(opened)
            yield Checked(_("centre"), centre is not None, centre.name if centre else _("none yet"))
            findings = list(audit(opened))
            for finding in findings:
                yield Checked(finding.rule, False, finding.row)
            if not findings:
                yield Checked(_("invariants"), True, _("every one holds"))
    except CallCentreError as error:
        yield Checked(_("database"), False, in_words(error))
