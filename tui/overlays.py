"""What lies over the text of a page: hits, the selection, the letters on links. Knows lines and cells, no widget."""

from collections.abc import Sequence

from .hints import labels
from .text_selection import TextSelection
from .typeset.document import Document
from .typeset.seeking import Hit, find, source_range
from .typeset.widths import cell_widths, text_width

Span = tuple[int, int, str]
"""First cell, one past the last, and the colour role of the ground."""
_MOST_HITS = 5_000
"""Places of one word that are lit; more than that is no help to the eye, and every one takes time."""


class Overlays:
    """The overlays of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.hits: tuple[Hit, ...] = ()
        self.current = -1
        self.selecting: TextSelection | None = None
        self.hints: dict[str, tuple[int, int, str]] = {}
        self.typed = ""
        self._needles: tuple[str, ...] = ()
        self._lit: dict[int, list[tuple[int, int, int]]] = {}

    def light(self, needles: Sequence[str]) -> None:
        """Light every place of these words, in the order of the text; those that are lit already stay as they are."""
        if tuple(needles) == self._needles:
            return
        self._needles = tuple(needles)
        found = [hit for needle in needles if needle.strip() for hit in find(self.document, needle, _MOST_HITS)]
        self.hits = tuple(sorted(set(found), key=lambda hit: hit.spans[0]))
        self.current = -1
        self._lit = {}
        for number, hit in enumerate(self.hits):
            for line, start, end in hit.spans:
                if end > start:  # a lone combining mark has no cell of its own
                    self._lit.setdefault(line, []).append((start, end, number))

    def step(self, step: int, top: int) -> int | None:
        """Make the next hit (`step` 1) or the one before (-1) the current one; its line, None past the last.

        Without a current hit the first one at or below the line `top` comes next.
        """
        if not self.hits:
            return None
        if self.current < 0:
            below = (number for number, hit in enumerate(self.hits) if hit.spans[0][0] >= top)
            wanted = next(below, len(self.hits) - 1 if step < 0 else None)
        else:
            wanted = self.current + step
        if wanted is None or not 0 <= wanted < len(self.hits):
            return None
        self.current = wanted
        return self.hits[wanted].spans[0][0]

    def spans(self, number: int) -> list[Span]:
        """What is lit on a line, in cells of the line."""
        lit = [
            (start, end, "hit-current" if hit == self.current else "hit")
            for start, end, hit in self._lit.get(number, ())
        ]
        if (selected := self._selected(number)) is not None:
            lit.append((*selected, "selection"))
        return lit

    def _selected(self, number: int) -> tuple[int, int] | None:
        if self.selecting is None:
            return None
        (first, start), (last, end) = self.selecting.span
        if not first <= number <= last:
            return None
        text = self.document.lines[number].text
        span = (start if number == first else 0, end if number == last else len(text))
        start, end = (self._cell((number, at))[1] for at in span)
        return (start, end) if end > start else None

    def _cell(self, place: tuple[int, int]) -> tuple[int, int]:
        """The line and cell of a line and character."""
        line = max(0, min(place[0], len(self.document.lines) - 1))
        return line, text_width(self.document.lines[line].text[: max(0, place[1])], self.document.ambiguous)

    def badges(self, number: int) -> list[tuple[int, str]]:
        """The hint letters still to be typed on a line, with the cell of each."""
        return [
            (column, label[len(self.typed) :])
            for label, (line, column, _url) in self.hints.items()
            if line == number and label.startswith(self.typed)
        ]

    def source(self) -> str:
        """The Markdown behind what is selected; empty where nothing is."""
        if self.selecting is None:
            return ""
        start, end = self.selecting.span
        first, last = source_range(self.document, self._cell(start), self._cell(end))
        return self.document.source[first:last]

    def place_at(self, line: int, cell: int) -> tuple[int, int]:
        """The line and character at a cell, the nearest that exists."""
        line = max(0, min(line, len(self.document.lines) - 1))
        cells = cell_widths(self.document.lines[line].text, self.document.ambiguous)
        at = 0
        while at < len(cells) and cell >= cells[at]:
            cell -= cells[at]
            at += 1
        return line, max(0, min(at, len(cells) - 1))

    def select(self, anchor: tuple[int, int], cursor: tuple[int, int]) -> None:
        """Select what lies between two places, both with it."""
        self.selecting = TextSelection([line.text for line in self.document.lines], anchor, cursor)

    def start_selecting(self, line: int) -> None:
        """Begin to select with the keys at the start of a line's text, or at the current hit."""
        if not self.document.lines:
            return
        if self.current >= 0:
            line = self.hits[self.current].spans[0][0]
        line = min(line, len(self.document.lines) - 1)
        text = self.document.lines[line].text
        at = (line, len(text) - len(text.lstrip()))
        self.select(at, at)

    def show_hints(self, first: int, last: int) -> bool:
        """Letters on the links between two lines, the last not included; whether there are any."""
        seen: list[tuple[int, int, str]] = []
        for link in self.document.links:
            inside = [span for span in link.spans if first <= span[0] < last]
            if inside:
                seen.append((inside[0][0], inside[0][1], link.url))
        seen.sort()
        self.hints = dict(zip(labels(len(seen)), seen, strict=True))
        self.typed = ""
        return bool(seen)

    def hint(self, key: str) -> str | None:
        """A key while hints are shown: the link it completes, "" while more is to be typed, None where none fits."""
        self.typed += key
        if self.typed in self.hints:
            url = self.hints[self.typed][2]
            self.clear_hints()
            return url
        if any(label.startswith(self.typed) for label in self.hints):
            return ""
        self.clear_hints()
        return None

    def clear_hints(self) -> bool:
        """Take the letters away; whether there were any."""
        had = bool(self.hints)
        self.hints, self.typed = {}, ""
        return had

    def folds_between(self, first: int, last: int) -> list[int]:
        """The numbers of the folds whose summary stands between two lines."""
        return [fold.number for fold in self.document.details if first <= fold.line < last]
