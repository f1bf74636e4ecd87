"""The order of hits: BM25 over the weighted fields, then newer first."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import islice

from ..query.ast import And, Node, Not, Or, Term
from .postings import Postings, totals
from .snapshot import MOST_BEGINNINGS, PLACE, Snapshot
from .tokenizer import STEPS, WEIGHTS, Lookup, Unit, lookup

_SELDOM = 24
_SCALE = 4096
_MOST_UNITS = 200
_FINE = 5
_FIRST = 300
_LOW = 48


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


def keys(
    snapshot: Snapshot, at: int, numbers: Collection[int], terms: Iterable[Term], more: Mapping[int, float]
) -> list[int]:
    """A key for each of these papers of one segment, by which they are ranked (see `key`).

    `more` is added to the scores of some, for what is not in the index.
    """
    segment = snapshot.segments[at]
    lists: list[tuple[Postings, float]] = []
    for (unit, groups), found in islice(scoring_units(terms).items(), _MOST_UNITS):
        rarity = snapshot.rarity(unit, found) / STEPS
        words = segment.words(unit)[:MOST_BEGINNINGS]
        known = ((segment.postings(group, word), group) for word in words for group in groups)
        lists.extend((postings, rarity * WEIGHTS[group]) for postings, group in known if postings)
    newness = snapshot.newness[at]
    if more or len(numbers) * _SELDOM < len(segment):
        return [
            key(sum(factor * found.weight(number) for found, factor in lists) + more.get(number, 0.0), newness[number])
            for number in numbers
        ]
    sums = _sums(lists, len(segment))
    return [sums[number] >> _FINE << _LOW | newness[number] for number in numbers]


def key(score: float, newness: int) -> int:
    """Score and newness (`Snapshot.newness`) as one integer: the greater comes first.

    Scores that hardly differ count as equal; papers of one day keep the order in which they were indexed.
    """
    return round(score * _SCALE) >> _FINE << _LOW | newness


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


def ranked(found: list[int]) -> Iterator[tuple[float, int, int]]:
    """Score, segment and number for keys, best first; the first few are sorted out before the rest."""
    first = nlargest(_FIRST, found)
    yield from map(_parts, first)
    if len(found) > _FIRST:
        yield from map(_parts, sorted(found, reverse=True)[_FIRST:])


def _parts(code: int) -> tuple[float, int, int]:
    place = PLACE - (code & PLACE)
    return round((code >> _LOW << _FINE) / _SCALE, 2), place >> 16, place & 0xFFFF
