"""Search as you type over the large library: each key until the screen answers and until all results stand there."""

from collections.abc import Iterator

from benchmarks.bench import Bench, press, resident
from benchmarks.table import Row, median, percentile

TYPED = ("强化学习", "diffusion", "稀疏注意力", "VBench", "世界模型 样本效率", "sparse visual")
QUIET = 0.35
"""Longer than the pause after which a search is asked of the index."""


def rows(bench: Bench) -> Iterator[Row]:
    """One reader, one query after the other."""
    shelf = bench.large
    first: list[float] = []
    last: list[float] = []
    with bench.reader(shelf) as reader:
        reader.wait_for(shelf.shown, 60)
        reader.settle(1)
        for query in TYPED:
            reader.keys("g", "/")
            reader.settle(QUIET)
            for character in query:
                one = press(reader, "space" if character == " " else character, quiet=QUIET)
                if one.size:
                    first.append(1000 * one.first)
                    last.append(1000 * one.last)
            reader.keys("escape")
            reader.settle(QUIET)
        memory = resident(reader.process.pid)
    yield Row(f"search as you type to first byte, p95, {shelf.name}", percentile(first, 95), "ms", aim=100)
    note = f"median {median(last):.0f} ms; includes the pause before the index is asked"
    yield Row(f"search as you type to last byte, p95, {shelf.name}", percentile(last, 95), "ms", note=note)
    yield Row(f"memory while searching, {shelf.name}", memory, "MB", aim=200)
