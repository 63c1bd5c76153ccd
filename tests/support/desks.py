"""The real program on a real database, a real journal and the real scripts, without a terminal."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import cache
from pathlib import Path

from textual._queue import Queue
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.worker import WorkerState

from callcentre import i18n
from callcentre.bootstrap import scripts_of
from callcentre.domain.centre import Centre
from callcentre.domain.staff import Person
from callcentre.journal import Journal
from callcentre.scripting import Reading
from callcentre.services.ports import Office
from callcentre.settings import read_settings
from callcentre.tui.app import CallCentreApp
from callcentre.tui.desk import Wiring
from callcentre.tui.widgets.form import Form
from tests.support.clock import FakeClock

WIDE, NARROW = (120, 40), (80, 24)
PATIENCE = 30.0


@cache
def the_scripts() -> Reading:
    """The phone scripts of this checkout, read once for all desks."""
    return scripts_of(read_settings())


def make_app(
    office: Office,
    clock: FakeClock,
    home: Path,
    *,
    signed_in: tuple[Person, Centre] | None = None,
    open_office: Callable[[], Office] | None = None,
    keys: Mapping[str, str] | None = None,
    theme: str = "night",
    plain_glyphs: bool = False,
    read_scripts: Callable[[], Reading] = the_scripts,
) -> CallCentreApp:
    """A desk whose clock the test moves; its seconds pass when `app.tick()` is called."""
    wiring = Wiring(
        open_office=open_office or (lambda: office),
        close_office=lambda: None,
        read_scripts=read_scripts,
        open_journal=lambda: Journal(home / "journal"),
        clock=clock,
        threads=2,
        keep_preferences=lambda language, theme: None,
        language=i18n.language(),
        theme=theme,
        keys=dict(keys or {}),
        plain_glyphs=plain_glyphs,
    )
    return CallCentreApp(wiring, signed_in=signed_in)


def running(
    app: CallCentreApp, size: tuple[int, int] = WIDE
) -> AbstractAsyncContextManager[Pilot[None]]:
    return app.run_test(size=size, notifications=True)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the program only waits for people and clocks, and has drawn everything."""
    await quiet(pilot.app)


def screen_text(app: App[None]) -> str:
    """What is on the screen, as plain lines."""
    width, height = app.size
    with app._context():
        strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips[:height]]
    return "\n".join(line[:width].rstrip() for line in lines)


# --- waiting ----------------------------------------------------------------------------------


async def quiet(app: App[None]) -> None:
    """Wait until every message is handled, every worker is done or waits for a person's answer,
    and the screen is drawn. It looks, it does not guess by the load of the machine."""
    deadline = time.monotonic() + PATIENCE
    calm = 0
    while calm < 3:
        doing = _doing(app)
        calm = 0 if doing else calm + 1
        if time.monotonic() > deadline:
            raise AssertionError(f"still {doing}, on the screen:\n{screen_text(app)}")
        await asyncio.sleep(0.001 if doing == "working" else 0)
        if not doing:
            with app._context():
                app.screen._on_timer_update()


async def until(app: App[None], condition: Callable[[], bool], wanted: str) -> None:
    """Wait for what another thread or a timer of the program brings."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited for {wanted}, saw:\n{screen_text(app)}")
        await asyncio.sleep(0.005)
        await quiet(app)


def _doing(app: App[None]) -> str:
    """What the program is still busy with; empty when it is not."""
    if any(map(_handling, [app, *app._registry])):
        return "handling messages"
    if app._running and app._screen_stacks.get(app._current_mode):
        screen = app.screen
        if screen._callbacks or screen._dirty_widgets or screen._layout_required:
            return "drawing"
        if any(form.is_telling for form in screen.query(Form)):
            return "working"
    answers_awaited = sum(
        callback.future is not None and bool(callback.future._callbacks)
        for stack in app._screen_stacks.values()
        for screen in stack
        for callback in screen._result_callbacks
        if callback is not None
    )
    pending = (WorkerState.PENDING, WorkerState.RUNNING)
    if sum(worker.state in pending for worker in app.workers) > answers_awaited:
        return "working"
    return ""


def _handling(pump: MessagePump) -> bool:
    """Whether a message is in the pump's hands or still before it: it does not wait for one."""
    if not pump._running or pump._closed:
        return False
    queue: Queue[Message | None] = pump._message_queue
    return bool(queue.values or not queue.ready_event._waiters)
