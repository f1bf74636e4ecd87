"""The order of hits: BM25 over the weighted fields, then newer first."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from ..query_nodes import And, Node, Not, Or, Term
from .reader import MOST_BEGINNINGS, Snapshot, place
from .terms import STEPS, WEIGHTS, Lookup, Unit, lookup

_SELDOM = 24


def scoring_terms(node: Node) -> list[Term]:
    """The terms that papers are ranked by: those wanted."""
    if isinstance(node, And | Or):
        return [term for part in node.parts for term in scoring_terms(part)]
    return [] if isinstance(node, Not) or not isinstance(node, Term) else [node]


def scoring_units(terms: Iterable[Term]) -> dict[tuple[Unit, tuple[str, ...]], Lookup]:
    """The units that terms are ranked by, each once. A beginning ranks higher where it is the whole word."""
    units: dict[tuple[Unit, tuple[str, ...]], Lookup] = {}
    for term in terms:
        found = lookup(term)
        whole = (Unit(term.form),) if term.kind == "prefix" else ()
        for unit in (*found.units, *whole):
            units.setdefault((unit, found.groups), found)
    return units


def score(snapshot: Snapshot, at: int, numbers: Collection[int], terms: Iterable[Term]) -> dict[int, float]:
    """The score of each of these papers of one segment."""
    scores = dict.fromkeys(numbers, 0.0)
    segment = snapshot.segments[at]
    for (unit, groups), found in scoring_units(terms).items():
        rarity = snapshot.rarity(unit, found)
        for word in snapshot.words(at, unit)[:MOST_BEGINNINGS]:
            for group in groups:
                if pair := segment.postings(group, word):
                    _add(scores, pair[0], pair[1], rarity * WEIGHTS[group] / STEPS)
    return scores


def _add(scores: dict[int, float], ids: Sequence[int], weights: bytes, factor: float) -> None:
    """Add one posting list to the scores; few papers are looked up in a long list, many are met on the way through."""
    if len(scores) * _SELDOM < len(ids):
        for number in scores:
            spot = bisect_left(ids, number)
            if spot < len(ids) and ids[spot] == number:
                scores[number] += factor * weights[spot]
        return
    for number, weight in zip(ids, weights, strict=True):
        if number in scores:
            scores[number] += factor * weight


def ordered(snapshot: Snapshot, scored: dict[int, dict[int, float]]) -> list[tuple[float, int]]:
    """Scores and places of the papers of all segments, best first; of equal ones the newer, then by id."""
    rows: list[tuple[float, str, str, int]] = []
    for at, scores in scored.items():
        segment = snapshot.segments[at]
        days, ids = segment.days, segment.ids
        rows.extend((round(value, 2), days[number], ids[number], place(at, number)) for number, value in scores.items())
    rows.sort(reverse=True)
    return [(value, code) for value, _day, _id, code in rows]
