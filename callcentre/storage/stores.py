"""The stores of a unit of work: each speaks for one table, on one connection."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from callcentre.domain.call import Call
from callcentre.domain.case import Case, CaseEvent
from callcentre.domain.centre import Centre
from callcentre.domain.commitment import Commitment
from callcentre.domain.contact import Contact
from callcentre.domain.live import LiveCall
from callcentre.domain.phone import phone_key
from callcentre.domain.queue import Claim
from callcentre.domain.staff import Person
from callcentre.services.ports import Account
from callcentre.storage import mapping, tables
from callcentre.storage.profile import profile_of, read_profile
from callcentre.storage.upsert import insert_into, insert_new, put


class _Store:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection


class CentreStore(_Store):
    def get(self) -> Centre | None:
        profile = self._connection.execute(select(tables.centre.c.profile)).scalar()
        return read_profile(profile) if profile is not None else None

    def put(self, centre: Centre, at: datetime, by: str) -> None:
        values = {"id": 1, "profile": profile_of(centre), "changed_at": at, "changed_by": by}
        put(self._connection, tables.centre, values)


class PeopleStore(_Store):
    def add(self, account: Account, at: datetime) -> None:
        person = account.person
        self._connection.execute(
            insert(tables.people).values(
                id=person.id,
                name=person.name,
                name_key=person.name.casefold(),
                role=person.role,
                languages=list(person.languages),
                active=person.active,
                passphrase_hash=account.passphrase_hash,
                added_at=at,
            )
        )

    def update(self, person: Person) -> None:
        self._connection.execute(
            update(tables.people)
            .where(tables.people.c.id == person.id)
            .values(role=person.role, languages=list(person.languages), active=person.active)
        )

    def set_passphrase(self, person_id: str, passphrase_hash: str) -> None:
        self._connection.execute(
            update(tables.people)
            .where(tables.people.c.id == person_id)
            .values(passphrase_hash=passphrase_hash)
        )

    def by_name(self, name: str) -> Account | None:
        return self._account(tables.people.c.name_key == name.casefold())

    def by_id(self, person_id: str) -> Account | None:
        return self._account(tables.people.c.id == person_id)

    def all(self) -> Sequence[Person]:
        rows = self._connection.execute(select(tables.people).order_by(tables.people.c.name_key))
        return [mapping.person_of(row) for row in rows.mappings()]

    def _account(self, condition: ColumnElement[bool]) -> Account | None:
        row = self._connection.execute(select(tables.people).where(condition)).mappings().first()
        return Account(mapping.person_of(row), row["passphrase_hash"]) if row else None


class NumberStore(_Store):
    def of_case(self, case_id: str) -> str:
        numbers = tables.case_numbers
        found = self._connection.execute(
            select(numbers.c.number).where(numbers.c.case_id == case_id)
        ).scalar()
        return found or ""

    def next_serial(self, period: str) -> int:
        series = tables.number_series
        statement = insert_into(self._connection, series).values(period=period, last_serial=1)
        counted = statement.on_conflict_do_update(
            index_elements=["period"], set_={"last_serial": series.c.last_serial + 1}
        ).returning(series.c.last_serial)
        return int(self._connection.execute(counted).scalar_one())

    def allot(
        self, number: str, case_id: str, period: str, serial: int, at: datetime, by: str
    ) -> None:
        self._connection.execute(
            insert(tables.case_numbers).values(
                number=number,
                case_id=case_id,
                period=period,
                serial=serial,
                allotted_at=at,
                allotted_by=by,
            )
        )


class CallStore(_Store):
    def get(self, call_id: str) -> Call | None:
        document = self._connection.execute(
            select(tables.calls.c.document).where(tables.calls.c.id == call_id)
        ).scalar()
        return mapping.decode_call(document) if document else None

    def put(self, call: Call, phone_key: str) -> None:
        put(self._connection, tables.calls, mapping.call_values(call, phone_key))


class CaseStore(_Store):
    def get(self, case_id: str) -> Case | None:
        return self._case(tables.cases.c.id == case_id)

    def by_number(self, number: str) -> Case | None:
        return self._case(tables.cases.c.number == number)

    def _case(self, condition: ColumnElement[bool]) -> Case | None:
        row = self._connection.execute(select(tables.cases).where(condition)).mappings().first()
        return mapping.case_of(row) if row else None

    def add(self, case: Case) -> None:
        values = {**mapping.case_values(case), "awaiting": False}
        self._connection.execute(insert(tables.cases).values(values))

    def update(self, case: Case) -> None:
        self._connection.execute(
            update(tables.cases)
            .where(tables.cases.c.id == case.id)
            .values(mapping.case_values(case))
        )

    def set_awaiting(self, case_id: str, awaiting: bool) -> None:
        self._connection.execute(
            update(tables.cases).where(tables.cases.c.id == case_id).values(awaiting=awaiting)
        )

    def add_events(self, events: Sequence[CaseEvent]) -> None:
        for event in events:
            insert_new(self._connection, tables.case_events, asdict(event))

    def events(self, case_id: str) -> Sequence[CaseEvent]:
        t = tables.case_events
        rows = self._connection.execute(
            select(t).where(t.c.case_id == case_id).order_by(t.c.at, t.c.id)
        )
        return [mapping.event_of(row) for row in rows.mappings()]


class CommitmentStore(_Store):
    def get(self, commitment_id: str) -> Commitment | None:
        t = tables.commitments
        row = self._connection.execute(select(t).where(t.c.id == commitment_id)).mappings().first()
        return mapping.commitment_of(row) if row else None

    def of_case(self, case_id: str) -> Sequence[Commitment]:
        t = tables.commitments
        rows = self._connection.execute(
            select(t).where(t.c.case_id == case_id).order_by(t.c.made_at, t.c.seq, t.c.id)
        )
        return [mapping.commitment_of(row) for row in rows.mappings()]

    def add(self, commitment: Commitment) -> bool:
        key = phone_key(commitment.contact_value, self._country())
        values = mapping.commitment_values(commitment, key)
        return insert_new(self._connection, tables.commitments, values)

    def _country(self) -> str:
        profile = self._connection.execute(select(tables.centre.c.profile)).scalar()
        return str(profile["country"]) if profile else "CN"

    def close(self, commitment: Commitment) -> bool:
        t = tables.commitments
        done = self._connection.execute(
            update(t)
            .where(t.c.id == commitment.id, t.c.closed_at.is_(None))
            .values(
                **mapping.closing_values(commitment.closing),
                claim_token=None,
                claimed_by=None,
                claimed_at=None,
                claim_until=None,
            )
        )
        return bool(done.rowcount == 1)

    def claim(
        self, commitment_id: str, by: str, token: str, now: datetime, until: datetime
    ) -> bool:
        """The guard and the write are one statement, so of two claimants one gets it."""
        t = tables.commitments
        free = or_(t.c.claim_token.is_(None), t.c.claim_until <= now, t.c.claimed_by == by)
        done = self._connection.execute(
            update(t)
            .where(and_(t.c.id == commitment_id, t.c.closed_at.is_(None), free))
            .values(claim_token=token, claimed_by=by, claimed_at=now, claim_until=until)
        )
        return bool(done.rowcount == 1)

    def renew(self, commitment_id: str, token: str, until: datetime) -> bool:
        t = tables.commitments
        done = self._connection.execute(
            update(t)
            .where(t.c.id == commitment_id, t.c.claim_token == token)
            .values(claim_until=until)
        )
        return bool(done.rowcount == 1)

    def release(self, commitment_id: str, token: str) -> None:
        t = tables.commitments
        self._connection.execute(
            update(t)
            .where(t.c.id == commitment_id, t.c.claim_token == token)
            .values(claim_token=None, claimed_by=None, claimed_at=None, claim_until=None)
        )

    def claim_of(self, commitment_id: str) -> Claim | None:
        t, p = tables.commitments, tables.people
        columns = (t.c.claim_token, t.c.claimed_by, t.c.claimed_at, t.c.claim_until)
        row = (
            self._connection.execute(
                select(*columns, p.c.name.label("claimed_by_name"))
                .join_from(t, p, p.c.id == t.c.claimed_by, isouter=True)
                .where(t.c.id == commitment_id)
            )
            .mappings()
            .first()
        )
        return mapping.claim_of(row) if row else None

    def holds(self, commitment_id: str, token: str) -> bool:
        t = tables.commitments
        found = self._connection.execute(
            select(func.count()).where(t.c.id == commitment_id, t.c.claim_token == token)
        ).scalar_one()
        return bool(found)


class ContactStore(_Store):
    def add(self, contact: Contact) -> bool:
        values = mapping.contact_values(contact)
        return insert_new(self._connection, tables.contacts, values)

    def get(self, contact_id: str) -> Contact | None:
        t = tables.contacts
        row = self._connection.execute(select(t).where(t.c.id == contact_id)).mappings().first()
        return mapping.contact_of(row) if row else None

    def of_case(self, case_id: str) -> Sequence[Contact]:
        t = tables.contacts
        rows = self._connection.execute(
            select(t).where(t.c.case_id == case_id).order_by(t.c.at, t.c.id)
        )
        return [mapping.contact_of(row) for row in rows.mappings()]


class LiveCallStore(_Store):
    def put(self, live: LiveCall) -> None:
        put(self._connection, tables.live_calls, asdict(live))

    def remove(self, call_id: str) -> None:
        t = tables.live_calls
        self._connection.execute(delete(t).where(t.c.call_id == call_id))

    def all(self) -> Sequence[LiveCall]:
        t = tables.live_calls
        rows = self._connection.execute(select(t).order_by(t.c.started_at, t.c.call_id))
        return [mapping.live_of(row) for row in rows.mappings()]
