"""The three panes: which has the focus, which are shown at what size, zen and cards."""

from typing import Literal, NamedTuple

from textual.geometry import Size

from .trail import Spot
from .view import View
from .widgets.days import DaySidebar
from .widgets.papers import PaperList
from .widgets.status import StatusLine
from .widgets.viewer import SectionViewer

PaneName = Literal["days", "list", "viewer"]

_NARROW, _SINGLE, _WIDE = 100, 70, 150


class Widgets(NamedTuple):
    """The parts of the deck."""

    sidebar: DaySidebar
    papers: PaperList
    viewer: SectionViewer
    status: StatusLine


class Before(NamedTuple):
    """What was there before a search began."""

    spot: Spot
    view: View
    pane: PaneName


class Panes:
    """Arranges the panes by the size of the terminal through classes on the deck, and moves the focus.

    Under 100 columns the sidebar is shown only while it has the focus, under 70 one pane at a time (an empty list
    leaves room for the advice); from 150 columns list and viewer stand side by side, below that one above the other.
    """

    def __init__(self, sidebar: DaySidebar, papers: PaperList, viewer: SectionViewer) -> None:
        self.sidebar = sidebar
        self.papers = papers
        self.viewer = viewer
        self.current: PaneName = "list"
        self.zen = False
        self.cards = False
        self.size = Size(0, 0)
        self._empty = False

    def arrange(self, size: Size) -> None:
        """Lay the panes out for a terminal of this size."""
        self.size = size
        self._empty = not self.papers.count
        single = size.width < _SINGLE
        advised = self._empty and self.current == "list"
        alone = self.zen or self.cards
        self.sidebar.display = not alone and (self.current == "days" or size.width >= _NARROW)
        self.papers.display = not alone and (self.current == "list" or not single)
        self.viewer.display = alone or self.current == "viewer" or not single or advised
        deck = self.viewer.screen
        deck.set_class(size.width >= _WIDE and not alone, "-wide")
        deck.set_class(single, "-single")
        deck.set_class(single and advised, "-empty")
        deck.set_class(self.current == "viewer" or alone, "-reading")
        self.viewer.small = size.height < 30 and not single

    def list_changed(self) -> None:
        """Make room beside an empty list for what to do then, and take it back when papers come."""
        if self._empty == bool(self.papers.count) and self.size:
            self.arrange(self.size)

    def focus(self, name: PaneName) -> None:
        """Give the focus to a pane; in zen and on cards the viewer keeps it, a blank sidebar gives it to the list."""
        if name == "days" and not self.sidebar.count:
            name = "list"
        if self.zen or self.cards:
            name = "viewer"
        changed = name != self.current
        self.current = name
        if changed:
            self.arrange(self.size)
        widget = {"days": self.sidebar, "list": self.papers, "viewer": self.viewer.page}[name]
        widget.screen.set_focus(widget, scroll_visible=False)
        self.viewer.show_focus(lit=name == "viewer")

    def focus_again(self) -> None:
        """Give the focus back to the pane that had it."""
        self.focus(self.current)

    def toggle_zen(self) -> bool:
        """Show only the text, or everything again; whether it is zen now."""
        self.zen = not self.zen
        self._alone(now=self.zen)
        return self.zen

    def toggle_cards(self) -> bool:
        """Show one paper at a time, or everything again; whether it is so now."""
        self.cards = not self.cards
        self._alone(now=self.cards)
        return self.cards

    def _alone(self, *, now: bool) -> None:
        self.current = "viewer" if now else "list"
        self.arrange(self.size)
        self.focus(self.current)
