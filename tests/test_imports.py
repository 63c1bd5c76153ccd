"""What each part drags in: the core no framework, a plain command next to nothing."""

import json
import subprocess
import sys
from pathlib import Path

import callcentre

PACKAGE = Path(callcentre.__file__).parent
DOMAIN = sorted(
    f"callcentre.domain.{path.stem}"
    for path in (PACKAGE / "domain").glob("*.py")
    if path.stem != "__init__"
)
FRAMEWORKS = {"textual", "rich", "sqlalchemy", "alembic", "psycopg", "msgspec", "pydub"}
SLOW = {"textual", "sqlalchemy", "alembic", "holidays"}


def loaded(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a statement, beyond its own."""
    program = (
        "import sys, json, contextlib, io\n"
        "before = set(sys.modules)\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    {statement}\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_the_core_knows_no_framework() -> None:
    """Design 5: domain imports no database, screen or file library."""
    everything = loaded("import " + ", ".join(DOMAIN))
    assert set(DOMAIN) <= everything
    assert packages(everything) & FRAMEWORKS == set()
    assert not {m for m in everything if m.startswith("callcentre.") and is_outer(m)}


def is_outer(module: str) -> bool:
    """Whether a module lies outside the core and what it stands on."""
    inner = ("callcentre.domain", "callcentre.errors", "callcentre.text", "callcentre.i18n")
    return not module.startswith(inner)


def test_the_use_cases_know_no_table_and_no_screen() -> None:
    services = ", ".join(
        f"callcentre.services.{path.stem}" for path in (PACKAGE / "services").glob("*.py")
    ).replace("callcentre.services.__init__", "callcentre.services")
    everything = loaded(f"import {services}")
    assert packages(everything) & FRAMEWORKS == set()
    assert not {m for m in everything if m.startswith(("callcentre.storage", "callcentre.tui"))}


def test_help_comes_at_once() -> None:
    """Design 5, style 6: no slow library, and few modules of any kind."""
    everything = loaded("from callcentre.cli import main; main(['--help'])")
    assert "callcentre.cli" in everything
    assert packages(everything) & SLOW == set()
    assert len(everything) < 150


def test_the_screens_know_no_database_and_wait_for_no_slow_library() -> None:
    """Design 5: tui never imports sqlalchemy; what is slow is read when it is needed."""
    everything = loaded("import callcentre.tui.app")
    assert packages(everything) & {"sqlalchemy", *SLOW, "pydub"} - {"textual"} == set()
    assert not {module for module in everything if module.startswith("callcentre.storage")}
