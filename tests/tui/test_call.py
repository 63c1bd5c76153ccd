"""The guided call on the screen."""

from pathlib import Path

from callcentre.domain.call import Step
from callcentre.domain.queue import QueueFilter
from callcentre.services.ports import Office
from callcentre.services.queue import queue_page
from callcentre.tui.screens.call import CallScreen
from callcentre.tui.screens.queue import QueueScreen
from tests.support.centres import found, hire, make_centre
from tests.support.clock import FakeClock
from tests.support.desks import make_app, running, settle


def step_of(screen: CallScreen) -> Step:
    return screen.call.step


async def test_a_whole_call_by_keys(
    sqlite_office: Office, clock: FakeClock, tmp_path: Path
) -> None:
    lead = found(sqlite_office)
    agent = hire(sqlite_office, lead, "张同")
    app = make_app(sqlite_office, clock, tmp_path, signed_in=(agent, make_centre()))
    async with running(app) as pilot:
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, CallScreen)
        await pilot.press(*"Li", "enter", *"13900000001", "f2")
        await pilot.press(*"late", "f7", "f2", "ctrl+o", "f2")
        assert step_of(screen) is Step.RECORD
        await pilot.press(*"Road", "enter", *"LD1", "enter", "enter", *"late", "enter", *"soon")
        await pilot.press("ctrl+o", "f2")
        assert step_of(screen) is Step.CLASSIFY
        await pilot.press("1", "4", "4", "1", "f2")
        assert step_of(screen) is Step.ACCEPT
        await settle(pilot)
        await pilot.press("ctrl+o", "f2")
        assert step_of(screen) is Step.PROMISE
        await pilot.press("2", *"because", "ctrl+o", "f2")
        assert step_of(screen) is Step.MORE_NEEDS
        await settle(pilot)
        await pilot.press("f2", "f2", "f2")
        await settle(pilot)
        assert isinstance(app.screen, QueueScreen)
    assert app.faults == []
    assert [row.whom for row in queue_page(sqlite_office, QueueFilter()).rows] == ["Li"]
