"""Finding a case by number, name, phone, waybill or words."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.timer import Timer

from callcentre.domain.case import Case
from callcentre.i18n import N_, _
from callcentre.services.cases import find_cases
from callcentre.tui.base import DeskScreen
from callcentre.tui.keys import bindings
from callcentre.tui.screens.case import CaseScreen
from callcentre.tui.widgets.bars import KeyBar, TopBar
from callcentre.tui.widgets.form_lines import FieldInput
from callcentre.tui.widgets.queue_table import Column, QueueTable, TableRow
from callcentre.wording.clocks import full
from callcentre.wording.labels import label

COLUMNS = (
    Column(N_("Case"), 17),
    Column(N_("Accepted"), 18),
    Column(N_("Name"), 12, share=1),
    Column(N_("Category"), 19),
    Column(N_("The point"), 14, share=3),
    Column(N_("State"), 14, narrow=False),
)
WAIT = 0.15


class CasesScreen(DeskScreen[None]):
    """Type, and the newest cases that fit are listed; Enter opens the one under the cursor."""

    HINTS = ("cases.open", "page.close", "any.help")
    BINDINGS: ClassVar = bindings("page.close", "cases.open")
    DEFAULT_CSS = """
    CasesScreen FieldInput { margin: 1 2; background: $panel; }
    CasesScreen QueueTable { margin: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: Timer | None = None
        self._words = ""

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield FieldInput(placeholder=_("number, name, phone, waybill or words"), compact=True)
        yield QueueTable(COLUMNS)
        yield KeyBar()

    async def begin(self) -> None:
        self.query_one(QueueTable).titled([_(column.title) for column in COLUMNS])
        self.query_one(FieldInput).focus()
        self._find(self._words)

    async def reworded(self) -> None:
        self.query_one(FieldInput).value = self._words
        await self.begin()
        await super().reworded()

    @on(FieldInput.Changed)
    def _typed(self, event: FieldInput.Changed) -> None:
        words = self._words = event.value
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(WAIT, lambda: self._find(words))

    @on(FieldInput.Submitted)
    def _to_list(self, event: FieldInput.Submitted) -> None:
        """Enter opens what was found when it is one; among several the arrows choose."""
        if self._waiting is not None:
            self._waiting.stop()
        self._find(event.value, open_it=True)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, words: str, *, open_it: bool = False) -> None:
        found = await self.app.desk.run(find_cases, words)
        await self.whole.wait()
        table = self.query_one(QueueTable)
        table.show([self._line(case) for case in found])
        if not open_it:
            return
        table.focus()
        if len(found) == 1:
            self.action_open()

    def _line(self, case: Case) -> TableRow:
        return TableRow(
            case.number,
            "open",
            (
                case.number,
                full(case.accepted_at, self.app.at.zone)[:16],
                case.record.name,
                label(case.classification.category),
                case.record.crux,
                label(case.state),
            ),
        )

    def action_open(self) -> None:
        number = self.query_one(QueueTable).cursor
        if number:
            self.app.push_screen(CaseScreen(number))

    def action_close(self) -> None:
        self.app.pop_screen()
