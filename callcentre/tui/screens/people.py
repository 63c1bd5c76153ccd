"""Who works here: add somebody, close or reopen an account, set a new passphrase."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from callcentre.domain.staff import Person, Role
from callcentre.i18n import N_, _
from callcentre.services.people import add_person, everybody, set_active, set_passphrase
from callcentre.tui.base import DeskScreen
from callcentre.tui.dialogs.ask import FillIn, Question
from callcentre.tui.keys import bindings
from callcentre.tui.widgets.bars import KeyBar, TopBar
from callcentre.tui.widgets.queue_table import Column, QueueTable, TableRow
from callcentre.tui.widgets.rows import ChoiceRow, Option, TextRow
from callcentre.wording.labels import label

COLUMNS = (Column(N_("Name"), 20, share=1), Column(N_("Role"), 16), Column(N_("Account"), 16))


class PeopleScreen(DeskScreen[None]):
    """For team leads."""

    HINTS = ("people.add", "people.active", "people.passphrase", "page.close")
    BINDINGS: ClassVar = bindings("page.close", "people.add", "people.active", "people.passphrase")
    DEFAULT_CSS = "PeopleScreen QueueTable { margin: 1 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, Person] = {}

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield QueueTable(COLUMNS)
        yield KeyBar()

    async def begin(self) -> None:
        table = self.query_one(QueueTable)
        table.titled([_(column.title) for column in COLUMNS])
        table.focus()
        self._read()

    async def reworded(self) -> None:
        await self.begin()
        await super().reworded()

    def changed(self) -> None:
        self._read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read(self) -> None:
        people = await self.app.desk.run(everybody)
        await self.whole.wait()
        self._people = {person.id: person for person in people}
        self.query_one(QueueTable).show([_line(person) for person in people])

    def _chosen(self) -> Person | None:
        return self._people.get(self.query_one(QueueTable).cursor)

    @work(exit_on_error=False)
    async def action_add(self) -> None:
        roles = tuple(Option(role.value, label(role)) for role in Role)
        question = Question(
            _("Add somebody"),
            _("The name is what customers are told."),
            (
                TextRow(place="name", label=_("Name"), value=""),
                ChoiceRow(place="role", label=_("Role"), options=roles, value=Role.AGENT.value),
                TextRow(place="passphrase", label=_("Passphrase"), value="", secret=True),
            ),
        )
        answers = await self.app.push_screen_wait(FillIn(question))
        if answers is None:
            return
        role = Role(answers.get("role", Role.AGENT.value))
        await self.app.desk.write(
            add_person, self.app.signed_in, answers["name"], role, answers["passphrase"]
        )
        self._read()

    @work(exit_on_error=False)
    async def action_toggle_active(self) -> None:
        person = self._chosen()
        if person is not None:
            await self.app.desk.write(set_active, self.app.signed_in, person.id, not person.active)
            self._read()

    @work(exit_on_error=False)
    async def action_passphrase(self) -> None:
        person = self._chosen()
        if person is None:
            return
        question = Question(
            _("New passphrase"),
            person.name,
            (TextRow(place="passphrase", label=_("Passphrase"), value="", secret=True),),
        )
        answers = await self.app.push_screen_wait(FillIn(question))
        if answers is not None:
            await self.app.desk.write(
                set_passphrase, self.app.signed_in, person.id, answers["passphrase"]
            )
            self.app.say(_("The passphrase is set."))

    def action_close(self) -> None:
        self.app.pop_screen()


def _line(person: Person) -> TableRow:
    account = _("account open") if person.active else _("account closed")
    return TableRow(person.id, "open", (person.name, label(person.role), account))
