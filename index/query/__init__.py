"""What the user types, as a query: parsed, and printed in one canonical form.

    words all match · "exact phrase" · -without · a OR b · (groups) · pre* · field:value · field:(a OR b)

AND binds tighter than OR. Fields and values have names in English and Chinese, see `fields`.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ..errors import QueryError
from .ast import Node, Term, is_textual, leaves
from .parser import parse_nodes

__all__ = ["Query", "parse", "parse_typed"]


@dataclass(frozen=True)
class Query:
    """A query understood; `str` prints it canonically."""

    root: Node

    def __str__(self) -> str:
        return str(self.root)

    @property
    def is_textual(self) -> bool:
        """Whether the text of papers is asked for, and so the index."""
        return any(is_textual(leaf) for leaf, _wanted in leaves(self.root))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The words and phrases that are wanted (not those excluded), each once, as hits are lit."""
        return tuple(dict.fromkeys(leaf for leaf, wanted in leaves(self.root) if wanted and isinstance(leaf, Term)))


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
