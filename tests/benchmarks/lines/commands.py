"""Commands as a shell prompt or a status bar calls them, against Python that does nothing."""

import sys
from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.table import Row, median


def rows(bench: Bench) -> Iterator[Row]:
    """`days --json` on both libraries, and the version."""
    commands = {f"days --json, {shelf.name}": ("-L", str(shelf.folder), "days", "--json") for shelf in bench.shelves}
    homes = [shelf.home for shelf in bench.shelves]
    bare: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in [*commands, "--version"]}
    for _ in range(bench.rounds):
        bare.append(1000 * bench.command("-c", "pass", home=homes[0], argv=(sys.executable,)))
        for (name, arguments), home in zip(commands.items(), homes, strict=True):
            times[name].append(1000 * bench.command(*arguments, home=home))
        times["--version"].append(1000 * bench.command("--version", home=homes[0]))
    for name, values in times.items():
        yield Row(f"paperdeck {name}", median(values), "ms", median(bare), 3)
