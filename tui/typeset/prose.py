"""Running text made ready for any width: one string, its pieces, its cells and its places to break."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from .links import link_addresses
from .pieces import Piece, join, resolve_soft_breaks, unveil
from .tailoring import DESPERATE, HARD, NORMAL, RELUCTANT, levels
from .widths import Ambiguous, cell_widths


class Opportunities(NamedTuple):
    """Places to break of one rank, and the cells from the start of the text to the ink before each."""

    places: list[int]
    inks: list[int]


@dataclass(frozen=True)
class Prose:
    """Text in pieces. `starts` are the positions of the pieces; `sums[i]` the cells before character i."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    sums: tuple[int, ...]
    normal: Opportunities
    reluctant: Opportunities
    desperate: Opportunities
    hard: tuple[int, ...]
    cells: tuple[int, ...] = field(repr=False)

    def piece_at(self, position: int) -> int:
        """The index of the piece that holds the character."""
        return max(bisect_right(self.starts, position) - 1, 0)

    @property
    def source_start(self) -> int:
        """Where the first piece begins in the source, 0 where there is none."""
        return self.pieces[0].start if self.pieces else 0


def compose(pieces: Sequence[Piece], ambiguous: Ambiguous) -> Prose:
    """Prose of the pieces, with soft line breaks resolved, invisible characters taken out and neighbours joined."""
    resolved = link_addresses(join(unveil(resolve_soft_breaks(pieces))))
    if resolved and cell_widths(resolved[0].text[:1])[0:1] == [0] and resolved[0].text[0] != "\n":
        resolved.insert(0, Piece("\u25cc", resolved[0].style, resolved[0].start, resolved[0].start))
    text = "".join(piece.text for piece in resolved)
    starts = [0, *accumulate(len(piece.text) for piece in resolved)][:-1]
    cells = cell_widths(text, ambiguous)
    whole = [
        (start, start + len(piece.text), "math" if "math" in piece.style else "code")
        for start, piece in zip(starts, resolved, strict=True)
        if "code" in piece.style or "math" in piece.style
    ]
    marks = levels(text, whole)
    sums = [0, *accumulate(cells)]
    return Prose(
        text,
        tuple(resolved),
        tuple(starts),
        tuple(sums),
        _opportunities(marks, NORMAL, text, cells, sums),
        _opportunities(marks, RELUCTANT, text, cells, sums),
        _opportunities(marks, DESPERATE, text, cells, sums),
        tuple(place for place, level in enumerate(marks) if level == HARD) if HARD in marks else (),
        tuple(cells),
    )


def _opportunities(marks: bytearray, rank: int, text: str, cells: list[int], sums: list[int]) -> Opportunities:
    """The places of one rank; none is inside a cluster."""
    if rank not in marks:
        return Opportunities([], [])
    places = [place for place, level in enumerate(marks) if level == rank and cells[place]]
    return Opportunities(
        places, [sums[place] if text[place - 1] != " " else sums[_ink(text, place)] for place in places]
    )


def _ink(text: str, place: int) -> int:
    while place and text[place - 1] == " ":
        place -= 1
    return place
