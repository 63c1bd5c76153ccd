"""`callcentre check`: the invariants over the whole database, and the installation."""

import errno
import os
import shlex
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import available_timezones

from callcentre import i18n
from callcentre.bootstrap import office, scripts_of
from callcentre.errors import BrokenFile, CallCentreError
from callcentre.i18n import _, ngettext
from callcentre.journal import look_through
from callcentre.private import fault_at, require_writable
from callcentre.services.audit import audit
from callcentre.services.founding import centre_of
from callcentre.services.ports import Office
from callcentre.settings import Settings
from callcentre.tui.keys import check_keymap
from callcentre.wording.joining import clauses, listed
from callcentre.wording.refusals import in_words

LEAST_PYTHON = (3, 11)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


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
    """Everything, one line each; what is well is said too, so that silence means nothing. What
    cannot be looked at is a finding, and the rest is looked at all the same."""
    places: tuple[tuple[str, Callable[[Settings], Iterator[Checked]]], ...] = (
        (_("installation"), _installation),
        (_("keys"), _keys),
        (_("home folder"), _home),
        (_("private files"), _private),
        (_("journal"), _journal),
        (_("phone scripts"), _scripts),
        (_("database"), _database),
    )
    for what, look in places:
        yield from _seen(what, look(settings))


def _seen(what: str, findings: Iterator[Checked]) -> Iterator[Checked]:
    try:
        yield from findings
    except CallCentreError as error:
        yield Checked(what, False, in_words(error))
    except OSError as error:
        yield Checked(what, False, _at(error))


def _at(error: OSError) -> str:
    cause = error.strerror or str(error)
    return f"{error.filename}: {cause}" if error.filename else cause


def _installation(_settings: Settings) -> Iterator[Checked]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Checked("Python", sys.version_info[:2] >= LEAST_PYTHON, version)
    yield Checked(_("time zones"), len(available_timezones()) > 100)
    for code, name in i18n.LANGUAGES.items():
        yield Checked(_("language {name}").format(name=name), i18n.has_catalogue(code))


def _keys(settings: Settings) -> Iterator[Checked]:
    check_keymap(settings.keys)
    yield Checked(_("keys"), True)


def _home(settings: Settings) -> Iterator[Checked]:
    """The program writes here: its journal, its log, and its database unless it is elsewhere."""
    home = settings.home
    there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    if not there.is_dir():
        raise fault_at(there, errno.ENOTDIR)
    require_writable(there)
    yield Checked(
        _("home folder"), True, str(home) if there == home else f"{home}: {_('none yet')}"
    )


def _private(settings: Settings) -> Iterator[Checked]:
    """Customers' words lie here: nobody else may read them."""
    open_files = [
        (path, mode)
        for path in _with_words(settings)
        if os.name == "posix" and (mode := stat.S_IMODE(path.stat().st_mode)) & OTHERS
    ]
    for path, mode in open_files:
        yield Checked(
            _("private files"),
            False,
            _("others may read {path} (mode {mode:o}): chmod {right:o} {quoted}").format(
                path=path, mode=mode, right=mode & ~OTHERS, quoted=shlex.quote(str(path))
            ),
        )
    if not open_files:
        there = settings.home.exists()
        yield Checked(_("private files"), True, str(settings.home) if there else _("none yet"))


def _with_words(settings: Settings) -> Iterator[Path]:
    """The folders and files that hold what customers said."""
    home = settings.home
    if home.is_dir():
        yield from (home, *sorted(home.glob("*.sqlite3*")))
    for path in (settings.journal, settings.log):
        if path.exists():
            yield path
    if settings.journal.exists():
        yield from sorted(settings.journal.rglob("*"))


def _journal(settings: Settings) -> Iterator[Checked]:
    kept = look_through(settings.journal)
    words = []
    if kept.in_use:
        words.append(
            ngettext(
                "{count} conversation is open now",
                "{count} conversations are open now",
                kept.in_use,
            ).format(count=kept.in_use)
        )
    if kept.left_behind:
        words.append(
            ngettext(
                "{count} draft was left behind; “callcentre run” offers it after signing in",
                "{count} drafts were left behind; “callcentre run” offers them after signing in",
                kept.left_behind,
            ).format(count=kept.left_behind)
        )
    if kept.unreadable:
        files = listed(map(str, kept.unreadable))
        words.append(_("unreadable drafts: {files}").format(files=files))
    yield Checked(_("journal"), not kept.unreadable, clauses(words) or _("no drafts"))


def _scripts(settings: Settings) -> Iterator[Checked]:
    try:
        with TemporaryDirectory() as apart:
            reading = scripts_of(settings, keep_in=Path(apart))
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
    with office(settings, existing=True) as opened:
        said: set[Checked] = set()
        for what, look in (
            (_("database"), _sound),
            (_("centre"), _centre),
            (_("invariants"), _invariants),
        ):
            # A damaged file ends each of them with the same words.
            for finding in _seen(what, look(opened)):
                if finding not in said:
                    said.add(finding)
                    yield finding


def _sound(opened: Office) -> Iterator[Checked]:
    unsound = opened.storage.is_sound()
    yield Checked(_("database"), not unsound, unsound)


def _centre(opened: Office) -> Iterator[Checked]:
    centre = centre_of(opened)
    yield Checked(_("centre"), centre is not None, centre.name if centre else _("none yet"))


def _invariants(opened: Office) -> Iterator[Checked]:
    findings = list(audit(opened))
    for finding in findings:
        yield Checked(finding.rule, False, finding.row)
    if not findings:
        yield Checked(_("invariants"), True, _("every one holds"))
