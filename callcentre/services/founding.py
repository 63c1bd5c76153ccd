"""The first start: a centre and its first lead, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callcentre.domain.staff import Person, Role
from callcentre.errors import Conflict
from callcentre.i18n import N_
from callcentre.services.people import new_account
from callcentre.services.ports import Office

if TYPE_CHECKING:
    from callcentre.domain.centre import Centre


def centre_of(office: Office) -> Centre | None:
    """The centre's profile, or None before the first start."""
    with office.storage.reading() as work:
        return work.centre.get()


def found_centre(office: Office, centre: Centre, lead_name: str, passphrase: str) -> Person:
    """Write the centre and its first lead; refused when a centre stands already."""
    account = new_account(office, lead_name, Role.LEAD, passphrase)
    with office.storage.writing() as work:
        if work.centre.get() is not None:
            raise Conflict(N_("This database belongs to a centre already."))
        now = office.clock.now()
        work.people.add(account, now)
        work.centre.put(centre, now, account.person.id)
        work.commit()
    return account.person


def change_centre(office: Office, centre: Centre, by: str) -> None:
    """Replace the centre's profile; calls in progress keep what was promised in them."""
    with office.storage.writing() as work:
        work.centre.put(centre, office.clock.now(), by)
        work.commit()
