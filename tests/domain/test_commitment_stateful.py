"""A chain of promises under any sequence of answers, attempts and moves, over a change of
the clocks: what was told stands, late is for ever, and until it is solved somebody owes."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from callcentre.domain.commitment import (
    Commitment,
    Outcome,
    Status,
    discharge,
    require_well_made,
    status_at,
    supersede,
)
from callcentre.domain.contact import AnswerKind, Contact
from callcentre.domain.instant import Spoken
from callcentre.errors import Refused
from tests.support.ledger import a_promise, not_reached, the_next, told

SOON = timedelta(minutes=15)
# The clocks of New York go forward at 07:00 UTC and those of Berlin back at 01:00 UTC.
NIGHTS = {
    "America/New_York": datetime(2026, 3, 8, 6, 30, tzinfo=UTC),
    "Europe/Berlin": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "Asia/Shanghai": datetime(2026, 4, 2, 2, tzinfo=UTC),
}
SPANS = st.sampled_from([timedelta(seconds=1), timedelta(minutes=20), timedelta(hours=1)])


class Chain(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = NIGHTS["Asia/Shanghai"]
        self.chain: list[Commitment] = []
        self.contacts: dict[str, Contact] = {}
        self.told: dict[str, Commitment] = {}
        self.ended: dict[str, Commitment] = {}

    @initialize(zone=st.sampled_from(sorted(NIGHTS)), undated=st.booleans())
    def something_is_promised(self, zone: str, undated: bool) -> None:
        self.now = NIGHTS[zone]
        due = Spoken(self.now + timedelta(hours=1), zone)
        self._begin(a_promise(made_at=self.now, due=due, customer_zone=zone, undated=undated))

    def _begin(self, c: Commitment) -> None:
        require_well_made(c)
        self.chain.append(c)
        self.told[c.id] = c

    def _end(self, c: Commitment, contact: Contact, successor: Commitment | None) -> None:
        self.chain[-1] = c
        self.contacts[contact.id] = contact
        if successor is not None:
            self._begin(successor)

    @property
    def owed(self) -> Commitment:
        return self.chain[-1]

    @rule(span=SPANS)
    def time_passes(self, span: timedelta) -> None:
        self.now += span

    @rule()
    def he_is_not_reached(self) -> None:
        """I-05."""
        with suppress(Refused):
            discharge(self.owed, not_reached(self.owed, self.now), self._next())
            raise AssertionError("an attempt discharged a promise")

    @rule(
        kind=st.sampled_from(AnswerKind),
        with_next=st.booleans(),
        reason=st.sampled_from(["", "系统故障"]),
        apologised=st.booleans(),
    )
    def he_is_answered(
        self, kind: AnswerKind, with_next: bool, reason: str, apologised: bool
    ) -> None:
        contact = told(self.owed, kind, self.now)
        successor = self._next() if with_next and kind is not AnswerKind.RESULT else None
        with suppress(Refused):
            ended = discharge(
                self.owed, contact, successor, late_reason=reason, apologised=apologised
            )
            self._end(ended, contact, successor)

    @rule(reason=st.sampled_from(["", "客户要晚一点"]))
    def it_is_moved(self, reason: str) -> None:
        contact = told(self.owed, AnswerKind.PROGRESS, self.now)
        successor = self._next()
        with suppress(Refused):
            moved = supersede(self.owed, contact, successor, reason)
            self._end(moved, contact, successor)

    @precondition(lambda self: self.chain and not self.owed.is_open)
    @rule()
    def what_has_ended_ends_no_second_time(self) -> None:
        with suppress(Refused):
            discharge(self.owed, told(self.owed, AnswerKind.RESULT, self.now), None)
            raise AssertionError("a promise ended twice")

    def _next(self) -> Commitment:
        return the_next(self.owed, self.now)

    # --- what always holds ------------------------------------------------------------------

    @invariant()
    def what_was_told_stands(self) -> None:
        """I-06."""
        assert {c.id: replace(c, closing=None) for c in self.chain} == self.told

    @invariant()
    def an_end_is_for_ever(self) -> None:
        """I-05."""
        ended = {c.id: c for c in self.chain if not c.is_open}
        assert {id_: ended.get(id_) for id_ in self.ended} == self.ended
        self.ended = ended

    @invariant()
    def only_the_last_is_owed_and_until_a_result_it_is(self) -> None:
        """I-07."""
        assert not any(c.is_open for c in self.chain[:-1])
        if self.chain and (closing := self.owed.closing) is not None:
            assert self.contacts[closing.contact_id].kind is AnswerKind.RESULT

    @invariant()
    def each_follows_the_one_before(self) -> None:
        for before, after in zip(self.chain, self.chain[1:], strict=False):
            assert after.follows == before.id
            assert before.closing is not None
            assert before.closing.at == after.made_at
            assert after.due.at > after.made_at

    @invariant()
    def in_time_is_kept_and_late_is_late(self) -> None:
        """I-05, I-14, I-23: in real time, whatever the wall clock did."""
        for c in self.chain:
            if c.closing is None or c.closing.outcome is Outcome.SUPERSEDED:
                continue
            late = c.undated or c.closing.at > c.due.at
            assert c.closing.outcome is (Outcome.KEPT_LATE if late else Outcome.KEPT)
            assert bool(c.closing.late_reason) is late
            assert c.closing.apologised is late
            assert self.contacts[c.closing.contact_id].reached

    @invariant()
    def nothing_was_moved_once_it_was_due(self) -> None:
        """I-06."""
        for c in self.chain:
            if c.closing is not None and c.closing.outcome is Outcome.SUPERSEDED:
                assert c.undated or c.closing.at < c.due.at
                assert c.closing.note

    @invariant()
    def overdue_is_a_matter_of_the_clock(self) -> None:
        """I-04: nothing but an end takes a promise off the list."""
        for c in self.chain:
            if c.is_open:
                overdue = c.undated or self.now > c.due.at
                assert (status_at(c, self.now, SOON) is Status.OVERDUE) is overdue


TestChain = Chain.TestCase
TestChain.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
