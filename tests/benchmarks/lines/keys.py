"""Keys in the list: until the screen answers, until the next paper stands there, and how many bytes it takes."""

from collections.abc import Iterator

from benchmarks.bench import Bench, Shelf, press, resident
from benchmarks.table import Row, median, percentile


def rows(bench: Bench) -> Iterator[Row]:
    """Both libraries."""
    for shelf in bench.shelves:
        yield from _on(shelf, bench)


def _on(shelf: Shelf, bench: Bench) -> Iterator[Row]:
    with bench.reader(shelf) as reader:
        reader.wait_for(shelf.shown, 60)
        reader.settle(0.5)
        presses = [press(reader, "j" if number % 12 < 6 else "k") for number in range(bench.presses)]
        answered = [one for one in presses if one.size]
        missed = len(presses) - len(answered)
        note = f"{missed} of {len(presses)} keys changed nothing" if missed else ""
        if not answered:
            message = "no key in the list changed the screen"
            raise AssertionError(message)
        yield Row(
            f"j to first byte, p95, {shelf.name}", 1000 * percentile([p.first for p in answered], 95), "ms", aim=16
        )
        last = [p.last for p in answered]
        yield Row(f"next paper to last byte, p95, {shelf.name}", 1000 * percentile(last, 95), "ms", aim=50, note=note)
        yield Row(f"next paper to last byte, median, {shelf.name}", 1000 * median(last), "ms")
        yield Row(f"bytes a key, {shelf.name}", median(p.size for p in answered), "B")
        yield Row(f"memory, {shelf.name}", resident(reader.process.pid), "MB", aim=150)
