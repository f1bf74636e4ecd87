"""The common ground of days and papers: a list drawn line by line, with a cursor that stays in sight."""

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from ..cells import fit
from ..look import Look
from ..messages import RowMoved, RowOpened
from .scrolled import Scrolled


class Rows(Scrolled):
    """A list of rows of `row_height` lines each. Subclasses say how many there are, where the cursor is, and draw."""

    row_height = 1

    def __init__(self, look: Look, pane: str) -> None:
        super().__init__(look, id=pane)
        self.pane = pane

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def cursor(self) -> int:
        """The row under the cursor, from 0."""
        raise NotImplementedError

    def draw(self, row: int, line: int, width: int, ground: str) -> list[Segment]:
        """The segments of one line of a row, at most `width` cells; `ground` is the colour role behind it."""
        raise NotImplementedError

    def place_cursor(self, row: int) -> None:
        """Put the cursor on a row that exists."""
        raise NotImplementedError

    @property
    def total(self) -> int:
        return self.count * self.row_height

    def show_rows(self) -> None:
        """Draw everything anew after the rows changed, with the cursor in sight."""
        self.top = max(0, min(self.top, self.last_top))
        self.show_cursor()
        self.repaint()

    def show_cursor(self, *, centre: bool = False) -> None:
        """Scroll so far that the cursor's row is in sight, with a row of context where there is room."""
        height = self.outer_size.height
        if height <= 0:
            return
        top, bottom = self.cursor * self.row_height, (self.cursor + 1) * self.row_height
        context = self.row_height if height >= 5 * self.row_height else 0
        wanted = self.top
        if centre or bottom - self.top > 2 * height or self.top - top > height:
            wanted = top - height // 2
        elif top - context < self.top:
            wanted = top - context
        elif bottom + context > self.top + height:
            wanted = bottom + context - height
        self.scroll_to_line(wanted)

    def cursor_moved(self, before: int) -> None:
        """Redraw what the cursor left and what it came to, with the cursor in sight."""
        if before != self.cursor:
            self.show_cursor()
            self.repaint()

    def content_line(self, number: int) -> Strip:
        row, line = divmod(number, self.row_height)
        ground = self.ground_of(row)
        strip = Strip(self.draw(row, line, self.room, ground))
        return strip.adjust_cell_length(self.room, self.look.style("foreground", ground)).simplify()

    def ground_of(self, row: int) -> str:
        """The colour role behind a row: the cursor's is brighter while the list has the focus."""
        if row == self.cursor:
            return "cursor-row" if self.has_focus else "panel"
        return self.ground

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor's row opens it."""
        row = (event.y + self.top) // self.row_height
        if not 0 <= row < self.count:
            return
        if row == self.cursor:
            self.post_message(RowOpened(self.pane, row))
            return
        before = self.cursor
        self.place_cursor(row)
        self.cursor_moved(before)
        self.post_message(RowMoved(self.pane, row))

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self.show_rows()

    def fit(self, text: str, width: int) -> str:
        """The text cut to a width in cells, with an ellipsis where something is missing, padded to it."""
        return fit(text, width, self.look.ambiguous, self.look.glyphs.ellipsis)
