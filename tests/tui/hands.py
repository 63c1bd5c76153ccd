"""Somebody at a running program: hands on the keys, eyes on the screen, no sleeping."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.widgets import Input, TextArea

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call
from callcentre.tui.app import CallCentreApp
from callcentre.tui.screens.answer import AnswerScreen
from callcentre.tui.screens.call import CallScreen
from callcentre.tui.screens.queue import QueueScreen
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.form_lines import Line
from callcentre.tui.widgets.queue_table import QueueTable
from tests.support.desks import WIDE, quiet, running, screen_text, until

PlaceName = TypeVar("PlaceName", bound=str)


class Hands:
    """An agent or a lead at a running program: keys, fields, and what can be seen."""

    def __init__(self, app: CallCentreApp) -> None:
        self.app = app
        self.presses = 0

    # --- keys ---------------------------------------------------------------------------------

    async def press(self, *keys: str) -> "Hands":
        """One key after another, each answered before the next. Every one is counted."""
        for key in keys:
            self.presses += 1
            self._send(key)
            await self.settle()
        return self

    async def rush(self, *keys: str) -> "Hands":
        """Keys that all arrive at once: fingers ahead of the program, a paste, an input method."""
        for key in keys:
            self._send(key)
        return await self.settle()

    async def type(self, text: str) -> "Hands":
        """Text as it is typed, a key a character; it is not counted."""
        return await self.rush(*text)

    async def paste(self, text: str) -> "Hands":
        self.app.post_message(events.Paste(text))
        return await self.settle()

    def _send(self, key: str) -> None:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        original = REPLACED_KEYS.get(name, name)
        character: str | None
        try:
            character = unicodedata.lookup(_get_unicode_name_from_key(original))
        except KeyError:
            character = name if len(name) == 1 else None
        if len(key) == 1:
            character = key
        event = events.Key(name, character)
        event.set_sender(self.app)
        self.app.post_message(event)

    # --- fields -------------------------------------------------------------------------------

    async def put(self, place: str, text: str) -> "Hands":
        """Write in a field, as if it had been typed there."""
        with self.app._context():
            field = self._line(place).value
            if isinstance(field, TextArea):
                field.text = text
            elif isinstance(field, Input):
                field.value = text
            else:
                raise AssertionError(f"{place} is not typed in")
        return await self.settle()

    async def fill(self, values: Mapping[PlaceName, str]) -> "Hands":
        for place, text in values.items():
            await self.put(place, text)
        return self

    async def choose(self, place: str, value: str) -> "Hands":
        """Choose an option of a field, as its key does."""
        self._line(place)
        self.form.post_message(Form.Chosen(place, value))
        return await self.settle()

    async def go(self, place: str) -> "Hands":
        """Put the cursor in a field."""
        with self.app._context():
            if not self.form.focus_on(place):
                raise AssertionError(f"no field {place} in {self.places}")
        return await self.settle()

    def written(self, place: str) -> str:
        """What stands in a field."""
        return self._line(place).written or ""

    def _line(self, place: str) -> Line:
        for line in self.form._lines:
            if line.row.place == place:
                return line
        raise AssertionError(f"no field {place} in {self.places}")

    # --- looking ------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def form(self) -> Form:
        with self.app._context():
            return self.app.screen.query_one(Form)

    @property
    def places(self) -> list[str]:
        """The fields of the form, from top to bottom."""
        return [row.place for row in self.form.rows]

    @property
    def place(self) -> str:
        """The field the cursor is in."""
        with self.app._context():
            return self.form.place

    @property
    def table(self) -> QueueTable:
        with self.app._context():
            return self.app.screen.query_one(QueueTable)

    @property
    def call_screen(self) -> CallScreen:
        assert isinstance(self.app.screen, CallScreen), self.app.screen
        return self.app.screen

    @property
    def call(self) -> Call:
        return self.call_screen.call

    @property
    def draft(self) -> AnswerDraft:
        assert isinstance(self.app.screen, AnswerScreen), self.app.screen
        return self.app.screen.draft

    @property
    def queue(self) -> QueueScreen:
        assert isinstance(self.app.screen, QueueScreen), self.app.screen
        return self.app.screen

    @property
    def toasts(self) -> list[str]:
        """The short words at the edge of the screen."""
        return [str(toast.message) for toast in self.app._notifications]

    # --- time ---------------------------------------------------------------------------------

    async def settle(self) -> "Hands":
        await quiet(self.app)
        return self

    async def until(self, condition: Callable[[], bool], wanted: str) -> "Hands":
        await until(self.app, condition, wanted)
        return self

    async def tick(self) -> "Hands":
        """A second passes at this desk."""
        with self.app._context():
            self.app.tick()
        return await self.settle()

    async def leave(self) -> None:
        """Close the program, as a closed terminal does."""
        with self.app._context():
            self.app.exit()
        await asyncio.sleep(0)


@asynccontextmanager
async def sitting_at(app: CallCentreApp, size: tuple[int, int] = WIDE) -> AsyncIterator[Hands]:
    """Somebody sits down; when they stand up, the program has had no fault."""
    async with running(app, size):
        hands = Hands(app)
        await hands.settle()
        yield hands
        await hands.settle()
    assert app.faults == [], app.faults
