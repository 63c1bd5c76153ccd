"""Claims: one agent holds a commitment for a while, by a lease that lapses by itself."""

from datetime import datetime, timedelta
from uuid import uuid4

from callcentre.domain.commitment import Commitment
from callcentre.domain.staff import Person
from callcentre.errors import Conflict, NotFound
from callcentre.i18n import N_
from callcentre.services.ports import Office, UnitOfWork

LEASE = timedelta(minutes=2)


def claim(
    work: UnitOfWork, commitment_id: str, by: Person, now: datetime
) -> tuple[Commitment, str]:
    """Take the commitment, or be told who has it. The token is needed to finish it."""
    owed = open_commitment(work, commitment_id)
    token = uuid4().hex
    if not work.commitments.claim(owed.id, by.id, token, now, now + LEASE):
        refuse_taken(work, owed.id, now)
    return owed, token


def renew(office: Office, commitment_id: str, token: str) -> bool:
    """Renew the lease while the conversation is open; False when it was lost."""
    with office.storage.writing() as work:
        kept = work.commitments.renew(commitment_id, token, office.clock.now() + LEASE)
        work.commit()
    return kept


def open_commitment(work: UnitOfWork, commitment_id: str) -> Commitment:
    """The commitment, as long as it is owed."""
    owed = work.commitments.get(commitment_id)
    if owed is None:
        raise NotFound(N_("Nothing is owed under this key any more."))
    if not owed.is_open:
        raise Conflict(N_("This has been answered already."))
    return owed


def refuse_taken(work: UnitOfWork, commitment_id: str, now: datetime) -> None:
    """Say who has it, or that one's own hold has lapsed."""
    claim = work.commitments.claim_of(commitment_id)
    if claim is None or not claim.stands(now):
        raise Conflict(N_("Your hold on this has lapsed; open it again."))
    since = now - claim.since
    raise Conflict(
        N_("{name} has this, since {minutes} min."),
        name=claim.by_name,
        minutes=int(since.total_seconds() // 60),
    )
