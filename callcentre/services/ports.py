"""What the use cases need from outside, and nothing more.

Its types are named and not loaded: whoever only signs in does not wait for the whole domain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from callcentre.domain.answer import AnswerDraft
    from callcentre.domain.call import Call
    from callcentre.domain.caller import CallerCard
    from callcentre.domain.case import Case, CaseEvent
    from callcentre.domain.centre import Centre
    from callcentre.domain.commitment import Commitment
    from callcentre.domain.contact import Contact
    from callcentre.domain.live import LiveCall
    from callcentre.domain.queue import Claim, Counts, QueueFilter, QueueKey, QueuePage, QueueRow
    from callcentre.domain.staff import Person
    from callcentre.errors import JournalFault


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present instant in UTC."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person with the stored form of the passphrase."""

    person: Person
    passphrase_hash: str


class Passphrases(Protocol):
    """Hashing that is slow on purpose."""

    def hash(self, passphrase: str) -> str: ...

    def matches(self, stored: str, passphrase: str) -> bool: ...


class CentreStore(Protocol):
    """The centre's own profile: none before the first start."""

    def get(self) -> Centre | None: ...

    def put(self, centre: Centre, at: datetime, by: str) -> None: ...


class People(Protocol):
    """Staff by id and by the name they sign in with, whatever its case."""

    def add(self, account: Account, at: datetime) -> None: ...

    def update(self, person: Person) -> None: ...

    def set_passphrase(self, person_id: str, passphrase_hash: str) -> None: ...

    def by_name(self, name: str) -> Account | None: ...

    def by_id(self, person_id: str) -> Account | None: ...

    def all(self) -> Sequence[Person]: ...


class Numbers(Protocol):
    """The ledger of case numbers: one transaction each, never the same twice (RC-11)."""

    def of_case(self, case_id: str) -> str: ...

    def next_serial(self, period: str) -> int: ...

    def allot(
        self, number: str, case_id: str, period: str, serial: int, at: datetime, by: str
    ) -> None: ...


class Calls(Protocol):
    """Calls as they were filed, whole."""

    def get(self, call_id: str) -> Call | None: ...

    def put(self, call: Call, phone_key: str) -> None: ...


class Cases(Protocol):
    """Cases, and their history that only grows."""

    def get(self, case_id: str) -> Case | None: ...

    def by_number(self, number: str) -> Case | None: ...

    def add(self, case: Case) -> None:
        """Add it as not yet awaiting; `set_awaiting` follows once a live promise stands."""

    def update(self, case: Case) -> None:
        """Write every field but `awaiting`."""

    def set_awaiting(self, case_id: str, awaiting: bool) -> None:
        """The database refuses True without a live promise (invariant 1)."""

    def add_events(self, events: Sequence[CaseEvent]) -> None:
        """Append; an event that is there already is left alone."""

    def events(self, case_id: str) -> Sequence[CaseEvent]: ...


class Commitments(Protocol):
    """Debts: added, claimed, closed; their words never change (I-06)."""

    def get(self, commitment_id: str) -> Commitment | None: ...

    def of_case(self, case_id: str) -> Sequence[Commitment]: ...

    def add(self, commitment: Commitment) -> bool:
        """False when it was there already."""

    def close(self, commitment: Commitment) -> bool:
        """Write its closing; False when it was closed already."""

    def claim(
        self, commitment_id: str, by: str, token: str, now: datetime, until: datetime
    ) -> bool:
        """One guarded UPDATE: True for the one who got it."""

    def renew(self, commitment_id: str, token: str, until: datetime) -> bool: ...

    def release(self, commitment_id: str, token: str) -> None: ...

    def claim_of(self, commitment_id: str) -> Claim | None: ...

    def holds(self, commitment_id: str, token: str) -> bool: ...


class Contacts(Protocol):
    """Contacts, appended."""

    def add(self, contact: Contact) -> bool:
        """False when it was there already."""

    def get(self, contact_id: str) -> Contact | None: ...

    def of_case(self, case_id: str) -> Sequence[Contact]: ...


class LiveCalls(Protocol):
    """The calls being held now, for the lead (AU-02, LS-07)."""

    def put(self, live: LiveCall) -> None: ...

    def remove(self, call_id: str) -> None: ...

    def all(self) -> Sequence[LiveCall]: ...


class Views(Protocol):
    """Reads for screens and plain commands; each is one short read transaction."""

    def queue_page(
        self, wanted: QueueFilter, now: datetime, anchor: QueueKey | None, before: int, after: int
    ) -> QueuePage: ...

    def queue_row(self, commitment_id: str) -> QueueRow | None: ...

    def counts(
        self, now: datetime, due_soon_until: datetime, hour_until: datetime, day_begins: datetime
    ) -> Counts: ...

    def caller_card(self, phone_key: str, since: datetime, recent: int) -> CallerCard: ...

    def cases(self, words: str, limit: int) -> Sequence[Case]: ...

    def names(self) -> dict[str, str]: ...

    def broken_rules(self, limit: int) -> Iterable[tuple[str, str]]:
        """Pairs of rule and row, for every row that breaks an invariant."""


class UnitOfWork(Protocol):
    """One transaction over every store and view; leaving it without `commit` undoes it all."""

    @property
    def centre(self) -> CentreStore: ...

    @property
    def people(self) -> People: ...

    @property
    def numbers(self) -> Numbers: ...

    @property
    def calls(self) -> Calls: ...

    @property
    def cases(self) -> Cases: ...

    @property
    def commitments(self) -> Commitments: ...

    @property
    def contacts(self) -> Contacts: ...

    @property
    def live(self) -> LiveCalls: ...

    @property
    def views(self) -> Views: ...

    def commit(self) -> None: ...


class ChangeFeed(Protocol):
    """Tells that something changed in the database, whoever changed it."""

    def wait(self, seconds: float) -> bool:
        """Block until a change or until the time is up; True for a change."""

    def close(self) -> None: ...


class Storage(Protocol):
    """A database: one writer at a time, readers beside it."""

    def writing(self) -> AbstractContextManager[UnitOfWork]: ...

    def reading(self) -> AbstractContextManager[UnitOfWork]: ...

    def feed(self) -> ChangeFeed: ...

    def is_sound(self) -> str:
        """What is wrong with the database's own files; empty when nothing is."""


class DraftJournal(Protocol):
    """Where drafts are kept safe while they are typed, whatever becomes of the database."""

    @property
    def is_saved(self) -> bool: ...

    @property
    def fault(self) -> JournalFault | None: ...

    def keep(self, draft: Call | AnswerDraft) -> None:
        """Return at once; on the disk within 250 ms."""

    def finish(self, draft_id: str) -> None: ...

    def flush(self, seconds: float = 5.0) -> bool: ...

    def orphans(self) -> Sequence[OrphanDraft]:
        """Take over the drafts of programs that died."""

    def close(self) -> None: ...


class OrphanDraft(Protocol):
    """A draft left behind, and when it was last kept."""

    @property
    def draft(self) -> Call | AnswerDraft: ...

    @property
    def kept_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Office:
    """What every use case works with."""

    storage: Storage
    clock: Clock
    passphrases: Passphrases
