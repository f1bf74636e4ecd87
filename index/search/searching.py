"""One question to the index: strict and held against the text, then mended, then relaxed when little is found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from ..query_nodes import Node
from ..results import CancelledError
from .answers import Hit, Mode
from .corpus import Corpus
from .matching import Evaluator, TermSets
from .ranking import keys, ranked, scoring_terms
from .reader import unplace
from .relaxing import mended, partial

FEW = 5
"""Fewer strict hits than this are followed by partial ones."""

_MOST_PARTIAL = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A query with how many hits are wanted (None: all), the day it is asked on, and how it is given up."""

    node: Node
    limit: int | None
    today: date
    cancelled: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """Hits without snippets; `node` is the query that they answer."""

    hits: list[Hit]
    mode: Mode
    node: Node
    total: int
    exact: bool
    missing: int = 0


def search_index(sets: TermSets, corpus: Corpus, question: Question, stale: frozenset[int]) -> Found:
    """Answer by the index alone; papers at `stale` places are passed over. Damage raises what it raises."""
    evaluator = Evaluator(sets, corpus, question.today, question.cancelled)
    node = question.node
    mode: Mode = "strict"
    hits, total, exact = _strict(sets, evaluator, question, node, stale)
    better = None if hits else mended(sets.snapshot, node)
    if better is not None:
        node, mode = better, "corrected"
        hits, total, exact = _strict(sets, evaluator, question, node, stale)
    if total >= FEW or len(hits) == question.limit:
        return Found(hits, mode, node, total, exact)
    return _relaxed(sets, evaluator, replace(question, node=node), stale, Found(hits, mode, node, total, exact))


def _strict(
    sets: TermSets, evaluator: Evaluator, question: Question, node: Node, stale: frozenset[int]
) -> tuple[list[Hit], int, bool]:
    """The papers that match, best first, how many there are, and whether that is exact.

    Candidates are ranked first and held against the text in that order until the limit is reached; what is left then
    is counted as if it matched.
    """
    snapshot = sets.snapshot
    terms = scoring_terms(node)
    found: list[int] = []
    late = ()
    for at in range(len(snapshot.segments)):
        _check(question)
        numbers, late = evaluator.candidates(at, node)
        gone = {number for segment, number in map(unplace, stale) if segment == at}
        found += keys(snapshot, at, numbers - gone, terms)
    _check(question)
    rows = ranked(snapshot, found)
    total = len(found)
    if not late:
        return _hits(sets, islice(rows, question.limit)), total, True
    sound: list[tuple[float, int]] = []
    for looked, row in enumerate(rows, 1):
        if not evaluator.holds(*unplace(row[1]), late):
            continue
        sound.append(row)
        if len(sound) == question.limit:
            return _hits(sets, sound), len(sound) + total - looked, looked == total
    return _hits(sets, sound), len(sound), True


def _relaxed(sets: TermSets, evaluator: Evaluator, question: Question, stale: frozenset[int], found: Found) -> Found:
    """The strict hits followed by the best partial ones."""
    _check(question)
    codes = partial(sets.snapshot, evaluator, question.node)
    strict = {hit.id for hit in found.hits}
    best = (row for row in ranked(sets.snapshot, codes) if row[1] not in stale)
    more = [hit for hit in _hits(sets, islice(best, _MOST_PARTIAL + len(strict))) if hit.id not in strict]
    kept = [*found.hits, *(replace(hit, partial=True) for hit in more[:_MOST_PARTIAL])][: question.limit]
    return replace(found, hits=kept, mode="relaxed" if not strict and kept else found.mode)


def _hits(sets: TermSets, rows: Iterable[tuple[float, int]]) -> list[Hit]:
    """Hits for scores and places."""
    segments = sets.snapshot.segments
    return [Hit(segments[at].ids[number], value) for value, code in rows for at, number in [unplace(code)]]


def _check(question: Question) -> None:
    if question.cancelled():
        raise CancelledError
