"""The numbers of the header: exact, capped, and about today (M-04)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from callcentre.domain.commitment import Closing, Commitment, Kind, Outcome
from callcentre.domain.instant import Spoken
from callcentre.domain.queue import COUNTED_TO, Counts, plus
from callcentre.storage.database import Database
from callcentre.storage.mapping import commitment_values
from callcentre.storage.tables import commitments
from tests.support.ledger import MADE, MINUTE, SECOND, a_promise
from tests.support.stored import owe, raw

NOW = MADE + timedelta(days=1)
MIDNIGHT = NOW.replace(hour=0)
SOON, HOUR = NOW + 15 * MINUTE, NOW + 60 * MINUTE
NOTHING = Counts(overdue=0, oldest_due=None, due_soon=0, due_hour=0)


def counts(database: Database) -> Counts:
    with database.reading() as work:
        return work.views.counts(NOW, SOON, HOUR, MIDNIGHT)


def due(at: Iterable[datetime]) -> list[Commitment]:
    return [a_promise(id=f"p{n}", due=Spoken(moment, "UTC")) for n, moment in enumerate(at)]


def answered(database: Database, outcome: Outcome, *, seq: int = 1, at: datetime = NOW) -> None:
    """A promise that was due then and has ended so."""
    with database.writing() as work:
        name = f"{outcome}-{seq}-{at.isoformat()}"
        promise = a_promise(
            id=name, case_id=None, call_id=None, seq=seq, made_at=at - MINUTE, due=Spoken(at, "UTC")
        )
        work.commitments.add(promise)
        closing = Closing(at=NOW, outcome=outcome, contact_id="k", apologised=True)
        work.commitments.close(replace(promise, closing=closing))
        work.commit()


def test_owing_nothing_they_are_all_nothing(furnished: Database) -> None:
    assert counts(furnished) == NOTHING


def test_each_counts_its_own_stretch_of_time(furnished: Database) -> None:
    """Overdue, due in fifteen minutes, due in an hour; to the second."""
    oldest = NOW - timedelta(hours=20)
    owe(
        furnished,
        *due([oldest, NOW - SECOND, NOW, SOON, SOON + SECOND, HOUR, HOUR + SECOND]),
    )
    found = counts(furnished)
    assert (found.overdue, found.due_soon, found.due_hour) == (2, 2, 4)
    assert found.oldest_due == oldest


def test_the_oldest_is_counted_only_among_what_is_owed(furnished: Database) -> None:
    answered(furnished, Outcome.KEPT_LATE, at=NOW - timedelta(days=3))
    owe(furnished, *due([NOW - MINUTE]))
    assert counts(furnished).oldest_due == NOW - MINUTE


def test_beyond_999_they_are_counted_no_further(furnished: Database) -> None:
    """It costs the same at any size."""
    many = due([NOW - MINUTE] * (COUNTED_TO + 30))
    with raw(furnished) as connection:
        alone = (replace(c, case_id=None, call_id=None) for c in many)
        connection.execute(insert(commitments), [commitment_values(c, "") for c in alone])
    overdue = counts(furnished).overdue
    assert overdue == COUNTED_TO + 1
    assert plus(overdue) == "999+"


def test_the_kept_rate_is_of_promises_alone(furnished: Database) -> None:
    """M-04."""
    others = [
        a_promise(id=kind.value, kind=kind, due=Spoken(NOW, "UTC"))
        for kind in Kind
        if kind is not Kind.CALLBACK
    ]
    owe(furnished, *others)
    closing = Closing(at=NOW, outcome=Outcome.KEPT, contact_id="k")
    with furnished.writing() as work:
        assert all(work.commitments.close(replace(c, closing=closing)) for c in others)
        work.commit()
    assert counts(furnished).answered == 0


def test_kept_and_first_kept_of_those_due_today(furnished: Database) -> None:
    """M-04: kept / due; void and superseded out of it."""
    answered(furnished, Outcome.KEPT)
    answered(furnished, Outcome.KEPT_LATE)
    answered(furnished, Outcome.KEPT, seq=2)
    answered(furnished, Outcome.KEPT, seq=3)
    answered(furnished, Outcome.SUPERSEDED)
    answered(furnished, Outcome.VOID)
    found = counts(furnished)
    assert (found.kept, found.answered) == (3, 4)
    assert (found.first_kept, found.first_answered) == (1, 2)


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        (MIDNIGHT - SECOND, 0),
        (MIDNIGHT, 1),
        (MIDNIGHT + timedelta(days=1) - SECOND, 1),
        (MIDNIGHT + timedelta(days=1), 0),
    ],
)
def test_today_ends_at_midnight(furnished: Database, at: datetime, counted: int) -> None:
    answered(furnished, Outcome.KEPT, at=at)
    assert counts(furnished).answered == counted
