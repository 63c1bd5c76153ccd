"""What the tests of the domain share."""

import pytest

from tests.support.callers import AGENT, Caller
from tests.support.centres import make_centre
from tests.support.clock import FakeClock


@pytest.fixture
def caller(clock: FakeClock) -> Caller:
    """A call that an agent has just answered."""
    return Caller("c1", AGENT, make_centre(), clock)
