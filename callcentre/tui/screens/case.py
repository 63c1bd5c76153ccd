"""One case to read: its record, its promises as a line in time, contacts and history."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from callcentre.errors import CallCentreError
from callcentre.services.cases import CaseFile, case_file
from callcentre.tui.base import DeskScreen
from callcentre.tui.keys import bindings
from callcentre.tui.render import lines, paragraph
from callcentre.tui.views.case_view import case_lines, case_title
from callcentre.tui.widgets.bars import KeyBar, TopBar
from callcentre.wording.refusals import in_words


class CaseScreen(DeskScreen[None]):
    """Everything about a case, for whoever must go on with it."""

    HINTS = ("page.close", "any.help", "any.palette")
    BINDINGS: ClassVar = bindings("page.close")
    DEFAULT_CSS = """
    CaseScreen VerticalScroll { padding: 0 2; scrollbar-size-vertical: 1; }
    CaseScreen #title { padding: 1 0; text-style: bold; }
    """

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def compose(self) -> ComposeResult:
        yield TopBar()
        with VerticalScroll():
            yield Static(id="title", markup=False)
            yield Static(id="file", markup=False)
        yield KeyBar()

    async def begin(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._read()

    def changed(self) -> None:
        self._read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self) -> None:
        try:
            found: CaseFile = await self.app.desk.run(case_file, self._number)
        except CallCentreError as error:
            await self.whole.wait()
            self.query_one("#file", Static).update(paragraph(in_words(error), "$error"))
            return
        await self.whole.wait()
        now = self.app.desk.clock.now()
        self.query_one("#title", Static).update(lines([case_title(found)]))
        self.query_one("#file", Static).update(lines(case_lines(found, self.app.at, now)))

    def action_close(self) -> None:
        self.app.pop_screen()
