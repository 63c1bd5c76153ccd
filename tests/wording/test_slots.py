"""What an agent typed becomes part of a sentence that is said."""

from callcentre.domain.caller import CallerCard
from callcentre.domain.places import Place
from callcentre.domain.script import Slot
from callcentre.wording.slots import call_slots
from tests.support.callers import to_promise
from tests.support.centres import make_centre
from tests.support.clock import FakeClock
from tests.support.desks import the_scripts
from tests.support.filed import a_caller

NO_CARD = CallerCard(phone_key="")


def test_a_stop_that_was_typed_is_not_said_twice(clock: FakeClock) -> None:
    """RC-07: the sentence around it has one of its own."""
    caller = to_promise(a_caller(clock)).put(Place.CRUX, "样品没到。").put(Place.WISH, "a date.. ")
    slots = call_slots(caller.call, make_centre(), the_scripts().scripts, NO_CARD, clock.now())
    assert slots[Slot.CRUX] == "样品没到"
    assert slots[Slot.WISH] == "a date"


def test_a_name_keeps_its_dot(clock: FakeClock) -> None:
    caller = a_caller(clock).put(Place.NAME, "Smith Jr.")
    slots = call_slots(caller.call, make_centre(), the_scripts().scripts, NO_CARD, clock.now())
    assert slots[Slot.CUSTOMER] == "Smith Jr."
