"""Reading one case with everything that happened to it, and finding cases (RC-14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcentre.domain.case import Case, CaseEvent
from callcentre.domain.commitment import Commitment
from callcentre.domain.contact import Contact
from callcentre.errors import NotFound
from callcentre.i18n import N_
from callcentre.services.ports import Office
from callcentre.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case, its promise chain, its contacts, its history, and the names of the staff in it."""

    case: Case
    chain: tuple[Commitment, ...]
    contacts: tuple[Contact, ...]
    events: tuple[CaseEvent, ...]
    names: dict[str, str]


def case_file(office: Office, number: str) -> CaseFile:
    """Everything about the case of that number."""
    with office.storage.reading() as work:
        case = work.cases.by_number(clean(number).upper())
        if case is None:
            raise NotFound(N_("There is no case {number}."), number=clean(number))
        return CaseFile(
            case=case,
            chain=tuple(work.commitments.of_case(case.id)),
            contacts=tuple(work.contacts.of_case(case.id)),
            events=tuple(work.cases.events(case.id)),
            names={person.id: person.name for person in work.people.all()},
        )


def find_cases(office: Office, words: str = "", limit: int = 50) -> Sequence[Case]:
    """The newest cases whose number, name, phone, waybill or words hold `words`."""
    with office.storage.reading() as work:
        return work.views.cases(clean(words), limit)
