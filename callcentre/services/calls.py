"""A call on its way into the database: its number, its filing, its place on the lead's view."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from callcentre.domain.call import Call, Complaint, Debt
from callcentre.domain.call_back import answer_of, attempt_of
from callcentre.domain.call_back import call_back as domain_call_back
from callcentre.domain.case import Case, CaseEvent, EventKind
from callcentre.domain.centre import Centre
from callcentre.domain.commitment import Commitment, discharge
from callcentre.domain.filing import FiledComplaint, accepted_at, file_complaint, needs_number
from callcentre.domain.live import LiveCall, live_of
from callcentre.domain.phone import phone_key
from callcentre.domain.staff import Person
from callcentre.errors import NotFound, StorageDown
from callcentre.i18n import N_
from callcentre.services.claims import claim
from callcentre.services.difference import changes, merged
from callcentre.services.ports import Office, UnitOfWork


def allot_number(office: Office, call: Call, complaint_id: str) -> str:
    """The case number of a complaint: the next of its day or month, once and for ever.

    Asked again for the same complaint it gives the same number (RC-10, RC-11).
    """
    with office.storage.writing() as work:
        centre = _centre(work)
        complaint = next(c for c in call.complaints if c.id == complaint_id)
        now = office.clock.now()
        taken_at = complaint.acceptance.accepted_at or complaint.explanation.told_at or now
        number = _allot(work, centre, call, replace(complaint, begun_at=taken_at))
        work.commit()
    return number


def file_call(office: Office, call: Call) -> Call:
    """Keep everything this call has come to so far, in one transaction.

    Safe to repeat: what is there stays, what changed since the last filing is changed field
    by field, so that another's change to the same case is not overwritten. Returns the call
    with the numbers its complaints were given.
    """
    with office.storage.writing() as work:
        centre = _centre(work)
        call = _numbered(work, centre, call)
        before = work.calls.get(call.id)
        work.calls.put(call, phone_key(call.complaint.record.phone, centre.country))
        for complaint in call.complaints:
            filed = file_complaint(call, complaint, centre)
            if filed is not None:
                earlier = _as_filed_before(before, complaint.id, centre)
                _file_complaint(work, filed, earlier, office.clock.now())
        _settle_debt(work, call)
        if call.saved_at is not None:
            work.live.remove(call.id)
        work.commit()
    return call


def show_live(office: Office, call: Call) -> None:
    """Let the leads see this call: step, anger, and whether a lead is asked for."""
    with office.storage.writing() as work:
        work.live.put(live_of(call, office.clock.now()))
        work.commit()


def live_calls(office: Office) -> Sequence[LiveCall]:
    """The calls being held now (AU-02, LS-07)."""
    with office.storage.reading() as work:
        return work.live.all()


def call_back(
    office: Office, commitment_id: str, by: Person, call_id: str, script_version: str
) -> Call:
    """Claim a lost caller and open the call back to him, with all that was typed."""
    with office.storage.writing() as work:
        now = office.clock.now()
        owed, token = claim(work, commitment_id, by, now)
        lost = work.calls.get(owed.call_id) if owed.call_id else None
        if lost is None:
            raise NotFound(N_("The call this is about is not in the database."))
        work.commit()
    debt = Debt(owed.id, owed.due.at, token)
    return domain_call_back(
        lost, debt, call_id=call_id, agent=by, now=now, script_version=script_version
    )


def _centre(work: UnitOfWork) -> Centre:
    centre = work.centre.get()
    if centre is None:
        raise StorageDown(N_("This database has no centre in it."))
    return centre


def _numbered(work: UnitOfWork, centre: Centre, call: Call) -> Call:
    def with_number(complaint: Complaint) -> Complaint:
        if not needs_number(complaint):
            return complaint
        number = _allot(work, centre, call, complaint)
        return replace(complaint, acceptance=replace(complaint.acceptance, number=number))

    return replace(call, complaints=tuple(map(with_number, call.complaints)))


def _allot(work: UnitOfWork, centre: Centre, call: Call, complaint: Complaint) -> str:
    if number := work.numbers.of_case(complaint.id):
        return number
    at = accepted_at(call, complaint)
    period = centre.numbering.period(at)
    serial = work.numbers.next_serial(period)
    number = centre.numbering.write(period, serial)
    work.numbers.allot(number, complaint.id, period, serial, at, call.agent.id)
    return number


def _as_filed_before(before: Call | None, complaint_id: str, centre: Centre) -> Case | None:
    """The case as this call filed it last time, to tell its own changes from others'."""
    if before is None:
        return None
    for complaint in before.complaints:
        if complaint.id == complaint_id:
            filed = file_complaint(before, complaint, centre)
            return filed.case if filed else None
    return None


def _file_complaint(
    work: UnitOfWork, filed: FiledComplaint, earlier: Case | None, now: datetime
) -> None:
    awaiting = _put_case(work, filed.case, earlier, now) if filed.case else None
    for contact in filed.contacts:
        work.contacts.add(contact)
    for commitment in filed.commitments:
        # Added open and then closed, so that a case is never for a moment without one.
        work.commitments.add(replace(commitment, closing=None))
    for commitment in filed.commitments:
        if commitment.closing is not None:
            work.commitments.close(commitment)
    if filed.case is not None and awaiting is not None:
        work.cases.set_awaiting(filed.case.id, awaiting)
    work.cases.add_events(filed.events)


def _put_case(work: UnitOfWork, case: Case, earlier: Case | None, now: datetime) -> bool:
    """Add or merge the case; return whether its customer waits from now on."""
    stored = work.cases.get(case.id)
    if stored is None:
        work.cases.add(case)
        return case.awaiting
    result = merged(earlier or stored, case, stored)
    if result != stored:
        work.cases.update(result)
        _note_edit(work, stored, result, now)
    return result.awaiting


def _note_edit(work: UnitOfWork, before: Case, after: Case, now: datetime) -> None:
    edited = changes(before, after)
    if edited is None:
        return
    event = CaseEvent(
        id=f"{after.id}-edit-{now:%Y%m%d%H%M%S%f}",
        case_id=after.id,
        at=now,
        by=after.accepted_by,
        kind=EventKind.EDITED,
        before=edited[0],
        after=edited[1],
    )
    work.cases.add_events([event])


def _settle_debt(work: UnitOfWork, call: Call) -> None:
    """A lost caller who was called back: the debt ends with this conversation, or stays owed
    after the attempt, and then anybody may try again at once."""
    if call.answers is None or not call.is_over:
        return
    owed = work.commitments.get(call.answers.commitment_id)
    if owed is None:
        return
    if not call.answered:
        _keep_attempt(work, call, owed)
        work.commitments.release(owed.id, call.answers.token)
    elif owed.is_open and work.commitments.holds(owed.id, call.answers.token):
        # Else somebody took this caller meanwhile, and answers for the debt.
        _discharge_debt(work, call, owed)


def _keep_attempt(work: UnitOfWork, call: Call, owed: Commitment) -> None:
    if (tried := attempt_of(call, owed)) is not None:
        contact, event = tried
        work.contacts.add(contact)
        work.cases.add_events([event] if event else [])


def _discharge_debt(work: UnitOfWork, call: Call, owed: Commitment) -> None:
    if call.answers_late and not call.late_reason.strip():
        # The wrap-up asks for it; the debt ends when that is filed.
        return
    contact = answer_of(call, owed)
    work.contacts.add(contact)
    closed = discharge(
        owed, contact, None, late_reason=call.late_reason, apologised=call.apologies > 0
    )
    work.commitments.close(closed)
