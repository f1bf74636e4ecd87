"""The one evaluator: a query as sets of papers, narrowed part by part, with text read only to verify what is left."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import Generic, Protocol, TypeVar

from ..results import Cancelled, CancelledError
from ..searchtext import SearchText
from .ast import And, Days, Node, Not, Or, Term, Upvotes, Value, is_textual

T = TypeVar("T")


class Papers(Protocol[T]):
    """Some papers, each known by a number or by its id."""

    def whole(self) -> AbstractSet[T]:
        """All of them."""
        ...

    def named(self, ids: AbstractSet[str]) -> AbstractSet[T]:
        """Those of these ids that are among them."""
        ...

    def candidates(self, leaf: Term | Value) -> AbstractSet[T]:
        """All papers whose text answers a textual leaf, with others that may where it is not `exact`."""
        ...

    def exact(self, leaf: Term | Value) -> bool:
        """Whether `candidates` need no look at the text."""
        ...

    def holding(self, papers: AbstractSet[T], leaf: Term | Value, check: Callable[[], None]) -> set[T]:
        """Those of these papers whose text answers a textual leaf; `check` is called on the way, and may raise."""
        ...


class Facts(Protocol):
    """What catalog, journal and notes know, as sets of paper ids; some may be of papers that no report describes."""

    def ids(self, leaf: Value | Days | Upvotes) -> AbstractSet[str]:
        """The papers of a leaf that is not textual."""
        ...

    def written(self, leaf: Term | Value) -> AbstractSet[str]:
        """The papers whose tags or note answer a textual leaf."""
        ...


class Unindexed:
    """Papers known by their ids, as no index holds them or none is needed; their text is read when it is asked for."""

    def __init__(
        self,
        everything: Callable[[], Iterable[str]],
        text: Callable[[str], SearchText],
        only: AbstractSet[str] | None = None,
    ) -> None:
        """`everything` gives all ids of the library; `only` limits these papers to some of them."""
        self._everything = everything
        self._text = text
        self._only = only

    def whole(self) -> AbstractSet[str]:
        """All of them."""
        if self._only is None:
            self._only = frozenset(self._everything())
        return self._only

    def named(self, ids: AbstractSet[str]) -> AbstractSet[str]:
        """Those of these ids that are among them; where they are all of the library, the ids as they are."""
        return ids if self._only is None else ids & self._only

    def candidates(self, leaf: Term | Value) -> AbstractSet[str]:
        """All of them: nothing is known of their text."""
        del leaf
        return self.whole()

    def exact(self, leaf: Term | Value) -> bool:
        """Never: the text must be read."""
        del leaf
        return False

    def holding(self, papers: AbstractSet[str], leaf: Term | Value, check: Callable[[], None]) -> set[str]:
        """Those of these papers whose text answers a textual leaf; `check` is called before each is read."""
        found: set[str] = set()
        for paper in papers:
            check()
            if self._text(paper).answers(leaf):
                found.add(paper)
        return found


class Evaluator(Generic[T]):
    """Answers queries over some papers. CancelledError as soon as `cancelled` tells that nobody waits any more."""

    def __init__(self, papers: Papers[T], facts: Facts, cancelled: Cancelled) -> None:
        self._papers = papers
        self._facts = facts
        self._cancelled = cancelled
        self._written: dict[Term | Value, AbstractSet[T]] = {}

    def matching(self, node: Node, among: AbstractSet[T] | None = None) -> AbstractSet[T]:
        """The papers that match, of `among` or of all."""
        self._check()
        if among is not None and not among:
            return among
        if isinstance(node, And):
            for part in sorted(node.parts, key=self._cost):
                among = self.matching(part, among)
            return self._papers.whole() if among is None else among
        if isinstance(node, Or):
            found: set[T] = set()
            return found.union(*(self.matching(part, among) for part in node.parts))
        if isinstance(node, Not):
            among = self._papers.whole() if among is None else among
            return among - self.matching(node.part, among)
        if isinstance(node, Term) or (isinstance(node, Value) and is_textual(node)):
            return self._textual(node, among)
        known = self._papers.named(self._facts.ids(node))
        return known if among is None else among & known

    def unverified(
        self, node: Node, among: AbstractSet[T] | None = None
    ) -> tuple[AbstractSet[T], tuple[Term | Value, ...]]:
        """The papers that match but for the leaves given back, which every match must `hold`.

        Those are the parts that only the text can verify: asked of the best papers first, most need never be asked.
        """
        parts = node.parts if isinstance(node, And) else (node,)
        textual = (part for part in parts if isinstance(part, Term | Value) and is_textual(part))
        late = tuple(part for part in textual if not self._papers.exact(part))
        for leaf in late:
            among = self._candidates(leaf, among)
        return self.matching(And(tuple(part for part in parts if part not in late)), among), late

    def hold(self, paper: T, leaves: Iterable[Term | Value]) -> bool:
        """Whether the text of one paper, or what the user wrote of it, answers every textual leaf."""
        return all(self._verified({paper}, leaf) for leaf in leaves)

    def _verified(self, papers: AbstractSet[T], leaf: Term | Value) -> AbstractSet[T]:
        """Those of these papers whose text, or what the user wrote of them, answers a textual leaf."""
        return self._papers.holding(papers, leaf, self._check) | (self.written(leaf) & papers)

    def _check(self) -> None:
        if self._cancelled():
            raise CancelledError

    def written(self, leaf: Term | Value) -> AbstractSet[T]:
        """The papers whose tags or note answer a textual leaf."""
        if leaf not in self._written:
            self._written[leaf] = self._papers.named(self._facts.written(leaf))
        return self._written[leaf]

    def _candidates(self, leaf: Term | Value, among: AbstractSet[T] | None) -> AbstractSet[T]:
        """What may answer a textual leaf, of `among` or of all."""
        found = self._papers.candidates(leaf)
        if written := self.written(leaf):
            found = found | written
        return found if among is None else found & among

    def _textual(self, leaf: Term | Value, among: AbstractSet[T] | None) -> AbstractSet[T]:
        found = self._candidates(leaf, among)
        return found if self._papers.exact(leaf) else self._verified(found, leaf)

    def _cost(self, node: Node) -> int:
        """The order in which parts narrow: known sets, what is taken away, groups, what the text must verify."""
        if isinstance(node, Not):
            return self._cost(node.part) + 1
        if isinstance(node, And | Or):
            return 2 + max((self._cost(part) for part in node.parts), default=0)
        return 4 if isinstance(node, Term | Value) and is_textual(node) and not self._papers.exact(node) else 0
