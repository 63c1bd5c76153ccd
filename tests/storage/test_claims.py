"""Claims: of many who reach for the same debt one gets it, and the others hear who."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from callcentre.domain.commitment import Closing, Outcome
from callcentre.domain.staff import Person, Role
from callcentre.services.ports import Account
from callcentre.storage.database import Database
from tests.support.callers import AGENT
from tests.support.ledger import DUE, MADE, MINUTE, SECOND, a_promise
from tests.support.racers import claim_all
from tests.support.races import in_processes, in_threads
from tests.support.stored import OTHER, owe

IDS = [f"p{n}" for n in range(12)]
LEASE = timedelta(minutes=2)


def hire_racers(database: Database, count: int) -> None:
    with database.writing() as work:
        for number in range(count):
            person = Person(f"x{number}", f"agent {number}", Role.AGENT)
            work.people.add(Account(person, ""), MADE)
        work.commit()


def address(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def one_winner_each(outcomes: list[dict[str, str]]) -> None:
    """Each debt was taken once, and whoever lost was told by whom."""
    winners = Counter(id_ for of_one in outcomes for id_, word in of_one.items() if word == "mine")
    assert winners == Counter(IDS)
    for id_ in IDS:
        [winner] = [n for n, of_one in enumerate(outcomes) if of_one[id_] == "mine"]
        said = {of_one[id_] for of_one in outcomes} - {"mine"}
        assert said == {f"agent {winner} has this, since 0 min."}


def test_threads_race_for_the_same_debts(furnished: Database) -> None:
    """Design 3.5."""
    hire_racers(furnished, 6)
    owe(furnished, *(a_promise(id=id_) for id_ in IDS))
    where = address(furnished)
    one_winner_each(in_threads(6, lambda number: claim_all(number, where, IDS)))


def test_programs_race_for_the_same_debts(furnished: Database) -> None:
    """Design 3.5."""
    hire_racers(furnished, 4)
    owe(furnished, *(a_promise(id=id_) for id_ in IDS))
    one_winner_each(in_processes(4, claim_all, address(furnished), IDS))


class TestLease:
    @pytest.fixture
    def held(self, furnished: Database) -> Database:
        """A debt that an agent has just taken."""
        owe(furnished, a_promise())
        with furnished.writing() as work:
            assert work.commitments.claim("p1", AGENT.id, "t1", MADE, MADE + LEASE)
            work.commit()
        return furnished

    def test_while_it_stands_nobody_else_gets_it(self, held: Database) -> None:
        with held.writing() as work:
            now = MADE + LEASE - SECOND
            assert not work.commitments.claim("p1", OTHER.id, "t2", now, now + LEASE)
            claim = work.commitments.claim_of("p1")
            assert work.commitments.holds("p1", "t1")
        assert claim is not None
        assert (claim.by, claim.by_name, claim.since) == (AGENT.id, "张同", MADE)

    def test_when_it_has_lapsed_the_next_one_does(self, held: Database) -> None:
        with held.writing() as work:
            now = MADE + LEASE
            assert work.commitments.claim("p1", OTHER.id, "t2", now, now + LEASE)
            assert work.commitments.holds("p1", "t2")
            assert not work.commitments.holds("p1", "t1")

    def test_whoever_holds_it_may_take_it_anew(self, held: Database) -> None:
        """At another terminal; the first one's token is worth nothing then."""
        with held.writing() as work:
            assert work.commitments.claim("p1", AGENT.id, "t2", MADE, MADE + LEASE)
            assert not work.commitments.holds("p1", "t1")

    def test_a_renewed_one_stands_longer(self, held: Database) -> None:
        with held.writing() as work:
            assert work.commitments.renew("p1", "t1", MADE + 2 * LEASE)
            now = MADE + LEASE + MINUTE
            assert not work.commitments.claim("p1", OTHER.id, "t2", now, now + LEASE)

    def test_only_with_its_token_is_it_renewed_or_given_back(self, held: Database) -> None:
        with held.writing() as work:
            assert not work.commitments.renew("p1", "t2", MADE + 2 * LEASE)
            work.commitments.release("p1", "t2")
            assert work.commitments.holds("p1", "t1")
            work.commitments.release("p1", "t1")
            assert work.commitments.claim_of("p1") is None

    def test_what_has_ended_is_not_taken(self, held: Database) -> None:
        with held.writing() as work:
            closing = Closing(at=DUE, outcome=Outcome.KEPT, contact_id="k")
            assert work.commitments.close(replace(a_promise(), closing=closing))
            assert work.commitments.claim_of("p1") is None
            assert not work.commitments.claim("p1", OTHER.id, "t2", DUE, DUE + LEASE)
            assert not work.commitments.close(replace(a_promise(), closing=closing))
