"""The caller card: what we owe him is known before he has said a word (RC-15, CL-11)."""

from datetime import timedelta

import pytest

from callcentre.domain.caller import SILENCE_AFTER, CallerCard
from callcentre.domain.instant import Spoken
from callcentre.domain.script import Circumstance
from tests.support.ledger import DUE, MINUTE, SECOND, a_row

SOON = timedelta(minutes=15)


def test_a_new_number_is_unknown() -> None:
    assert not CallerCard(phone_key="+86139").known


@pytest.mark.parametrize("card", [{"case_count": 1}, {"owed": (a_row(),)}])
def test_a_case_or_a_debt_makes_him_known(card: dict[str, object]) -> None:
    assert CallerCard(phone_key="+86139", **card).known  # type: ignore[arg-type]


@pytest.mark.parametrize(("unsolved", "repeats"), [(0, False), (2, False), (3, True), (9, True)])
def test_the_third_unsolved_complaint_is_a_repeat(unsolved: int, repeats: bool) -> None:
    """CL-11."""
    assert SILENCE_AFTER == 3
    assert CallerCard(phone_key="+86139", unsolved_count=unsolved).repeats is repeats


@pytest.mark.parametrize(
    ("after_due", "circumstance"),
    [
        (-30 * MINUTE, Circumstance.OPEN_PROMISE),
        (-MINUTE, Circumstance.OPEN_PROMISE),
        (SECOND, Circumstance.OVERDUE_PROMISE),
    ],
)
def test_the_greeting_knows_what_he_waits_for(
    after_due: timedelta, circumstance: Circumstance
) -> None:
    """4.1: an overdue promise is apologised for first."""
    card = CallerCard(phone_key="+86139", owed=(a_row(),))
    assert card.circumstances(DUE + after_due, SOON) == {circumstance}


def test_one_overdue_among_several_is_what_counts() -> None:
    rows = (a_row("late"), a_row("open", due=Spoken(DUE + MINUTE, "UTC")))
    card = CallerCard(phone_key="+86139", owed=rows)
    assert card.circumstances(DUE + SECOND, SOON) == {Circumstance.OVERDUE_PROMISE}


def test_owing_nothing_changes_no_words() -> None:
    assert CallerCard(phone_key="+86139", case_count=4).circumstances(DUE, SOON) == frozenset()
