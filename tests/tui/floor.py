"""A call centre for tests: its people, the database they share, and the clock on the wall."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from callcentre.domain.staff import Person
from callcentre.services.people import everybody
from callcentre.services.ports import Office
from callcentre.tui.app import CallCentreApp
from tests.support.centres import LEAD_NAME, make_centre
from tests.support.clock import FakeClock
from tests.support.desks import WIDE, make_app
from tests.tui.hands import Hands, sitting_at

AGENT_NAME, OTHER_NAME = "张同", "王敏"


class Floor:
    """Everybody who works here, the database they share, and the clock on the wall."""

    def __init__(self, office: Office, clock: FakeClock, home: Path, database: Path) -> None:
        self.office, self.clock, self.home, self.database = office, clock, home, database
        self.centre = make_centre()
        people = {person.name: person for person in everybody(office)}
        self.lead, self.agent, self.other = (
            people[name] for name in (LEAD_NAME, AGENT_NAME, OTHER_NAME)
        )

    def app(
        self,
        person: Person | None = None,
        *,
        at_the_door: bool = False,
        keys: Mapping[str, str] | None = None,
        theme: str = "night",
        plain_glyphs: bool = False,
        open_office: Callable[[], Office] | None = None,
    ) -> CallCentreApp:
        """A program with an agent signed in, unless somebody else is named."""
        return make_app(
            self.office,
            self.clock,
            self.home,
            signed_in=None if at_the_door else (person or self.agent, self.centre),
            keys=keys,
            theme=theme,
            plain_glyphs=plain_glyphs,
            open_office=open_office,
        )

    def desk(
        self, person: Person | None = None, *, size: tuple[int, int] = WIDE
    ) -> AbstractAsyncContextManager[Hands]:
        """Somebody sits down at a desk of this floor."""
        return sitting_at(self.app(person), size)
