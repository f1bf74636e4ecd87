"""The list itself: its order, its filter, one card at a time, and a look for new reports."""

from functools import partial

from ...index.errors import QueryError
from ...index.language import _, ngettext
from ...index.query.fields import completions
from ..completion import complete_query
from ..desk import Desk
from ..items import Item
from ..keymap import Command
from ..messages import Picked
from ..view import SortKey
from ..wardrobe import worn


class Viewing:
    """Changes how the view is shown."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def _sort(self, key: SortKey, told: str) -> None:
        view = self.desk.view
        view.sort, view.backwards = key, False
        view.arrange()
        self.desk.rows_changed()
        self.desk.tell(told)

    def sort_day(self, command: Command) -> None:
        """See the registry; in a day that is the order of its report."""
        del command
        self._sort("" if self.desk.view.kind == "day" else "day", _("Sorted by day."))

    def sort_upvotes(self, command: Command) -> None:
        """See the registry."""
        del command
        self._sort("upvotes", _("Sorted by upvotes."))

    def sort_title(self, command: Command) -> None:
        """See the registry."""
        del command
        self._sort("title", _("Sorted by title."))

    def sort_starred(self, command: Command) -> None:
        """See the registry."""
        del command
        self._sort("starred", _("The starred ones first."))

    def sort_reversed(self, command: Command) -> None:
        """See the registry."""
        del command
        view = self.desk.view
        view.backwards = not view.backwards
        view.arrange()
        self.desk.rows_changed()
        self.desk.tell(_("Order reversed."))

    def filter(self, command: Command) -> None:
        """See the registry: rows are filtered as the query is typed; Escape brings back what was there."""
        del command
        view = self.desk.view
        before = (view.filter, view.kept)
        at = view.current.id if view.current else ""

        def changed(text: str) -> None:
            self.apply_filter(text, at=at)

        def done(text: str | None) -> None:
            if text is None or not self.apply_filter(text, final=True, at=at):
                view.filter, view.kept = before
                view.arrange()
                view.place(at)
                self.desk.rows_changed()

        self.desk.prompt.ask(
            _("Filter"),
            view.filter,
            done,
            changed=changed,
            complete=partial(complete_query, self.desk.library),
        )

    def apply_filter(self, text: str, *, final: bool = False, at: str = "") -> bool:
        """Show only the rows that the query matches; a query half typed changes nothing, a wrong final one is told.

        The cursor stands on the paper `at` while that is among them. Whether it is a query.
        """
        view = self.desk.view
        try:
            found = self.desk.library.view(text) if text.strip() else None
        except QueryError as error:
            if final:
                self.desk.tell(error.line, "warning")
            return False
        begun = text.rpartition(" ")[2].removeprefix("-")
        if found is not None and not found and not final and completions(begun):
            return False  # `is` on the way to is:starred
        view.filter = text.strip()
        view.kept = None if found is None else frozenset(entry.id for entry in found)
        view.arrange()
        view.place(at)
        self.desk.rows_changed()
        return True

    def theme(self, command: Command) -> None:
        """See the registry: Enter wears the theme for this session, Escape brings back the one worn before."""
        del command
        from ..screens.pick import PickScreen

        desk, wardrobe = self.desk, self.desk.wardrobe

        def done(picked: Picked | None) -> None:
            wardrobe.wear(picked.key if picked else "")
            if picked:
                desk.tell(worn(wardrobe))

        items = [Item(name, wardrobe.label(name), name) for name in wardrobe.names()]
        screen = PickScreen(_("Themes"), items, desk.look, looked_at=wardrobe.try_on, start=wardrobe.worn)
        desk.show_screen(screen, done)

    def mistakes(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.list_mistakes()

    def triage(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.panes.toggle_cards()
        self.desk.show_status()

    def rescan(self, command: Command) -> None:
        """See the registry."""
        del command
        self.desk.tell(_("Looking for new reports…"))
        self.desk.work.rescan(told=True)

    def told(self, papers: int) -> None:
        """Say what a rescan that the user asked for has found."""
        if papers:
            self.desk.tell(
                ngettext("{n} paper is new or changed.", "{n} papers are new or changed.", papers).format(n=papers)
            )
        else:
            self.desk.tell(_("Nothing new."))
