"""Search over the large library: the build, opening, queries as they are typed, a new day, memory.

Times are those of the process's own work (`process_time`), so that a busy machine counts less; the wall is noted.
"""

import random
import re
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.library import cache_folder, library
from benchmarks.table import Row, median, percentile
from paperdeck.index.model import Paper
from paperdeck.index.query.ast import Days, Term, Upvotes, Value
from paperdeck.index.search.index import SearchIndex
from paperdeck.index.search.store import VERSION
from support.corpus import FolderCorpus
from support.papers import paper, written

RUN = re.compile(r"[\u4e00-\u9fff]+")
WORD = re.compile(r"[A-Za-z]{3,}")
QUERIES = 60
DAY = 20


class NothingSaid:
    """The facts of a library in which nobody marked, tagged or noted anything; the queries ask for words only."""

    def ids(self, leaf: Value | Days | Upvotes) -> frozenset[str]:
        del leaf
        return frozenset()

    def written(self, leaf: Term | Value) -> frozenset[str]:
        del leaf
        return frozenset()


class Grown(FolderCorpus):
    """A folder of reports, and papers of a day that come later."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.later: dict[str, Paper] = {}

    def stamp(self) -> str:
        return f"{len(self.later)} later"

    def fingerprints(self) -> dict[str, str]:
        return dict.fromkeys(self.later, "new") | dict(super().fingerprints())

    def ids(self) -> Sequence[str]:
        return [*self.later, *super().ids()]

    def facts(self) -> NothingSaid:  # pyright: ignore[reportIncompatibleMethodOverride] - another of the protocol
        return NothingSaid()

    def paper(self, paper_id: str) -> Paper:
        return self.later.get(paper_id) or super().paper(paper_id)


def rows(bench: Bench) -> Iterator[Row]:
    """Every figure that the index is held to."""
    corpus = Grown(library(bench.papers, bench.files))
    folder = cache_folder() / f"search-{bench.papers}-v{VERSION}"
    if not folder.is_dir():
        index = SearchIndex(folder, corpus)
        work, wall = _timed(index.update)
        yield Row("search: full build", work, "s", aim=240, note=f"{wall:.0f} s by the wall, {_size(folder):.0f} MB")
        index.close()
    before = _resident()
    index = SearchIndex(folder, corpus)
    index.search("a", snippets=0)
    index.close()
    work, wall = _timed(index.warm)
    yield Row("search: opening and warming", 1000 * work, "ms", aim=150, note=f"{1000 * wall:.0f} ms by the wall")
    queries = list(_queries(corpus))
    first = [1000 * _timed(lambda query=query: index.search(query, snippets=0))[0] for query in queries]
    yield Row("search: a query, p95", percentile(first, 95), "ms", aim=60, note=f"median {median(first):.1f} ms")
    keys = [query[:end] for query in queries for end in range(1, len(query) + 1) if query[:end].strip()]
    typed = [1000 * _timed(lambda key=key: index.search(key, prefix_last=True, limit=50))[0] for key in keys]
    yield Row(
        "search: a key with snippets, p95", percentile(typed, 95), "ms", aim=100, note=f"median {median(typed):.1f}"
    )
    plain = [
        1000 * _timed(lambda key=key: index.search(key, prefix_last=True, limit=500, snippets=0))[0] for key in keys
    ]
    yield Row(
        "search: a key, first answer, p95", percentile(plain, 95), "ms", aim=60, note=f"median {median(plain):.1f}"
    )
    yield Row("search: memory while searching", (_resident() - before) / 1e6, "MB", aim=200)
    yield _new_day(index, corpus, folder)


def _new_day(index: SearchIndex, corpus: Grown, folder: Path) -> Row:
    """A day of twenty papers added to a copy of the index."""
    copy = folder.with_suffix(".day")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    chance = random.Random(3)
    corpus.later = {
        one.id: one for one in (paper(99_000 + n, day="2026-01-02", method=written(chance, 300)) for n in range(DAY))
    }
    grown = SearchIndex(copy, corpus)
    work, wall = _timed(grown.update)
    assert grown.count() >= DAY
    grown.close()
    index.close()
    shutil.rmtree(copy)
    return Row(f"search: a day of {DAY} added", work, "s", aim=1, note=f"{wall:.1f} s by the wall")


def _queries(corpus: FolderCorpus) -> Iterator[str]:
    """What people may type: runs of one to eight Han characters, words, and both, drawn from the reports."""
    chance = random.Random(4)
    ids = corpus.ids()
    for turn in range(QUERIES):
        text = chance.choice(corpus.paper(chance.choice(ids)).readings[0].sections).markdown
        runs, words = RUN.findall(text) or ["模型"], WORD.findall(text) or ["GRPO"]
        run = chance.choice(runs)
        start = chance.randrange(len(run))
        typed = run[start : start + chance.randint(1, 8)]
        yield (typed, chance.choice(words), f"{typed} {chance.choice(words)}", f"{typed} {chance.choice(runs)[:3]}")[
            turn % 4
        ]


def _timed(action: Callable[[], object]) -> tuple[float, float]:
    """The seconds of work and of the wall that an action takes."""
    wall, work = time.perf_counter(), time.process_time()
    action()
    return time.process_time() - work, time.perf_counter() - wall


def _resident() -> float:
    """The bytes of memory that the process holds now; the most it ever held, where the system tells only that."""
    try:
        return 4096.0 * int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return float(unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6
