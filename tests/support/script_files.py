"""Small phone scripts that are whole, for tests that do not care about the wording."""

from collections.abc import Mapping
from pathlib import Path

from callcentre.domain.gates import Missing
from callcentre.domain.script import READ_BACK, Scene
from callcentre.scripting import CONFIRMED, WORDS


def whole(language: str, *, goals: Mapping[str, str] | None = None) -> str:
    """A main language's file: a sentence for every scene, and every key."""
    goal = {scene.value: f"goal of {scene.value}" for scene in Scene} | dict(goals or {})
    tables = {
        "goal": goal,
        "ask": {missing.value: f"ask for {missing.value}" for missing in Missing},
        "read_back": {part: f"{{{part}}}" if part in CONFIRMED else "x" for part in READ_BACK},
        "words": dict.fromkeys(WORDS, "x"),
    }
    head = f'language = "{language}"\nname = "script {language}"\nversion = "1"\n'
    says = "".join(f'[[say]]\nscene = "{s.value}"\ntext = "say {s.value}"\n' for s in Scene)
    return head + "".join(_table(name, keys) for name, keys in tables.items()) + says


def dialect(name: str, text: str = "您好") -> str:
    """A dialect of one sentence."""
    head = f'language = "dialect"\nname = "{name}"\nversion = "1"\n'
    return f'{head}[[say]]\nscene = "greet"\ntext = "{text}"\n'


def write_whole(folder: Path) -> None:
    """Both main languages in a folder."""
    folder.mkdir(exist_ok=True)
    for language in ("zh", "en"):
        (folder / f"{language}.toml").write_text(whole(language), "utf-8")


def _table(name: str, keys: Mapping[str, str]) -> str:
    return f"[{name}]\n" + "".join(f'{key} = "{text}"\n' for key, text in keys.items())
