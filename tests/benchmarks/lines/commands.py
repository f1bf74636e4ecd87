"""Commands as a shell prompt or a status bar calls them, against Python that does nothing."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.bench import Bench, Shelf
from benchmarks.library import cache_folder
from benchmarks.table import Row, median
from paperdeck.index import reports


def rows(bench: Bench) -> Iterator[Row]:
    """`days --json` in homes where both libraries are registered, again and after a change; and the version."""
    homes = {shelf.name: _registered(bench, shelf) for shelf in bench.shelves}
    papers = {shelf.name: _some_paper(shelf) for shelf in bench.shelves}
    some = next(iter(homes.values()))
    commands: dict[str, Callable[[], float]] = {}
    for name, home in homes.items():
        commands[f"days --json, {name}"] = partial(bench.command, "days", "--json", home=home)
        commands[f"days --json after a mark, {name}"] = partial(_after_a_mark, bench, home, papers[name])
    commands["--version"] = partial(bench.command, "--version", home=some)
    bare: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(bench.rounds):
        bare.append(1000 * bench.command("-c", "pass", home=some, argv=(sys.executable,)))
        for name, command in commands.items():
            times[name].append(1000 * command())
    for name, values in times.items():
        yield Row(f"paperdeck {name}", median(values), "ms", median(bare), None if "after" in name else 3)


def _registered(bench: Bench, shelf: Shelf) -> Path:
    """A home in which the library is registered and read; kept from run to run."""
    home = cache_folder() / f"home-registered-{shelf.folder.name}"
    if not home.is_dir():
        print(f"preparing {shelf.name} …", file=sys.stderr)
        home.mkdir(parents=True)
        bench.command("add", str(shelf.folder), home=home)
    bench.command("days", "--json", home=home)
    return home


def _some_paper(shelf: Shelf) -> str:
    return reports.read_file(max(shelf.folder.rglob("*.md"))).readings[0].paper_id


def _after_a_mark(bench: Bench, home: Path, paper: str) -> float:
    """What was answered last no longer holds."""
    bench.command("mark", paper, "--tag", "bench", home=home)
    bench.command("mark", paper, "--untag", "bench", home=home)
    return bench.command("days", "--json", home=home)
