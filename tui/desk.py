"""The desk: library, panes and present view in one place; what the verbs work on and the deck shows."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from ..index.config.records import Config
from ..index.errors import PaperdeckError
from ..index.library import Library
from ..index.results import Cancelled, DaySummary, Refresh
from .advice import nothing_here
from .dates import today
from .editor import note_shown
from .keymap import Keymap
from .listed import MOST_READ, day_view, found_view, unindexed
from .look import Look
from .panes import Before, Panes, Widgets
from .questions import OF_VIEW, Questions
from .reading_watch import ReadingWatch
from .saving import Saving
from .saying import Done, Early, Saying
from .trail import Spot, Trail
from .view import View
from .wardrobe import Wardrobe
from .work import Work

if TYPE_CHECKING:
    from ..index.search.answers import Snippet
    from .widgets.prompt import PromptBar


class Desk:
    """Holds the present view and the paper in the viewer; changes them and has everything that shows them drawn."""

    def __init__(self, library: Library, config: Config, look: Look, keymap: Keymap, widgets: Widgets) -> None:
        self.library = library
        self.config = config
        self.look = look
        self.keymap = keymap
        self.sidebar = widgets.sidebar
        self.papers = widgets.papers
        self.viewer = widgets.viewer
        self.status = widgets.status
        self.prompt: PromptBar
        self.watch = ReadingWatch(self.viewer, self._mark_read)
        self.panes = Panes(self.sidebar, self.papers, self.viewer)
        self.viewer.note_of = lambda paper: note_shown(library.notes, paper)
        self.trail = Trail(self.here, self.visit)
        self.before_search: Before | None = None
        self.saving = Saving(library, self.status)
        self.work: Work
        self.questions: Questions
        self.saying: Saying
        self.do: Callable[[str], None]
        self.show_screen: Callable[[Screen[Any], Callable[[Any], None] | None], None]
        self.leave: Callable[[], None]
        self.wardrobe: Wardrobe
        self.list_mistakes: Callable[[], None]
        self.to_terminal: Callable[[str], bool]
        self.hand_over: Callable[[], AbstractContextManager[None]]

    def use_questions(self, questions: Questions) -> None:
        """From now on these answer what keys ask."""
        self.questions = questions
        self.saying = Saying(self.library, questions, self.saving, self._views, self._marks_shown)

    @property
    def view(self) -> View:
        """The list of papers that is shown."""
        return self.papers.view

    @property
    def day(self) -> str:
        """The day of the view, or of the paper under the cursor, or the newest."""
        if self.view.kind == "day" and self.view.name:
            return self.view.name
        if (entry := self.view.current) is not None and entry.days:
            return entry.days[0]
        return self.sidebar.calendar.days[0].day if self.sidebar.calendar.days else today()

    def here(self) -> Spot:
        """The present place."""
        view, viewer = self.view, self.viewer
        return Spot(view.kind, view.name, view.current_id, viewer.tab, viewer.page.top_offset())

    def visit(self, spot: Spot) -> None:
        """Go to a place as far as it still exists."""
        if spot.kind == "day":
            self.open_day(spot.name, spot.paper, remember=False)
            self.viewer.go_to(spot.tab, spot.offset)
        else:
            there = partial(self.viewer.go_to, spot.tab, spot.offset)
            self.open_query(spot.name, paper_id=spot.paper, remember=False, then=there)

    def open_day(self, day: str, paper_id: str = "", *, remember: bool = True) -> None:
        """Show the papers of a day; without a paper the cursor stands on the first that is unread."""
        self.open_view(day_view(self.library, day), paper_id, remember=remember)
        self.sidebar.calendar.reveal(day)
        self.sidebar.show_rows()

    def open_query(
        self,
        query: str,
        *,
        name: str = "",
        paper_id: str = "",
        remember: bool = True,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Show the papers that a query finds, newest day first, once they are found; a wrong query is told."""

        def question(cancelled: Cancelled) -> View:
            found = self.library.view(query, cancelled=cancelled, most_read=MOST_READ)
            return found_view(self.library, "query", query, found, title=name)

        def answered(view: View) -> None:
            self.open_view(view, paper_id, remember=remember)
            self.panes.focus("list")
            if told := unindexed(view.entries):
                self.tell(told)
            then()

        self.questions.request("open", question, answered)

    def open_view(self, view: View, paper_id: str = "", *, remember: bool = True) -> None:
        """Show another list of papers, with the cursor on a paper; `remember` keeps the place for going back.

        What is still being asked for another list is given up.
        """
        self.questions.drop(*OF_VIEW, "search")
        if remember:
            self.trail.leave()
        self.before_search = None
        self.viewer.light(())
        if not view.place(paper_id) and not paper_id:
            view.cursor = -1
            view.cursor = view.next_unread() or 0
        self.papers.show_view(view)
        self.show_current()

    def show_search(self, view: View, snippets: "Mapping[str, Snippet]", needles: Sequence[str]) -> None:
        """Show what a search found; what was there before the first of them is kept for Escape."""
        self.questions.drop(*OF_VIEW)
        if self.before_search is None:
            self.before_search = Before(self.here(), self.view, self.panes.current)
        self.papers.show_view(view, snippets)
        self.viewer.light(needles)
        self.show_current()
        self.viewer.show_hit()

    def leave_search(self) -> bool:
        """Bring back view, paper, tab and pane as they were before the search; whether there was one."""
        if (before := self.before_search) is None:
            return False
        self.open_view(before.view, before.spot.paper, remember=False)
        self.viewer.go_to(before.spot.tab, before.spot.offset)
        self.panes.focus(before.pane)
        self.tell("")
        return True

    def move_to(self, row: int) -> None:
        """Put the cursor of the list on a row and show its paper."""
        before = self.view.cursor
        self.papers.place_cursor(row)
        if self.view.cursor != before:
            self.papers.cursor_moved(before)
            self.show_current()

    def show_current(self) -> None:
        """Show the paper under the cursor of the list, or what to do where there is none."""
        entry = self.view.current
        self.panes.list_changed()
        if entry is None:
            self.viewer.show_nothing(nothing_here(self.view, self.library))
        elif self.viewer.paper is None or self.viewer.paper.id != entry.id or self.viewer.day != self._reading_day():
            try:
                paper = self.library.paper(entry.id)
                if self.viewer.policy.paper_id != entry.id:
                    self.watch.leave()
                self.viewer.show_paper(paper, self._reading_day())
                self.watch.enter(paper)
            except PaperdeckError as error:
                self.viewer.show_nothing(f"## {error.title}\n\n{error.advice}")
        self.show_status()

    def _reading_day(self) -> str:
        """The day whose reading is shown first: that of the view, else the newest."""
        return self.view.name if self.view.kind == "day" else ""

    def rows_changed(self) -> None:
        """Draw the list anew after its order, filter or selection changed, and show the paper under the cursor."""
        self.papers.show_rows()
        self.show_current()

    def _views(self) -> Sequence[View]:
        """The view that is shown, and the one that Escape would bring back."""
        before = self.before_search
        return (self.view,) if before is None or before.view is self.view else (self.view, before.view)

    def _marks_shown(self, days: Sequence[DaySummary] | None) -> None:
        """Draw other marks, and the days where their counts are known."""
        self.papers.repaint()
        if days is not None:
            self.viewer.marks_changed(self.library)
            self.sidebar.calendar.show(days)
            self.sidebar.show_rows()
        self.show_status()

    def show_status(self) -> None:
        """Draw the status line anew."""
        self.status.show_place(self.view, cards=self.panes.cards)

    def tell(self, message: str, severity: str = "information") -> None:
        """Say what was done, in one line."""
        self.status.tell(message, severity)

    def tell_error(self, error: PaperdeckError) -> None:
        """Say what went wrong and what to do."""
        self.tell(error.line, "error")

    def _mark_read(self, paper: str, label: str) -> None:
        """Mark a paper read under a label of the read policy, and tell why."""
        work = partial(self.library.mark, [paper], read=True, label=label)

        def told(done: Done) -> None:
            if done.ids:
                self.tell(done.sentence)

        self.saying.say([paper], work, told, Early("read", holds=True), label)

    def reports_changed(self, refresh: Refresh, days: Sequence[DaySummary]) -> None:
        """Show newer reports where they stand; the cursor stays on its paper."""
        self.sidebar.calendar.show(days)
        self.sidebar.show_rows()
        view = self.view
        if view.kind == "day" and not view.name and days:
            self.open_day(days[0].day, remember=False)
        elif view.kind == "day" and view.name in refresh.changed_days:
            newer = day_view(self.library, view.name)
            view.replace_entries(newer, self.library.arranged(newer.ids, view.sort) if view.sort else ())
            if self.viewer.paper is not None and self.viewer.paper.id in refresh.changed_ids:
                self.viewer.paper = None
            self.rows_changed()
