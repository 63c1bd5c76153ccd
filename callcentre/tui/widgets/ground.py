"""Containers that are nothing but ground for what lies on them."""

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def draw_ground(ground: Widget, crop: Region) -> list[Strip]:
    """A `render_lines` for a widget of one colour: a letter typed on it does not wait until each
    line of each ground beneath has been looked at. Without colours the filters have to see it."""
    if ground.app.no_color:
        return Widget.render_lines(ground, crop)
    return [Strip.blank(crop.width, ground.visual_style.rich_style)] * crop.height


class Rows(Vertical):
    """One thing under another."""

    render_lines = draw_ground


class Columns(Horizontal):
    """One thing beside another."""

    render_lines = draw_ground


class ScrolledRows(VerticalScroll):
    """Rows of which some may lie below the edge."""

    render_lines = draw_ground
