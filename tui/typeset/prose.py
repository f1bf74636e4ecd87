"""Running text made ready for any width: one string, its pieces, its cells and its places to break."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .links import link_addresses
from .pieces import Piece, join, resolve_soft_breaks, unveil
from .tailoring import HARD, NO, levels
from .widths import Ambiguous, cell_widths, text_width


@dataclass(frozen=True)
class Prose:
    """Text in pieces. `starts` are the positions of the pieces; `sums[i]` the cells before character i.

    `ranks[i]` is the rank of the place before character i as `tailoring` gives it, and 0 inside a cluster; `hard` are
    the places where a break stands, the end of the text among them.
    """

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    sums: tuple[int, ...]
    ranks: bytes
    hard: tuple[int, ...]

    def piece_at(self, position: int) -> int:
        """The index of the piece that holds the character."""
        return max(bisect_right(self.starts, position) - 1, 0)

    def places(self, *ranks: int) -> list[int]:
        """The places of these ranks, in order."""
        return [place for place, rank in enumerate(self.ranks) if rank in ranks]

    def is_inside(self, place: int) -> bool:
        """Whether the place before a character is inside a cluster."""
        return place < len(self.text) and self.sums[place] == self.sums[place + 1]

    @property
    def source_start(self) -> int:
        """Where the first piece begins in the source, 0 where there is none."""
        return self.pieces[0].start if self.pieces else 0


def compose(pieces: Sequence[Piece], ambiguous: Ambiguous) -> Prose:
    """Prose of the pieces, with soft line breaks resolved, invisible characters taken out and neighbours joined."""
    resolved = link_addresses(join(unveil(resolve_soft_breaks(pieces))))
    if resolved and text_width(first := resolved[0].text[0]) == 0 and first != "\n":
        resolved.insert(0, Piece("\u25cc", resolved[0].style, resolved[0].start, resolved[0].start))
    text = "".join([piece.text for piece in resolved])
    starts: list[int] = []
    whole: list[tuple[int, int, str]] = []
    start = 0
    for piece in resolved:
        starts.append(start)
        end = start + len(piece.text)
        if "code" in piece.style or "math" in piece.style:
            whole.append((start, end, "math" if "math" in piece.style else "code"))
        start = end
    cells = cell_widths(text, ambiguous)
    ranks = levels(text, whole)
    hard = (len(text),)
    if 0 <= ranks.find(HARD) < len(text):
        hard = tuple(place for place, rank in enumerate(ranks) if rank == HARD)
    if 0 in cells:
        for place, width in enumerate(cells):
            if not width:
                ranks[place] = NO
    return Prose(text, tuple(resolved), tuple(starts), tuple(accumulate(cells, initial=0)), bytes(ranks), hard)
