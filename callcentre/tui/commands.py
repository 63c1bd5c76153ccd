"""The palette: every action of the screen in front, and the settings of the program."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.command import DiscoveryHit, Hit, Hits, Provider

from callcentre import i18n
from callcentre.i18n import N_, _
from callcentre.tui.keys import BY_ID
from callcentre.tui.render import content
from callcentre.tui.theme import THEMES
from callcentre.tui.widgets.bars import key_name

THEME_NAMES = {
    "night": N_("night"),
    "day": N_("day"),
    "contrast": N_("high contrast"),
    "blue-orange": N_("blue and orange"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette."""

    name: str
    help: str
    action: str


class Commands(Provider):
    """Found by any part of their name; nothing a customer said is ever among them."""

    async def discover(self) -> Hits:
        for command in self._commands():
            yield DiscoveryHit(
                content(command.name), self._runner(command), command.name, command.help
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.name)
            if score > 0:
                yield Hit(
                    score,
                    content(command.name),
                    self._runner(command),
                    text=command.name,
                    help=command.help,
                )

    def _runner(self, command: Command):  # type: ignore[no-untyped-def] # noqa: ANN202
        screen = self.screen

        async def run() -> None:
            await screen.run_action(command.action)

        return run

    def _commands(self) -> Iterator[Command]:
        for binding in self._bindings():
            key = BY_ID[binding]
            pressed = key_name(self.app._keymap.get(key.id, key.key))
            name = _(key.label) + f" ({pressed})"
            yield Command(name, _(key.tooltip), self._action(key.action))
        for theme in THEMES:
            name = _("Theme: {name}").format(name=_(THEME_NAMES[theme.name]))
            yield Command(name, _("Change the colours."), f"app.use_theme('{theme.name}')")
        for code, tongue in i18n.LANGUAGES.items():
            name = _("Language: {name}").format(name=tongue)
            yield Command(
                name, _("Change the language of the screens."), f"app.use_language('{code}')"
            )

    def _bindings(self) -> list[str]:
        """The ids of what works on the screen behind the palette."""
        seen: dict[str, None] = {}
        for active in self.screen.active_bindings.values():
            id_ = active.binding.id
            if id_ in BY_ID:
                seen[id_] = None
        return list(seen)

    def _action(self, action: str) -> str:
        owner = (
            "app" if hasattr(self.app, f"action_{action.split('(', maxsplit=1)[0]}") else "screen"
        )
        return f"{owner}.{action}"
