"""Measured values of two sides, and how they compare."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import ParamSpec

P = ParamSpec("P")

MEDIAN, P95 = "median", "p95"


def milliseconds(do: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> float:
    """How long something takes to be done once."""
    begun = perf_counter()
    do(*args, **kwargs)
    return 1000 * (perf_counter() - begun)


@dataclass(frozen=True, slots=True)
class Samples:
    """What one side took, each time."""

    values: Sequence[float]

    @property
    def least(self) -> float:
        return min(self.values)

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def p95(self) -> float:
        """The value that 95 of 100 stay at or below; no value is made up between two."""
        return sorted(self.values)[math.ceil(0.95 * len(self.values)) - 1]


@dataclass(frozen=True, slots=True)
class Aim:
    """A ratio to stay at or below, of the medians or of the 95th percentiles."""

    of: str
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measurement: this program beside something known, in the same run."""

    what: str
    against: str
    ours: Samples
    theirs: Samples
    unit: str = "ms"
    aim: Aim | None = None

    @property
    def median_ratio(self) -> float:
        return self.ours.median / self.theirs.median

    @property
    def p95_ratio(self) -> float:
        return self.ours.p95 / self.theirs.p95

    @property
    def verdict(self) -> str:
        """The aim, and whether it was met; empty where none is set."""
        if self.aim is None:
            return ""
        ratio = self.median_ratio if self.aim.of == MEDIAN else self.p95_ratio
        word = "met" if ratio <= self.aim.most else "missed"
        return f"{self.aim.of} <= {self.aim.most:g}: {word}"
