"""The journal: what is typed in a call is on this machine's disk within 250 ms.

It knows nothing of the database and goes on without it. Each running program has a folder
of its own under a lock that dies with it; the drafts of a program that died are found by the
next start. A draft's file only grows, one checked record at a time, so a record torn by a
power cut costs that record and never the one before.
"""

import os
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
from filelock import FileLock, Timeout

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call
from callcentre.errors import JournalFault
from callcentre.i18n import N_
from callcentre.private import make_private_folder

Draft = Call | AnswerDraft

SUFFIX = ".draft"
UNREADABLE = ".unreadable"
LOCK = "lock"
REWRITE_BEYOND = 512 * 1024
RETRY_SECONDS = 1.0


class _Record(msgspec.Struct, omit_defaults=True):
    """One state of a draft; exactly one of the two is there."""

    kept_at: datetime
    call: Call | None = None
    answer: AnswerDraft | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """A draft whose program died: what was in it, and when it was last kept."""

    draft: Draft
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in a journal: how many drafts of running programs and of dead ones, and the
    files that nobody can read."""

    in_use: int
    left_behind: int
    unreadable: tuple[Path, ...]


@dataclass(slots=True)
class _Pending:
    """What the writer still has to do: newest state of each draft, and drafts to remove."""

    states: dict[str, Draft]
    finished: set[str]

    def __bool__(self) -> bool:
        return bool(self.states or self.finished)


class Journal:
    """One program's drafts. `keep` returns at once; a thread of its own writes and syncs."""

    def __init__(
        self, folder: Path, *, on_fault: Callable[[JournalFault], None] | None = None
    ) -> None:
        self._root = folder
        self._folder = folder / uuid4().hex
        self._on_fault = on_fault
        self._changed = threading.Condition()
        self._pending = _Pending({}, set())
        self._writing = False
        self._closing = False
        self._fault: JournalFault | None = None
        make_private_folder(self._folder)
        self._lock = FileLock(self._folder / LOCK, thread_local=False, mode=0o600)
        self._lock.acquire(timeout=0)
        self._writer = threading.Thread(target=self._write_on, name="journal", daemon=True)
        self._writer.start()

    @property
    def fault(self) -> JournalFault | None:
        """Why the last write failed, or None while everything is safe."""
        return self._fault

    @property
    def is_saved(self) -> bool:
        """Whether everything handed over is on the disk."""
        with self._changed:
            return not self._pending and not self._writing and self._fault is None

    def keep(self, draft: Draft) -> None:
        """Hand over the newest state of a draft; an older one not yet written is dropped."""
        with self._changed:
            self._pending.finished.discard(draft.id)
            self._pending.states[draft.id] = draft
            self._changed.notify_all()

    def finish(self, draft_id: str) -> None:
        """The draft has been filed: its file goes."""
        with self._changed:
            self._pending.states.pop(draft_id, None)
            self._pending.finished.add(draft_id)
            self._changed.notify_all()

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until everything is on the disk; False when it is not after that time."""
        with self._changed:
            return self._changed.wait_for(
                lambda: not self._pending and not self._writing, timeout=seconds
            )

    def orphans(self) -> list[Orphan]:
        """Take over the drafts of programs that died. A draft that cannot be read is put
        aside under another name, never deleted."""
        found: list[Orphan] = []
        for folder in sorted(self._root.iterdir()):
            if folder == self._folder or not folder.is_dir():
                continue
            lock = FileLock(folder / LOCK, mode=0o600)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            try:
                found += self._adopt(folder)
            finally:
                lock.release()
        return sorted(found, key=lambda orphan: orphan.kept_at)

    def close(self) -> None:
        """Write what is left and let go; drafts that were not finished wait for a next start."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._writer.join(timeout=5.0)
        self._lock.release()
        if not any(self._folder.glob(f"*{SUFFIX}")):
            _remove_folder(self._folder)

    # --- taking over ----------------------------------------------------------------------

    def _adopt(self, folder: Path) -> Iterator[Orphan]:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            last = _last_record(path)
            if last is None:
                os.replace(path, self._root / f"{path.stem}{UNREADABLE}")
                continue
            os.replace(path, self._folder / path.name)
            draft = last.call or last.answer
            if draft is not None:
                yield Orphan(draft, last.kept_at)
        _sync_folder(self._folder)
        _remove_folder(folder)

    # --- the writer's thread --------------------------------------------------------------

    def _write_on(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._closing)
                if not self._pending:
                    return
                work, self._pending = self._pending, _Pending({}, set())
                self._writing = True
            fault = self._write_all(work)
            with self._changed:
                self._writing = False
                self._fault = fault
                self._changed.notify_all()
                if fault is not None:
                    if self._closing:
                        return
                    self._changed.wait(timeout=RETRY_SECONDS)

    def _write_all(self, work: _Pending) -> JournalFault | None:
        """Write every state. What fails goes back to be tried again, unless a newer state of
        the same draft has come in the meantime."""
        try:
            for draft_id in list(work.states):
                _append(self._path(draft_id), work.states[draft_id])
                del work.states[draft_id]
            for draft_id in work.finished:
                self._path(draft_id).unlink(missing_ok=True)
        except OSError as error:
            fault = JournalFault(
                N_("What you type is not being saved: {cause}"), cause=error.strerror or str(error)
            )
            with self._changed:
                self._pending.states = {**work.states, **self._pending.states}
                self._pending.finished |= work.finished
            if self._on_fault is not None:
                self._on_fault(fault)
            return fault
        return None

    def _path(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}{SUFFIX}"


def look_through(root: Path) -> Kept:
    """What lies in a journal, without taking anything over."""
    in_use, left_behind, unreadable = 0, 0, sorted(root.glob(f"*{UNREADABLE}"))
    for folder in sorted(f for f in root.glob("*") if f.is_dir()):
        drafts = sorted(folder.glob(f"*{SUFFIX}"))
        if drafts and _is_in_use(folder):
            in_use += len(drafts)
            continue
        lost = [path for path in drafts if _last_record(path) is None]
        left_behind += len(drafts) - len(lost)
        unreadable += lost
    return Kept(in_use, left_behind, tuple(unreadable))


def _is_in_use(folder: Path) -> bool:
    """Whether a running program holds the folder's lock."""
    if not (folder / LOCK).exists():
        return False
    lock = FileLock(folder / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def _append(path: Path, draft: Draft) -> None:
    """Add one state and sync it; a file that has grown long is written anew with that alone."""
    kept_at = datetime.now(UTC)
    record = (
        _Record(kept_at, call=draft) if isinstance(draft, Call) else _Record(kept_at, answer=draft)
    )
    body = msgspec.json.encode(record)
    # The line break comes first too: what a full disk tore off must not swallow this record.
    line = b"\n%08x %d " % (zlib.crc32(body), len(body)) + body + b"\n"
    size = path.stat().st_size if path.exists() else 0
    if size > REWRITE_BEYOND:
        fresh = path.with_suffix(".new")
        _write(fresh, line, os.O_TRUNC)
        os.replace(fresh, path)
        _sync_folder(path.parent)
        return
    _write(path, line, os.O_APPEND)
    if size == 0:
        _sync_folder(path.parent)


def _write(path: Path, line: bytes, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    try:
        written = os.write(handle, line)
        while written < len(line):
            written += os.write(handle, line[written:])
        os.fsync(handle)
    finally:
        os.close(handle)


def _last_record(path: Path) -> _Record | None:
    """The newest whole record of a file; torn or foreign ones are passed over."""
    for line in reversed(path.read_bytes().split(b"\n")):
        if (body := _body(line)) is not None:
            try:
                return msgspec.json.decode(body, type=_Record)
            except (msgspec.ValidationError, msgspec.DecodeError):
                continue
    return None


def _body(line: bytes) -> bytes | None:
    parts = line.split(b" ", 2)
    if len(parts) != 3:
        return None
    try:
        checksum, length = int(parts[0], 16), int(parts[1])
    except ValueError:
        return None
    body = parts[2]
    return body if len(body) == length and zlib.crc32(body) == checksum else None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_folder(folder: Path) -> None:
    """Remove a folder in which nothing but its lock is left."""
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()
