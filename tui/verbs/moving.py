"""Moving: rows and lines, pages, panes, and from paper to paper."""

from ..desk import Desk
from ..keymap import Command
from ..panes import PaneName

_PANES: tuple[PaneName, ...] = ("days", "list", "viewer")


class Moving:
    """Moves the cursor of the focused list, or the text of the viewer."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def _go(self, rows: int) -> None:
        """Move by so many rows or lines in the focused pane."""
        desk = self.desk
        if desk.panes.current == "viewer":
            desk.viewer.scroll(rows)
        elif desk.panes.current == "list":
            desk.move_to(desk.view.cursor + rows)
        else:
            self._go_days(rows)

    def _go_days(self, rows: int) -> None:
        sidebar = self.desk.sidebar
        before = sidebar.cursor
        sidebar.place_cursor(sidebar.cursor + rows)
        sidebar.cursor_moved(before)

    def _page(self) -> int:
        """A page of the focused pane in rows, less a row of context."""
        desk = self.desk
        if desk.panes.current == "viewer":
            return max(1, desk.viewer.page.size.height - 2)
        rows = desk.sidebar if desk.panes.current == "days" else desk.papers
        return max(1, rows.size.height // rows.row_height - 1)

    def down(self, command: Command) -> None:
        """See the registry."""
        self._go(command.count or 1)

    def up(self, command: Command) -> None:
        """See the registry."""
        self._go(-(command.count or 1))

    def top(self, command: Command) -> None:
        """See the registry."""
        del command
        self._go(-(10**9))

    def bottom(self, command: Command) -> None:
        """See the registry; a count is the number of the row from 1."""
        if command.count is not None:
            self._go(-(10**9))
            self._go(command.count - 1)
        else:
            self._go(10**9)

    def half_page_down(self, command: Command) -> None:
        """See the registry."""
        self._go(max(1, self._page() // 2) * (command.count or 1))

    def half_page_up(self, command: Command) -> None:
        """See the registry."""
        self._go(-max(1, self._page() // 2) * (command.count or 1))

    def page_down(self, command: Command) -> None:
        """See the registry."""
        self._go(self._page() * (command.count or 1))

    def page_up(self, command: Command) -> None:
        """See the registry."""
        self._go(-self._page() * (command.count or 1))

    def pane_left(self, command: Command) -> None:
        """See the registry."""
        del command
        at = _PANES.index(self.desk.panes.current)
        self.desk.panes.focus(_PANES[max(0, at - 1)])

    def pane_right(self, command: Command) -> None:
        """See the registry: from the days the day under the cursor opens, from the list its paper."""
        if self.desk.panes.current == "viewer":
            return
        self.open_row(command)

    def pane_next(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.panes.focus(_PANES[(_PANES.index(self.desk.panes.current) + 1) % 3])

    def pane_previous(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.panes.focus(_PANES[(_PANES.index(self.desk.panes.current) - 1) % 3])

    def open_row(self, command: Command) -> None:
        """See the registry."""
        del command
        desk = self.desk
        if desk.panes.current == "viewer":
            page = desk.viewer.page
            for number in page.over.folds_between(page.top, page.top + page.size.height)[:1]:
                desk.viewer.toggle_fold(number)
        elif desk.panes.current == "list":
            if desk.view.current is not None:
                desk.panes.focus("viewer")
        else:
            self.open_sidebar_row()

    def open_sidebar_row(self) -> None:
        """Open the day or the saved search under the sidebar's cursor, or fold its month."""
        desk, tree = self.desk, self.desk.sidebar.calendar
        key = tree.key(tree.cursor)
        if key.startswith("/"):
            desk.open_query(tree.saved[key[1:]], name=key[1:])
            desk.panes.focus("list")
        elif len(key) == len("2025-12"):
            tree.toggle(tree.cursor)
            desk.sidebar.show_rows()
        elif key:
            desk.open_day(key)
            desk.panes.focus("list")

    def scroll_viewer_down(self, command: Command) -> None:
        """See the registry."""
        self.desk.viewer.scroll(command.count or 1)

    def scroll_viewer_up(self, command: Command) -> None:
        """See the registry."""
        self.desk.viewer.scroll(-(command.count or 1))

    def next_paper(self, command: Command) -> None:
        """See the registry."""
        self.desk.move_to(self.desk.view.cursor + (command.count or 1))

    def previous_paper(self, command: Command) -> None:
        """See the registry."""
        self.desk.move_to(self.desk.view.cursor - (command.count or 1))
