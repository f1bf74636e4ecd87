"""Which papers a query matches: marks and days narrow them at once, the rest is asked of each paper that is left."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from .catalog import Catalog
from .model import Entry, Paper
from .query import Query, matches, parse
from .query_nodes import And, Days, Node, Not, Value, conjunction, leaves
from .results import Cancelled, CancelledError, never
from .said import Said


class Glance(Protocol):
    """Entries to be looked at once, with marks and notes only where they are `marked`."""

    def __call__(self, ids: Sequence[str], *, marked: bool) -> Iterator[Entry]:
        """The entries of these ids in this order."""
        ...


class Text(Protocol):
    """A paper with its text, None where it has gone."""

    def __call__(self, paper_id: str) -> Paper | None:
        """The paper of an id."""
        ...


class Sieve:
    """Answers queries over one library; `today` is ISO."""

    def __init__(self, catalog: Catalog, said: Said, glance: Glance, text: Text, today: str) -> None:
        self._catalog = catalog
        self._said = said
        self._glances = glance
        self._text = text
        self._today = date.fromisoformat(today)

    def sift(self, text: str, within: Sequence[str] | None = None, cancelled: Cancelled = never) -> list[str]:
        """Ids, newest day first, or those of `within` in its order; QueryError, CancelledError.

        Marks and days narrow the papers first, the rest is asked of each left.
        """
        root = parse(text).root
        parts = root.parts if isinstance(root, And) else (root,)
        among: set[str] | None = None
        without: set[str] = set()
        rest: list[Node] = []
        for part in parts:
            if (found := self._set_of(part)) is not None:
                among = found if among is None else among & found
            elif isinstance(part, Not) and (found := self._set_of(part.part)) is not None:
                without |= found
            else:
                rest.append(part)
        if within is not None:
            ids = [name for name in within if (among is None or name in among) and name not in without]
        else:
            ids = [name for name in self._catalog.ids(among) if name not in without]
        if not rest:
            return ids
        query, today = Query(conjunction(rest)), self._today
        marked = any(isinstance(leaf, Value) and leaf.field in ("is", "tag") for leaf, _wanted in leaves(query.root))
        sifted: list[str] = []
        for entry in self._glances(ids, marked=marked):
            if cancelled():
                raise CancelledError
            if matches(query, entry, today=today, paper_of=self._text):
                sifted.append(entry.id)
        return sifted

    def _set_of(self, part: Node) -> set[str] | None:
        """The papers of a part that marks or days answer exactly; None for other parts."""
        if isinstance(part, Value) and part.field == "is" and part.value in ("read", "starred", "later"):
            return self._said.store.marked(part.value)
        if isinstance(part, Days):
            first, last = part.span.resolve(self._today)
            days = [row.day for row in self._catalog.days() if first <= row.day <= last]
            return {name for _day, name in self._catalog.appearances(days)}
        return None
