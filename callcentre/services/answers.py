"""Answering what is owed: claim it, log attempts, answer, move or void it (section 3.3)."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from callcentre.domain.answer import (
    AnswerDraft,
    Purpose,
    file_answer,
    file_attempt,
    has_kinds,
)
from callcentre.domain.call import Language, PromiseDraft
from callcentre.domain.case import CaseState
from callcentre.domain.commitment import Commitment
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Direction
from callcentre.domain.staff import Action, Person
from callcentre.errors import Conflict, StorageDown
from callcentre.i18n import N_
from callcentre.services.claims import claim, open_commitment, refuse_taken
from callcentre.services.ports import Office, UnitOfWork


def take(
    office: Office,
    commitment_id: str,
    by: Person,
    *,
    purpose: Purpose = Purpose.ANSWER,
    direction: Direction = Direction.OUT,
) -> AnswerDraft:
    """Claim a commitment and open the answer to it; the loser is told who has it."""
    by.require(Action.ANSWER)
    with office.storage.writing() as work:
        now = office.clock.now()
        owed, token = claim(work, commitment_id, by, now)
        case = work.cases.get(owed.case_id) if owed.case_id else None
        call = work.calls.get(owed.call_id) if owed.call_id else None
        owner = work.people.by_id(owed.owner)
        work.commit()
    return AnswerDraft(
        id=uuid4().hex,
        commitment=owed,
        case_number=case.number if case else "",
        owner_name=owner.person.name if owner else by.name,
        agent=by,
        token=token,
        started_at=now,
        language=call.language if call else Language.ZH,
        purpose=purpose,
        direction=direction,
        kind=None if has_kinds(owed) else AnswerKind.RESULT,
        next=PromiseDraft(
            id=f"{token}-p", contact=owed.contact_value, channel=owed.contact_channel
        ),
    )


def retake(office: Office, draft: AnswerDraft, by: Person) -> AnswerDraft:
    """Claim again for a draft that was left behind; refused when another has it by now."""
    with office.storage.writing() as work:
        owed, token = claim(work, draft.commitment.id, by, office.clock.now())
        work.commit()
    return replace(draft, commitment=owed, agent=by, token=token)


def let_go(office: Office, draft: AnswerDraft) -> None:
    """Give the claim back unfinished."""
    with office.storage.writing() as work:
        work.commitments.release(draft.commitment.id, draft.token)
        work.commit()


def answer(office: Office, draft: AnswerDraft, at: datetime | None = None) -> AnswerDraft:
    """File an answer that reached the customer, with all that follows, in one transaction.

    `at` is when it was given, for an answer filed late because the database was away. The
    same draft filed twice is filed once. Refused with nothing saved: no next promise
    (I-07), a late answer without reason and apology (I-14), a claim that was lost.
    """
    with office.storage.writing() as work:
        now = at or office.clock.now()
        if work.contacts.get(draft.id) is None:
            _answer(work, draft, now)
            work.commit()
    return replace(draft, saved_at=now)


def _answer(work: UnitOfWork, draft: AnswerDraft, now: datetime) -> None:
    centre = work.centre.get()
    if centre is None:
        raise StorageDown(N_("This database has no centre in it."))
    owed = open_commitment(work, draft.commitment.id)
    if not work.commitments.holds(owed.id, draft.token):
        refuse_taken(work, owed.id, now)
    draft = replace(draft, commitment=owed)
    seq = 1 + max((c.seq for c in _chain(work, owed)), default=0)
    filed = file_answer(draft, centre, now, seq)
    work.contacts.add(filed.contact)
    for begun in filed.begun:
        work.commitments.add(begun)
    if owed.case_id and filed.still_waiting:
        # A customer whose return visit went badly waits again.
        work.cases.set_awaiting(owed.case_id, True)
    if owed.case_id and owed.keeps_case_alive and not filed.still_waiting:
        work.cases.set_awaiting(owed.case_id, False)
        _set_state(work, owed.case_id, CaseState.RETURN_VISIT)
    if not work.commitments.close(filed.closed):
        raise Conflict(N_("This has been answered already."))
    work.cases.add_events(filed.events)


def attempt(
    office: Office, draft: AnswerDraft, outcome: AttemptOutcome, note: str = ""
) -> AnswerDraft:
    """Log a contact that reached nobody. The debt stands, and so does the draft: the next
    try is another contact."""
    with office.storage.writing() as work:
        contact, event = file_attempt(draft, outcome, office.clock.now(), note)
        work.contacts.add(contact)
        if event is not None:
            work.cases.add_events([event])
        work.commit()
    return replace(draft, id=uuid4().hex)


def _chain(work: UnitOfWork, owed: Commitment) -> list[Commitment]:
    return list(work.commitments.of_case(owed.case_id)) if owed.case_id else [owed]


def _set_state(work: UnitOfWork, case_id: str, state: CaseState) -> None:
    case = work.cases.get(case_id)
    if case is not None and case.state is not state:
        work.cases.update(replace(case, state=state))
