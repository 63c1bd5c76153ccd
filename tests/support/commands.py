"""Plain commands of the program, each in a process of its own."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DROP_FROM_BOUNDING_SET = 24
OVERRIDES = (1, 2)  # of what file modes say, for writing and for reading


def command(
    *arguments: str, home: Path, bound: bool = False, **how: Any
) -> subprocess.CompletedProcess[str]:
    """Run one; `bound` to what file modes say, even when the tests run as root."""
    surroundings = {**os.environ, "CALLCENTRE_HOME": str(home), "CALLCENTRE_LANGUAGE": "en"}
    return subprocess.run(
        [sys.executable, "-m", "callcentre", *arguments],
        env={**surroundings, "PYTHONIOENCODING": "utf-8", **how.pop("env", {})},
        stdin=subprocess.DEVNULL,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how},
        encoding="utf-8",
        preexec_fn=_bind if bound and os.geteuid() == 0 else None,
        check=False,
    )


def may_be_bound() -> bool:
    """Whether this machine can hold root to file modes; anybody else always is."""
    return os.geteuid() != 0 or sys.platform == "linux"


def _bind() -> None:
    drop: Callable[..., int] = ctypes.CDLL(None).prctl
    for capability in OVERRIDES:
        if drop(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0):
            raise OSError("the capability stays")
