"""Reading: tabs, reading on and back, the line at the cursor, the column, zen, raw Markdown."""

from ...index.language import _
from ..desk import Desk
from ..keymap import Command
from ..tabs import OVERVIEW

_COLUMNS = (80, 60, 100, 0)
"""The widths that `z w` steps through, in cells; 0 is the whole pane."""


class Reading:
    """Turns the pages of the viewer."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def tab_left(self, command: Command) -> None:
        """See the registry."""
        self.desk.viewer.step_tab(-(command.count or 1))

    def tab_right(self, command: Command) -> None:
        """See the registry."""
        self.desk.viewer.step_tab(command.count or 1)

    def tab(self, digit: str) -> None:
        """Show the tab with this digit; one that the paper does not have is told."""
        viewer = self.desk.viewer
        if not any(viewer.choose(tab.key) for tab in viewer.tabs if tab.digit == digit):
            self.desk.tell(_("This paper has no tab {n}.").format(n=digit), "warning")

    def next_reading(self, command: Command) -> None:
        """See the registry."""
        del command
        self._step_reading(1)

    def previous_reading(self, command: Command) -> None:
        """See the registry."""
        del command
        self._step_reading(-1)

    def _step_reading(self, step: int) -> None:
        if not self.desk.viewer.step_reading(step):
            self.desk.tell(_("Only one report describes this paper."), "warning")

    def _page(self) -> int:
        """A page of text in lines, less two for the eye to hold on to."""
        return max(1, self.desk.viewer.page.size.height - 2)

    def _opened(self) -> bool:
        """Show the text where there is one and it is hidden; whether it was."""
        hidden = not self.desk.viewer.display and self.desk.view.current is not None
        if hidden:
            self.desk.panes.focus("viewer")
        return hidden

    def read_on(self, command: Command) -> None:
        """See the registry: a page, then the next tab, then the next paper from its first tab.

        Where the text is hidden, it opens.
        """
        del command
        desk, viewer = self.desk, self.desk.viewer
        desk.watch.look()  # before the page that was read is turned
        if self._opened() or viewer.scroll(self._page()):
            return
        if viewer.step_tab(1, reading_on=True):
            return
        if desk.view.cursor + 1 < len(desk.view.rows):
            desk.move_to(desk.view.cursor + 1)
            viewer.go_to(OVERVIEW, 0)
        else:
            desk.tell(_("This was the last paper of this view."))

    def read_back(self, command: Command) -> None:
        """See the registry; where the text is hidden, it opens."""
        del command
        desk, viewer = self.desk, self.desk.viewer
        if self._opened() or viewer.scroll(-self._page()):
            return
        if viewer.step_tab(-1, reading_on=True):
            viewer.scroll(10**9)
        elif desk.view.cursor > 0:
            desk.move_to(desk.view.cursor - 1)
            viewer.go_to(viewer.tabs[-3].key if viewer.tabs else OVERVIEW, 0)
            viewer.scroll(10**9)

    def centre(self, command: Command) -> None:
        """See the registry."""
        del command
        if self.desk.panes.current == "viewer":
            self.desk.viewer.page.place_cursor_line("middle")
        else:
            self.desk.papers.show_cursor(centre=True)

    def line_to_top(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.viewer.page.place_cursor_line("top")

    def line_to_bottom(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.viewer.page.place_cursor_line("bottom")

    def reading_width(self, command: Command) -> None:
        """See the registry; a count is the width in cells."""
        viewer = self.desk.viewer
        if command.count is not None:
            column = max(20, min(command.count, 200))
        else:
            at = _COLUMNS.index(viewer.column) if viewer.column in _COLUMNS else -1
            column = _COLUMNS[(at + 1) % len(_COLUMNS)]
        viewer.column = column
        viewer.relay()
        whole = _("The text takes the whole pane.")
        self.desk.tell(_("Reading column: {n} cells.").format(n=column) if column else whole)

    def zen(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.panes.toggle_zen()

    def raw(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.viewer.toggle_raw()

    def select_text(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.viewer.page.start_selecting()
        self.desk.tell(_("Selecting: move with h j k l, w, b; y copies, Escape leaves."))
