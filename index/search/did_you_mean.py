"""When nothing or little is found: the last word as a beginning, a typing error mended, papers with some of it."""

from array import array
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ..folding import edits
from ..query.ast import And, Node, Or, Term, conjunction, disjunction
from .postings import Postings, spread, totals
from .ranking import key, scoring_terms, scoring_units
from .snapshot import Snapshot
from .tokenizer import STEPS, WEIGHTS, Lookup, Unit

Within = Callable[[int, Node, AbstractSet[int]], AbstractSet[int]]
"""The papers of a segment, among some, that match a node."""

_SHORTEST = 4
_MOST_UNITS = 28
_COMMON = 1.0
_LEAST_SHARE = 0.25
_LEAST_OF_BEST = 0.55
_ALL = 0.999
_MOST_WORDS = 200
_SCALE = 4096
_THERE = bytes([0] + [1] * 255)


def open_end(node: Node) -> Node:
    """The query with its last word, when that is a Latin one, as the beginning of a word."""
    last = _last(node)
    if last is None:
        return node
    opened = replace(last, kind="prefix")
    return conjunction([*node.parts[:-1], opened]) if isinstance(node, And) else opened


def begun(snapshot: Snapshot, node: Node) -> Node | None:
    """The query with its last word as the beginning of one; None where that is known, or none begins so."""
    last = _last(node)
    if last is None or last.form in snapshot.latin_words:
        return None
    beginning = Unit(last.form, beginning=True)
    return open_end(node) if any(segment.words(beginning) for segment in snapshot.segments) else None


def _last(node: Node) -> Term | None:
    """The last word where that is a Latin one."""
    last = node.parts[-1] if isinstance(node, And) and node.parts else node
    return last if isinstance(last, Term) and last.kind == "word" and last.form.isascii() else None


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
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()) or word in snapshot.latin_words:
        return node
    if node.kind == "prefix" and any(segment.words(Unit(word, beginning=True)) for segment in snapshot.segments):
        return node
    known = edits(word) & snapshot.latin_words
    if not known:
        return node
    best = max(sorted(known), key=lambda found: snapshot.frequency(found, WEIGHTS))
    return replace(node, text=best, kind="word")


def partial(
    snapshot: Snapshot, within: Callable[[int, Node, AbstractSet[int]], AbstractSet[int]], node: Node
) -> list[int]:
    """Keys (see `ranking.key`) of the papers that hold a good part of the wanted words; all other conditions hold.

    A paper's share is the rarity of the units that it has in the rarity of all; papers with much less than the best
    one has are left out.
    """
    parts = node.parts if isinstance(node, And) else (node,)
    wanted = [part for part in parts if scoring_terms(part)]
    units = _telling(snapshot, scoring_units(term for part in wanted for term in scoring_terms(part)))
    if len(units) < 2:
        return []
    whole = sum(round(rarity * _SCALE) for _unit, _found, rarity in units)
    shares = [_shares(snapshot, at, units) for at in range(len(snapshot.segments))]
    partly = (share for found in shares for share in found if share < _ALL * whole)
    least = max(_LEAST_SHARE * whole, _LEAST_OF_BEST * max(partly, default=0))
    rest = And(tuple(part for part in parts if part not in wanted))
    codes: list[int] = []
    for at, found in enumerate(shares):
        good = {number for number, share in enumerate(found) if share >= least} - snapshot.segments[at].gone
        newness = snapshot.newness[at]
        lists = [
            (postings, rarity * WEIGHTS[group] / STEPS)
            for unit, asked, rarity in units
            for postings, group in _postings(snapshot, at, unit, asked)
        ]
        for number in within(at, rest, good):
            score = sum(factor * postings.weight(number) for postings, factor in lists)
            codes.append(key(score * (found[number] / whole) ** 2, newness[number]))
    return codes


def _telling(snapshot: Snapshot, units: dict[tuple[Unit, tuple[str, ...]], Lookup]) -> list[tuple[Unit, Lookup, float]]:
    """The units worth looking at, rarest first: known ones, and common ones only when there are few others."""
    known = [(unit, found, snapshot.rarity(unit, found)) for (unit, _groups), found in units.items()]
    nowhere = snapshot.rarity(Unit("\x00"), Lookup((), ("body",), verify=False))
    known = sorted((row for row in known if row[2] < nowhere), key=lambda row: -row[2])[:_MOST_UNITS]
    telling = [row for row in known if row[2] > _COMMON]
    return telling if len(telling) >= 3 else known


def _postings(snapshot: Snapshot, at: int, unit: Unit, asked: Lookup) -> Iterator[tuple[Postings, str]]:
    """The posting lists of a unit in a segment, each with its group."""
    for word in snapshot.segments[at].words(unit)[:_MOST_WORDS]:
        for group in asked.groups:
            if postings := snapshot.segments[at].postings(group, word):
                yield postings, group


def _shares(snapshot: Snapshot, at: int, units: list[tuple[Unit, Lookup, float]]) -> "array[int]":
    """For every paper of a segment the rarity of the units that it has, in steps of 1 / _SCALE."""
    papers = len(snapshot.segments[at])
    lanes = 0
    for unit, asked, rarity in units:
        there = bytearray(papers)
        for postings, _group in _postings(snapshot, at, unit, asked):
            if postings.dense is not None and not any(there):
                there[:] = postings.dense.translate(_THERE)
            else:
                for number in postings.numbers:
                    there[number] = 1
        lanes += round(rarity * _SCALE) * spread(there)
    return totals(lanes, papers)
