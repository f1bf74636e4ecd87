"""Finding: search over everything as one types, find in the text, from hit to hit, saved searches."""

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from ...index.errors import PaperdeckError, QueryError
from ...index.language import _, ngettext
from ...index.results import Cancelled
from ...index.search.answers import Results, Snippet
from ..completion import complete_query
from ..desk import Desk
from ..items import Item
from ..keymap import Command
from ..listed import search_view
from ..messages import Picked
from ..view import View

_MOST = 500
_SNIPPETS = 100


class Finding:
    """Runs one search after the other; an overtaken one is given up."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.past: list[str] = []

    def search(self, command: Command) -> None:
        """See the registry."""
        self.search_all(command)

    def search_days(self, command: Command) -> None:
        """See the registry."""
        self.search_all(command)

    def search_all(self, command: Command) -> None:
        """See the registry: results as the query is typed, Escape restores what was there."""
        if command.argument:
            self._done(command.argument)
            return
        desk = self.desk
        text = desk.view.name if desk.view.kind == "search" else ""
        desk.prompt.ask(
            _("Search"),
            text,
            self._done,
            changed=self._typed,
            complete=partial(complete_query, desk.library),
            past=tuple(self.past),
        )

    def _typed(self, text: str) -> None:
        """Ask the index once the letter is on the screen; the list stays until it has answered."""
        if text.strip():
            self._ask(text, hold=False)
        else:
            self.desk.questions.drop("search")

    def _ask(self, text: str, *, hold: bool) -> None:
        library = self.desk.library

        def question(cancelled: Cancelled) -> tuple[Results, View]:
            found = library.search.search(text, limit=_MOST, prefix_last=True, cancelled=cancelled, snippets=0)
            return found, search_view(library, text, found.hits)

        self.desk.questions.request("search", question, self._answered, failed=self._refused, hold=hold)

    def _refused(self, error: PaperdeckError) -> None:
        self.desk.tell(error.line, "warning")

    def _answered(self, answer: tuple[Results, View]) -> None:
        outcome, view = answer
        self._show(view, {}, self._remark(outcome))
        if first := view.ids[:_SNIPPETS]:
            self.desk.work.run(partial(self._passages, view, first), partial(self._add_snippets, view))

    def _passages(self, view: View, ids: Sequence[str]) -> dict[str, Snippet]:
        """The passages of the first hits, which the answer leaves out for speed; what is there when it is given up."""
        from ...index.query import parse_typed

        terms = parse_typed(view.name).terms
        wanted = takewhile(lambda _id: self.desk.view is view, ids)
        found = ((paper_id, self.desk.library.search.snippets(paper_id, terms)) for paper_id in wanted)
        return {paper_id: snippets[0] for paper_id, snippets in found if snippets}

    def _add_snippets(self, view: View, snippets: dict[str, Snippet]) -> None:
        if self.desk.view is view:
            self.desk.papers.snippets = {**self.desk.papers.snippets, **snippets}
            self.desk.papers.repaint()

    def _remark(self, outcome: Results) -> str:
        """How the answer was found, where that is not the plain way, and what it could not look at."""
        near = len(outcome.hits) - outcome.matching
        found = ngettext("{n} paper", "{n} papers", outcome.matching).format(n=outcome.matching)
        if near:
            told = ngettext("{found}; {n} more is near", "{found}; {n} more are near", near)
            found = told.format(found=found, n=near)
        if outcome.missing:
            return _("{found}; {n} more are still being indexed").format(found=found, n=outcome.missing)
        if outcome.mode == "corrected":
            return _("{found}; showing results for “{text}”").format(found=found, text=outcome.corrected)
        if outcome.mode == "relaxed":
            told = ngettext("No paper has all the words; {n} is near", "No paper has all the words; {n} are near", near)
            return told.format(n=near)
        if outcome.mode == "scan":
            return _("{found}; the index is not ready, the reports were read instead").format(found=found)
        return found

    def _show(self, view: View, snippets: dict[str, Snippet], remark: str) -> None:
        self.desk.show_search(view, snippets, self.needles(view.name))
        if remark:
            self.desk.tell(remark)

    def needles(self, text: str) -> Sequence[str]:
        """The words of a query that are lit in the text; none where it cannot be understood."""
        from ...index.query import parse_typed

        try:
            return [term.text for term in parse_typed(text).terms]
        except QueryError:
            return []

    def _done(self, text: str | None) -> None:
        if text is None or not text.strip():
            self.desk.tell("")
            self.restore()
            return
        self.past = [text, *(old for old in self.past if old != text)][:50]
        if self.desk.view.kind != "search" or self.desk.view.name != text:
            # What comes after Enter is meant for the hits, not for the list from before.
            self._ask(text, hold=True)
        self.desk.panes.focus("list")

    def restore(self) -> bool:
        """Leave the search: view, paper, tab and pane as they were before it; whether there was one."""
        self.desk.questions.drop("search")
        return self.desk.leave_search()

    def find(self, command: Command) -> None:
        """See the registry."""
        del command
        viewer = self.desk.viewer
        before = viewer.page.top

        def changed(text: str) -> None:
            viewer.light([text] if text else [])
            viewer.page.step_hit(1)

        def done(text: str | None) -> None:
            if text is None:
                viewer.light(())
                viewer.page.scroll_to_line(before)
            elif text:
                count = len(viewer.page.over.hits)
                self.desk.tell(ngettext("{n} hit", "{n} hits", count).format(n=count))

        self.desk.prompt.ask(_("Find"), "", done, changed=changed)

    def next_hit(self, command: Command) -> None:
        """See the registry."""
        self._step(1, command.count or 1)

    def previous_hit(self, command: Command) -> None:
        """See the registry."""
        self._step(-1, command.count or 1)

    def _step(self, step: int, count: int) -> None:
        desk, view = self.desk, self.desk.view
        for _i in range(count):
            if desk.viewer.needles:
                if desk.viewer.show_hit(step):
                    continue
                if view.kind == "search" and view.cursor + step in range(len(view.rows)):
                    desk.move_to(view.cursor + step)
                    desk.viewer.show_hit()
                    continue
                desk.tell(_("No further hit."), "warning")
            elif (row := view.next_unread(step)) is not None:
                desk.move_to(row)
            elif not self._unread_on_other_day(step):
                desk.tell(_("No other unread paper."), "warning")
            return

    def _unread_on_other_day(self, step: int) -> bool:
        """Go on to the next older day with unread papers (`step` 1), or the newer one; whether there is one."""
        desk = self.desk
        day = desk.sidebar.calendar.unread_day(desk.day, -step)
        if desk.view.kind != "day" or day is None:
            return False
        desk.open_day(day)
        view = desk.view
        unread = [row for row, paper in enumerate(view.rows.ids) if paper not in view.read]
        if unread:
            desk.move_to(unread[0] if step > 0 else unread[-1])
        return True

    def saved_searches(self, command: Command) -> None:
        """See the registry."""
        del command
        from ..screens.pick import PickScreen

        saved = self.desk.config.search.saved
        if not saved:
            self.desk.tell(_("No saved searches yet: write them under [search.saved] in config.toml."), "warning")
            return
        items = [Item(name, query, name) for name, query in saved.items()]
        self.desk.show_screen(PickScreen(_("Saved searches"), items, self.desk.look), self._saved_picked)

    def _saved_picked(self, picked: Picked | None) -> None:
        if picked is not None:
            self.desk.open_query(self.desk.config.search.saved[picked.key], name=picked.key)
