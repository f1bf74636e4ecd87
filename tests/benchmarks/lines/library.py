"""The library behind the screens: opening, finding itself unchanged, a large day, one paper's text, its marks folded.

Folding is told by the processor's time (`process_time`), so that a busy machine counts less; the wall is noted.
"""

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.bench import Bench, Shelf
from benchmarks.table import Row, median, percentile
from paperdeck.index.config.records import Config
from paperdeck.index.library import Library
from paperdeck.index.marks.clock import Clock
from paperdeck.index.marks.events import Change, event_rows
from paperdeck.index.marks.lines import encode
from paperdeck.index.marks.store import MarkStore
from support.isolation import variables


def rows(bench: Bench) -> Iterator[Row]:
    """The large library, a day of 445 papers, then the marks of as many papers as the large library has."""
    with pytest.MonkeyPatch.context() as patch:
        yield from _large(bench.large, patch, bench.presses)
        yield from _large_day(bench.big_day, patch)
    yield from _folded(bench.papers, bench.rounds)


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
    entries = library.view()
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


def _folded(papers: int, rounds: int) -> Iterator[Row]:
    """Journals that were never compacted: marked a day at a time, paper by paper, and on two devices."""
    once, shared = range(papers), papers // 10
    for what, journals in {
        "a day at a time": {"one": _journal("one", once, 14)},
        "paper by paper": {"one": _journal("one", once, 1)},
        "on two devices": {
            "one": _journal("one", once[: 6 * shared], 1),
            "two": _journal("two", once[4 * shared :], 1),
        },
    }.items():
        with tempfile.TemporaryDirectory() as folder:
            for device, data in journals.items():
                (Path(folder) / f"{device}.jsonl").write_bytes(data)
            times = [_opened(Path(folder)) for _ in range(rounds)]
        events = sum(data.count(b"\n") for data in journals.values())
        note = f"{events:,} events, {1000 * median(wall for _, wall in times):.0f} ms by the wall"
        work = 1000 * median(work for work, _ in times)
        yield Row(f"marks of {papers:,} papers folded, {what}", work, "ms", aim=150, note=note)


def _opened(folder: Path) -> tuple[float, float]:
    """The seconds of work and of the wall that opening the journals takes, the store before it cleared away."""
    gc.collect()
    work, wall = time.process_time(), time.perf_counter()
    MarkStore(folder, device="one")
    return time.process_time() - work, time.perf_counter() - wall


def _journal(device: str, papers: range, together: int) -> bytes:
    """All papers read, some at once, and each of them that eight divides starred and tagged after that."""
    clock = Clock(lambda: 1.7e9, device)
    said: list[list[Change]] = []
    for first in papers[::together]:
        some = {n: f"{n // 5000:04}.{n:05}" for n in range(first, min(first + together, papers.stop))}
        said.append([Change(paper, "read") for paper in some.values()])
        said += [[Change(some[n], "starred"), Change(some[n], "tag", "rl")] for n in some if n % 8 == 0]
    return encode(row for each in said for row in event_rows(clock.tick(), "2026-01-02T08:00:00+08:00", "read", each))
