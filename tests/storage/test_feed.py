"""The change feed: another desk's commit wakes this one, on both databases (DC-01)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from callcentre.services.ports import ChangeFeed, UnitOfWork
from callcentre.storage.database import Database, open_database
from tests.support.callers import AGENT
from tests.support.ledger import MADE, a_promise
from tests.support.stored import OTHER, add_case, owe

LONG_ENOUGH = 20.0


@pytest.fixture
def feed(furnished: Database) -> Iterator[ChangeFeed]:
    """A feed that has seen everything so far."""
    listening = furnished.feed()
    while listening.wait(0):
        pass
    yield listening
    listening.close()


def test_when_nothing_changes_nobody_is_woken(feed: ChangeFeed) -> None:
    assert not feed.wait(0.05)


def test_a_commit_elsewhere_wakes_whoever_waits(furnished: Database, feed: ChangeFeed) -> None:
    """DC-01: an item created on one terminal appears on another."""
    elsewhere = open_database(furnished.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(1) as thread:
        woken = thread.submit(feed.wait, LONG_ENOUGH)
        owe(elsewhere, a_promise())
        assert woken.result(LONG_ENOUGH)
    elsewhere.close()


def test_what_was_committed_before_it_waited_wakes_it_too(
    furnished: Database, feed: ChangeFeed
) -> None:
    owe(furnished, a_promise())
    assert feed.wait(LONG_ENOUGH)


def test_it_is_woken_once_for_one_change(furnished: Database, feed: ChangeFeed) -> None:
    owe(furnished, a_promise())
    assert feed.wait(LONG_ENOUGH)
    assert not feed.wait(0)


def test_what_is_undone_wakes_nobody(furnished: Database, feed: ChangeFeed) -> None:
    with furnished.writing() as work:
        work.commitments.add(a_promise(case_id=None, call_id=None))
    assert not feed.wait(0.05)


def claim(work: UnitOfWork) -> None:
    assert work.commitments.claim("p1", AGENT.id, "t", MADE, MADE)


def case(work: UnitOfWork) -> None:
    add_case(work)


def staff(work: UnitOfWork) -> None:
    work.people.update(replace(OTHER, active=False))


def centre(work: UnitOfWork) -> None:
    stored = work.centre.get()
    assert stored is not None
    work.centre.put(replace(stored, name="新名字"), MADE, AGENT.id)


@pytest.mark.parametrize("change", [claim, case, staff, centre])
def test_whatever_screens_show_wakes_them(
    furnished: Database, feed: ChangeFeed, change: Callable[[UnitOfWork], None]
) -> None:
    owe(furnished, a_promise())
    while feed.wait(0):
        pass
    with furnished.writing() as work:
        change(work)
        work.commit()
    assert feed.wait(LONG_ENOUGH)


def test_two_desks_are_woken_by_one_change(furnished: Database, feed: ChangeFeed) -> None:
    second = furnished.feed()
    while second.wait(0):
        pass
    owe(furnished, a_promise())
    assert feed.wait(LONG_ENOUGH)
    assert second.wait(LONG_ENOUGH)
    second.close()
