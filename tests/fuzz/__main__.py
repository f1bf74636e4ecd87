"""`make fuzz`: damaged and invented reports through the readers and the typesetter for a while, the same for a seed."""

import random
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fuzz.target import check, made, sources

FOUND = Path("build") / "fuzz"


def inputs(seed: int, seconds: float, runs: int) -> Iterator[bytes]:
    """Inputs from the seed, until the time or the number is used up (0: without end)."""
    luck = random.Random(seed)
    seeds = sources()
    begun, count = time.monotonic(), 0
    while (not seconds or time.monotonic() - begun < seconds) and (not runs or count < runs):
        count += 1
        yield made(luck, seeds)


def main() -> int:
    """Run, print the figures, keep what was found under build/fuzz; 1 where anything was."""
    parser = ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long (0: without end)")
    parser.add_argument("--runs", type=int, default=0, help="how many inputs (0: without end)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    figures: Counter[str] = Counter()
    for data in inputs(options.seed, options.seconds, options.runs):
        figures["inputs"] += 1
        for finding in check(data):
            figures[finding.kind] += 1
            FOUND.mkdir(parents=True, exist_ok=True)
            file = FOUND / f"{finding.kind}-{options.seed}-{figures['inputs']}.md"
            file.write_bytes(data)
            print(f"{file}: {finding.what}")
    print(", ".join(f"{figures[kind]} {kind}" for kind in ("inputs", "exception", "slow", "lost")))
    return 1 if figures.total() > figures["inputs"] else 0


if __name__ == "__main__":
    sys.exit(main())
