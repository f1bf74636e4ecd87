"""One question to the index: strict and verified, then begun or spell-corrected, then in part when little is found."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice

from ..query.ast import Node, Term, Value
from ..query.evaluator import Evaluator, Facts
from ..results import Cancelled
from .answers import Hit, Mode
from .did_you_mean import begun, mended, partial
from .ranking import keys, ranked, scoring_terms
from .snapshot import Snapshot
from .tokenizer import WEIGHTS, lookup

FEW = 5
"""Fewer strict hits than this are followed by partial ones."""

_MOST_PARTIAL = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A query with how many hits are wanted (None: all), what else is known of papers, and how it is given up.

    `begun`: a last word that no paper has may be the beginning of one.
    """

    node: Node
    limit: int | None
    facts: Facts
    cancelled: Cancelled
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Hits without snippets; `node` is the query that they answer, `missing` counts papers not looked at."""

    hits: list[Hit]
    mode: Mode
    node: Node
    total: int
    exact: bool
    missing: int = 0


class Search:
    """Answers one question by one snapshot. CancelledError when the question is given up."""

    def __init__(self, snapshot: Snapshot, question: Question) -> None:
        self._snapshot = snapshot
        self._question = question
        self._evaluators = [Evaluator(segment, question.facts, question.cancelled) for segment in snapshot.segments]

    def answer(self) -> Found:
        """The hits, best first."""
        node = self._question.node
        found = self._strict(node, "strict")
        if not found.hits and self._question.begun and (better := begun(self._snapshot, node)) is not None:
            found = self._strict(better, "begun")
        if not found.hits and (better := mended(self._snapshot, node)) is not None:
            found = self._strict(better, "corrected")
        if found.total >= FEW or len(found.hits) == self._question.limit:
            return found
        return self._relaxed(found)

    def _strict(self, node: Node, mode: Mode) -> Found:
        """The papers that match. Candidates are ranked first and verified in that order until the limit is reached.

        What is left then is counted as if it matched.
        """
        terms = scoring_terms(node)
        codes: list[int] = []
        late: tuple[Term | Value, ...] = ()
        for at, evaluator in enumerate(self._evaluators):
            numbers, late = evaluator.unverified(node)
            codes += keys(self._snapshot, at, numbers, terms, self._written(evaluator, terms, numbers))
        rows = ranked(codes)
        total, limit = len(codes), self._question.limit
        if not late:
            return Found(self._hits(islice(rows, limit)), mode, node, total, exact=True)
        sound: list[tuple[float, int, int]] = []
        for looked, row in enumerate(rows, 1):
            if not self._evaluators[row[1]].hold(row[2], late):
                continue
            sound.append(row)
            if len(sound) == limit:
                return Found(self._hits(sound), mode, node, len(sound) + total - looked, exact=looked == total)
        return Found(self._hits(sound), mode, node, len(sound), exact=True)

    def _written(self, evaluator: Evaluator[int], terms: Sequence[Term], numbers: AbstractSet[int]) -> dict[int, float]:
        """Scores of the papers whose tags or note have terms, as if these stood in the text."""
        scores: dict[int, float] = defaultdict(float)
        for term in terms:
            asked = lookup(term)
            for number in evaluator.written(term) & numbers:
                scores[number] += WEIGHTS["body"] * sum(self._snapshot.rarity(unit, asked) for unit in asked.units)
        return scores

    def _relaxed(self, found: Found) -> Found:
        """The strict hits followed by the best partial ones."""
        codes = partial(
            self._snapshot, lambda at, node, numbers: self._evaluators[at].matching(node, numbers), found.node
        )
        strict = {hit.id for hit in found.hits}
        best = self._hits(islice(ranked(codes), _MOST_PARTIAL + len(strict)))
        more = [replace(hit, partial=True) for hit in best if hit.id not in strict][:_MOST_PARTIAL]
        kept = [*found.hits, *more][: self._question.limit]
        return replace(found, hits=kept, mode="relaxed" if not strict and kept else found.mode)

    def _hits(self, rows: Iterable[tuple[float, int, int]]) -> list[Hit]:
        segments = self._snapshot.segments
        return [Hit(segments[at].ids[number], score) for score, at, number in rows]
