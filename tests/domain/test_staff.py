"""Who may do what (requirements 3.4, AU-10)."""

import pytest

from callcentre.domain.staff import Action, Person, Role
from callcentre.errors import NotAllowed

EVERYBODY = frozenset({Action.TAKE_CALL, Action.ANSWER})
ALL = [(role, action) for role in Role for action in Action]


@pytest.mark.parametrize(("role", "action"), ALL)
def test_agents_take_calls_and_answer_and_leads_do_everything(role: Role, action: Action) -> None:
    """3.4."""
    person = Person("p", "某人", role)
    allowed = action in EVERYBODY or role is not Role.AGENT
    assert person.may(action) is allowed
    if allowed:
        person.require(action)
    else:
        with pytest.raises(NotAllowed, match="lead"):
            person.require(action)
