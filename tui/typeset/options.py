"""How a text is to be laid out, and the glyphs that go with it."""

from dataclasses import dataclass
from typing import NamedTuple

from .widths import Ambiguous


@dataclass(frozen=True, slots=True)
class Options:
    """How to lay out.

    `width` and `code_shift` are in cells. `ambiguous` is what a character of ambiguous width takes on this terminal.
    `hanging` lets punctuation stand in a margin of 2 cells. `unfolded` are the folds shown open, all with
    `unfold_all`. Without `code_wrap` long lines of code are cut at the edge and `code_shift` scrolls them.
    `longest` is how many characters are laid out at most; a last line says how many there are besides. With `first`
    it is only as much as can be laid out within a moment.
    """

    width: int = 80
    ambiguous: Ambiguous = 1
    hanging: bool = False
    raw_tex: bool = False
    unfolded: frozenset[int] = frozenset()
    unfold_all: bool = False
    code_wrap: bool = True
    code_shift: int = 0
    ascii: bool = False
    longest: int = 200_000
    first: bool = False


class Dialect(NamedTuple):
    """What of the options changes the tree: cells of ambiguous characters, and whether formulas stay TeX."""

    ambiguous: Ambiguous = 1
    raw_tex: bool = False


class Glyphs(NamedTuple):
    """What is drawn beside text; every one a single cell."""

    bullets: tuple[str, ...]
    quote: str
    rule: str
    bar: str
    cross: str
    wrapped: str
    more: str
    folded: str
    open: str


_RICH = Glyphs(("•", "◦", "▪"), "│", "─", "│", "┼", "↪", "›", "▸", "▾")
_UNAMBIGUOUS = Glyphs(("▪", "◦", "‣"), "|", "-", "|", "+", "↪", "›", "▸", "▾")
_ASCII = Glyphs(("*", "-", "+"), "|", "-", "|", "+", "\\", ">", ">", "v")


def glyphs(options: Options) -> Glyphs:
    """The glyphs that take one cell on this terminal: none of ambiguous width where that is 2."""
    if options.ascii:
        return _ASCII
    return _UNAMBIGUOUS if options.ambiguous == 2 else _RICH
