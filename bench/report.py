"""What was measured, as a table for people or as JSON for programs."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from bench.samples import Comparison, Samples
from callcentre import __version__

HEAD = ("", "runs", "ours min / median / p95", "against", "min / median / p95", "median", "p95", "")


def machine() -> dict[str, str | int]:
    """What the numbers depend on; nothing that names the machine."""
    return {
        "cpus": os.cpu_count() or 0,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "textual": version("textual"),
        "sqlalchemy": version("sqlalchemy"),
        "callcentre": __version__,
    }


def as_table(results: Sequence[Comparison]) -> Iterator[str]:
    """The ratios, with the spread of both sides."""
    rows = [HEAD, *map(_row, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
    yield ""
    yield " · ".join(f"{name} {value}" for name, value in machine().items())


def as_json(results: Sequence[Comparison]) -> str:
    """The same, and nothing left out."""
    document = {"machine": machine(), "results": [_values(result) for result in results]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _row(result: Comparison) -> tuple[str, ...]:
    return (
        result.what,
        str(len(result.ours.values)),
        _spread(result.ours, result.unit),
        result.against,
        _spread(result.theirs, result.unit),
        f"{result.median_ratio:.2f}x",
        f"{result.p95_ratio:.2f}x",
        result.verdict,
    )


def _spread(side: Samples, unit: str) -> str:
    return " / ".join(f"{value:.3g}" for value in (side.least, side.median, side.p95)) + f" {unit}"


def _values(result: Comparison) -> dict[str, object]:
    return {
        "what": result.what,
        "against": result.against,
        "unit": result.unit,
        "ours": _side(result.ours),
        "theirs": _side(result.theirs),
        "median_ratio": round(result.median_ratio, 3),
        "p95_ratio": round(result.p95_ratio, 3),
        "aim": {"of": result.aim.of, "most": result.aim.most} if result.aim else None,
    }


def _side(side: Samples) -> dict[str, float]:
    return {
        "runs": len(side.values),
        "min": side.least,
        "median": side.median,
        "p95": side.p95,
    }
