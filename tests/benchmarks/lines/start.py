"""Start to first useful paint: days, list and the first paper's text, against an App with one Static."""

from collections.abc import Iterator

from benchmarks.bench import Bench, first_shown
from benchmarks.table import Row, median


def rows(bench: Bench) -> Iterator[Row]:
    """The floor and both libraries by turns, so that a busy moment of the machine meets all three."""
    floors: list[float] = []
    starts: dict[str, list[float]] = {shelf.name: [] for shelf in bench.shelves}
    for _ in range(bench.rounds):
        with bench.floor() as bare:
            floors.append(1000 * first_shown(bare, lambda screen: "floor" in screen))
        for shelf in bench.shelves:
            with bench.reader(shelf) as reader:
                starts[shelf.name].append(1000 * first_shown(reader, shelf.shown))
    for name, times in starts.items():
        yield Row(f"first useful paint, {name}", median(times), "ms", median(floors), 1.5, _spread(times))


def _spread(times: list[float]) -> str:
    return f"{min(times):.0f} to {max(times):.0f} ms"
