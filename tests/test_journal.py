"""The journal: durable, checked, and taken over from a program that died (CH-06)."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from callcentre.domain.call import Call, open_call
from callcentre.domain.staff import Person, Role
from callcentre.errors import JournalFault
from callcentre.journal import SUFFIX, UNREADABLE, Journal, Kept, look_through
from tests.support.clock import FakeClock

AGENT = Person("a1", "张同", Role.AGENT)


def a_call(clock: FakeClock, call_id: str = "c1", notes: str = "") -> Call:
    call = open_call(
        call_id=call_id,
        agent=AGENT,
        now=clock.now(),
        zone="Asia/Shanghai",
        line="400",
        script_version="1",
    )
    return replace(call, notes=notes)


def orphaned(folder: Path, call: Call) -> Path:
    """The journal of a program that kept a call and then died."""
    journal = Journal(folder)
    journal.keep(call)
    assert journal.flush()
    journal.close()
    [path] = folder.glob(f"*/*{SUFFIX}")
    return path


def test_a_kept_call_is_found_whole_by_the_next_start(tmp_path: Path, clock: FakeClock) -> None:
    call = a_call(clock, notes="样品没送到\n要取消订单 [/x] \U0001f600")
    orphaned(tmp_path, call)
    journal = Journal(tmp_path)
    [orphan] = journal.orphans()
    assert orphan.draft == call
    journal.close()


def test_only_the_newest_state_is_offered(tmp_path: Path, clock: FakeClock) -> None:
    journal = Journal(tmp_path)
    for number in range(200):
        journal.keep(a_call(clock, notes=f"note {number}"))
    assert journal.flush()
    journal.close()
    following = Journal(tmp_path)
    [orphan] = following.orphans()
    assert isinstance(orphan.draft, Call)
    assert orphan.draft.notes == "note 199"
    following.close()


def test_a_finished_call_leaves_nothing(tmp_path: Path, clock: FakeClock) -> None:
    journal = Journal(tmp_path)
    journal.keep(a_call(clock))
    journal.finish("c1")
    assert journal.flush()
    journal.close()
    assert list(tmp_path.rglob("*")) == []


def test_a_running_programs_drafts_are_not_taken(tmp_path: Path, clock: FakeClock) -> None:
    running, other = Journal(tmp_path), Journal(tmp_path)
    running.keep(a_call(clock))
    assert running.flush()
    assert other.orphans() == []
    running.close()
    other.close()


@pytest.mark.parametrize("cut", [1, 7, 40, 200])
def test_a_torn_last_record_costs_only_itself(tmp_path: Path, clock: FakeClock, cut: int) -> None:
    journal = Journal(tmp_path)
    for notes in ("first", "second"):
        journal.keep(a_call(clock, notes=notes))
        assert journal.flush()
    journal.close()
    [path] = tmp_path.glob(f"*/*{SUFFIX}")
    path.write_bytes(path.read_bytes()[:-cut])
    following = Journal(tmp_path)
    [orphan] = following.orphans()
    assert isinstance(orphan.draft, Call)
    assert orphan.draft.notes == "second" if cut == 1 else orphan.draft.notes == "first"
    following.close()


def test_a_record_after_a_torn_one_is_read(tmp_path: Path, clock: FakeClock) -> None:
    path = orphaned(tmp_path, a_call(clock, notes="first"))
    path.write_bytes(path.read_bytes() + b'\n0badc0de 4000 {"kept_a')
    journal = Journal(tmp_path)
    journal.orphans()
    journal.keep(a_call(clock, notes="after"))
    assert journal.flush()
    journal.close()
    following = Journal(tmp_path)
    [orphan] = following.orphans()
    assert isinstance(orphan.draft, Call)
    assert orphan.draft.notes == "after"
    following.close()


def test_an_unreadable_draft_is_put_aside_not_deleted(tmp_path: Path, clock: FakeClock) -> None:
    path = orphaned(tmp_path, a_call(clock))
    path.write_bytes(b"\x00rubbish\xff")
    journal = Journal(tmp_path)
    assert journal.orphans() == []
    assert (tmp_path / f"c1{UNREADABLE}").read_bytes() == b"\x00rubbish\xff"
    journal.close()


def test_a_long_draft_is_written_anew(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("callcentre.journal.REWRITE_BEYOND", 5000)
    journal = Journal(tmp_path)
    for number in range(60):
        journal.keep(a_call(clock, notes=f"note {number}"))
        assert journal.flush()
    [path] = tmp_path.glob(f"*/*{SUFFIX}")
    assert path.stat().st_size < 10_000
    journal.close()
    following = Journal(tmp_path)
    [orphan] = following.orphans()
    assert isinstance(orphan.draft, Call)
    assert orphan.draft.notes == "note 59"
    following.close()


def test_the_files_are_private(tmp_path: Path, clock: FakeClock) -> None:
    path = orphaned(tmp_path, a_call(clock))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_full_disk_is_told_and_tried_again(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[JournalFault] = []
    told = threading.Event()

    def on_fault(fault: JournalFault) -> None:
        faults.append(fault)
        told.set()

    real_fsync = os.fsync
    full = threading.Event()
    full.set()

    def fsync(handle: int) -> None:
        if full.is_set():
            raise OSError(28, "No space left on device")
        real_fsync(handle)

    monkeypatch.setattr("callcentre.journal.RETRY_SECONDS", 0.01)
    monkeypatch.setattr("callcentre.journal.os.fsync", fsync)
    journal = Journal(tmp_path, on_fault=on_fault)
    journal.keep(a_call(clock, notes="precious"))
    assert told.wait(5)
    assert not journal.is_saved
    assert "No space left" in str(faults[0])
    full.clear()
    assert journal.flush()
    assert journal.fault is None
    journal.close()


KILLED = textwrap.dedent("""
    import sys
    from datetime import datetime, UTC
    from dataclasses import replace
    from pathlib import Path
    from callcentre.domain.call import open_call
    from callcentre.domain.staff import Person, Role
    from callcentre.journal import Journal
    journal = Journal(Path(sys.argv[1]))
    call = open_call(call_id="c1", agent=Person("a", "x", Role.AGENT), now=datetime.now(UTC),
                     zone="UTC", line="", script_version="")
    number = 0
    while True:
        number += 1
        journal.keep(replace(call, notes=str(number)))
        journal.flush()
        print(number, flush=True)
""")


@pytest.mark.parametrize("after", [1, 5, 23])
def test_what_was_acknowledged_survives_kill_9(tmp_path: Path, after: int) -> None:
    """I-6 of the design: durable whatever dies."""
    program = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    acknowledged = 0
    for line in program.stdout:
        acknowledged = int(line)
        if acknowledged >= after:
            break
    program.send_signal(signal.SIGKILL)
    rest = program.stdout.read()
    program.stdout.close()
    program.wait()
    acknowledged = max([acknowledged, *(int(n) for n in rest.split())])
    journal = Journal(tmp_path)
    [orphan] = journal.orphans()
    assert isinstance(orphan.draft, Call)
    assert int(orphan.draft.notes) >= acknowledged
    journal.close()


def test_a_keystroke_is_durable_well_within_250_ms(tmp_path: Path, clock: FakeClock) -> None:
    """The median of many, so that a busy machine does not decide."""
    journal = Journal(tmp_path)
    waits = []
    for number in range(51):
        begun = time.monotonic()
        journal.keep(a_call(clock, notes=str(number)))
        assert journal.flush()
        waits.append(time.monotonic() - begun)
    journal.close()
    assert sorted(waits)[25] < 0.25


def test_looking_through_it_takes_nothing_over(tmp_path: Path, clock: FakeClock) -> None:
    """What `check` says of it: at work now, left behind, unreadable."""
    assert look_through(tmp_path / "none") == Kept(0, 0, ())
    left = orphaned(tmp_path, a_call(clock, "c1"))
    torn = orphaned(tmp_path / "apart", a_call(clock, "c2"))
    lost = tmp_path / "lost" / torn.name
    lost.parent.mkdir()
    lost.write_bytes(b"\n00000000 5 torn")
    aside = tmp_path / f"c3{UNREADABLE}"
    aside.touch()
    journal = Journal(tmp_path)
    journal.keep(a_call(clock, "c4"))
    assert journal.flush()
    for _ in range(2):
        assert look_through(tmp_path) == Kept(1, 1, (aside, lost))
    assert left.exists()
    journal.close()
