"""Staff in the database: a name stands for one person, whatever its case."""

from dataclasses import replace

import pytest

from callcentre.domain.staff import Person, Role
from callcentre.errors import Refused
from callcentre.services.ports import Account
from callcentre.storage.database import Database
from tests.support.callers import AGENT, LEAD
from tests.support.ledger import MADE
from tests.support.stored import HASHED, STAFF

GRACE = Person("g", "Grace Tan", Role.AGENT, ("en", "zh"))


@pytest.mark.parametrize("typed", ["Grace Tan", "grace tan", "GRACE TAN"])
def test_a_name_is_found_in_any_case(furnished: Database, typed: str) -> None:
    with furnished.writing() as work:
        work.people.add(Account(GRACE, "h"), MADE)
        assert work.people.by_name(typed) == Account(GRACE, "h")


def test_the_same_name_in_another_case_is_refused(furnished: Database) -> None:
    with furnished.writing() as work:
        work.people.add(Account(GRACE, "h"), MADE)
        again = replace(GRACE, id="g2", name="grace TAN")
        with pytest.raises(Refused):
            work.people.add(Account(again, "h"), MADE)


def test_nobody_is_nobody(furnished: Database) -> None:
    with furnished.reading() as work:
        assert work.people.by_name("nobody") is None
        assert work.people.by_id("nobody") is None


def test_everybody_is_listed_also_who_left(furnished: Database) -> None:
    left = replace(AGENT, active=False)
    with furnished.writing() as work:
        work.people.update(left)
        assert {p.id for p in work.people.all()} == {p.id for p in STAFF}
        assert left in work.people.all()


def test_a_change_of_role_leaves_name_and_passphrase(furnished: Database) -> None:
    with furnished.writing() as work:
        work.people.update(replace(AGENT, role=Role.MANAGER, languages=("en",)))
        stored = work.people.by_id(AGENT.id)
    assert stored == Account(replace(AGENT, role=Role.MANAGER, languages=("en",)), HASHED)


def test_a_new_passphrase_changes_nothing_else(furnished: Database) -> None:
    with furnished.writing() as work:
        work.people.set_passphrase(LEAD.id, "new")
        assert work.people.by_id(LEAD.id) == Account(LEAD, "new")
        assert work.people.by_id(AGENT.id) == Account(AGENT, HASHED)


def test_the_names_of_everybody(furnished: Database) -> None:
    with furnished.reading() as work:
        assert work.views.names() == {person.id: person.name for person in STAFF}
