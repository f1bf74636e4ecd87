"""Selecting rows of the list: verbs then act on all of them."""

from ..desk import Desk
from ..keymap import Command


class Selecting:
    """Changes the selection of the view."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def select(self, command: Command) -> None:
        """See the registry."""
        view = self.desk.view
        for _step in range(command.count or 1):
            if not view.current_id:
                return
            view.selected ^= {view.current_id}
            if not view.move(1):
                break
        self.desk.rows_changed()

    def select_range(self, command: Command) -> None:
        """See the registry: the first time a range begins, the second time it ends."""
        del command
        view = self.desk.view
        if view.anchor is None:
            view.anchor = view.cursor if view.current_id else None
        else:
            view.select_range()
            view.anchor = None
        self.desk.rows_changed()

    def select_all(self, command: Command) -> None:
        """See the registry."""
        del command
        view = self.desk.view
        view.anchor = None
        view.selected = set(view.rows.ids)
        self.desk.rows_changed()

    def select_invert(self, command: Command) -> None:
        """See the registry."""
        del command
        view = self.desk.view
        view.select_range()
        view.anchor = None
        view.selected = set(view.rows.ids) - view.selected
        self.desk.rows_changed()
