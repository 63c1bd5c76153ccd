"""Every value comes back from the database as it went in, whatever stands in its texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callcentre.domain.call import Call
from callcentre.domain.case import Case, CaseEvent
from callcentre.domain.centre import Centre
from callcentre.domain.commitment import Closing, Commitment
from callcentre.domain.contact import AnswerKind, Contact
from callcentre.domain.live import LiveCall
from callcentre.domain.staff import Person
from callcentre.services.ports import Account, UnitOfWork
from callcentre.storage.database import Database
from callcentre.storage.mapping import decode_call, encode_call
from callcentre.storage.profile import profile_of, read_profile
from tests.support.callers import AGENT
from tests.support.ledger import MADE, MINUTE, a_promise
from tests.support.stored import add_case
from tests.support.values import any_, moments, spoken

agent = st.just(AGENT)
agent_id = st.just(AGENT.id)
modestly = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def undone(database: Database) -> Iterator[UnitOfWork]:
    """A transaction that is not committed, so that every example finds the same rows."""
    with database.writing() as work:
        yield work


@modestly
@given(
    person=any_(Person, id=st.just("new"), name=st.just("新人")), hashed=st.text("abc$", max_size=9)
)
def test_a_person(furnished: Database, person: Person, hashed: str) -> None:
    with undone(furnished) as work:
        work.people.add(Account(person, hashed), MADE)
        assert work.people.by_id("new") == Account(person, hashed)
        assert work.people.by_name("新人") == Account(person, hashed)


@modestly
@given(call=any_(Call, id=st.just("k"), agent=agent, current=st.just(0)))
def test_a_call(furnished: Database, call: Call) -> None:
    """Every word typed, every step and anger note."""
    with undone(furnished) as work:
        work.calls.put(call, "+86139")
        assert work.calls.get("k") == call
        changed = replace(call, notes="另一份记录", apologies=7)
        work.calls.put(changed, "+86139")
        assert work.calls.get("k") == changed


@modestly
@given(
    case=any_(
        Case,
        id=st.just("case-9"),
        number=st.just("TS-9"),
        call_id=st.just("call-1"),
        accepted_by=agent_id,
        first_responsible=agent_id,
        owner=agent_id,
        awaiting=st.just(False),
    )
)
def test_a_case(furnished: Database, case: Case) -> None:
    with undone(furnished) as work:
        before = add_case(work, 1)
        work.numbers.allot("TS-9", "case-9", "TS", 9, MADE, AGENT.id)
        work.cases.add(case)
        assert work.cases.get("case-9") == case
        assert work.cases.by_number("TS-9") == case
        assert work.cases.get(before.id) == before
        changed = replace(case, escalation=2, record=replace(case.record, crux="改过"))
        work.cases.update(changed)
        assert work.cases.get("case-9") == changed


@modestly
@given(events=st.lists(any_(CaseEvent, case_id=st.just("case-1"), by=agent_id), max_size=4))
def test_the_history_of_a_case(furnished: Database, events: list[CaseEvent]) -> None:
    told = [replace(event, id=f"e{n}") for n, event in enumerate(events)]
    with undone(furnished) as work:
        add_case(work)
        work.cases.add_events(told)
        work.cases.add_events(told)
        assert work.cases.events("case-1") == sorted(told, key=lambda e: (e.at, e.id))


@modestly
@given(
    commitment=any_(
        Commitment,
        id=st.just("p9"),
        case_id=st.sampled_from(["case-1", None]),
        call_id=st.sampled_from(["call-1", None]),
        made_by=agent_id,
        owner=agent_id,
        follows=st.sampled_from(["p1", None]),
        made_at=st.just(MADE),
        due=spoken.filter(lambda due: due.at > MADE),
        closing=st.none(),
    ),
    closing=any_(Closing),
)
def test_a_commitment_and_its_end(
    furnished: Database, commitment: Commitment, closing: Closing
) -> None:
    with undone(furnished) as work:
        add_case(work)
        work.commitments.add(a_promise())
        work.commitments.add(commitment)
        assert work.commitments.get("p9") == commitment
        ended = replace(commitment, closing=closing)
        assert work.commitments.close(ended)
        assert work.commitments.get("p9") == ended


@modestly
@given(
    contact=any_(
        Contact,
        id=st.just("k9"),
        commitment_id=st.sampled_from(["p1", None]),
        case_id=st.sampled_from(["case-1", None]),
        call_id=st.sampled_from(["call-1", None]),
        by=agent_id,
        attempt=st.none(),
    )
)
def test_a_contact(furnished: Database, contact: Contact) -> None:
    with undone(furnished) as work:
        add_case(work)
        work.commitments.add(a_promise())
        work.contacts.add(contact)
        assert work.contacts.get("k9") == contact


@modestly
@given(live=st.lists(any_(LiveCall, agent=agent_id), max_size=3, unique_by=lambda c: c.call_id))
def test_calls_being_held(furnished: Database, live: list[LiveCall]) -> None:
    with undone(furnished) as work:
        for call in live:
            work.live.put(replace(call, anger=0))
            work.live.put(call)
        assert work.live.all() == sorted(live, key=lambda c: (c.started_at, c.call_id))


@given(call=any_(Call))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_call_as_its_document(call: Call) -> None:
    assert decode_call(encode_call(call)) == call


class TestCentre:
    def test_its_profile(self, furnished: Database) -> None:
        with furnished.reading() as work:
            stored = work.centre.get()
        assert stored is not None
        assert profile_of(stored) == profile_of(read_profile(profile_of(stored)))
        assert isinstance(stored, Centre)

    def test_there_is_one(self, furnished: Database) -> None:
        with furnished.writing() as work:
            stored = work.centre.get()
            assert stored is not None
            work.centre.put(replace(stored, name="新名字"), MADE + MINUTE, AGENT.id)
            work.commit()
        with furnished.reading() as work:
            stored = work.centre.get()
            assert stored is not None
            assert stored.name == "新名字"


@pytest.mark.parametrize("reached", [*AnswerKind, None])
def test_whether_a_contact_reached_him(furnished: Database, reached: AnswerKind | None) -> None:
    contact = Contact(id="k", commitment_id=None, case_id=None, at=MADE, by="a1", kind=reached)
    with undone(furnished) as work:
        work.contacts.add(contact)
        stored = work.contacts.get("k")
    assert stored is not None
    assert stored.reached is (reached is not None)


@modestly
@given(moment=moments)
def test_an_instant_to_the_microsecond(furnished: Database, moment: datetime) -> None:
    """I-24: UTC, on both."""
    contact = Contact(id="k", commitment_id=None, case_id=None, at=moment, by="a1")
    with undone(furnished) as work:
        work.contacts.add(contact)
        stored = work.contacts.get("k")
    assert stored is not None
    assert stored.at == moment
    assert stored.at.utcoffset() is not None
