"""Questions that keys ask: a filter as it is typed, a view of all papers, and marks said of all of them.

`--papers` and `--files` choose the size: run it at 5,000 (365 files) and at 50,000 to see how the figures grow.
"""

import shutil
import time
from collections.abc import Callable, Iterator

from benchmarks.bench import Bench, Shelf, press
from benchmarks.table import Row, median, percentile
from support.terminal import Terminal

ALL = "-is:starred"
WORDS = ("模型", "gen", "强化学习", "is:unread")
HELD_SECONDS = 0.033
"""Between two keys of one that is held down."""
LIST = slice(24, None)
"""The columns of the list, beside the days."""


def rows(bench: Bench) -> Iterator[Row]:
    """A reader on the large library in which nothing was said yet: its newest day, then all of its papers."""
    home = bench.large.home.with_name(f"{bench.large.home.name}-filter")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(bench.large.home, home)
    shutil.rmtree(home / "paperdeck" / "data", ignore_errors=True)
    shelf = Shelf(bench.large.name, bench.large.folder, home)
    with bench.reader(shelf) as reader:
        reader.wait_for(shelf.shown, 60)
        reader.settle(2)
        yield from _filtered(reader, f"a day, {shelf.name}", 100, bench.rounds)
        yield from _opened(reader, shelf, bench.rounds)
        yield from _filtered(reader, f"all papers, {shelf.name}", 150, bench.rounds)
        yield from _moved(reader, shelf)
        yield from _marked(reader, shelf, bench.rounds)
    shutil.rmtree(home, ignore_errors=True)


def _row(what: str, times: list[float], aim: float, percent: float = 95) -> Row:
    """Seconds as a line of milliseconds."""
    note = f"{len(times)} times, median {1000 * median(times):.0f} ms, the latest {1000 * max(times):.0f} ms"
    return Row(what, 1000 * percentile(times, percent), "ms", aim=aim, note=note)


def _until(reader: Terminal, typed: str, holds: Callable[[str], object]) -> float:
    """Type something at once; the seconds until the screen shows what is waited for."""
    reader.text()  # what came before is drawn now, and not on our time
    started = time.perf_counter()
    reader.type(typed)
    reader.wait_for(holds, 60)
    return time.perf_counter() - started


def _listed(screen: str) -> list[str]:
    """The rows of the list: what stands beside the days, from the top of the screen."""
    return [line[LIST].rstrip() for line in screen.splitlines()[:8]]


def _titles(screen: str) -> list[str]:
    """The same without signs, which come and go as papers are read."""
    return [row.strip("▎●★◷↺✎▐ ") for row in _listed(screen)]


def _filtered(reader: Terminal, where: str, aim: float, rounds: int) -> Iterator[Row]:
    """Every letter of some filters, then a filter that leaves other rows, typed at once."""
    letters: list[float] = []
    for word in WORDS:
        press(reader, "\\")
        letters += [press(reader, letter).first for letter in word]
        reader.settle(0.5)
        press(reader, "escape")
        reader.settle(0.5)
    yield _row(f"letter typed into the filter, to first byte, p95, {where}", letters, 25)
    shown: list[float] = []
    for _round in range(rounds):
        before = _titles(reader.text())
        press(reader, "\\")
        title = before[3].split()[0]
        shown.append(_until(reader, f"title:{title}", lambda screen, before=before: _titles(screen) != before))
        reader.settle(0.5)
        press(reader, "escape")
        reader.wait_for(lambda screen, before=before: _titles(screen) == before)
    yield _row(f"filtered list, p95, {where}", shown, aim)


def _opened(reader: Terminal, shelf: Shelf, rounds: int) -> Iterator[Row]:
    """The view of all papers, as a saved search of many hits opens, and back to the day."""
    times: list[float] = []
    for _round in range(rounds):
        press(reader, ":")
        reader.type(f"view {ALL}")
        reader.settle(0.3)
        times.append(_until(reader, "\r", lambda screen: f"{ALL} · " in screen))
        reader.settle(0.5)
        press(reader, "q")
    press(reader, ":")
    _until(reader, f"view {ALL}\r", lambda screen: f"{ALL} · " in screen)
    reader.settle(0.5)
    yield _row(f"view of all papers opened, p95, {shelf.name}", times, 150)


def _moved(reader: Terminal, shelf: Shelf) -> Iterator[Row]:
    """`j` held down while all papers are filtered, and while they are searched."""
    for what, asking in (("a filter", "\\模型 -强化\r"), ("a search", "/模型 强化学\r")):
        reader.type(asking)
        time.sleep(HELD_SECONDS)
        times = [_answer(reader, "j") for _key in range(30)]
        yield _row(f"j while {what} is being answered, latest, {shelf.name}", times, 50, 100)
        reader.settle(1)
        press(reader, "escape")
        reader.settle(1)


def _answer(reader: Terminal, key: str) -> float:
    """Press a key however busy the program is; the seconds until anything comes back."""
    before, started = len(reader.chunks), time.perf_counter()
    reader.keys(key)
    while len(reader.chunks) == before and time.perf_counter() < started + 5:
        time.sleep(0.0005)
    came = reader.chunks[before][0] if len(reader.chunks) > before else time.perf_counter()
    time.sleep(max(0.0, started + HELD_SECONDS - time.perf_counter()))
    return came - started


def _marked(reader: Terminal, shelf: Shelf, rounds: int) -> Iterator[Row]:
    """All papers read with one key, and taken back with one, each when the one before is saved."""
    said: list[float] = []
    undone: list[float] = []
    for _round in range(rounds):
        said.append(_until(reader, "A", lambda screen: "●" not in "".join(_listed(screen))))
        reader.wait_until_gone("unsaved", 60)
        reader.settle(1)
        undone.append(_until(reader, "u", lambda screen: "●" in "".join(_listed(screen))))
        reader.wait_until_gone("unsaved", 60)
        reader.settle(1)
    yield _row(f"all papers marked read with A, p95, {shelf.name}", said, 100)
    yield _row(f"and undone with u, p95, {shelf.name}", undone, 100)
