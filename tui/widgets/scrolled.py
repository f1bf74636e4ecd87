"""Painted lines of which a window is shown: scrolled by keys and wheel, with a thumb in the last column.

The framework's own scrolling lays the whole screen out anew whenever a text has another length; this does not.
"""

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from ..look import Look
from .painted import Painted

_WHEEL_LINES = 3


class Scrolled(Painted, can_focus=True):
    """Shows `total` lines from `top` on; subclasses draw them with `content_line`, as wide as `room`."""

    def __init__(self, look: Look, *, id: str) -> None:  # noqa: A002 - the framework's name
        super().__init__(id=id)
        self.look = look
        self.top = 0

    @property
    def total(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def ground(self) -> str:
        """The colour role behind everything."""
        return "background"

    def content_line(self, number: int) -> Strip:
        """A line that exists, `room` cells wide."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """The cells for the lines: all but the thumb's column, which is there also when it is empty."""
        return max(0, self.outer_size.width - 1)

    @property
    def last_top(self) -> int:
        """The line that is first when the last is in sight."""
        return max(0, self.total - self.outer_size.height)

    def scroll_to_line(self, line: int) -> bool:
        """Scroll as far as the lines go so that a line is the first; whether anything moved."""
        wanted = max(0, min(line, self.last_top))
        moved = wanted != self.top
        if moved:
            self.top = wanted
            self.repaint()
        return moved

    def draw_line(self, y: int) -> Strip:
        """A line of the window with its cell of the thumb's column."""
        number = y + self.top
        blank = self.look.style("foreground", self.ground)
        strip = self.content_line(number) if number < self.total else Strip.blank(self.room, blank)
        return Strip.join([strip, Strip([self._thumb(y)], 1)])

    def _thumb(self, y: int) -> Segment:
        """The thumb's column at a row: as long as the window is of the whole, at least one cell."""
        height, total = self.outer_size.height, self.total
        if total > height > 0:
            size = max(1, height * height // total)
            start = (height - size) * self.top // self.last_top
            if start <= y < start + size:
                return Segment(self.look.glyphs.thumb, self.look.style("scrollbar", self.ground))
        return Segment(" ", self.look.style("foreground", self.ground))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_to_line(self.top + _WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_to_line(self.top - _WHEEL_LINES)

    def on_focus(self) -> None:
        """What shows the focus is drawn."""
        self.repaint()

    def on_blur(self) -> None:
        """What showed the focus is drawn without it."""
        self.repaint()
