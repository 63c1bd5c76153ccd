"""`python -m bench`: ratios of this program to something known, measured side by side.

For information: the exit code is 0 whatever the ratios are, and 1 only when a measurement
could not be made.
"""

import argparse
from collections.abc import Callable
from importlib import import_module

from bench.place import a_place
from bench.report import as_json, as_table
from bench.samples import Comparison

MEASUREMENTS = ("launch", "keys", "filing", "queue", "memory")


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="WHAT", help=f"{', '.join(MEASUREMENTS)}; all")
    parser.add_argument("--runs", type=int, metavar="N", help="instead of each one's own number")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    if unknown := set(asked.what) - set(MEASUREMENTS):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    results: list[Comparison] = []
    with a_place() as place:
        for what in asked.what or MEASUREMENTS:
            results += _measure(what)(place, **({"runs": asked.runs} if asked.runs else {}))
    if asked.json:
        print(as_json(results))
    else:
        print("\n".join(as_table(results)))


def _measure(what: str) -> Callable[..., list[Comparison]]:
    measure: Callable[..., list[Comparison]] = import_module(f"bench.{what}").measure
    return measure


if __name__ == "__main__":
    main()
