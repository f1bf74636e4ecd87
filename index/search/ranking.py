"""The order of hits: BM25 over the weighted fields, then newer first."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from math import floor, inf

from ..query_nodes import And, Node, Not, Or, Term
from .postings import Postings, totals
from .reader import MOST_BEGINNINGS, Snapshot, place
from .terms import STEPS, WEIGHTS, Lookup, Unit, lookup

_SELDOM = 24
_SCALE = 4096
_MOST_UNITS = 200
_PORTIONS = (300, 5_000, 1 << 62)


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
    segment = snapshot.segments[at]
    lists: list[tuple[Postings, float]] = []
    for (unit, groups), found in islice(scoring_units(terms).items(), _MOST_UNITS):
        rarity = snapshot.rarity(unit, found) / STEPS
        words = snapshot.words(at, unit)[:MOST_BEGINNINGS]
        known = ((segment.postings(group, word), group) for word in words for group in groups)
        lists.extend((postings, rarity * WEIGHTS[group]) for postings, group in known if postings)
    if len(numbers) * _SELDOM < len(segment):
        return {number: sum(factor * found.weight(number) for found, factor in lists) for number in numbers}
    sums = _sums(lists, len(segment))
    return {number: sums[number] / _SCALE for number in numbers}


def _sums(lists: Iterable[tuple[Postings, float]], papers: int) -> "array[int]":
    """The sums of weighted lists for all papers of a segment, in steps of 1 / _SCALE; dense lists are added whole."""
    lanes = 0
    sparse: list[tuple[Postings, int]] = []
    for postings, factor in lists:
        step = round(factor * _SCALE)
        if postings.dense is None:
            sparse.append((postings, step))
        else:
            lanes += step * postings.lanes()
    sums = totals(lanes, papers)
    for postings, step in sparse:
        for number, weight in zip(postings.numbers, postings.weights, strict=True):
            sums[number] += step * weight
    return sums


def ranked(snapshot: Snapshot, scored: dict[int, dict[int, float]]) -> Iterator[tuple[float, int]]:
    """Scores and places of the papers of all segments, best first; of equal ones the newer, then by id.

    Few callers go far: the first few hundred are sorted out before the rest is looked at.
    """
    values = sorted((value for scores in scored.values() for value in scores.values()), reverse=True)
    above = inf
    for size in _PORTIONS:
        least = -inf if size >= len(values) else floor(values[size - 1] * 100) / 100
        rows: list[tuple[float, str, str, int]] = []
        for at, scores in scored.items():
            days, ids = snapshot.segments[at].days, snapshot.segments[at].ids
            rows.extend(
                (round(value, 2), days[number], ids[number], place(at, number))
                for number, value in scores.items()
                if least <= value < above
            )
        rows.sort(reverse=True)
        for value, _day, _id, code in rows:
            yield value, code
        if least == -inf:
            return
        above = least
