"""Keys in the list: until the screen answers, until the next paper stands there, and how many bytes it takes."""

from collections.abc import Iterator

from benchmarks.bench import Bench, Shelf, press, resident
from benchmarks.table import Row, median, percentile


def rows(bench: Bench) -> Iterator[Row]:
    """Both libraries; each key is pressed in the bare framework too, where one word changes."""
    for shelf in bench.shelves:
        yield from _on(shelf, bench)


def _on(shelf: Shelf, bench: Bench) -> Iterator[Row]:
    keys = ["j" if number % 12 < 6 else "k" for number in range(bench.presses)]
    with bench.reader(shelf) as reader, bench.floor() as bare:
        bare.wait_for("floor", 60)
        reader.wait_for(shelf.shown, 60)
        reader.settle(0.5)
        pairs = [(press(reader, key), press(bare, key)) for key in keys]
        memory = resident(reader.process.pid)
    answered = [ours for ours, _ in pairs if ours.size]
    if not answered:
        message = "no key in the list changed the screen"
        raise AssertionError(message)
    floor = 1000 * percentile([theirs.first for _, theirs in pairs if theirs.size], 95)
    first = [1000 * ours.first for ours in answered]
    last = [1000 * ours.last for ours in answered]
    missed = len(pairs) - len(answered)
    note = f"the framework alone {floor:.0f} ms" + (f"; {missed} keys changed nothing" if missed else "")
    name = shelf.name
    yield Row(f"j to first byte, p95, {name}", percentile(first, 95), "ms", aim=16, note=note)
    yield Row(f"next paper to last byte, p95, {name}", percentile(last, 95), "ms", aim=50, note=note)
    yield Row(f"next paper to last byte, median, {name}", median(last), "ms")
    yield Row(f"bytes a key, {name}", median(ours.size for ours in answered), "B", aim=4096)
    yield Row(f"memory, {name}", memory, "MB", aim=150)
