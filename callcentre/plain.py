"""Plain text of the queue and of cases: for pipes, cron and screen readers."""

import json
from collections.abc import Iterator

from rich.cells import cell_len

from callcentre.domain.case import Case
from callcentre.domain.centre import Centre
from callcentre.domain.commitment import status_at
from callcentre.domain.queue import QueueFilter, QueueKey, QueueRow, Whose
from callcentre.errors import NotFound
from callcentre.i18n import N_, _
from callcentre.services.cases import case_file, find_cases
from callcentre.services.founding import centre_of
from callcentre.services.people import everybody
from callcentre.services.ports import Office
from callcentre.services.queue import queue_page
from callcentre.wording.case_words import chain_words, contact_words, event_words, record_words
from callcentre.wording.clocks import full
from callcentre.wording.labels import label
from callcentre.wording.queue_lines import queue_words

PAGE = 200


def queue_lines(
    office: Office, *, overdue: bool, owner: str, limit: int, as_json: bool
) -> Iterator[str]:
    """One line a debt, most late first: when, lateness, whom, case, what, owner, severity."""
    centre = require_centre(office)
    wanted = _filter(office, overdue=overdue, owner=owner)
    for row in _rows(office, wanted, limit):
        yield _queue_json(row, office, centre) if as_json else _queue_line(row, office, centre)


def _filter(office: Office, *, overdue: bool, owner: str) -> QueueFilter:
    if not owner:
        return QueueFilter(Whose.OVERDUE if overdue else Whose.TEAM)
    for person in everybody(office):
        if person.name.casefold() == owner.casefold():
            return QueueFilter(Whose.MINE, person.id)
    raise NotFound(N_("There is nobody called {name}."), name=owner)


def _rows(office: Office, wanted: QueueFilter, limit: int) -> Iterator[QueueRow]:
    anchor: QueueKey | None = None
    left = limit
    while left > 0:
        page = queue_page(office, wanted, anchor=anchor, after=min(left, PAGE) + bool(anchor))
        rows = page.rows[1:] if anchor else page.rows
        yield from rows[:left]
        left -= len(rows)
        if not page.more_after or not rows:
            return
        anchor = rows[-1].key


def _queue_line(row: QueueRow, office: Office, centre: Centre) -> str:
    words = queue_words(row, office.clock.now(), centre.limits.due_soon, plain=True)
    cells = (
        (words.glyph, 2),
        (full(row.due.at, centre.zone), 22),
        (words.lateness, 14),
        (words.number, 16),
        (words.whom, 14),
        (words.owed, 22),
        (words.owner, 10),
        (words.severity, 10),
        (words.claim, 0),
    )
    return "  ".join(_padded(text, width) for text, width in cells).rstrip()


def _queue_json(row: QueueRow, office: Office, centre: Centre) -> str:
    now = office.clock.now()
    values = {
        "id": row.id,
        "kind": row.kind.value,
        "status": row.status(now, centre.limits.due_soon).value,
        "due": row.due.local.isoformat(),
        "seconds_left": int(row.time_left(now).total_seconds()),
        "whom": row.whom,
        "contact": row.contact_value,
        "case": row.case_number,
        "owed": row.owed.value,
        "owner": row.owner_name,
        "severity": row.severity.value,
        "attempts": row.attempts,
        "claimed_by": row.claim.by_name if row.claim and row.claim.stands(now) else None,
    }
    return json.dumps(values, ensure_ascii=False)


def cases_lines(office: Office, words: str, *, limit: int, as_json: bool) -> Iterator[str]:
    """One line a case, newest first."""
    centre = require_centre(office)
    for case in find_cases(office, words, limit):
        yield _case_json(case) if as_json else _case_line(case, centre)


def _case_line(case: Case, centre: Centre) -> str:
    cells = (
        (case.number, 16),
        (full(case.accepted_at, centre.zone), 22),
        (label(case.classification.category), 18),
        (label(case.classification.severity), 10),
        (label(case.state), 20),
        (case.record.name, 14),
        (case.record.crux, 0),
    )
    return "  ".join(_padded(text, width) for text, width in cells).rstrip()


def _case_json(case: Case) -> str:
    values = {
        "number": case.number,
        "accepted": case.accepted_at.isoformat(),
        "name": case.record.name,
        "phone": case.record.phone,
        "category": case.classification.category,
        "severity": case.classification.severity,
        "validity": case.classification.validity,
        "state": case.state,
        "awaiting": case.awaiting,
        "crux": case.record.crux,
    }
    return json.dumps(values, ensure_ascii=False)


def case_text(office: Office, number: str) -> Iterator[str]:
    """The whole file of one case."""
    centre, zone = require_centre(office), require_centre(office).zone
    found = case_file(office, number)
    now = office.clock.now()
    yield f"{found.case.number}  {found.case.record.name}  {label(found.case.state)}"
    yield ""
    yield _("Promises")
    for commitment in found.chain:
        status = status_at(commitment, now, centre.limits.due_soon)
        yield "  " + "  ".join(chain_words(commitment, status, found.names, zone))
        if commitment.told.reason:
            yield f"    {commitment.told.reason}"
    yield ""
    yield _("Record")
    for name, value in record_words(found.case, zone):
        yield f"  {name}: {value}"
    yield ""
    yield _("Contacts")
    for contact in found.contacts:
        first, *rest = contact_words(contact, found.names, zone)
        yield f"  {first}"
        yield from (f"    {text}" for text in rest)
    yield ""
    yield _("History")
    for event in found.events:
        yield f"  {event_words(event, found.names, zone)}"


def require_centre(office: Office) -> Centre:
    """The centre; a database without one is told so."""
    centre = centre_of(office)
    if centre is None:
        raise NotFound(N_("No centre yet: run “callcentre init” or “callcentre run” first."))
    return centre


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))
