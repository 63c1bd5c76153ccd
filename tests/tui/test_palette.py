"""Every action can be found by name and by key, and says what it is for."""

import re

import pytest
from textual.command import CommandPalette
from textual.widgets import Static

from callcentre import i18n
from callcentre.errors import BadInput
from callcentre.tui.commands import Commands
from callcentre.tui.keys import KEYS, RESERVED, Key, check_keymap
from callcentre.tui.screens.keys_help import KeysScreen
from callcentre.tui.theme import THEMES
from callcentre.tui.widgets.bars import key_name
from tests.support.callers import to_record
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import a_caller, leave_behind, owe
from tests.tui.ways import WAYS

Found = dict[str, str]
GLOBAL = [key for key in KEYS if key.place == "any"]


every_place = pytest.mark.parametrize("place", WAYS)


async def offered(hands: Hands) -> Found:
    """What the palette lists on this screen, and what it says of each."""
    with hands.app._context():
        provider = Commands(hands.app.screen)
        return {str(hit.text): str(hit.help) async for hit in provider.discover()}


def keys_of(place: str) -> list[Key]:
    """The keys of a screen; the two that turn a page are the scrolling's own."""
    return [key for key in KEYS if key.place == place and key.id not in ("page.up", "page.down")]


def help_text(hands: Hands) -> str:
    """What the box of keys says, scrolled away or not, as one line."""
    with hands.app._context():
        words = hands.app.screen.query_one(Static).content
    return " ".join(str(words).split())


def test_every_screen_is_here() -> None:
    assert {key.place for key in KEYS} - {"any"} == set(WAYS)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@every_place
async def test_every_action_of_a_screen_is_in_the_palette(
    floor: Floor, place: str, language: str
) -> None:
    """Style 4.5: by its label and key, with its tooltip."""
    owe(floor)
    with i18n.speaking(language):
        async with sitting_at(floor.app(floor.lead)) as hands:
            await WAYS[place](hands)
            found = await offered(hands)
            for key in (*keys_of(place), *GLOBAL):
                name = f"{i18n._(key.label)} ({key_name(key.key)})"
                assert found.get(name) == i18n._(key.tooltip), key.id


async def test_themes_and_languages_are_in_the_palette(floor: Floor) -> None:
    async with floor.desk() as hands:
        found = await offered(hands)
        assert len([name for name in found if name.startswith("Theme: ")]) == len(THEMES)
        assert {f"Language: {name}" for name in i18n.LANGUAGES.values()} <= set(found)


@every_place
async def test_f9_shows_every_key_of_the_screen(floor: Floor, place: str) -> None:
    """Its keys and what each is for; F9 or Escape closes it again."""
    owe(floor)
    async with sitting_at(floor.app(floor.lead)) as hands:
        await WAYS[place](hands)
        behind = hands.app.screen
        await hands.press("f9")
        assert isinstance(hands.app.screen, KeysScreen)
        assert "╭─ Keys ─" in hands.text
        seen = help_text(hands)
        for key in (*keys_of(place), *GLOBAL):
            assert f"{key_name(key.key)} {key.label} {key.tooltip}" in seen, key.id
        await hands.press("f9")
        assert hands.app.screen is behind
        await hands.press("f9", "escape")
        assert hands.app.screen is behind


async def test_an_action_is_found_by_its_name_and_done(floor: Floor) -> None:
    """^P, a part of the name, Enter."""
    leave_behind(floor, to_record(a_caller(floor)).call)
    async with floor.desk() as hands:
        await hands.press("1", "ctrl+p")
        assert isinstance(hands.app.screen, CommandPalette)
        await hands.type("angrier")
        await hands.until(lambda: "Angrier (F7)" in hands.text, "the action in the list")
        await hands.press("enter")
        await hands.until(lambda: hands.app.conversations.mode == "call", "the call")
        await hands.until(lambda: hands.call.anger_level == 2, "the action")


async def test_the_palette_does_not_open_over_itself(floor: Floor) -> None:
    async with floor.desk() as hands:
        behind = hands.app.screen
        await hands.press("ctrl+p", "ctrl+p", "escape")
        assert hands.app.screen is behind


def test_every_key_says_what_it_is_for() -> None:
    for key in KEYS:
        assert key.label, key.id
        assert key.tooltip.endswith("."), key.id
        assert key.key not in RESERVED, key.id


async def test_a_moved_key_is_shown_where_it_lies(floor: Floor) -> None:
    """The bar, the help and the palette all follow the settings."""
    async with sitting_at(floor.app(keys={"queue.take": "ctrl+y"})) as hands:
        assert "^Y Take a call" in hands.text.splitlines()[-1]
        assert "Take a call (^Y)" in await offered(hands)
        await hands.press("f9")
        assert "^Y" in hands.text
        await hands.press("escape", "f2")
        assert hands.queue
        await hands.press("ctrl+y")
        assert hands.call.agent == floor.agent


@pytest.mark.parametrize(
    ("keymap", "words"),
    [
        ({"queue.fly": "f2"}, "“queue.fly” is no action"),
        ({"queue.take": "ctrl+m"}, "the key ctrl+m never arrives"),
        ({"queue.take": "f3"}, "f3 would do both"),
        ({"any.help": "f2"}, "f2 would do both"),
    ],
)
def test_a_keymap_that_would_fail_in_silence_is_refused(keymap: dict[str, str], words: str) -> None:
    """Style 4.5: an unknown id, a key that never arrives, one key for two actions."""
    with pytest.raises(BadInput, match=re.escape(words)):
        check_keymap(keymap)
