"""The parts of a query as frozen records that print themselves canonically."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..folding import TOKEN, match_form, plain
from ..patterns import pattern
from .dates import DaySpan

TermKind = Literal["word", "phrase", "prefix"]
_BARE_VALUE = pattern(r"[\w./#*+-]+")

_FACTS = frozenset({"arxiv", "hf", "pdf", "authors", "upvotes"})
"""What `has:` asks of the catalog; everything else that it knows stands in the text."""


@dataclass(frozen=True)
class Term:
    """Words to be found in the text, or in one field of it; `text` as typed, in NFKC.

    A word is a run of CJK or one Latin word; a phrase is found character for character; a prefix begins a Latin word.
    """

    text: str
    kind: TermKind = "word"
    field: str = ""

    @cached_property
    def form(self) -> str:
        """The text in the form in which it is compared."""
        return match_form(plain(self.text))

    def __str__(self) -> str:
        lead = f"{self.field}:" if self.field else ""
        if self.kind == "prefix":
            return f"{lead}{self.text}*"
        bare = self.kind == "word" and TOKEN.fullmatch(self.text) and self.text not in {"OR", "AND", "NOT"}
        return f"{lead}{self.text}" if bare else f'{lead}"{self.text}"'


@dataclass(frozen=True, slots=True)
class Value:
    """A flag or name of the paper: `is:starred`, `has:math`, `format:digest`, `tag:…`, `id:…`."""

    field: Literal["is", "has", "format", "tag", "id"]
    value: str

    def __str__(self) -> str:
        bare = _BARE_VALUE.fullmatch(self.value)
        return f"{self.field}:{self.value}" if bare else f'{self.field}:"{self.value}"'


@dataclass(frozen=True, slots=True)
class Days:
    """Papers that a report of these days describes."""

    span: DaySpan

    def __str__(self) -> str:
        return f"day:{self.span}"


@dataclass(frozen=True, slots=True)
class Upvotes:
    """Papers with a count of upvotes within closed bounds; `most` None means no upper one."""

    least: int
    most: int | None = None

    def __str__(self) -> str:
        if self.most is None:
            return f"up:>{self.least - 1}" if self.least else "up:>=0"
        return f"up:{self.least}" if self.least == self.most else f"up:{self.least}..{self.most}"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; no part: everything."""

    parts: "tuple[Node, ...]" = ()

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """One part or more holds; at least two parts."""

    parts: "tuple[Node, ...]"

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, And) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Node"

    def __str__(self) -> str:
        if self.part == Value("is", "read"):
            return "is:unread"
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


Leaf = Term | Value | Days | Upvotes
Node = Leaf | And | Or | Not


def conjunction(parts: list[Node]) -> Node:
    """The parts joined by AND: flat, each once; a single part stands alone."""
    return _joined(And, parts)


def disjunction(parts: list[Node]) -> Node:
    """The parts joined by OR: flat, each once; a single part stands alone."""
    return _joined(Or, parts)


def negation(part: Node) -> Node:
    """The opposite; twice is none."""
    return part.part if isinstance(part, Not) else Not(part)


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    flat: dict[str, Node] = {}
    for part in parts:
        for inner in part.parts if isinstance(part, kind) else (part,):
            flat.setdefault(leaf_key(inner) if isinstance(inner, Term) else str(inner), inner)
    return next(iter(flat.values())) if len(flat) == 1 else kind(tuple(flat.values()))


def leaves(node: Node) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf from left to right, with whether it is wanted (True) or under a negation (False)."""
    if isinstance(node, Not):
        yield from ((leaf, not wanted) for leaf, wanted in leaves(node.part))
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    else:
        yield node, True


def leaf_key(leaf: Leaf) -> str:
    """What tells a leaf's meaning from another's: case, width, script and spelling variants are folded away."""
    if isinstance(leaf, Term):
        return f"{leaf.field}:{leaf.kind}:{leaf.form}"
    if isinstance(leaf, Value) and leaf.field == "tag":
        return f"tag:{match_form(leaf.value)}"
    return str(leaf)


def is_textual(leaf: Node) -> bool:
    """Whether the text of a paper answers this leaf, rather than catalog, journal and notes."""
    return isinstance(leaf, Term) or (isinstance(leaf, Value) and leaf.field == "has" and leaf.value not in _FACTS)
