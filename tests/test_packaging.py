"""The package as others get it: built, installed apart from the checkout, and run there."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from callcentre import __version__

ROOT = Path(__file__).parent.parent
WHEEL = f"callcentre-{__version__}-py3-none-any.whl"

# One worker builds and installs, once.
built_here = pytest.mark.xdist_group("packaging")


def run(*command: str | Path, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """A command in surroundings that know nothing of this checkout."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(cwd), **extra},
        input="correct horse battery staple\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build(target: str, tree: Path) -> Path:
    done = run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", "out", cwd=tree)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((tree / "out").glob("*.whl" if target == "wheel" else "*.tar.gz"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as a clone has it: nothing hidden, nothing made."""
    copy = tmp_path_factory.mktemp("package") / "clone"
    made = shutil.ignore_patterns(".[!g]*", ".git", "__pycache__", "*.mo", "build", "dist")
    shutil.copytree(ROOT, copy, ignore=made)
    return copy


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Path:
    """A wheel built from the unpacked sdist, as package indexes and distributions do."""
    done = run("tar", "xzf", build("sdist", tree), cwd=tree.parent)
    assert done.returncode == 0, done.stderr
    return build("wheel", tree.parent / f"callcentre-{__version__}")


@pytest.fixture(scope="module")
def program(wheel: Path) -> Path:
    """`callcentre` in an environment of its own, with this one's libraries and not its source."""
    folder = wheel.parent / "environment"
    venv.create(folder, symlinks=True, with_pip=False)
    pip = (sys.executable, "-m", "pip", "--isolated", "--python", folder)
    options = ("--no-deps", "--no-index", "--no-cache-dir", "--disable-pip-version-check")
    done = run(*pip, "install", *options, wheel, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    # A path given this way is searched, but its own .pth files, the editable one, are not read.
    place = next(folder.glob("lib/python*/site-packages")) / "borrowed.pth"
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    place.write_text("\n".join(sorted(libraries)), encoding="utf-8")
    return folder / "bin" / "callcentre"


@pytest.mark.slow
@built_here
def test_the_wheel_holds_all_the_program_reads(tree: Path, wheel: Path) -> None:
    files = {p.relative_to(tree) for p in tree.glob("callcentre/**/*") if p.is_file()}
    files |= {Path("callcentre", p.relative_to(tree)) for p in tree.glob("scripts/*.toml")}
    kinds = {p.suffix for p in files} | {p.name for p in files}
    assert kinds >= {".tcss", ".toml", ".mo", "py.typed", "0001_foundation.py"}
    with zipfile.ZipFile(wheel) as archive:
        held = {Path(name) for name in archive.namelist()}
    assert not files - held
    assert {path.parts[0] for path in held} == {
        "callcentre",
        f"callcentre-{__version__}.dist-info",
    }


@pytest.mark.slow
@built_here
def test_the_checkout_gives_the_same_wheel(tree: Path, wheel: Path) -> None:
    assert build("wheel", tree).read_bytes() == wheel.read_bytes()


@pytest.mark.slow
@built_here
def test_the_sdist_can_be_worked_on(wheel: Path) -> None:
    unpacked = wheel.parent.parent
    for name in ("Makefile", "README.md", "CONTRIBUTING.md", "requirements/dev.txt", "tests"):
        assert (unpacked / name).exists(), name


@pytest.mark.slow
@built_here
def test_the_installed_program_runs(program: Path, tmp_path: Path) -> None:
    """From nothing to a centre that is sound, by the plain commands alone."""

    def said(*arguments: str, code: int = 0) -> str:
        home = tmp_path / "home"
        done = run(program, *arguments, cwd=tmp_path, CALLCENTRE_HOME=str(home))
        assert done.returncode == code, done.stdout + done.stderr
        assert not done.stderr
        return done.stdout

    assert said("--version").strip() == __version__
    unfounded = said("check", code=1).splitlines()
    [missing] = [line for line in unfounded if not re.match("ok|正常", line)]
    assert missing.startswith("WRONG  database: There is no database")
    assert "简体中文" in "".join(unfounded)
    assert sum("phone script" in line for line in unfounded) == 4
    founded = said(
        "init", "--name", "Lida", "--zone", "Asia/Shanghai", "--line", "400", "--lead", "张同"
    )
    assert "Lida is ready" in founded
    assert "WRONG" not in said("check")
    assert said("queue") == ""


@pytest.mark.slow
@built_here
def test_the_installed_program_stands_alone(program: Path, tmp_path: Path) -> None:
    where = "import callcentre.settings as s; print(s.__file__, s.shipped_scripts(), sep='\\n')"
    done = run(program.with_name("python"), "-c", where, cwd=tmp_path)
    environment = program.parent.parent
    assert all(environment in Path(line).parents for line in done.stdout.splitlines()), done


def pinned(file: str) -> dict[str, list[str]]:
    """Each requirement of a pinned file with its hashes."""
    text = (ROOT / "requirements" / file).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE), "no option names a place to fetch from"
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
    pins = {}
    for entry in entries:
        requirement, *hashes = re.split(r"\s*\\\n\s+--hash=sha256:", entry)
        pins[requirement] = hashes
    return pins


@pytest.mark.parametrize("file", ["run.txt", "dev.txt"])
def test_every_pin_is_one_version_with_its_hashes(file: str) -> None:
    for requirement, hashes in pinned(file).items():
        assert re.fullmatch(r"[a-z0-9-]+==[a-z0-9.]+( ; .*)?", requirement)
        assert hashes
        assert all(re.fullmatch("[0-9a-f]{64}", value) for value in hashes)


def test_the_pins_are_what_the_project_asks_for() -> None:
    """A dependency changed without `make lock` is found here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = [Requirement(line) for file in ("run.txt", "dev.txt") for line in pinned(file)]
    versions = {pin.name: str(pin.specifier).removeprefix("==") for pin in pins}
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
        *project["build-system"]["requires"],
    ]
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(versions[requirement.name]), requirement
