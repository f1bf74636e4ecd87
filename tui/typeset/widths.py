"""How many cells a text takes in the terminal, counted as the framework counts them, by whole grapheme clusters."""

from typing import Literal

from rich.cells import cell_len, get_character_cell_size

from ...index.patterns import pattern
from .characters import EAST_ASIAN_WIDTH

Ambiguous = Literal[1, 2]

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_FLAGS = range(0x1F1E6, 0x1F200)
_FLAG = pattern("[\U0001f1e6-\U0001f1ff]")
_MODIFIERS = range(0x1F3FB, 0x1F400)
_HALF_WIDTH = (range(0xFF61, 0xFFDD), range(0xFFE8, 0xFFEF))


def _is_half_width(code: int) -> bool:
    return code == 0x20A9 or any(code in block for block in _HALF_WIDTH)


class _Cells(dict[str, int]):
    """Character to cells, filled as characters are met; `ambiguous` is what an ambiguous character takes."""

    def __init__(self, ambiguous: Ambiguous) -> None:
        super().__init__()
        self.ambiguous = ambiguous

    def __missing__(self, character: str) -> int:
        cells = get_character_cell_size(character)
        if cells == 1:
            letter = EAST_ASIAN_WIDTH[character]
            if letter == "A":
                cells = self.ambiguous
            elif letter == "W" and not _is_half_width(ord(character)):
                cells = 2
        self[character] = cells
        return cells


_CELLS: dict[int, _Cells] = {1: _Cells(1), 2: _Cells(2)}


def cell_widths(text: str, ambiguous: Ambiguous = 1) -> list[int]:
    """Cells of each character, in which the first of a cluster carries the cells of all and the others 0.

    Thus a place before a character of 0 cells is no place to cut, and a sum over a range that starts and ends at
    clusters is the width of that range.
    """
    cells = list(map(_CELLS[ambiguous].__getitem__, text))
    if 0 in cells or _FLAG.search(text):
        _gather_clusters(text, cells)
    return cells


def _gather_clusters(text: str, cells: list[int]) -> None:
    """Put the width of each cluster of several characters on its first one."""
    position, total = 0, len(text)
    while position < total:
        end = _cluster_end(text, cells, position, total)
        if end > position + 1 or cells[position] == 0:
            cluster = text[position:end]
            width = max(cells[position], cell_len(cluster))
            if ord(cluster[0]) in _MODIFIERS:
                width = 2
            cells[position] = min(width, 2) if _one_glyph(cluster) else width
            cells[position + 1 : end] = [0] * (end - position - 1)
        position = end


def _one_glyph(cluster: str) -> bool:
    return _JOINER in cluster or _EMOJI_STYLE in cluster


def _cluster_end(text: str, cells: list[int], position: int, total: int) -> int:
    """One past the cluster that starts here: marks and joined emoji belong to what they follow, flags go in pairs."""
    end = position + 1
    if ord(text[position]) in _FLAGS:
        if end < total and ord(text[end]) in _FLAGS:
            end += 1
    elif text[position] == "\n":
        return end
    while end < total and text[end] != "\n":
        if (text[end - 1] == _JOINER and cells[end] == 2) or cells[end] == 0:
            end += 1
        else:
            break
    return end


def text_width(text: str, ambiguous: Ambiguous = 1) -> int:
    """Cells of the whole text."""
    return sum(cell_widths(text, ambiguous))
