"""Every key of the screen it was opened on, and what it is for."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from callcentre.i18n import _
from callcentre.tui.keys import KEYS, Key
from callcentre.tui.render import Part, content, fit, lines
from callcentre.tui.widgets.bars import key_name


class KeysScreen(ModalScreen[None]):
    """Escape or the same key closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9,q,enter", "leave", show=False, priority=True)
    ]
    DEFAULT_CSS = """
    KeysScreen { align: center middle; }
    KeysScreen > VerticalScroll {
        width: 90; max-width: 98%; height: auto; max-height: 94%; padding: 1 2;
        border: round $primary; background: $surface; border-title-color: $primary;
    }
    KeysScreen Static { height: auto; }
    """

    def __init__(self, places: Sequence[str], keymap: dict[str, str]) -> None:
        super().__init__()
        self._places, self._keymap = tuple(places), keymap

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = content(_("Keys"))
            yield Static(lines([self._line(key) for key in self._keys()]), markup=False)

    def _keys(self) -> list[Key]:
        return [key for key in KEYS if key.place in (*self._places, "any")]

    def _line(self, key: Key) -> Sequence[Part]:
        pressed = key_name(self._keymap.get(key.id, key.key))
        return (
            (fit(pressed, 8), "bold $accent"),
            (fit(_(key.label), 18), "bold"),
            _(key.tooltip),
        )

    def action_leave(self) -> None:
        self.dismiss(None)
