"""The page: laid-out text drawn line by line in a column, with its overlays, mouse selection and clicks on links."""

from collections.abc import Sequence
from typing import Literal

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.strip import Strip

from ..ink import LIT, ink
from ..look import Look
from ..messages import FoldClicked, LinkClicked, PageResized
from ..overlays import Overlays
from ..typeset.document import Document, Run
from ..typeset.seeking import line_of, run_at
from .scrolled import Scrolled

EMPTY = Document((), "", (), (), 80)


class Page(Scrolled):
    """Draws a Document. What is shown comes from the viewer; the page knows lines and where it is scrolled to."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, id="page")
        self.document: Document = EMPTY
        self.over = Overlays(EMPTY)
        self._strips: dict[int, Strip] = {}
        self._pressed: tuple[int, int] | None = None

    def show(self, document: Document, *, top: int = 0) -> None:
        """Draw a document with the source offset `top` in its first line; over the same one lies what lay over it."""
        line = self.top
        if document is not self.document or top != self.top_offset():
            line = line_of(document, top) if top else 0
        if document is not self.document:
            self.document = document
            self.over = Overlays(document)
        self.top = max(0, min(line, self.last_top))
        self.redraw()

    def redraw(self) -> None:
        """Draw every line anew: text, colours, hits or the selection changed."""
        self._strips.clear()
        self.repaint()

    @property
    def total(self) -> int:
        return len(self.document.lines)

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.outer_size.height > 0 and self.top >= self.last_top

    def top_offset(self) -> int:
        """The source offset of the first line in sight."""
        lines = self.document.lines
        return lines[self.top].source_start if self.top < len(lines) else 0

    def scroll_lines(self, count: int) -> bool:
        """Scroll by so many lines as far as the text goes; whether anything moved."""
        return self.scroll_to_line(self.top + count)

    def show_line(self, line: int) -> None:
        """Scroll so far that a line is in sight, a third from the top where it was not."""
        if not self.top <= line < self.top + self.outer_size.height:
            self.scroll_to_line(line - self.outer_size.height // 3)

    def place_cursor_line(self, where: Literal["top", "middle", "bottom"]) -> None:
        """Scroll the line of the selection's cursor, of the current hit, or the first line in sight to a place."""
        line = self.top
        if self.over.selecting is not None:
            line = self.over.selecting.cursor[0]
        elif self.over.current >= 0:
            line = self.over.hits[self.over.current].spans[0][0]
        back = {"top": 0, "middle": self.outer_size.height // 2, "bottom": self.outer_size.height - 1}[where]
        self.scroll_to_line(line - back)

    def light(self, needles: Sequence[str]) -> None:
        """Light these words in the text."""
        self.over.light(needles)
        self.redraw()

    def step_hit(self, step: int) -> bool:
        """Go to the next or previous hit; whether there is one."""
        line = self.over.step(step, self.top)
        if line is not None:
            self.show_line(line)
            self.redraw()
        return line is not None

    def show_hints(self) -> bool:
        """Letters on the links in sight; whether there are any."""
        shown = self.over.show_hints(self.top, self.top + self.outer_size.height)
        self.redraw()
        return shown

    def start_selecting(self) -> None:
        """Begin to select text with the keys."""
        self.over.start_selecting(self.top)
        self.redraw()

    def stop_selecting(self) -> bool:
        """Select nothing any more; whether anything was selected."""
        had = self.over.selecting is not None
        self.over.selecting = self._pressed = None
        if had:
            self.redraw()
        return had

    def selected_source(self) -> str:
        """The Markdown behind what is selected; empty where nothing is."""
        return self.over.source()

    @property
    def left(self) -> int:
        """The cells to the left of the column, which stands in the middle of a wide pane."""
        return max(1, (self.room - self.document.width) // 2)

    def content_line(self, number: int) -> Strip:
        strip = self._strips.get(number)
        if strip is None:
            strip = self._strips[number] = self._draw(number)
        return strip

    def _draw(self, number: int) -> Strip:
        ground = self.look.style("foreground")
        runs = self.document.lines[number].runs
        strip = Strip([Segment(run.text, ink(run.style, self.look)) for run in runs])
        for start, end, role in self.over.spans(number):
            lit = self.look.style("foreground", role, LIT[role])
            middle = [Segment(s.text, (s.style or ground) + lit) for s in strip.crop(start, end)]
            strip = Strip.join([strip.crop(0, start), Strip(middle), strip.crop(end)])
        for column, label in self.over.badges(number):
            badge = Strip([Segment(label, self.look.style("foreground", "hit-current", "bold"))])
            strip = Strip.join([strip.crop(0, column), badge, strip.crop(column + len(label))])
        margin = Strip.blank(self.left, ground)
        return Strip.join([margin, strip]).adjust_cell_length(self.room, ground).simplify()

    def run_at(self, at: Offset) -> Run | None:
        """The run under a cell of the page."""
        return run_at(self.document, at.y + self.top, at.x - self.left) if at.x >= self.left else None

    def _place(self, at: Offset) -> tuple[int, int]:
        """The line and character under a cell of the page."""
        return self.over.place_at(at.y + self.top, at.x - self.left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A press may begin a selection."""
        if event.button == 1 and self.document.lines:
            self.stop_selecting()
            self._pressed = self._place(event.offset)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragging selects, and scrolls at the edges."""
        if self._pressed is None:
            return
        if not 0 <= event.y < self.outer_size.height:
            self.scroll_lines(1 if event.y > 0 else -1)
        place = self._place(event.offset)
        if place != self._pressed or self.over.selecting is not None:
            self.over.select(self._pressed, place)
            self.redraw()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Letting go ends the dragging; without any it was a click, which follows a link or turns a fold."""
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if pressed is None or self.over.selecting is not None:
            return
        run = self.run_at(event.offset)
        if run is not None and run.link is not None:
            self.post_message(LinkClicked(run.link))
        elif run is not None and run.details is not None:
            self.post_message(FoldClicked(run.details))

    def on_resize(self) -> None:
        """The text is laid out anew by the viewer, with the same line on top."""
        self.post_message(PageResized())
