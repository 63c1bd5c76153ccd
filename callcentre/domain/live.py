"""A call being held now, as the lead sees it (AU-02, LS-07)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from callcentre.domain.call import Call, Step

LOST_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCall:
    """Who speaks with whom, in which step and since when, how angry, and whether a lead is
    asked for. `seen_at` is renewed while the program runs."""

    call_id: str
    agent: str
    agent_name: str
    caller: str
    started_at: datetime
    step: Step
    step_since: datetime
    anger: int
    lead_requested_at: datetime | None
    seen_at: datetime

    def waiting(self, now: datetime) -> timedelta | None:
        """How long the agent has waited for a lead, or None if nobody is asked for."""
        return now - self.lead_requested_at if self.lead_requested_at else None

    def lost(self, now: datetime) -> bool:
        """Its program has not been heard of: closed, killed or cut off."""
        return now - self.seen_at > LOST_AFTER


def live_of(call: Call, now: datetime) -> LiveCall:
    """The call as others may see it."""
    return LiveCall(
        call_id=call.id,
        agent=call.agent.id,
        agent_name=call.agent.name,
        caller=call.complaint.record.name,
        started_at=call.started_at,
        step=call.step,
        step_since=call.visits[-1].entered_at,
        anger=call.anger_level or 0,
        lead_requested_at=None if call.lead_joined_at else call.lead_requested_at,
        seen_at=now,
    )
