"""The least a Textual program of this kind can be: a header, a field, a line that ticks, keys."""

from datetime import UTC, datetime
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Header, Input, Static

FIRST_WORDS = "Ready to type"


class MinimalApp(App[None]):
    """What this program is measured against."""

    TITLE = "minimal"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Input()
        yield Static(FIRST_WORDS)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """A second has passed."""
        self.query_one(Static).update(f"{datetime.now(UTC):%H:%M:%S}")


if __name__ == "__main__":
    MinimalApp().run()
