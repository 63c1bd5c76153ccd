"""The centre's file: shown, changed and applied; every fault in it at once, in words."""

from pathlib import Path

import pytest

from callcentre.centre_file import apply_file, show_centre
from callcentre.errors import BadInput, BrokenFile, NotFound
from callcentre.services.founding import centre_of
from callcentre.services.ports import Office
from tests.support.centres import make_centre
from tests.support.stored import furnish

MISTAKEN = """
name = "Lida"
zone = "Asia/Nowhere"
country = "china"
prefix = 5
numbering = "weekly"
colour = "red"
lines = [{number = 5}, "400"]

[hours]
monday = ["08:00-12:00", "25:00-26:00", "9-5"]
funday = []

[closures]
"2026-13-01" = "stocktaking"

[limits]
needs_reason = "soon"
due_soon = "15m"
call_back_lost = "10m"
return_visit_days = 90
hold = "1m"

[limits.first_promise]
serious = "2h"
grave = "1h"
ordinary = "1d"

[limits.resolve_by]
serious = "3d"
important = "5d"
ordinary = "a week"
"""
FAULTS = {
    "zone": "There is no time zone called “Asia/Nowhere”.",
    "country": 'this must be two capital letters, for example "CN"',
    "prefix": 'this must be one to six capital letters, for example "TS"',
    "numbering": "this must be one of: daily, monthly",
    "colour": "there is no such key; it must be one of: name, zone, country, lines, hours, limits, "
    "closures, workdays, numbering, prefix",
    "lines[1].number": "this must be text in quotes",
    "lines[2]": "this must be a table in { }",
    "hours.monday": "“9-5” is no window; write 09:00-12:00.",
    "hours.funday": "“funday” is no day of the week.",
    "closures": "“2026-13-01” is no date; write 2026-12-25.",
    "limits.needs_reason": "“soon” is no span of time; write 2h, 3d or 15m.",
    "limits.return_visit_days": "this must be a whole number from 1 to 60",
    "limits.written_notice": "this is missing; it must be text in quotes",
    "limits.first_promise.grave": "there is no such key; it must be one of: ordinary, important, "
    "serious",
    "limits.first_promise.important": "this is missing",
    "limits.resolve_by.ordinary": "“a week” is no span of time; write 2h, 3d or 15m.",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "centre.toml"


@pytest.fixture
def desk(sqlite_office: Office) -> Office:
    """An office with a centre in it."""
    furnish(sqlite_office.storage)  # type: ignore[arg-type]
    return sqlite_office


def test_what_is_shown_can_be_applied_again(desk: Office, file: Path) -> None:
    shown = show_centre(desk)
    file.write_text(shown, "utf-8")
    apply_file(desk, file)
    assert show_centre(desk) == shown


def test_a_change_is_applied_by_whoever_is_there(
    desk: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container nobody may have a name."""

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    file.write_text(show_centre(desk).replace(make_centre().name, "新中心"), "utf-8")
    assert "新中心" in apply_file(desk, file)
    centre = centre_of(desk)
    assert centre is not None
    assert centre.name == "新中心"


def test_every_fault_is_told_at_once_and_nothing_changes(desk: Office, file: Path) -> None:
    before = show_centre(desk)
    file.write_text(MISTAKEN, "utf-8")
    with pytest.raises(BrokenFile) as refusal:
        apply_file(desk, file)
    assert refusal.value.path == str(file)
    assert {fault.place: fault.what for fault in refusal.value.faults} == FAULTS
    assert len(refusal.value.faults) == len(FAULTS) + 1  # two windows of monday
    assert show_centre(desk) == before


@pytest.mark.parametrize(
    ("change", "place"),
    [("lines = []", "lines"), ("limits = 5", "limits"), ("hours = [1]", "hours")],
)
def test_a_value_of_another_kind(desk: Office, file: Path, change: str, place: str) -> None:
    """Nothing in it is looked into."""
    key = change.split(" ", maxsplit=1)[0]
    head, _table, _rest = show_centre(desk).partition("\n\n[")
    plain = [line for line in head.splitlines() if not line.startswith(f"{key} ")]
    file.write_text("\n".join([change, *plain]), "utf-8")
    with pytest.raises(BrokenFile) as refusal:
        apply_file(desk, file)
    assert place in {fault.place for fault in refusal.value.faults}


def test_a_file_that_cannot_be_read(desk: Office, file: Path) -> None:
    with pytest.raises(BadInput, match=r"centre\.toml cannot be read: No such file"):
        apply_file(desk, file)
    file.write_text('name = "x"\nzone = UTC\n', "utf-8")
    with pytest.raises(BrokenFile, match=r"centre\.toml: line 2: this is not TOML"):
        apply_file(desk, file)


def test_without_a_centre_there_is_nothing_to_show(sqlite_office: Office) -> None:
    with pytest.raises(NotFound, match="No centre yet"):
        show_centre(sqlite_office)
