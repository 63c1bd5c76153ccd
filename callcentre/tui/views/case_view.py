"""A case as lines: the record, the chain of promises, contacts, history."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from callcentre.domain.centre import Centre
from callcentre.domain.commitment import Commitment, Status, status_at
from callcentre.domain.contact import Contact
from callcentre.i18n import _
from callcentre.services.cases import CaseFile
from callcentre.tui.render import Part
from callcentre.tui.views.queue_view import STYLES
from callcentre.wording.case_words import chain_words, contact_words, event_words, record_words
from callcentre.wording.labels import label
from callcentre.wording.lateness import GLYPHS

Lines = Sequence[Sequence[Part]]
INDENT = "   "


def case_title(found: CaseFile) -> Sequence[Part]:
    """Number, state and who answers for it."""
    case = found.case
    owner = found.names.get(case.owner, "")
    return (
        (case.number, "bold $accent"),
        f"   {case.record.name}   ",
        (label(case.state), "$primary"),
        ("   " + _("owner {name}").format(name=owner), "$text-muted"),
        ("   " + _("escalation {level}").format(level=case.escalation), "$warning")
        if case.escalation
        else "",
    )


def case_lines(found: CaseFile, centre: Centre, now: datetime) -> Lines:
    """The whole file, in sections."""
    rows: list[Sequence[Part]] = []
    sections = (
        (_("Promises"), _chain(found, centre, now)),
        (_("Record"), _record(found, centre)),
        (_("Contacts"), _contacts(found, centre)),
        (_("History"), _history(found, centre)),
    )
    for title, section in sections:
        rows += [((title, "bold $primary"),), *section, ("",)]
    return rows


def _chain(found: CaseFile, centre: Centre, now: datetime) -> Iterator[Sequence[Part]]:
    for commitment in found.chain:
        status = status_at(commitment, now, centre.limits.due_soon)
        yield _chain_line(commitment, status, found, centre)
        if commitment.told.reason:
            yield ((f"{INDENT}{INDENT}{commitment.told.reason}", "$text-muted"),)


def _chain_line(
    commitment: Commitment, status: Status, found: CaseFile, centre: Centre
) -> Sequence[Part]:
    style = STYLES.get(status, "$success" if status is Status.KEPT else "$text-muted")
    words = chain_words(commitment, status, found.names, centre.zone)
    return ((f"{INDENT}{GLYPHS[status]:<2} ", style), *((f"{w}  ", style) for w in words))


def _record(found: CaseFile, centre: Centre) -> Iterator[Sequence[Part]]:
    for name, value in record_words(found.case, centre.zone):
        yield ((f"{INDENT}{name}: ", "$text-muted"), value)


def _contacts(found: CaseFile, centre: Centre) -> Iterator[Sequence[Part]]:
    contact: Contact
    for contact in found.contacts:
        first, *rest = contact_words(contact, found.names, centre.zone)
        yield (f"{INDENT}{first}",)
        for text in rest:
            yield ((f"{INDENT}{INDENT}{text}", "$text-muted"),)


def _history(found: CaseFile, centre: Centre) -> Iterator[Sequence[Part]]:
    for event in found.events:
        yield ((f"{INDENT}{event_words(event, found.names, centre.zone)}", "$text-muted"),)
