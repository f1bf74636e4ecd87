"""`make bench`: measures through a pseudo-terminal, and prints ratios to the bare framework.

Each module in `lines/` adds lines to the table by a function `rows(bench)` that gives `Row`s.
"""

import argparse
import importlib
import sys
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.table import Row, as_json, printed

LINES = sorted(path.stem for path in (Path(__file__).parent / "lines").glob("*.py"))


def main() -> int:
    """Measure what is asked for; 1 when a line could not be measured, 0 otherwise, whatever the figures are."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "lines", nargs="*", metavar="LINES", help=f"which to measure: {', '.join(LINES)} (default: all)"
    )
    parser.add_argument("--rounds", type=int, default=Bench.rounds, help="starts of each program (default %(default)s)")
    parser.add_argument("--presses", type=int, default=Bench.presses, help="keys of each kind (default %(default)s)")
    parser.add_argument(
        "--papers", type=int, default=Bench.papers, help="papers of the large library (default %(default)s)"
    )
    parser.add_argument("--files", type=int, default=Bench.files, help="its report files (default %(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if unknown := set(options.lines) - set(LINES):
        parser.error(f"no such lines: {', '.join(sorted(unknown))}")
    bench = Bench(options.rounds, options.presses, options.papers, options.files)
    rows: list[Row] = []
    failed = 0
    for name in options.lines or LINES:
        print(f"measuring {name} …", file=sys.stderr)
        try:
            rows.extend(importlib.import_module(f"benchmarks.lines.{name}").rows(bench))
        except (AssertionError, OSError, ValueError, RuntimeError) as error:
            failed = 1
            print(f"{name} could not be measured: {error}", file=sys.stderr)
    print(as_json(rows) if options.json else printed(rows))
    return failed


if __name__ == "__main__":
    sys.exit(main())
