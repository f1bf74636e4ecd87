"""Frames while there is work beside the keys: the index of the large library is built, or searched as one types."""

import shutil
import time
from collections.abc import Iterator

from benchmarks.bench import Bench, Press, Shelf, press, resident
from benchmarks.table import Row, percentile
from paperdeck.index.search.store import VERSION
from support.terminal import Terminal

QUERIES = ("强化学习", "扩散模型 gen", "reinforc", "长上下文", "标题:模型", "2512")
BUILDING_SECONDS = 30.0


def rows(bench: Bench) -> Iterator[Row]:
    """The reader on the large library, with its index, then in a copy of its home without one."""
    shelf = bench.large
    with bench.reader(shelf) as reader:
        reader.wait_for(shelf.shown, 60)
        reader.settle(1)
        typed = list(_typed(reader))
        memory = resident(reader.process.pid)
    yield from _told("typing a search", shelf, typed)
    yield Row(f"memory while searching, {shelf.name}", memory, "MB", aim=200)
    bare = shelf.home.with_name(f"{shelf.home.name}-building")
    shutil.rmtree(bare, ignore_errors=True)
    shutil.copytree(shelf.home, bare)
    for index in bare.rglob(f"search-v{VERSION}"):
        shutil.rmtree(index)
    with bench.reader(Shelf(shelf.name, shelf.folder, bare)) as reader:
        reader.wait_for(shelf.shown, 60)
        moved = list(_moved(reader))
    shutil.rmtree(bare, ignore_errors=True)
    yield from _told("j while the index is built", shelf, moved)


def _typed(reader: Terminal) -> Iterator[Press]:
    """Every key of some queries; the next comes while the index still looks for the one before."""
    for query in QUERIES:
        press(reader, "/")
        for letter in query:
            reader_said = len(reader.chunks)
            yield press(reader, "space" if letter == " " else letter)
            assert len(reader.chunks) > reader_said, "a typed letter was not shown"
        reader.wait_for(query)
        reader.settle(0.5)
        press(reader, "escape")
        reader.settle(0.3)


def _moved(reader: Terminal) -> Iterator[Press]:
    """Up and down the list, from the first screen on."""
    end = time.perf_counter() + BUILDING_SECONDS
    count = 0
    while time.perf_counter() < end:
        yield press(reader, "j" if count % 12 < 6 else "k")
        count += 1


def _told(what: str, shelf: Shelf, presses: list[Press]) -> Iterator[Row]:
    first = [1000 * one.first for one in presses if one.size]
    last = [1000 * one.last for one in presses if one.size]
    note = f"{len(first)} keys, the latest {max(first):.0f} ms"
    yield Row(f"{what}, to first byte, p95, {shelf.name}", percentile(first, 95), "ms", aim=50, note=note)
    yield Row(f"{what}, to last byte, p95, {shelf.name}", percentile(last, 95), "ms", aim=100)
