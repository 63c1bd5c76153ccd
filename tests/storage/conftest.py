"""What the tests of the storage share."""

from collections.abc import Iterator

import pytest

from callcentre.storage.database import Database, open_database
from tests.support.prepared import EACH_KIND, Prepared


@pytest.fixture(params=EACH_KIND)
def furnished(request: pytest.FixtureRequest, prepared: Prepared) -> Iterator[Database]:
    """A database of each kind in turn, with a centre and its people."""
    opened = open_database(prepared.address(request.param))
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=EACH_KIND)
def read_only(request: pytest.FixtureRequest, prepared: Prepared) -> Iterator[Database]:
    """One database of each kind for a whole file whose tests only read it."""
    opened = open_database(prepared.address(request.param))
    yield opened
    opened.close()
