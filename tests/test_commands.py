"""Plain commands where things are not as they should be: one line that says what, and a code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from callcentre.cli import main
from callcentre.settings import home_folder
from tests.support.commands import command, may_be_bound
from tests.support.ledger import a_promise
from tests.support.prepared import Prepared
from tests.support.stored import owe

READING = (["queue"], ["cases"], ["case", "TS-1"], ["check"], ["init", "--show"])
only_where_modes_bind = pytest.mark.skipif(not may_be_bound(), reason="root goes past file modes")


@pytest.fixture
def home(prepared: Prepared) -> Path:
    """A home with a centre, and somebody who is owed an answer."""
    from callcentre.storage.database import open_database

    address = prepared.address("sqlite")
    opened = open_database(address)
    owe(opened, a_promise())
    opened.close()
    home = home_folder()
    home.mkdir(mode=0o700)
    file = home / "callcentre.sqlite3"
    shutil.move(address.removeprefix("sqlite:///"), file)
    file.chmod(0o600)
    return home


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What was complained of: one line, and nothing of Python in it."""
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert complaint.startswith("callcentre: ")
    return complaint


def wrong(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` found wrong; all of it was looked at."""
    found = capsys.readouterr().out.splitlines()
    assert any("phone script" in line for line in found)
    return [line for line in found if line.startswith("WRONG")]


class TestWithoutADatabase:
    @pytest.mark.parametrize("arguments", READING, ids=" ".join)
    def test_a_command_that_reads_makes_none(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments) == 1
        told = capsys.readouterr()
        assert f"no database {home_folder() / 'callcentre.sqlite3'}" in told.err + told.out
        assert not home_folder().exists()

    def test_an_empty_file_has_no_centre(self, capsys: pytest.CaptureFixture[str]) -> None:
        home_folder().mkdir(mode=0o700)
        file = home_folder() / "callcentre.sqlite3"
        file.touch()
        assert main(["queue"]) == 1
        assert "No centre yet" in said(capsys)

    @pytest.mark.parametrize("arguments", READING[:3], ids=" ".join)
    def test_a_home_that_is_a_device(
        self,
        arguments: list[str],
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("CALLCENTRE_HOME", "/dev/null")
        assert main(arguments) == 3
        assert "/dev/null/callcentre.sqlite3: Not a directory" in said(capsys)


def test_a_home_of_any_name(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = home.with_name("50%41 off? #1")
    home.rename(odd)
    monkeypatch.setenv("CALLCENTRE_HOME", str(odd))
    assert main(["queue", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "p1"
    assert {path.name for path in odd.iterdir()} == {"callcentre.sqlite3"}


class TestCheck:
    def test_a_sound_home_is_well(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 0
        assert wrong(capsys) == []
        assert sorted(p.name for p in home.iterdir() if "sqlite3" not in p.name) == []

    def test_a_home_that_is_a_device(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is never proposed to change the device."""
        monkeypatch.setenv("CALLCENTRE_HOME", "/dev/null")
        assert main(["check"]) == 1
        folder, database = wrong(capsys)
        assert "/dev/null: Not a directory" in folder
        assert "/dev/null/callcentre.sqlite3" in database

    def test_a_damaged_database(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / "callcentre.sqlite3").write_bytes(b"\xa7" * 9_000)
        assert main(["check"]) == 1
        [line] = wrong(capsys)
        assert "is damaged" in line
        assert "backup" in line

    def test_what_others_may_read_is_named_with_the_remedy(
        self, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        home.chmod(0o755)
        (home / "callcentre.log").touch(mode=0o644)
        os.chmod(home / "callcentre.log", 0o644)
        assert main(["check"]) == 1
        folder, log = wrong(capsys)
        assert f"{home} (mode 755): chmod 700" in folder
        assert f"{home / 'callcentre.log'} (mode 644): chmod 600" in log

    def test_the_journal(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / "journal").mkdir(mode=0o700)
        assert main(["check"]) == 0
        assert "journal: no drafts" in capsys.readouterr().out
        lost = home / "journal" / "c1.unreadable"
        lost.touch(mode=0o600)
        assert main(["check"]) == 1
        [line] = wrong(capsys)
        assert str(lost) in line


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        ["foo", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "postgresql://host:port/x"],
    )
    def test_what_is_none_is_misuse(self, address: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--database", address, "queue"]) == 2
        assert f"“{address}”" in said(capsys)

    def test_a_password_is_not_repeated(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--database", "mysql://desk:geheim@host/x", "queue"]) == 2
        assert "mysql://desk:***@host/x" in said(capsys)

    def test_a_folder_is_no_database(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--database", f"sqlite:///{tmp_path}", "queue"]) == 3
        assert f"{tmp_path}: Is a directory" in said(capsys)

    def test_a_place_where_none_can_be_made(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--database", "sqlite:////dev/null/desk", "init", "--name", "x"]) == 3
        assert "/dev/null/desk: Not a directory" in said(capsys)


class TestSettings:
    def test_each_fault_has_its_line(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / "callcentre.toml").write_text('them = "x"\ntheme = "pink"', "utf-8")
        assert main(["queue"]) == 2
        one, other = capsys.readouterr().err.splitlines()
        assert "callcentre.toml: them: " in one
        assert "callcentre.toml: theme: this must be one of: " in other

    def test_they_are_said_in_the_language_asked_for(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("CALLCENTRE_LANGUAGE", "zh_CN")
        assert main(["--settings", str(tmp_path / "none.toml"), "queue"]) == 2
        assert "无法读取" in said(capsys)

    def test_what_was_typed_is_cleaned(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--settings", "no\x1b[31m\nsuch", "queue"]) == 2
        assert "\x1b" not in said(capsys)


class TestTheCommandLine:
    @pytest.mark.parametrize("limit", ["x", "0", "-1", "1.5", "9" * 30])
    @pytest.mark.parametrize("name", ["queue", "cases"])
    def test_a_count_is_asked_for_in_words(
        self, name: str, limit: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as left:
            main([name, f"--limit={limit}"])
        assert left.value.code == 2
        told = capsys.readouterr().err
        assert f"“{limit}” is no whole number from 1 to" in told
        assert "_count" not in told

    def test_its_complaints_are_cleaned(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["queue", "\x1b]0;title\x07"])
        assert "\x1b" not in capsys.readouterr().err


class TestOutput:
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
    def test_a_full_disk(self, home: Path) -> None:
        with Path("/dev/full").open("w") as full:
            done = command("queue", home=home, stdout=full)
        assert done.returncode == 3
        assert done.stderr == "callcentre: The output cannot be written: No space left on device\n"

    def test_nobody_listens(self, home: Path) -> None:
        done = subprocess.run(
            ["sh", "-c", f"{sys.executable} -m callcentre queue >&-"],
            env={**os.environ, "CALLCENTRE_HOME": str(home)},
            stderr=subprocess.PIPE,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_reader_that_has_gone(self, home: Path) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        done = command("queue", home=home, stdout=writing)
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, "")

    def test_letters_that_the_output_does_not_know(self, home: Path) -> None:
        done = command("queue", home=home, env={"PYTHONIOENCODING": "ascii"})
        assert (done.returncode, done.stderr) == (0, "")
        assert "??" in done.stdout


@only_where_modes_bind
class TestAHomeThatIsOnlyRead:
    def test_what_is_there_can_be_read(self, home: Path) -> None:
        home.chmod(0o500)
        done = command("queue", "--json", home=home, bound=True)
        assert done.stderr == ""
        [row] = map(json.loads, done.stdout.splitlines())
        assert row["id"] == "p1"
        assert [p.name for p in home.iterdir()] == ["callcentre.sqlite3"]

    def test_check_says_so_and_goes_on(self, home: Path) -> None:
        home.chmod(0o500)
        done = command("check", home=home, bound=True)
        assert (done.returncode, done.stderr) == (1, "")
        [line] = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
        assert f"{home}: Permission denied" in line
        assert "every one holds" in done.stdout

    def test_what_cannot_be_read_is_said(self, home: Path) -> None:
        (home / "callcentre.sqlite3").chmod(0)
        done = command("queue", home=home, bound=True)
        assert done.returncode == 3
        assert f"{home / 'callcentre.sqlite3'}: Permission denied" in done.stderr
        assert done.stderr.count("\n") == 1

    def test_a_centre_cannot_be_made(self, home: Path) -> None:
        (home / "callcentre.sqlite3").unlink()
        home.chmod(0o500)
        done = command("init", home=home, bound=True)
        assert done.returncode == 3
        assert f"{home}" in done.stderr
        assert "Permission denied" in done.stderr
        assert done.stderr.count("\n") == 1


class TestWithoutATerminal:
    @pytest.mark.parametrize("name", ["run", "demo"])
    def test_the_screens_are_refused(self, name: str, tmp_path: Path) -> None:
        done = command(name, home=tmp_path / "none", timeout=30)
        assert done.returncode == 2
        assert done.stderr.startswith(f"callcentre: “callcentre {name}” needs a terminal")
        assert done.stderr.count("\n") == 1
        assert not (tmp_path / "none").exists()
