"""The real program on a real database, a real journal and the real scripts, without a terminal."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from textual.pilot import Pilot

from callcentre import i18n
from callcentre.bootstrap import scripts_of
from callcentre.domain.centre import Centre
from callcentre.domain.staff import Person
from callcentre.journal import Journal
from callcentre.services.ports import Office
from callcentre.settings import read_settings
from callcentre.tui.app import CallCentreApp
from callcentre.tui.desk import Wiring
from tests.support.clock import FakeClock

WIDE, NARROW = (120, 40), (80, 24)


def make_app(
    office: Office,
    clock: FakeClock,
    home: Path,
    *,
    signed_in: tuple[Person, Centre] | None = None,
    open_office: Callable[[], Office] | None = None,
) -> CallCentreApp:
    """A desk whose clock the test moves; its seconds pass when `app.tick()` is called."""
    settings = read_settings()
    wiring = Wiring(
        open_office=open_office or (lambda: office),
        close_office=lambda: None,
        read_scripts=lambda: scripts_of(settings),
        journal=Journal(home / "journal"),
        clock=clock,
        threads=2,
        keep_preferences=lambda language, theme: None,
        language=i18n.language(),
        theme="night",
        keys={},
    )
    return CallCentreApp(wiring, signed_in=signed_in)


def running(
    app: CallCentreApp, size: tuple[int, int] = WIDE
) -> AbstractAsyncContextManager[Pilot[None]]:
    return app.run_test(size=size, notifications=True)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every worker is done and the screen has drawn what they brought."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def screen_text(app: CallCentreApp) -> str:
    """What is on the screen, as plain lines."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips[:height]]
    return "\n".join(line[:width].rstrip() for line in lines)
