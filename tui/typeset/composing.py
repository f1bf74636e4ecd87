"""Lines as they are put together: prefixes, runs cut from prose, blank lines."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .document import Line, Run
from .filling import fill
from .options import Glyphs, Options
from .prose import Prose


class Margin(NamedTuple):
    """What stands left of a block: the runs of its first line, of the following ones, and their widths in cells."""

    first: tuple[Run, ...] = ()
    rest: tuple[Run, ...] = ()
    first_cells: int = 0
    rest_cells: int = 0

    def after_first(self) -> "Margin":
        """The margin of what follows the first line."""
        return Margin(self.rest, self.rest, self.rest_cells, self.rest_cells)


@dataclass
class Sheet:
    """The lines written so far, and the numbers that are given out."""

    options: Options
    glyphs: Glyphs
    lines: list[Line] = field(default_factory=list)
    flows: int = 0

    def new_flow(self) -> int:
        """A number for the next paragraph, heading or cell."""
        self.flows += 1
        return self.flows - 1

    def blank(self, margin: Margin, source_start: int) -> None:
        """An empty line inside the margin."""
        runs, cells = list(margin.rest), margin.rest_cells
        while runs and not runs[-1].text.strip():
            cells -= runs.pop().cells
        self.lines.append(Line(tuple(runs), cells, cells, source_start, "blank"))

    def prose(self, prose: Prose, margin: Margin, kind: str, details: int | None = None) -> None:
        """Running text, filled."""
        width = self.options.width - (2 if self.options.hanging else 0)
        flow = self.new_flow()
        rooms = (max(width - margin.first_cells, 2), max(width - margin.rest_cells, 2))
        for number, (runs, cells, start) in enumerate(
            cut_lines(prose, rooms, flow, hanging=self.options.hanging, details=details)
        ):
            before, indent = (margin.rest, margin.rest_cells) if number else (margin.first, margin.first_cells)
            room = rooms[1] if number else rooms[0]
            self.lines.append(Line((*before, *runs), indent + cells, indent, start, kind, room))


def added(text: str, style: str, at: int, details: int | None = None) -> Run:
    """A run that the source does not have, for a place of the source; what we add has one cell a character."""
    return Run(text, (style,), at, at, len(text), None, details)


CutLine = tuple[tuple[Run, ...], int, int]
"""The runs of a line of prose, their cells, and where the line begins in the source."""


def cut_lines(
    prose: Prose, rooms: tuple[int, int], flow: int, *, hanging: bool = False, details: int | None = None
) -> list[CutLine]:
    """The lines of prose for the rooms of the first and the following lines, in cells."""
    spans = list(fill(prose, *rooms, hanging=hanging))
    cut: list[CutLine] = []
    for number, (start, end) in enumerate(spans, 1):
        runs = _cut_runs(prose, start, end, flow, details)
        if runs and number < len(spans) and (swallowed := prose.text[end : spans[number][0]]):
            runs[-1] = runs[-1]._replace(glue="\n" if "\n" in swallowed else " ")
        begins = runs[0].source_start if runs else prose.pieces[prose.piece_at(start)].start if prose.pieces else 0
        cut.append((tuple(runs), prose.sums[end] - prose.sums[start], begins))
    return cut


def _cut_runs(prose: Prose, start: int, end: int, flow: int, details: int | None) -> list[Run]:
    """The runs of the characters from start to end."""
    runs: list[Run] = []
    if end <= start:
        return runs
    sums, starts = prose.sums, prose.starts
    for index in range(prose.piece_at(start), len(starts)):
        offset = starts[index]
        if offset >= end:
            break
        text, style, source_start, source_end, link = prose.pieces[index]
        first = start - offset if start > offset else 0
        last = end - offset if end < offset + len(text) else len(text)
        if len(text) == source_end - source_start:
            source_start, source_end = source_start + first, source_start + last
        cells = sums[offset + last] - sums[offset + first]
        runs.append(Run(text[first:last], style, source_start, source_end, cells, link, details, flow))
    return runs
