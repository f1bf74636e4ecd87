"""Queries answered as sets of papers: posting lists read whole and met, candidates held against their text."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import date

from ..folding import CJK_RUN
from ..query_matching import EntryMatcher
from ..query_nodes import And, Node, Not, Or, Term, Value
from ..results import CancelledError
from ..searchtext import SearchText
from .corpus import Corpus
from .reader import Snapshot
from .segments import SegmentReader
from .terms import FLAG, GROUPS, Lookup, Unit, lookup

_CACHED_NUMBERS = 400_000
_CHECK_EVERY = 256


class TermSets:
    """The candidate sets of terms in one snapshot, remembered from query to query, least recently used forgotten."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._known: OrderedDict[tuple[int, str, Unit | Lookup], frozenset[int]] = OrderedDict()
        self._held = 0

    def candidates(self, at: int, found: Lookup) -> frozenset[int]:
        """The papers of a segment that have every unit; deleted ones are among them. Without units: all."""
        key = (at, "", found)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        numbers = self._candidates(at, found)
        self._known[key] = numbers
        self._held += len(numbers) + 20
        while self._held > _CACHED_NUMBERS and len(self._known) > 1:
            self._held -= len(self._known.popitem(last=False)[1]) + 20
        return numbers

    def _candidates(self, at: int, found: Lookup) -> frozenset[int]:
        if not found.units:
            return frozenset(range(len(self.snapshot.segments[at])))
        lists: list[list[array[int]]] = []
        sizes: list[int] = []
        for unit in found.units:
            arrays = self._arrays(at, unit, found.groups)
            if not arrays:
                return frozenset()
            lists.append(list(arrays))
            sizes.append(sum(map(len, arrays)))
        order = sorted(range(len(lists)), key=sizes.__getitem__)
        numbers: set[int] = set()
        numbers.update(*lists[order[0]])
        for which in order[1:]:
            met: set[int] = set()
            met.update(*(numbers.intersection(ids) for ids in lists[which]))
            numbers = met
            if not numbers:
                break
        return frozenset(numbers)

    def _arrays(self, at: int, unit: Unit, groups: tuple[str, ...]) -> "list[array[int]]":
        segment = self.snapshot.segments[at]
        found = (segment.postings(group, word) for word in self.snapshot.words(at, unit) for group in groups)
        return [postings.numbers for postings in found if postings]


class Evaluator:
    """One query held against one segment after another."""

    def __init__(self, sets: TermSets, corpus: Corpus, today: date, cancelled: Callable[[], bool]) -> None:
        self._sets = sets
        self._corpus = corpus
        self._today = today
        self._cancelled = cancelled
        self._steps = 0

    def candidates(self, at: int, node: Node) -> tuple[AbstractSet[int], tuple[Term, ...]]:
        """The papers that match but for the terms given back, which are still to be held against the text.

        Those are terms that every match must hold; asked of the best papers first, most need never be asked.
        """
        parts = node.parts if isinstance(node, And) else (node,)
        late = tuple(part for part in parts if isinstance(part, Term) and lookup(part).verify)
        numbers: AbstractSet[int] = self._sets.snapshot.whole(at)
        for term in late:
            numbers = numbers & self._sets.candidates(at, lookup(term))
        rest = And(tuple(part for part in parts if part not in late))
        return self.within(at, rest, numbers), late

    def holds(self, at: int, number: int, terms: Iterable[Term]) -> bool:
        """Whether the text of one paper holds all terms."""
        self._breathe()
        return _holds(self._sets.snapshot.segments[at], number, terms)

    def within(self, at: int, node: Node, numbers: AbstractSet[int]) -> AbstractSet[int]:
        """Those of `numbers` that match the node."""
        if not numbers:
            return numbers
        if isinstance(node, And):
            for part in sorted(node.parts, key=_cost):
                numbers = self.within(at, part, numbers)
            return numbers
        if isinstance(node, Or):
            found: set[int] = set()
            return found.union(*(self.within(at, part, numbers) for part in node.parts))
        if isinstance(node, Not):
            return numbers - self.within(at, node.part, numbers)
        if isinstance(node, Term):
            asked = lookup(node)
            numbers = numbers & self._sets.candidates(at, asked)
            return {number for number in numbers if self.holds(at, number, (node,))} if asked.verify else numbers
        if (
            isinstance(node, Value)
            and node.field == "has"
            and node.value not in {"arxiv", "hf", "pdf", "authors", "upvotes", "tags"}
        ):
            return numbers & self._sets.candidates(at, Lookup((Unit(FLAG + node.value),), GROUPS, verify=False))
        return {number for number in numbers if self._entry_holds(at, number, node)}

    def _entry_holds(self, at: int, number: int, node: Node) -> bool:
        self._breathe()
        segment = self._sets.snapshot.segments[at]
        entry = self._corpus.entry(segment.ids[number])
        if entry is None:
            return False

        def text_of(_paper_id: str) -> SearchText:
            return segment.text(number)

        return EntryMatcher(entry, self._today, text_of).holds(node)

    def _breathe(self) -> None:
        """Look now and then whether the search has been given up."""
        self._steps += 1
        if self._steps % _CHECK_EVERY == 0 and self._cancelled():
            raise CancelledError


def _holds(segment: SegmentReader, number: int, terms: Iterable[Term]) -> bool:
    """Whether a paper's text holds all terms; a CJK run without a field needs no unpacking."""
    packed = segment.packed(number)
    text: SearchText | None = None
    for term in terms:
        if not term.field and CJK_RUN.fullmatch(term.form):
            if term.form.encode("utf-8", "replace") not in packed:
                return False
            continue
        text = text or SearchText.unpack(packed)
        if not text.holds(term):
            return False
    return True


def _cost(node: Node) -> int:
    """The order in which parts narrow a set: words first, then what needs a text or a list row for each paper."""
    if isinstance(node, Not):
        return _cost(node.part) + 1
    if isinstance(node, And | Or):
        return 2 + max((_cost(part) for part in node.parts), default=0)
    if isinstance(node, Term):
        return 1 if lookup(node).verify else 0
    return 3
