"""What the typesetter gives: lines of styled runs, each cell of which knows its place in the source."""

from dataclasses import dataclass
from typing import NamedTuple

from .widths import Ambiguous, cell_widths


class Run(NamedTuple):
    """A stretch of one line in one style.

    `style` holds semantic names, the block's first (`("heading2", "strong")`). `source_start` and `source_end` are the
    half-open range of the source in characters; where it is as long as `text`, character for character, else the run
    stands as a whole for the range (a formula, an entity). An empty range marks what the typesetter added: indents,
    bullets, borders. `cells` is the width on screen. `flow` numbers the paragraph, cell or heading that the run belongs
    to, -1 for what was added; `glue` is what the line break after the run swallowed: "", " " or a line feed.
    `details` is the number of the fold that a click on the run opens or closes.
    """

    text: str
    style: tuple[str, ...]
    source_start: int
    source_end: int
    cells: int
    link: str | None = None
    details: int | None = None
    flow: int = -1
    glue: str = ""

    @property
    def is_literal(self) -> bool:
        """Whether text and source correspond character for character."""
        return len(self.text) == self.source_end - self.source_start


class Line(NamedTuple):
    """One line on screen: its runs, its whole width and its leading indent in cells, and where it begins in the source.

    `kind` says what the line belongs to: text, item, heading, code, table, rule, blank, maths or summary.
    `room` is the width that the text of the line could have filled, 0 where nothing is filled.
    """

    runs: tuple[Run, ...]
    cells: int
    indent: int
    source_start: int
    kind: str
    room: int = 0

    @property
    def text(self) -> str:
        """The line as it stands on screen."""
        return "".join(run.text for run in self.runs)


class LinkSpan(NamedTuple):
    """A link and where it is seen: (line, first cell, one past the last cell) for each piece of it."""

    url: str
    text: str
    spans: tuple[tuple[int, int, int], ...]


class DetailsSpan(NamedTuple):
    """A fold: its number in the source's order, the line of its summary, and whether it is open."""

    number: int
    line: int
    is_open: bool


@dataclass(frozen=True, eq=False)
class Document:
    """A laid-out text, equal to no other. `source` is the text as given, to which all offsets refer.

    `is_piece` says that it is only the first piece of what was asked for.
    """

    lines: tuple[Line, ...]
    source: str
    links: tuple[LinkSpan, ...]
    details: tuple[DetailsSpan, ...]
    width: int
    ambiguous: Ambiguous = 1
    is_piece: bool = False


def run_columns(run: Run, ambiguous: Ambiguous) -> list[int]:
    """The first cell of each character of the run, counted from the run's own first cell."""
    columns: list[int] = []
    column = 0
    for cells in cell_widths(run.text, ambiguous):
        columns.append(column)
        column += cells
    return columns
