"""The command line: the program, and plain commands for pipes, cron and screen readers.

Exit codes: 0 all is well; 1 something was found wrong (`check`) or does not exist; 2 the
command was misused; 3 the database does not answer, or a file cannot be read or written.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from callcentre import __version__, i18n
from callcentre.errors import BadInput, BrokenFile, CallCentreError, StorageDown
from callcentre.i18n import N_

if TYPE_CHECKING:
    from callcentre.settings import Settings

OK, WRONG, MISUSED, DOWN, INTERRUPTED = 0, 1, 2, 3, 130
MOST_ROWS = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _open_output()
    wanted = _parser().parse_args(arguments)
    try:
        code = _obey(wanted)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_output()
        return OK
    except StorageDown as error:
        return _complain(error, DOWN)
    except (BadInput, BrokenFile) as error:
        return _complain(error, MISUSED)
    except CallCentreError as error:
        return _complain(error, WRONG)
    except OSError as error:
        return _complain(_of_file(error), DOWN)
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED
    return code


def _obey(wanted: argparse.Namespace) -> int:
    from callcentre.settings import LANGUAGE, read_settings  # noqa: PLC0415

    # What is wrong with the settings is said in a language, too.
    named = os.environ.get(LANGUAGE, "")
    i18n.use(named if named in i18n.LANGUAGES else i18n.from_environment())
    settings = read_settings(wanted.settings, wanted.database or "")
    i18n.use(settings.language)
    return int(wanted.run(settings, wanted))


def _open_output() -> None:
    """Nobody need listen, and letters that the terminal does not know become question marks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _abandon_output() -> None:
    """What could not be written is not tried again at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _of_file(error: OSError) -> CallCentreError:
    """A fault of the file system; one that names no file is of what is printed."""
    cause = error.strerror or str(error)
    if error.filename:
        return StorageDown(N_("{path} cannot be used: {cause}"), path=error.filename, cause=cause)
    _abandon_output()
    return StorageDown(N_("The output cannot be written: {cause}"), cause=cause)


def _complain(error: CallCentreError, code: int) -> int:
    """One line; of a file, one for each of its faults."""
    from callcentre.text import clean  # noqa: PLC0415
    from callcentre.wording.refusals import in_words  # noqa: PLC0415

    lines: Iterable[str] = (in_words(error),)
    if isinstance(error, BrokenFile):
        lines = (f"{error.path}: {fault}" for fault in error.faults)
    for line in lines:
        sys.stderr.write(f"callcentre: {clean(line)}\n")
    return code


class _Parser(argparse.ArgumentParser):
    """Words of the command line come back in its complaints: they are cleaned like any other."""

    def error(self, message: str) -> NoReturn:
        from callcentre.text import clean  # noqa: PLC0415

        super().error(clean(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="callcentre",
        description="A terminal desk for a complaints hotline.",
        epilog="Exit codes: 0 well, 1 something wrong or not there, 2 misused, 3 the database "
        "does not answer, or a file cannot be read or written.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--settings", type=Path, metavar="FILE", help="another callcentre.toml")
    parser.add_argument("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    run = commands.add_parser("run", help="open the program (the default)")
    run.set_defaults(run=_run)
    demo = commands.add_parser("demo", help="open a busy desk with made-up data, apart from yours")
    demo.add_argument("--as", dest="role", choices=("agent", "lead"), default="agent")
    demo.add_argument("--fresh", action="store_true", help="make the demo data anew")
    demo.set_defaults(run=_demo)
    queue = commands.add_parser("queue", help="list what is owed, most late first")
    queue.add_argument("--overdue", action="store_true", help="only what is late")
    queue.add_argument("--owner", metavar="NAME", default="", help="only what this person owes")
    queue.add_argument("--limit", type=_count, default=50, metavar="N")
    queue.add_argument("--json", action="store_true", help="one JSON object a line")
    queue.set_defaults(run=_queue)
    cases = commands.add_parser("cases", help="list cases, newest first")
    cases.add_argument("words", nargs="*", help="number, name, phone, waybill or words")
    cases.add_argument("--limit", type=_count, default=50, metavar="N")
    cases.add_argument("--json", action="store_true", help="one JSON object a line")
    cases.set_defaults(run=_cases)
    case = commands.add_parser("case", help="show one case with its promises and history")
    case.add_argument("number")
    case.set_defaults(run=_case)
    check = commands.add_parser("check", help="prove the invariants and check the installation")
    check.set_defaults(run=_check)
    init = commands.add_parser("init", help="make a centre, or show and change its settings")
    init.add_argument("--show", action="store_true", help="print the centre's settings as TOML")
    init.add_argument("--apply", type=Path, metavar="FILE", help="replace them from such a file")
    init.add_argument("--name", help="the centre's name, for a first start without questions")
    init.add_argument("--zone", help="its time zone, for example Asia/Shanghai")
    init.add_argument("--line", help="its hotline number")
    init.add_argument("--lead", help="the first lead's name; the passphrase is read from stdin")
    init.set_defaults(run=_init)
    return parser


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= MOST_ROWS:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 1 to {MOST_ROWS}")
    return number


def _run(settings: "Settings", _wanted: argparse.Namespace) -> int:
    from callcentre.bootstrap import make_app  # noqa: PLC0415
    from callcentre.terminal import leave_on_signals, require_terminal  # noqa: PLC0415

    require_terminal("run")
    app = make_app(settings)
    leave_on_signals()
    app.run()
    return app.return_code or OK


def _demo(settings: "Settings", wanted: argparse.Namespace) -> int:
    from callcentre.bootstrap import make_app, office  # noqa: PLC0415
    from callcentre.demo import open_demo  # noqa: PLC0415
    from callcentre.settings import demo_settings  # noqa: PLC0415
    from callcentre.terminal import leave_on_signals, require_terminal  # noqa: PLC0415

    require_terminal("demo")
    apart = demo_settings(settings)
    seated = open_demo(apart, office, wanted.role, fresh=wanted.fresh)
    app = make_app(apart, demo=True, signed_in=seated)
    leave_on_signals()
    app.run()
    return app.return_code or OK


def _queue(settings: "Settings", wanted: argparse.Namespace) -> int:
    from callcentre.bootstrap import office  # noqa: PLC0415
    from callcentre.plain import queue_lines  # noqa: PLC0415

    with office(settings, existing=True) as opened:
        for line in queue_lines(
            opened,
            overdue=wanted.overdue,
            owner=wanted.owner,
            limit=wanted.limit,
            as_json=wanted.json,
        ):
            _write(line)
    return OK


def _cases(settings: "Settings", wanted: argparse.Namespace) -> int:
    from callcentre.bootstrap import office  # noqa: PLC0415
    from callcentre.plain import cases_lines  # noqa: PLC0415

    with office(settings, existing=True) as opened:
        words = " ".join(wanted.words)
        for line in cases_lines(opened, words, limit=wanted.limit, as_json=wanted.json):
            _write(line)
    return OK


def _case(settings: "Settings", wanted: argparse.Namespace) -> int:
    from callcentre.bootstrap import office  # noqa: PLC0415
    from callcentre.plain import case_text  # noqa: PLC0415

    with office(settings, existing=True) as opened:
        for line in case_text(opened, wanted.number):
            _write(line)
    return OK


def _check(settings: "Settings", _wanted: argparse.Namespace) -> int:
    from callcentre.checking import check  # noqa: PLC0415

    well = True
    for finding in check(settings):
        well = well and finding.well
        _write(finding.line)
    return OK if well else WRONG


def _init(settings: "Settings", wanted: argparse.Namespace) -> int:
    from callcentre.bootstrap import office  # noqa: PLC0415
    from callcentre.centre_file import apply_file, make_centre, show_centre  # noqa: PLC0415

    with office(settings, existing=bool(wanted.show or wanted.apply)) as opened:
        if wanted.show:
            _write(show_centre(opened))
        elif wanted.apply:
            _write(apply_file(opened, wanted.apply))
        else:
            _write(make_centre(opened, wanted.name, wanted.zone, wanted.line, wanted.lead))
    return OK


def _write(line: str) -> None:
    """A line for people and pipes: no control character ever leaves here."""
    from callcentre.text import clean_lines  # noqa: PLC0415

    sys.stdout.write(clean_lines(line) + "\n")


__all__ = ["main"]
