"""The documents are true: every command, key, setting and file they speak of exists."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

from callcentre.cli import _parser
from callcentre.settings import THEMES, _File
from callcentre.storage.profile import LimitsProfile, Profile
from callcentre.tui.keys import KEYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ADMINISTRATORS = (ROOT / "docs" / "administrators.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> dict[str, set[str]]:
    """Every command and its options."""
    [subparsers] = [a for a in _parser()._actions if hasattr(a, "choices") and a.choices]
    assert isinstance(subparsers.choices, dict)
    return {
        name: {o for a in parser._actions for o in a.option_strings if o.startswith("--")}
        for name, parser in subparsers.choices.items()
    }


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_and_option_is_in_the_readme(command: str) -> None:
    assert f"`callcentre {command}" in README
    told = README + ADMINISTRATORS
    for option in commands()[command] - {"--help"}:
        assert option in told, option


def test_the_keys_tables_are_those_of_the_program() -> None:
    assert generator().stale_tables() == []


def test_every_key_is_in_a_table() -> None:
    agents = (ROOT / "docs" / "agents.md").read_text("utf-8")
    for key in KEYS:
        assert key.tooltip in agents, key.id


@pytest.mark.parametrize("setting", list(_File.__struct_fields__))
def test_every_setting_of_a_machine_is_explained(setting: str) -> None:
    assert re.search(rf"^{setting} =|^\[{setting}\]", ADMINISTRATORS, re.MULTILINE), setting


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_named(theme: str) -> None:
    assert theme in ADMINISTRATORS


@pytest.mark.parametrize(
    "setting",
    [*Profile.__struct_fields__, *(f"limits.{f}" for f in LimitsProfile.__struct_fields__)],
)
def test_every_setting_of_the_centre_is_explained(setting: str) -> None:
    if setting != "limits":
        assert f"`{setting}`" in ADMINISTRATORS, setting


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_no_page_names_a_registry_or_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"pypi\.org|/home/|/root/|/work/", page.read_text("utf-8")), page
