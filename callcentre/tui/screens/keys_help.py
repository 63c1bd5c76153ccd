"""Every key of the screen it was opened on, and what it is for."""

from collections.abc import Iterator, Sequence
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
from callcentre.tui.wrap import wrap

KEY_CELLS, LABEL_CELLS = 8, 18


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

    def __init__(
        self, places: Sequence[str], keymap: dict[str, str], unused: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._places, self._keymap, self._unused = tuple(places), keymap, tuple(unused)

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = content(_("Keys"))
            yield Static(id="keys", markup=False)

    def on_resize(self) -> None:
        box = self.query_one(VerticalScroll)
        room = box.scrollable_content_region.width - KEY_CELLS - LABEL_CELLS
        shown = [line for key in self._keys() for line in self._lines(key, max(10, room))]
        self.query_one("#keys", Static).update(lines(shown))

    def _keys(self) -> list[Key]:
        here = [key for key in KEYS if key.place in (*self._places, "any")]
        return [key for key in here if key.id not in self._unused]

    def _lines(self, key: Key, room: int) -> Iterator[Sequence[Part]]:
        """The key, its name, and what it is for, in a column of its own."""
        pressed, name = key_name(self._keymap.get(key.id, key.key)), _(key.label)
        for words in wrap(_(key.tooltip), room):
            yield (
                (fit(pressed, KEY_CELLS), "bold $accent"),
                (fit(name, LABEL_CELLS), "bold"),
                words,
            )
            pressed = name = ""

    def action_leave(self) -> None:
        self.dismiss(None)
