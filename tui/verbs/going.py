"""Going places: panes, days with something unread, the named views, back and forward, marks of place, quitting."""

from collections.abc import Sequence
from functools import partial

from ...index.language import _
from ..command_line import complete_line, run_line
from ..desk import Desk
from ..items import Item, help_items, history_items, palette_items
from ..keymap import Command
from ..messages import Picked
from ..saying import Done


class Going:
    """Opens views and leaves them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def go_days(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.panes.focus("days")

    def go_list(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.panes.focus("list")

    def go_viewer(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.panes.focus("viewer")

    def go_today(self, command: Command) -> None:
        """See the registry."""
        del command
        if days := self.desk.sidebar.calendar.days:
            self.desk.open_day(days[0].day)
            self.desk.panes.focus("list")

    def go_starred(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.open_query("is:starred", name=_("Starred"))

    def go_later(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.open_query("is:later", name=_("Later"))

    def go_noted(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.open_query("is:noted", name=_("With a note"))

    def history(self, command: Command) -> None:
        """See the registry."""
        del command
        from ..screens.pick import PickScreen

        operations = self.desk.library.history(500)
        entries = self.desk.library.entries(dict.fromkeys(operation.ids[0] for operation in operations))
        items = history_items(operations, {entry.id: entry.title for entry in entries})
        foot = _("Enter goes to the state after that change")
        self.desk.show_screen(PickScreen(_("What was changed"), items, self.desk.look, foot=foot), self._went)

    def _went(self, picked: Picked | None) -> None:
        def done(switched: Sequence[Done]) -> None:
            if not switched:
                self.desk.tell(_("That is the state as it is."), "warning")
            elif switched[-1].undone:
                self.desk.tell(_("Back at that point; the later changes are undone."))
            else:
                self.desk.tell(_("At that point again; the changes up to it are done again."))

        if picked is not None:
            self.desk.saying.switch(partial(self.desk.library.go_to, picked.key), done)

    def previous_day(self, command: Command) -> None:
        """See the registry."""
        self._step_day(-(command.count or 1))

    def next_day(self, command: Command) -> None:
        """See the registry."""
        self._step_day(command.count or 1)

    def _step_day(self, steps: int) -> None:
        desk, tree = self.desk, self.desk.sidebar.calendar
        day = desk.day
        for _step in range(abs(steps)):
            found = tree.unread_day(day, 1 if steps > 0 else -1)
            if found is None:
                desk.tell(_("No other day there has unread papers."), "warning")
                break
            day = found
        if day and day != desk.day:
            desk.open_day(day)

    def back(self, command: Command) -> None:
        """See the registry."""
        if not self.desk.trail.back(command.count or 1):
            self.desk.tell(_("There is nothing before this."), "warning")

    def forward(self, command: Command) -> None:
        """See the registry."""
        if not self.desk.trail.forward(command.count or 1):
            self.desk.tell(_("There is nothing after this."), "warning")

    def set_place(self, command: Command) -> None:
        """See the registry."""
        self.desk.trail.set(command.argument)
        self.desk.tell(_("Place {letter} set; '{letter} comes back to it.").format(letter=command.argument))

    def go_place(self, command: Command) -> None:
        """See the registry."""
        if not self.desk.trail.go(command.argument):
            self.desk.tell(_("No place {letter} is set; m{letter} sets it.").format(letter=command.argument), "warning")

    def command_line(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.prompt.ask(
            _("Command"),
            "",
            lambda text: run_line(self.desk, text) if text else None,
            complete=partial(complete_line, self.desk),
        )

    def palette(self, command: Command) -> None:
        """See the registry."""
        del command
        self._pick_action(_("Commands"), palette_items(self.desk.keymap, self.desk.panes.current))

    def help(self, command: Command) -> None:
        """See the registry."""
        del command
        self._pick_action(_("Keys that work here"), help_items(self.desk.keymap, self.desk.panes.current))

    def _pick_action(self, title: str, items: Sequence[Item]) -> None:
        from ..screens.pick import PickScreen

        def done(picked: Picked | None) -> None:
            if picked is not None:
                self.desk.do(picked.key)

        self.desk.show_screen(PickScreen(title, items, self.desk.look), done)

    def escape(self, command: Command) -> None:
        """See the registry."""
        del command
        self.peel()

    def peel(self, *, to_day: bool = False) -> bool:
        """Leave one layer: selected text, selected rows, a search, a filter, zen, cards, and `to_day` a query's view.

        Whether there was a layer to leave.
        """
        desk, view = self.desk, self.desk.view
        if desk.viewer.page.stop_selecting():
            return True
        if view.clear_selection():
            desk.rows_changed()
            return True
        if desk.questions.drop("filter", "open", "sort", "select") or desk.leave_search():
            return True
        if desk.viewer.needles:
            desk.viewer.light(())
            return True
        if view.filter:
            view.keep("", None)
            desk.rows_changed()
            return True
        if desk.panes.zen or desk.panes.cards:
            _now = desk.panes.toggle_zen() if desk.panes.zen else desk.panes.toggle_cards()
            desk.show_status()
            return True
        if to_day and view.kind == "query":
            desk.open_day(desk.day, view.current_id)
            return True
        return False

    def back_or_quit(self, command: Command) -> None:
        """See the registry: from a text back to its list, from a search or a query to the day, from a day out."""
        del command
        panes = self.desk.panes
        if panes.current == "viewer" and not (panes.zen or panes.cards):
            self.desk.viewer.page.stop_selecting()
            panes.focus("list")
        elif not self.peel(to_day=True):
            self.desk.leave()

    def quit(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.leave()
