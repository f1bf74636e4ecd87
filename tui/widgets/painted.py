"""Widgets drawn line by line that send the terminal only what differs: over ssh every byte of a key press counts."""

from itertools import takewhile

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from ..guarded import Guarded
from ..typeset.widths import cell_widths


def changed_span(old: Strip, new: Strip) -> tuple[int, int] | None:
    """The cells from the first to one past the last in which two lines differ, None where they are the same."""
    before, after = list(old), list(new)
    if before == after:
        return None
    if old.cell_length != new.cell_length:
        return 0, new.cell_length
    start = _common(before, after, from_end=False)
    end = new.cell_length - _common(before, after, from_end=True)
    return (start, end) if end > start else (0, new.cell_length)


def _common(before: list[Segment], after: list[Segment], *, from_end: bool) -> int:
    """How many cells two lines share at one end: whole segments, then whole characters of the first that differ."""
    cells = 0
    step = -1 if from_end else 1
    for one, other in zip(before[::step], after[::step], strict=False):
        if one == other:
            cells += one.cell_length
        elif one.style == other.style:
            return cells + _shared(one.text, other.text, from_end=from_end)
        else:
            break
    return cells


def _shared(one: str, other: str, *, from_end: bool) -> int:
    """The cells of what two texts share at one end; a cluster is shared whole or not at all."""
    if from_end:
        size = _alike(one[::-1], other[::-1])
        mine, theirs = cell_widths(one), cell_widths(other)
        while size and not (mine[-size] and theirs[-size]):
            size -= 1
        return sum(mine[len(mine) - size :])
    size = _alike(one, other)
    mine, theirs = cell_widths(one), cell_widths(other)
    while size and not ((size == len(mine) or mine[size]) and (size == len(theirs) or theirs[size])):
        size -= 1
    return sum(mine[:size])


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


class Painted(Guarded, Widget):
    """Draws `draw_line` and remembers what stands on the screen; `repaint` refreshes only the cells that differ.

    Such a widget has no border and no padding: its outer size, which is known at no cost, is its size.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the framework's name
        super().__init__(id=id)
        self._shown: dict[int, Strip] = {}
        self._shown_size = Size(0, 0)

    def draw_line(self, y: int) -> Strip:
        """The line at a row of the widget, as wide as the widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """As the framework asks; the line is remembered as shown."""
        if self._shown_size != self.outer_size:
            self._shown.clear()
            self._shown_size = self.outer_size
        strip = self._shown[y] = self._drawn(y)
        return strip

    def _drawn(self, y: int) -> Strip:
        """The line at a row; blank where drawing it fails, which must not take the other panes along."""
        try:
            return self.draw_line(y)
        except Exception as error:  # noqa: BLE001 - the boundary: the app tells and records it
            self.fault(error, again=False)
            return Strip.blank(self.outer_size.width)

    def repaint(self) -> None:
        """Refresh what differs from what is shown."""
        if self._shown_size != self.outer_size or not self._shown:
            self.refresh()
            return
        regions: list[Region] = []
        for y in range(self.outer_size.height):
            old = self._shown.get(y)
            if old is None:
                regions.append(Region(0, y, self.outer_size.width, 1))
            elif (span := changed_span(old, self._drawn(y))) is not None:
                regions.append(Region(span[0], y, span[1] - span[0], 1))
        if regions:
            self.refresh(*regions)
