"""When nothing or little is found: a typing error mended, then papers that hold the most telling of the words."""

from dataclasses import replace

from ..folding import edits
from ..query_nodes import And, Node, Or, Term, conjunction, disjunction
from .matching import Evaluator
from .ranking import scoring_terms, scoring_units
from .reader import Snapshot
from .terms import STEPS, WEIGHTS, Lookup, Unit

_SHORTEST = 4
_MOST_UNITS = 28
_COMMON = 1.0
_LEAST_SHARE = 0.25
_LEAST_OF_BEST = 0.55
_ALL = 0.999


def mended(snapshot: Snapshot, node: Node) -> Node | None:
    """The query with every unknown Latin word replaced by the most frequent known one that is one edit away.

    None when every word is known or none can be mended. Excluded words are left alone.
    """
    changed = _mended(snapshot, node)
    return None if changed == node else changed


def _mended(snapshot: Snapshot, node: Node) -> Node:
    if isinstance(node, And):
        return conjunction([_mended(snapshot, part) for part in node.parts])
    if isinstance(node, Or):
        return disjunction([_mended(snapshot, part) for part in node.parts])
    if not isinstance(node, Term) or node.kind == "phrase":
        return node
    word = node.form
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()) or snapshot.knows(word):
        return node
    if node.kind == "prefix" and any(segment.beginning(word) for segment in snapshot.segments):
        return node
    known = edits(word) & snapshot.all_words()
    if not known:
        return node
    best = max(sorted(known), key=lambda found: _papers_with(snapshot, found))
    return replace(node, text=best, kind="word")


def _papers_with(snapshot: Snapshot, word: str) -> int:
    """In how many papers a word stands, counted in the body and in the core."""
    return sum(segment.frequency(group, word) for segment in snapshot.segments for group in WEIGHTS)


def partial(snapshot: Snapshot, evaluator: Evaluator, node: Node) -> dict[int, dict[int, float]]:
    """By segment the papers that hold a good part of the wanted words, with scores; all other conditions hold.

    A paper's share is the rarity of the units that it has in the rarity of all; papers with much less than the best
    one has are left out.
    """
    parts = node.parts if isinstance(node, And) else (node,)
    wanted = [part for part in parts if scoring_terms(part)]
    units = _telling(snapshot, scoring_units(term for part in wanted for term in scoring_terms(part)))
    if len(units) < 2:
        return {}
    whole = sum(rarity for _unit, _found, rarity in units)
    found: dict[int, dict[int, tuple[float, float]]] = {
        at: _shares(snapshot, at, units, whole) for at in range(len(snapshot.segments))
    }
    partly = (share for shares in found.values() for share, _score in shares.values() if share < _ALL)
    best = max(partly, default=0.0)
    least = max(_LEAST_SHARE, _LEAST_OF_BEST * best)
    rest = And(tuple(part for part in parts if part not in wanted))
    scored: dict[int, dict[int, float]] = {}
    for at, shares in found.items():
        good = {number for number, (share, _score) in shares.items() if share >= least}
        good = evaluator.within(at, rest, good - snapshot.deleted[at])
        scored[at] = {number: shares[number][1] * shares[number][0] ** 2 for number in good}
    return scored


def _telling(snapshot: Snapshot, units: dict[tuple[Unit, tuple[str, ...]], Lookup]) -> list[tuple[Unit, Lookup, float]]:
    """The units worth looking at, rarest first: known ones, and common ones only when there are few others."""
    known = [(unit, found, snapshot.rarity(unit, found)) for (unit, _groups), found in units.items()]
    nowhere = snapshot.rarity(Unit("\x00"), Lookup((), ("body",), verify=False))
    known = sorted((row for row in known if row[2] < nowhere), key=lambda row: -row[2])[:_MOST_UNITS]
    telling = [row for row in known if row[2] > _COMMON]
    return telling if len(telling) >= 3 else known


def _shares(
    snapshot: Snapshot, at: int, units: list[tuple[Unit, Lookup, float]], whole: float
) -> dict[int, tuple[float, float]]:
    """The share and the score of every paper of a segment that has any unit.

    Units are taken rarest first; a paper first met when too little is left to reach the least share is passed over.
    """
    segment = snapshot.segments[at]
    shares: dict[int, float] = {}
    scores: dict[int, float] = {}
    left = whole
    for unit, found, rarity in units:
        reachable = left >= _LEAST_SHARE * whole
        left -= rarity
        met: set[int] = set()
        for word in snapshot.words(at, unit)[:200]:
            for group in found.groups:
                if not (postings := segment.postings(group, word)):
                    continue
                factor = rarity * WEIGHTS[group] / STEPS
                for number, weight in zip(postings.numbers, postings.weights, strict=True):
                    if reachable or number in scores:
                        scores[number] = scores.get(number, 0.0) + factor * weight
                        met.add(number)
        for number in met:
            shares[number] = shares.get(number, 0.0) + rarity
    return {number: (share / whole, scores[number]) for number, share in shares.items()}
