"""The list itself: its order, its filter, one card at a time, and a look for new reports."""

from collections.abc import Sequence
from functools import partial

from ...index.language import _, ngettext
from ...index.results import Cancelled
from ..completion import complete_query
from ..desk import Desk
from ..items import Item
from ..keymap import Command
from ..messages import Picked
from ..view import SortKey
from ..wardrobe import worn
from .filtering import Filtering


class Viewing:
    """Changes how the view is shown."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def _sort(self, key: SortKey, told: str) -> None:
        view, library = self.desk.view, self.desk.library

        def question(_cancelled: Cancelled) -> Sequence[str]:
            return library.arranged(view.ids, key) if key else view.ids

        def answered(order: Sequence[str]) -> None:
            view.sort_by(key, order)
            self.desk.rows_changed()
            self.desk.tell(told)

        self.desk.questions.request("sort", question, answered)

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
        self.desk.view.turn()
        self.desk.rows_changed()
        self.desk.tell(_("Order reversed."))

    def filter(self, command: Command) -> None:
        """See the registry: rows are filtered as the query is typed; Escape brings back what was there."""
        filtering = Filtering(self.desk)
        if command.argument:
            filtering.done(command.argument)
            return
        self.desk.prompt.ask(
            _("Filter"),
            self.desk.view.filter,
            filtering.done,
            changed=filtering.typed,
            complete=partial(complete_query, self.desk.library),
        )

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
