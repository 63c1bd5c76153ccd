"""What the tests of the use cases share."""

from collections.abc import Iterator

import pytest

from callcentre.services.ports import Office
from callcentre.storage.database import open_database
from tests.support.clock import FakeClock
from tests.support.passphrases import QUICK
from tests.support.prepared import EACH_KIND, Prepared


@pytest.fixture(params=EACH_KIND)
def desk(request: pytest.FixtureRequest, prepared: Prepared, clock: FakeClock) -> Iterator[Office]:
    """An office with a centre and its people, on a database of each kind in turn."""
    opened = open_database(prepared.address(request.param))
    yield Office(opened, clock, QUICK)
    opened.close()


@pytest.fixture
def other_desk(desk: Office, clock: FakeClock) -> Iterator[Office]:
    """Another program on the same database."""
    database = desk.storage
    opened = open_database(database.url.render_as_string(hide_password=False))  # type: ignore[attr-defined]
    yield Office(opened, clock, QUICK)
    opened.close()
