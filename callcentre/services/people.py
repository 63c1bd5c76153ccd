"""Staff: signing in, and who works here (AU-10)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from callcentre.domain.staff import Action, Person, Role
from callcentre.errors import BadInput, Conflict, NotFound, Refused
from callcentre.i18n import N_
from callcentre.services.ports import Account, Office
from callcentre.text import clean

SHORTEST_PASSPHRASE = 8
LONGEST_NAME = 40


def new_account(
    office: Office, name: str, role: Role, passphrase: str, languages: tuple[str, ...] = ()
) -> Account:
    """An account that may be stored: the name is clean and the passphrase long enough."""
    name = clean(name)
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(N_("A name has 1 to {most} characters."), most=LONGEST_NAME)
    require_passphrase(passphrase)
    person = Person(uuid4().hex, name, role, languages)
    return Account(person, office.passphrases.hash(passphrase))


def require_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(
            N_("A passphrase has at least {least} characters."), least=SHORTEST_PASSPHRASE
        )


def sign_in(office: Office, name: str, passphrase: str) -> Person:
    """The person of that name, if the passphrase is right. A wrong name and a wrong
    passphrase give the same answer and take the same time."""
    with office.storage.reading() as work:
        account = work.people.by_name(clean(name))
    stored = account.passphrase_hash if account else ""
    if not office.passphrases.matches(stored, passphrase) or account is None:
        raise Refused(N_("The name or the passphrase is wrong."))
    if not account.person.active:
        raise Refused(N_("This account is closed; ask a team lead."))
    return account.person


def everybody(office: Office) -> Sequence[Person]:
    """All staff, also those who left."""
    with office.storage.reading() as work:
        return work.people.all()


def add_person(office: Office, by: Person, name: str, role: Role, passphrase: str) -> Person:
    """Add somebody; a name stands for one person."""
    by.require(Action.MANAGE_PEOPLE)
    account = new_account(office, name, role, passphrase)
    with office.storage.writing() as work:
        if work.people.by_name(account.person.name) is not None:
            raise Conflict(N_("There is somebody called {name} already."), name=account.person.name)
        work.people.add(account, office.clock.now())
        work.commit()
    return account.person


def set_active(office: Office, by: Person, person_id: str, active: bool) -> Person:
    """Close or reopen an account; the last lead stays."""
    by.require(Action.MANAGE_PEOPLE)
    with office.storage.writing() as work:
        account = work.people.by_id(person_id)
        if account is None:
            raise NotFound(N_("There is no such person."))
        changed = replace(account.person, active=active)
        leads = [p for p in work.people.all() if p.active and p.may(Action.MANAGE_PEOPLE)]
        if not active and leads == [account.person]:
            raise Refused(N_("The last lead cannot leave: nobody could manage the desk."))
        work.people.update(changed)
        work.commit()
    return changed


def set_passphrase(office: Office, by: Person, person_id: str, passphrase: str) -> None:
    """Everybody sets their own; a lead sets anybody's."""
    if by.id != person_id:
        by.require(Action.MANAGE_PEOPLE)
    require_passphrase(passphrase)
    hashed = office.passphrases.hash(passphrase)
    with office.storage.writing() as work:
        work.people.set_passphrase(person_id, hashed)
        work.commit()
