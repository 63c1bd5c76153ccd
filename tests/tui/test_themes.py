"""Four themes, plain glyphs and no colours at all: words and signs carry the status."""

import unicodedata
from collections.abc import Iterator

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from callcentre.tui.theme import THEMES
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import owe
from tests.tui.ways import WAYS

NAMES = [theme.name for theme in THEMES]
LEGIBLE = 4.5


def styles(hands: Hands) -> Iterator[Style]:
    """The style of everything that is drawn."""
    with hands.app._context():
        strips = hands.app.screen._compositor.render_strips()
    return (segment.style for strip in strips for segment in strip if segment.style)


def luminance(color: Color) -> float:
    parts = [c / 255 for c in color.rgb]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """How well one colour is read on another (WCAG), 1 to 21."""
    light, dark = sorted((luminance(Color.parse(c)) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=NAMES)
def test_every_colour_of_text_can_be_read(theme: Theme) -> None:
    """Style 4.7: on each ground that text stands on."""
    for ground in (theme.background, theme.surface, theme.panel):
        for ink in ("foreground", "primary", "accent", "success", "warning", "error"):
            assert contrast(getattr(theme, ink), str(ground)) >= LEGIBLE, (ink, ground)


@pytest.mark.parametrize("place", WAYS)
async def test_a_theme_changes_no_word(floor: Floor, place: str) -> None:
    """Design 4: no status by colour alone. The words are the same in all four."""
    owe(floor)
    floor.clock.move(hours=1, minutes=50)
    async with sitting_at(floor.app(floor.lead)) as hands:
        await WAYS[place](hands)
        await hands.tick()
        seen, drawn = hands.text.splitlines()[1:], set()
        for name in NAMES:
            with hands.app._context():
                await hands.app.run_action(f"use_theme('{name}')")
            await hands.settle()
            assert hands.text.splitlines()[1:] == seen
            drawn.add(frozenset(str(style) for style in styles(hands)))
        assert len(drawn) == len(NAMES)


async def test_without_colour_the_status_is_still_there(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: nothing but greys, and a row that is late says so with a sign and words."""
    monkeypatch.setenv("NO_COLOR", "1")
    owe(floor)
    floor.clock.move(hours=3)
    async with floor.desk() as hands:
        assert hands.app.no_color
        used = [c for style in styles(hands) for c in (style.color, style.bgcolor) if c]
        assert used
        assert [c for c in used if c.triplet and len(set(c.triplet)) > 1] == []
        assert "‼ 1 h 01 late" in " ".join(hands.text.split())


@pytest.mark.parametrize("place", WAYS)
async def test_plain_glyphs_have_one_width(floor: Floor, place: str) -> None:
    """Style 4.6: nothing that some terminals draw two cells wide, frames included."""
    owe(floor)
    floor.clock.move(hours=3)
    async with sitting_at(floor.app(floor.lead, plain_glyphs=True)) as hands:
        await WAYS[place](hands)
        for key in ("", "f9"):
            if key:
                await hands.press(key)
            unsure = {c for c in hands.text if unicodedata.east_asian_width(c) == "A"}
            assert unsure == set()


async def test_where_the_keys_go_is_seen_without_colour(floor: Floor) -> None:
    """One line of a form has the arrow, and it is the one the cursor is in."""
    async with floor.desk() as hands:
        await hands.press("f2")
        for _ in hands.places:
            assert hands.text.count("▸") == 1
            [line] = [line for line in hands.text.splitlines() if "▸" in line]
            row = next(row for row in hands.form.rows if row.place == hands.place)
            assert row.label in line
            await hands.press("down")
