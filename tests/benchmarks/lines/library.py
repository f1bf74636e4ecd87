"""The library behind the screens: opening, finding itself unchanged, a large day, one paper's text, and its memory."""

import time
from collections.abc import Callable, Iterator

import pytest
from benchmarks.bench import Bench, Shelf
from benchmarks.table import Row, percentile
from paperdeck.index.config.records import Config
from paperdeck.index.library import Library
from support.isolation import variables


def rows(bench: Bench) -> Iterator[Row]:
    """The large library, then a day of 445 papers."""
    with pytest.MonkeyPatch.context() as patch:
        yield from _large(bench.large, patch, bench.presses)
        yield from _large_day(bench.big_day, patch)


def _open(shelf: Shelf, patch: pytest.MonkeyPatch) -> Library:
    for name, value in variables(shelf.home).items():
        patch.setenv(name, value)
    return Library.open(Config(), [shelf.folder])


def _took(work: Callable[[], object]) -> float:
    """The milliseconds that something takes."""
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _large(shelf: Shelf, patch: pytest.MonkeyPatch, count: int) -> Iterator[Row]:
    started = time.perf_counter()
    library = _open(shelf, patch)
    newest = library.days()[0].day
    library.day_entries(newest)
    yield Row(f"library opened, days and newest day, {shelf.name}", 1000 * (time.perf_counter() - started), "ms")
    yield Row(f"found unchanged, {shelf.name}", _took(library.refresh), "ms", aim=300)
    entries = library.all_entries()
    some = [entries[number * len(entries) // count].id for number in range(count)]
    texts = [_took(lambda paper=paper: library.paper(paper)) for paper in some]
    yield Row(f"a paper's text, p95, {shelf.name}", percentile(texts, 95), "ms")
    library.close()


def _large_day(shelf: Shelf, patch: pytest.MonkeyPatch) -> Iterator[Row]:
    library = _open(shelf, patch)
    day = library.days()[0].day

    def opened() -> None:
        library.paper(library.day_entries(day)[0].id)

    yield Row(f"opened with its first paper, {shelf.name}", _took(opened), "ms", aim=150)
    library.close()
