"""Stretches of running text in one style, and how soft line breaks and invisible characters are resolved in them."""

from collections.abc import Sequence
from typing import NamedTuple

from .characters import EAST_ASIAN_WIDTH
from .safety import veiled_ranges

SOFT = "\n\n"
"""The text of a piece that stands for a line break of the source: a space, or nothing between wide characters."""
_CHINESE_MARKS = "“”‘’…—"
_ROOMY = "。，、；：？！（）「」『』【】《》〈〉"


class Piece(NamedTuple):
    """A stretch of running text in one style, and the source range for which it stands."""

    text: str
    style: tuple[str, ...]
    start: int
    end: int
    link: str | None = None

    @property
    def is_literal(self) -> bool:
        """Whether text and source correspond character for character."""
        return len(self.text) == self.end - self.start


def resolve_soft_breaks(pieces: Sequence[Piece]) -> list[Piece]:
    """Soft line breaks as spaces, or as nothing between two wide characters."""
    resolved: list[Piece] = []
    for index, piece in enumerate(pieces):
        if piece.text != SOFT:
            resolved.append(piece)
            continue
        before = resolved[-1].text[-1:] if resolved else ""
        after = pieces[index + 1].text[:1] if index + 1 < len(pieces) else ""
        if not (before and after and _are_wide(before, after)):
            resolved.append(piece._replace(text=" "))
    return resolved


def _are_wide(before: str, after: str) -> bool:
    """Whether both are wide, one is and the other a mark of Chinese text, or one is a mark with its own space."""
    if before in _ROOMY or after in _ROOMY:
        return True
    wide_before, wide_after = EAST_ASIAN_WIDTH[before] == "W", EAST_ASIAN_WIDTH[after] == "W"
    return (wide_before and (wide_after or after in _CHINESE_MARKS)) or (wide_after and before in _CHINESE_MARKS)


def unveil(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without characters that have no look; tabs become spaces."""
    clear: list[Piece] = []
    for whole in pieces:
        piece = whole._replace(text=whole.text.replace("\t", " ")) if "\t" in whole.text else whole
        veiled = veiled_ranges(piece.text)
        if not veiled:
            clear.append(piece)
            continue
        position = 0
        for start, end in [*veiled, (len(piece.text), len(piece.text))]:
            if start > position:
                where = (piece.start + position, piece.start + start) if piece.is_literal else (piece.start, piece.end)
                clear.append(Piece(piece.text[position:start], piece.style, *where, piece.link))
            position = end
    return clear


def _are_alike(one: Piece, other: Piece) -> bool:
    """Whether two pieces can be one: the same style and link, and both character for character."""
    return one.style == other.style and one.link == other.link and one.is_literal and other.is_literal


def join(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one style that also touch in the source as one piece; empty ones dropped."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = groups[-1][-1] if groups else None
        if last and last.end == piece.start and _are_alike(last, piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [
        group[0]._replace(text="".join(piece.text for piece in group), end=group[-1].end)
        if len(group) > 1
        else group[0]
        for group in groups
    ]
