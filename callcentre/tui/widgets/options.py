"""The panel below a form: the options of the choice in hand, each with its key, or a hint."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from callcentre.i18n import _
from callcentre.tui.render import Part, fit, lines, paragraph
from callcentre.tui.widgets.form_lines import Pick
from callcentre.tui.widgets.rows import MORE, OPTION_KEYS, ChoiceRow, Option, TicksRow

# The key and a space before the words, two spaces after them.
AROUND_CELLS = 4


class OptionsPanel(Static):
    """Of fixed height, so that nothing moves while the agent goes from field to field."""

    DEFAULT_CSS = "OptionsPanel { height: 8; padding: 1 1 0 1; color: $text; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show_hint(self, hint: str) -> None:
        """A word on a field that is typed in."""
        self._draw(paragraph(hint, "$text-muted"))

    def show_options(self, pick: Pick) -> None:
        """The options in as many columns as fit; a long list has pages."""
        size = self.content_size
        cells = AROUND_CELLS + max(cell_len(option.label) for option in pick.row.options)
        columns = max(1, size.width // cells)
        room = columns * size.height
        # Before the panel has its size every option can be chosen, though none is seen yet.
        pick.per_page = room - 1 if 0 < room < len(pick.row.options) else len(OPTION_KEYS)
        parts = [
            _option(pick.row, option, key, cells)
            for option, key in zip(pick.shown_options, OPTION_KEYS, strict=False)
        ]
        if pick.has_more:
            parts.append([(f"{MORE} ", "bold $accent"), (_("more …"), "italic")])
        rows = [parts[begin : begin + columns] for begin in range(0, len(parts), columns)]
        self._draw(lines([[part for cell in row for part in cell] for row in rows]))

    def _draw(self, shown: Content) -> None:
        before = self.content
        if not (isinstance(before, Content) and shown.is_same(before)):
            self.update(shown, layout=False)


def _option(row: ChoiceRow | TicksRow, option: Option, key: str, cells: int) -> list[Part]:
    """One option in its column; the chosen one is underlined, words and not the space after."""
    chosen = (
        option.value in row.values
        if isinstance(row, TicksRow)
        else option.value == (row.value or row.proposed)
    )
    words = fit(option.label, cells - 3)
    style = "bold underline" if chosen else ""
    rest = " " * (len(words) - len(words.rstrip()) + 1)
    return [(f"{key} ", "bold $accent" if chosen else "$accent"), (words.rstrip(), style), rest]
