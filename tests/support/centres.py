"""A centre and its people for tests."""

from callcentre.domain.centre import Centre, Line
from callcentre.domain.staff import Person, Role
from callcentre.domain.working_time import DeskHours, Window
from callcentre.services.founding import found_centre
from callcentre.services.people import add_person
from callcentre.services.ports import Office

ZONE = "Asia/Shanghai"
PASSPHRASE = "correct horse battery"
LEAD_NAME = "周敏"
ALWAYS = ((Window(0, 1440),),) * 7
DAYTIME = ((Window(8 * 60, 20 * 60),),) * 7


def make_centre(**changes: object) -> Centre:
    plain: dict[str, object] = {
        "name": "利达物流",
        "zone": ZONE,
        "country": "CN",
        "lines": (Line("400-000-0000", "complaints"),),
        "hours": DeskHours(ZONE, DAYTIME),
    }
    return Centre(**{**plain, **changes})  # type: ignore[arg-type]


def found(office: Office, centre: Centre | None = None) -> Person:
    """Found the centre and return its lead."""
    return found_centre(office, centre or make_centre(), LEAD_NAME, PASSPHRASE)


def hire(office: Office, lead: Person, name: str, role: Role = Role.AGENT) -> Person:
    return add_person(office, lead, name, role, PASSPHRASE)
