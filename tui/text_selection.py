"""Selecting text with the keys: a cursor and an anchor in the lines of a page, moved as vim moves them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..index.patterns import pattern

_WORD = pattern(r"\w+|[^\w\s]+")


@dataclass
class TextSelection:
    """Anchor and cursor as (line, character of the line); both ends are selected."""

    lines: Sequence[str]
    anchor: tuple[int, int]
    cursor: tuple[int, int]

    def key(self, key: str) -> bool:
        """Move the cursor by a key; whether the key moves it."""
        line, column = self.cursor
        match key:
            case "h" | "left":
                self._to(line, column - 1)
            case "l" | "right":
                self._to(line, column + 1)
            case "j" | "down":
                self._to(line + 1, column)
            case "k" | "up":
                self._to(line - 1, column)
            case "0" | "^" | "home":
                self._to(line, 0)
            case "$" | "end":
                self._to(line, len(self.lines[line]))
            case "G":
                self._to(len(self.lines) - 1, 10**6)
            case "g":
                self._to(0, 0)
            case "w" | "e":
                self._word(1)
            case "b":
                self._word(-1)
            case "o":
                self.anchor, self.cursor = self.cursor, self.anchor
            case _:
                return False
        return True

    def _to(self, line: int, column: int) -> None:
        line = max(0, min(line, len(self.lines) - 1))
        self.cursor = (line, max(0, min(column, len(self.lines[line]) - 1)))

    def _word(self, step: int) -> None:
        line, column = self.cursor
        starts = [match.start() for match in _WORD.finditer(self.lines[line])]
        further = [at for at in starts if (at > column if step > 0 else at < column)]
        if further:
            self._to(line, further[0] if step > 0 else further[-1])
        elif 0 <= line + step < len(self.lines):
            self._to(line + step, 0 if step > 0 else len(self.lines[line + step]))

    @property
    def span(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """First place and one past the last place, in reading order."""
        first, last = sorted((self.anchor, self.cursor))
        return first, (last[0], last[1] + 1)
