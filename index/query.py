"""What the user types, as a query: parsed, printed in one canonical form, equal to every other that means the same.

    words all match · "exact phrase" · -without · a OR b · (groups) · pre* · field:value · field:(a OR b)

AND binds tighter than OR. Fields and values have names in English and Chinese, see `query_fields`.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .errors import QueryError
from .model import Entry
from .query_matching import EntryMatcher, PaperOf
from .query_nodes import And, Node, Term, Value, conjunction, leaves, meaning
from .query_parser import parse_nodes

__all__ = ["PaperOf", "Query", "matches", "parse", "parse_typed"]


@dataclass(frozen=True, eq=False)
class Query:
    """A query understood. `str` prints it canonically; two queries are equal when they mean the same."""

    root: Node

    def __str__(self) -> str:
        return str(self.root)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Query) and self.meaning == other.meaning

    def __hash__(self) -> int:
        return hash(self.meaning)

    @cached_property
    def meaning(self) -> tuple[object, ...]:
        """What equality compares."""
        return meaning(self.root)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The words and phrases that are wanted (not those excluded), each once, as hits are lit."""
        return tuple(dict.fromkeys(leaf for leaf, wanted in leaves(self.root) if wanted and isinstance(leaf, Term)))

    def split(self) -> "tuple[Query, Query]":
        """Two queries whose conjunction this is: what a list row (`Entry`) answers alone, and what needs the text."""
        parts = self.root.parts if isinstance(self.root, And) else (self.root,)
        cheap = [part for part in parts if not _needs_text(part)]
        return Query(conjunction(cheap)), Query(conjunction([part for part in parts if _needs_text(part)]))


def _needs_text(node: Node) -> bool:
    """Whether any leaf asks for the text of the paper. Title and authors stand in the entry."""
    return any(
        (isinstance(leaf, Term) and leaf.field not in {"title", "author"})
        or (isinstance(leaf, Value) and leaf.field == "has")
        for leaf, _wanted in leaves(node)
    )


def matches(query: Query, entry: Entry, *, today: date, paper_of: PaperOf) -> bool:
    """Whether the paper of this list row matches. Its text is asked for once at most, and only when it matters."""
    return EntryMatcher(entry, today, paper_of).holds(query.root)


def parse(text: str) -> Query:
    """The query that `text` means; QueryError, with position and what was expected, when it means none."""
    return Query(parse_nodes(text))


def parse_typed(text: str) -> Query:
    """Like `parse`, for a query that is still being typed: what is open at the end is closed, a dangling OR dropped.

    Raises the error of `parse` where that does not help.
    """
    try:
        return parse(text)
    except QueryError as error:
        closers = (text + '"', text + ")", text + '")', re.sub(r"(?:\s+(?:OR|NOT)|\||\S+[:：]|-|－)\s*$", "", text))
        for closed in closers:
            try:
                return parse(closed)
            except QueryError:
                continue
        raise error from None
