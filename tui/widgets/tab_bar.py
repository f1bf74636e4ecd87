"""The row of tabs over the text: numbered, the chosen one lit; scrolls sideways where there are more than fit."""

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from ..look import Look
from ..messages import TabChosen
from ..tabs import Tab
from ..typeset.widths import text_width
from .painted import Painted


class TabBar(Painted):
    """Draws tabs on one line."""

    def __init__(self, look: Look) -> None:
        super().__init__(id="tabs")
        self.look = look
        self.tabs: tuple[Tab, ...] = ()
        self.chosen = ""
        self.lit = False

    def show(self, tabs: tuple[Tab, ...], chosen: str, *, lit: bool) -> None:
        """Draw these tabs with one chosen; `lit` while the viewer has the focus."""
        if (tabs, chosen, lit) != (self.tabs, self.chosen, self.lit):
            self.tabs, self.chosen, self.lit = tabs, chosen, lit
            self.repaint()

    def _spans(self) -> list[tuple[int, int, Tab]]:
        """Each tab with its cells on a line of any length."""
        spans: list[tuple[int, int, Tab]] = []
        at = 0
        for tab in self.tabs:
            width = text_width(self._text(tab), self.look.ambiguous)
            spans.append((at, at + width, tab))
            at += width
        return spans

    def _text(self, tab: Tab) -> str:
        return f" {tab.digit} {tab.label} " if tab.digit else f" {tab.label} "

    def _shift(self) -> int:
        """How many cells to the left the line is moved so that the chosen tab is in sight."""
        spans = self._spans()
        total = spans[-1][1] if spans else 0
        chosen = next((span for span in spans if span[2].key == self.chosen), None)
        if total <= self.outer_size.width or chosen is None:
            return 0
        middle = (chosen[0] + chosen[1]) // 2 - self.outer_size.width // 2
        return max(0, min(middle, total - self.outer_size.width))

    def draw_line(self, y: int) -> Strip:
        """The line of tabs."""
        del y
        style = self.look.style
        segments: list[Segment] = []
        for tab in self.tabs:
            if tab.key == self.chosen:
                roles = ("background", "accent", "bold") if self.lit else ("foreground", "background", "bold")
            else:
                roles = ("text-muted", "panel", "")
            segments.append(Segment(self._text(tab), style(*roles)))
        strip = Strip(segments)
        shift = self._shift()
        return strip.crop(shift, shift + self.outer_size.width).adjust_cell_length(
            self.outer_size.width, style("text-muted", "panel")
        )

    def on_click(self, event: events.Click) -> None:
        """A click chooses the tab."""
        at = event.x + self._shift()
        for start, end, tab in self._spans():
            if start <= at < end:
                self.post_message(TabChosen(tab.key))
