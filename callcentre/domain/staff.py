"""Who works here and what each may do (requirements 3.4, AU-10)."""

from dataclasses import dataclass
from enum import StrEnum

from callcentre.errors import NotAllowed
from callcentre.i18n import N_


class Role(StrEnum):
    AGENT = "agent"
    LEAD = "lead"
    MANAGER = "manager"


class Action(StrEnum):
    """What a role is asked for before it is done."""

    TAKE_CALL = "take_call"
    ANSWER = "answer"
    SEE_LIVE_CALLS = "see_live_calls"
    LOWER_SEVERITY = "lower_severity"
    PROMISE_BEYOND_LIMIT = "promise_beyond_limit"
    END_ABUSIVE_CALL = "end_abusive_call"
    TAKE_OVER = "take_over"
    VOID_COMMITMENT = "void_commitment"
    MANAGE_PEOPLE = "manage_people"
    CHANGE_DESK = "change_desk"


_LEADS = frozenset({Role.LEAD, Role.MANAGER})
_ALLOWED: dict[Action, frozenset[Role]] = {
    Action.TAKE_CALL: frozenset(Role),
    Action.ANSWER: frozenset(Role),
    Action.SEE_LIVE_CALLS: _LEADS,
    Action.LOWER_SEVERITY: _LEADS,
    Action.PROMISE_BEYOND_LIMIT: _LEADS,
    Action.END_ABUSIVE_CALL: _LEADS,
    Action.TAKE_OVER: _LEADS,
    Action.VOID_COMMITMENT: _LEADS,
    Action.MANAGE_PEOPLE: _LEADS,
    Action.CHANGE_DESK: _LEADS,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in; `name` is what customers are told (I-11)."""

    id: str
    name: str
    role: Role
    languages: tuple[str, ...] = ()
    active: bool = True

    def may(self, action: Action) -> bool:
        return self.role in _ALLOWED[action]

    def require(self, action: Action) -> None:
        """Refuse what the role does not carry, naming who could do it."""
        if not self.may(action):
            raise NotAllowed(N_("This needs a team lead; ask for one with “get lead”."))
