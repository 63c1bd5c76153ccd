"""Staff: signing in, and who may manage whom (AU-10)."""

import time

import argon2
import pytest

from callcentre.domain.staff import Role
from callcentre.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from callcentre.passphrases import Argon2Passphrases
from callcentre.services.people import (
    LONGEST_NAME,
    add_person,
    everybody,
    set_active,
    set_passphrase,
    sign_in,
)
from callcentre.services.ports import Office
from tests.support.callers import AGENT, LEAD
from tests.support.centres import PASSPHRASE
from tests.support.stored import OTHER, STAFF

ANOTHER = "another good passphrase"


class TestSigningIn:
    @pytest.mark.parametrize("typed", ["周敏", "  周敏 ", "周敏\t"])
    def test_with_name_and_passphrase(self, desk: Office, typed: str) -> None:
        assert sign_in(desk, typed, PASSPHRASE) == LEAD

    @pytest.mark.parametrize("name", ["nobody", LEAD.name])
    def test_whatever_is_wrong_the_answer_is_the_same(self, desk: Office, name: str) -> None:
        for passphrase in ("", PASSPHRASE + " ", PASSPHRASE.upper(), "wrong"):
            with pytest.raises(Refused) as refusal:
                sign_in(desk, name, passphrase)
            assert type(refusal.value) is Refused
            assert str(refusal.value) == "The name or the passphrase is wrong."

    def test_and_takes_as_long(self, desk: Office) -> None:
        """A name that does not exist is not told by how fast it is refused."""
        hasher = argon2.PasswordHasher(time_cost=4, memory_cost=4096, parallelism=1)
        slow = Office(desk.storage, desk.clock, Argon2Passphrases(hasher))
        set_passphrase(slow, LEAD, LEAD.id, ANOTHER)

        def quickest(name: str) -> float:
            spans = []
            for _ in range(5):
                begun = time.perf_counter()
                with pytest.raises(Refused):
                    sign_in(slow, name, "wrong")
                spans.append(time.perf_counter() - begun)
            return min(spans)

        assert quickest("nobody") > quickest(LEAD.name) / 3

    def test_a_closed_account_is_told_only_to_its_owner(self, desk: Office) -> None:
        set_active(desk, LEAD, AGENT.id, active=False)
        with pytest.raises(Refused, match="closed"):
            sign_in(desk, AGENT.name, PASSPHRASE)
        with pytest.raises(Refused, match="is wrong"):
            sign_in(desk, AGENT.name, "wrong")

    def test_a_broken_hash_lets_nobody_in(self, desk: Office) -> None:
        with desk.storage.writing() as work:
            work.people.set_passphrase(LEAD.id, "$argon2id$broken")
            work.commit()
        with pytest.raises(Refused):
            sign_in(desk, LEAD.name, PASSPHRASE)


class TestAdding:
    def test_somebody_new_signs_in(self, desk: Office) -> None:
        added = add_person(desk, LEAD, " Grace  Tan ", Role.AGENT, ANOTHER)
        assert added.name == "Grace Tan"
        assert sign_in(desk, "grace tan", ANOTHER) == added
        assert len(everybody(desk)) == len(STAFF) + 1

    @pytest.mark.parametrize("name", [AGENT.name, f" {AGENT.name}"])
    def test_a_name_stands_for_one_person(self, desk: Office, name: str) -> None:
        with pytest.raises(Conflict, match=AGENT.name):
            add_person(desk, LEAD, name, Role.AGENT, ANOTHER)

    @pytest.mark.parametrize("name", ["", "  \t", "x" * (LONGEST_NAME + 1), "\u202e"])
    def test_a_name_has_a_length(self, desk: Office, name: str) -> None:
        with pytest.raises(BadInput, match="name"):
            add_person(desk, LEAD, name, Role.AGENT, ANOTHER)

    def test_a_passphrase_has_one_too(self, desk: Office) -> None:
        with pytest.raises(BadInput, match="passphrase"):
            add_person(desk, LEAD, "Grace", Role.AGENT, "1234567")
        assert len(everybody(desk)) == len(STAFF)

    def test_an_agent_adds_nobody(self, desk: Office) -> None:
        """3.4."""
        with pytest.raises(NotAllowed):
            add_person(desk, AGENT, "Grace", Role.AGENT, ANOTHER)
        assert len(everybody(desk)) == len(STAFF)


class TestLeaving:
    def test_the_last_lead_stays(self, desk: Office) -> None:
        with pytest.raises(Refused, match="last lead"):
            set_active(desk, LEAD, LEAD.id, active=False)
        assert sign_in(desk, LEAD.name, PASSPHRASE) == LEAD

    @pytest.mark.parametrize("role", [Role.LEAD, Role.MANAGER])
    def test_with_another_one_she_may_go(self, desk: Office, role: Role) -> None:
        add_person(desk, LEAD, "Grace", role, ANOTHER)
        assert not set_active(desk, LEAD, LEAD.id, active=False).active

    def test_and_one_who_left_does_not_count(self, desk: Office) -> None:
        second = add_person(desk, LEAD, "Grace", Role.LEAD, ANOTHER)
        set_active(desk, LEAD, second.id, active=False)
        with pytest.raises(Refused, match="last lead"):
            set_active(desk, LEAD, LEAD.id, active=False)

    def test_who_left_may_come_back(self, desk: Office) -> None:
        set_active(desk, LEAD, AGENT.id, active=False)
        set_active(desk, LEAD, AGENT.id, active=True)
        assert sign_in(desk, AGENT.name, PASSPHRASE) == AGENT

    def test_an_agent_closes_nobody(self, desk: Office) -> None:
        with pytest.raises(NotAllowed):
            set_active(desk, AGENT, OTHER.id, active=False)

    def test_nobody_is_not_closed(self, desk: Office) -> None:
        with pytest.raises(NotFound):
            set_active(desk, LEAD, "ghost", active=False)


class TestPassphrases:
    def test_everybody_sets_their_own(self, desk: Office) -> None:
        set_passphrase(desk, AGENT, AGENT.id, ANOTHER)
        assert sign_in(desk, AGENT.name, ANOTHER) == AGENT
        with pytest.raises(Refused):
            sign_in(desk, AGENT.name, PASSPHRASE)

    def test_a_lead_sets_anybodys(self, desk: Office) -> None:
        set_passphrase(desk, LEAD, AGENT.id, ANOTHER)
        assert sign_in(desk, AGENT.name, ANOTHER) == AGENT

    def test_an_agent_sets_nobody_elses(self, desk: Office) -> None:
        with pytest.raises(NotAllowed):
            set_passphrase(desk, AGENT, OTHER.id, ANOTHER)
        assert sign_in(desk, OTHER.name, PASSPHRASE) == OTHER

    def test_a_short_one_is_refused(self, desk: Office) -> None:
        with pytest.raises(BadInput):
            set_passphrase(desk, AGENT, AGENT.id, "short")

    def test_what_is_stored_is_not_what_is_typed(self, desk: Office) -> None:
        with desk.storage.reading() as work:
            account = work.people.by_id(AGENT.id)
        assert account is not None
        assert account.passphrase_hash.startswith("$argon2id$")
        assert PASSPHRASE not in account.passphrase_hash
