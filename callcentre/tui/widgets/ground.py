"""Containers that are nothing but ground for what lies on them."""

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Ground(Widget):
    """Drawn as what it is, one colour: a letter typed on it does not wait until each line of each
    ground beneath has been looked at. Without colours the filters have to see it."""

    def render_lines(self, crop: Region) -> list[Strip]:
        if self.app.no_color:
            return super().render_lines(crop)
        return [Strip.blank(crop.width, self.visual_style.rich_style)] * crop.height


class Rows(Ground, Vertical):
    """One thing under another."""


class Columns(Ground, Horizontal):
    """One thing beside another."""


class ScrolledRows(Ground, VerticalScroll):
    """Rows of which some may lie below the edge."""
