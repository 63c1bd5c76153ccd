"""The documents are true: every command, key, setting and file they speak of exists."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from callcentre.cli import _parser
from callcentre.services.people import SHORTEST_PASSPHRASE
from callcentre.settings import THEMES, _File, demo_settings, home_folder, read_settings
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


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
@pytest.mark.parametrize(
    "said", re.findall(r"^make run ARGS=(.*?)(?: +#.*)?$", README, re.MULTILINE)
)
def test_the_plain_commands_of_a_checkout_run(said: str, tmp_path: Path) -> None:
    """What make would do is done, with this Python and away from the desk's own data."""
    asked = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "run", f"ARGS={said.strip(chr(34))}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    line = asked.stdout.splitlines()[-1]
    assert f"{ROOT}/.state" in line
    done = subprocess.run(
        ["sh", "-c", line.replace(".venv/bin/python", sys.executable)],
        cwd=tmp_path,
        env={**os.environ, "CALLCENTRE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "There is no database" in done.stderr


def test_the_demo_is_where_the_readme_looks_for_it() -> None:
    file = demo_settings(read_settings()).database.removeprefix(f"sqlite:///{home_folder()}")
    assert f"sqlite:///.state{file} queue" in README


def test_the_shortest_passphrase_is_told() -> None:
    assert f"passphrase ({SHORTEST_PASSPHRASE} characters or more)" in README
    assert f"at least {SHORTEST_PASSPHRASE} characters" in ADMINISTRATORS


def test_the_database_file_is_named() -> None:
    name = read_settings().database.rpartition("/")[2]
    for part in ("", "-wal", "-shm"):
        assert f"`{name}{part}`" in ADMINISTRATORS
