"""The parsed text before it has a width: blocks that hold prose, lines of code, or other blocks."""

from dataclasses import dataclass
from typing import NamedTuple

from .prose import Prose


class CodeLine(NamedTuple):
    """One line of a code block and where it starts in the source."""

    text: str
    source_start: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    prose: Prose
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    prose: Prose


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: "tuple[Block, ...]"


class Item(NamedTuple):
    """One item of a list; `source_start` is where its marker stands, `number` is as it was written, "" for a bullet."""

    blocks: "tuple[Block, ...]"
    source_start: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `is_tight` without blank lines between items."""

    items: tuple[Item, ...]
    is_tight: bool


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that keep their shape."""

    lines: tuple[CodeLine, ...]


@dataclass(frozen=True, slots=True)
class Maths:
    """Display formulas, one prose a line."""

    lines: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break, with the source range of its line."""

    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first row the header; `aligns` holds "left", "right" or "center" a column."""

    aligns: tuple[str, ...]
    rows: tuple[tuple[Prose, ...], ...]
    source_start: int


@dataclass(frozen=True, slots=True)
class Details:
    """A fold with its summary; `number` counts the folds of the text in order."""

    number: int
    summary: Prose
    blocks: "tuple[Block, ...]"
    is_open: bool


Block = Paragraph | Heading | Quote | Listing | Code | Maths | Rule | Table | Details
