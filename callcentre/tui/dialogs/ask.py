"""Small questions over the screen: pick one, or fill in a few lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from callcentre.tui.render import Part, content, lines, paragraph
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.rows import OPTION_KEYS, ChoiceRow, Option, Row
from callcentre.tui.wrap import wrap

T = TypeVar("T")

DIALOG_CSS = """
{name} {{ align: center middle; }}
{name} > Vertical {{
    width: 72; max-width: 95%; height: auto; max-height: 90%;
    border: round $primary; background: $surface; padding: 1 2;
    border-title-color: $primary;
}}
"""


TEXT_CELLS = 64


def _explanation(text: str) -> Static:
    return Static(paragraph("\n".join(wrap(text, TEXT_CELLS)) + "\n"), markup=False)


class Dialog(ModalScreen[T]):
    """A question that is answered once: a second key on its way changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._answered = False

    def answer(self, result: T) -> None:
        if not self._answered and self.is_current:
            self._answered = True
            self.dismiss(result)


class PickOne(Dialog[str]):
    """One of several, by its number; Escape takes none and gives an empty answer."""

    DEFAULT_CSS = DIALOG_CSS.format(name="PickOne")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, options: Sequence[Option], text: str = "") -> None:
        super().__init__()
        self._title, self._options, self._text = title, tuple(options), text

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = content(self._title)
            if self._text:
                yield _explanation(self._text)
            rows: list[list[Part]] = [
                [(f"{key}  ", "bold $accent"), option.label]
                for key, option in zip(OPTION_KEYS, self._options, strict=False)
            ]
            yield Static(lines(rows), markup=False)

    def on_key(self, event: events.Key) -> None:
        number = OPTION_KEYS.find(event.character) if event.character else -1
        if 0 <= number < len(self._options):
            event.stop()
            self.answer(self._options[number].value)
        elif event.key == "enter" and len(self._options) == 1:
            event.stop()
            self.answer(self._options[0].value)

    def action_leave(self) -> None:
        self.answer("")


Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What a dialog asks: its title, a word of explanation, and its fields."""

    title: str
    text: str
    rows: tuple[Row, ...]


class FillIn(Dialog[Answers | None]):
    """A few fields; Enter in the last one sends them, Escape gives None.

    `check` says what is wrong with the answers, or nothing.
    """

    DEFAULT_CSS = (
        DIALOG_CSS.format(name="FillIn")
        + "FillIn Form { height: auto; max-height: 18; } FillIn Form > #rows { height: auto; }"
        + "FillIn #wrong { color: $error; height: auto; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f2", "send", show=False, priority=True),
    ]

    def __init__(self, question: Question, check: Callable[[Answers], str] | None = None) -> None:
        super().__init__()
        self._question, self._check = question, check
        self._chosen: Answers = {
            row.place: row.value for row in question.rows if isinstance(row, ChoiceRow)
        }

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = content(self._question.title)
            if self._question.text:
                yield _explanation(self._question.text)
            yield Form(self._question.rows)
            yield Static(id="wrong", markup=False)

    def on_mount(self) -> None:
        self.query_one(Form).focus_first()

    @on(Form.Chosen)
    def _choose(self, event: Form.Chosen) -> None:
        self._chosen[event.place] = event.value
        rows = (
            replace(row, value=self._chosen[row.place]) if isinstance(row, ChoiceRow) else row
            for row in self.query_one(Form).rows
        )
        self.query_one(Form).show(tuple(rows))
        self.query_one(Form).go_on_from(event.place)

    @on(Form.Behind)
    def _taken_in(self, event: Form.Behind) -> None:
        event.stop()
        event.arrived.set()

    @on(Form.Ended)
    async def action_send(self) -> None:
        answers = {**await self.query_one(Form).written(), **self._chosen}
        wrong = self._check(answers) if self._check else ""
        if wrong:
            self.query_one("#wrong", Static).update(paragraph(wrong))
            return
        self.answer(answers)

    def action_leave(self) -> None:
        self.answer(None)
