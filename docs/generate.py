"""Make what the documents show of the program: the keys tables and the screenshots.

`python docs/generate.py` writes them; `python docs/generate.py --check` says whether the
tables are up to date and writes nothing. The screens are those of the demo.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from callcentre import i18n
from callcentre.bootstrap import make_app, office
from callcentre.demo import furnish
from callcentre.settings import Settings, demo_settings, read_settings
from callcentre.tui.app import CallCentreApp
from callcentre.tui.keys import KEYS
from callcentre.tui.widgets.bars import key_name

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
SCREENS = DOCS / "screens"
SIZE = (120, 36)
PLACES = {
    "any": "Everywhere",
    "call": "In a call",
    "queue": "In the queue",
    "answer": "Giving an answer",
    "page": "On a page",
    "cases": "Finding a case",
    "people": "People",
}
_TABLE = re.compile(r"(<!-- keys: ([a-z ]+) -->\n).*?(<!-- /keys -->)", re.DOTALL)
# Textual's pictures fetch a font from a server; ours use what the reader's machine has.
_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def keys_table(places: Sequence[str]) -> str:
    """The keys of some places as a table."""
    lines = ["| key | does | |", "|---|---|---|"]
    for place in places:
        lines += [
            f"| `{key_name(key.key)}` | {key.label} | {key.tooltip} |"
            for key in KEYS
            if key.place == place
        ]
    return "\n".join(lines) + "\n"


def with_tables(text: str) -> str:
    """A document with its keys tables made anew."""
    return _TABLE.sub(lambda found: found[1] + keys_table(found[2].split()) + found[3], text)


def documents() -> list[Path]:
    return [README, *sorted(DOCS.glob("*.md"))]


def write_tables() -> None:
    for path in documents():
        path.write_text(with_tables(path.read_text("utf-8")), "utf-8")


def stale_tables() -> list[Path]:
    """The documents whose tables differ from the program's keys."""
    return [p for p in documents() if with_tables(p.read_text("utf-8")) != p.read_text("utf-8")]


async def take_pictures(home: Path) -> None:
    """The demo's queue, a call at three of its steps, and an answer."""
    settings = replace(demo_settings(read_settings()), home=home, language="en")
    settings = replace(settings, database=f"sqlite:///{home / 'demo.sqlite3'}")
    app = _demo(settings)
    async with app.run_test(size=SIZE) as pilot:
        await _settle(pilot)
        _save(app, "queue")
        await _press(pilot, "f2")
        await _type(pilot, "Mr Brown", "enter", "13900213813")
        _save(app, "caller")
        await _press(pilot, *["backspace"] * 11)
        await _type(pilot, "13955500123", "f2")
        await _type(pilot, "Two containers were due on Monday", "f7", "f7")
        await _press(pilot, "f2", "ctrl+o", "f2")
        await _type(pilot, "LD26000007", "enter", "enter")
        await _type(pilot, "Containers four days late", "enter")
        _save(app, "call")
        await _type(pilot, "A date we can rely on", "ctrl+o", "f2")
        await _press(pilot, "1", "2", "3", "3", "2", "f2")
        await _press(pilot, "ctrl+o", "f2", "2")
        await _type(pilot, "the terminal has not released them")
        _save(app, "promise")


def _demo(settings: Settings) -> CallCentreApp:
    with office(settings) as opened:
        signed_in = furnish(opened, "agent")
    return make_app(settings, demo=True, signed_in=signed_in)


async def _settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def _press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await _settle(pilot)


async def _type(pilot: Pilot[None], *texts: str) -> None:
    """Names of keys are pressed; anything else is typed letter by letter."""
    for text in texts:
        if text in ("enter", "f2", "f7", "ctrl+o"):
            await _press(pilot, text)
        else:
            await pilot.press(*({" ": "space", ",": "comma"}.get(c, c) for c in text))
            await _settle(pilot)


def _save(app: CallCentreApp, name: str) -> None:
    SCREENS.mkdir(exist_ok=True)
    picture = _FONT_FACE.sub("", app.export_screenshot(title="callcentre"))
    (SCREENS / f"{name}.svg").write_text(picture, "utf-8")


def main(arguments: Sequence[str]) -> int:
    i18n.use("en")
    if "--check" in arguments:
        for path in stale_tables():
            sys.stderr.write(f"{path.name}: the keys table is out of date\n")
        return 1 if stale_tables() else 0
    write_tables()
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(take_pictures(Path(home)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
