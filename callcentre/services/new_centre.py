"""A centre from the few answers of the first start; the rest are defaults to change later."""

from babel.core import get_global

from callcentre.domain.centre import Centre, Line
from callcentre.domain.instant import zone_info
from callcentre.domain.working_time import DeskHours, NoPublicDays, Window
from callcentre.errors import BadInput
from callcentre.i18n import N_
from callcentre.text import clean

# Monday to Saturday, eight to eight: a hotline's day, to be changed in the centre's file.
OPEN_DAYS = 6
OPEN = Window(8 * 60, 20 * 60)
LONGEST_NAME = 60


def new_centre(name: str, zone: str, line: str) -> Centre:
    """A centre that can take its first call. Every refusal names the answer it is about."""
    name, zone, line = clean(name), clean(zone), clean(line)
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(N_("The centre's name has 1 to {most} characters."), most=LONGEST_NAME)
    zone_info(zone)
    if sum(c.isdecimal() for c in line) < 3:
        raise BadInput(N_("The hotline needs its number, for example 400-000-0000."))
    week = ((OPEN,),) * OPEN_DAYS + ((),) * (7 - OPEN_DAYS)
    return Centre(
        name=name,
        zone=zone,
        country=country_of(zone),
        lines=(Line(line),),
        hours=DeskHours(zone, week, NoPublicDays()),
    )


def country_of(zone: str) -> str:
    """The country whose clock a zone is; it reads telephone numbers and public holidays."""
    found = get_global("zone_territories").get(zone, "")
    return found if len(found) == 2 and found.isalpha() else "CN"
