"""The deck: the main screen. Composes days, list, viewer and status line, and routes keys and news to the desk."""

import gc
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from ...index.config.records import Config
from ...index.errors import in_one_line
from ...index.language import _
from ...index.library import Library
from ...index.results import Notice, Poll, Progress
from ..actions import BY_NAME
from ..day_tree import DayTree
from ..desk import Desk
from ..guarded import Guarded
from ..keymap import Command, Keymap
from ..look import Look
from ..messages import FoldClicked, KeysWanted, KeyTyped, LinkClicked, PageResized, RowMoved, RowOpened, TabChosen
from ..panes import Widgets
from ..read_policy import ReadPolicy
from ..trail import Session, Spot
from ..turns import Typed
from ..view import View
from ..widgets.days import DaySidebar
from ..widgets.papers import PaperList
from ..widgets.status import StatusLine
from ..widgets.viewer import SectionViewer
from ..work import News

if TYPE_CHECKING:
    from ..verbs.dispatch import Dispatch

_PATIENCE_SECONDS = 0.5
"""How long the first frame and the rest of the deck wait for the first text, should that not come."""


class DeckScreen(Guarded, Screen[None]):
    """Days, papers, viewer."""

    def __init__(self, library: Library, config: Config, look: Look, keymap: Keymap, session: Session) -> None:
        super().__init__(id="deck")
        self.session = session
        self.ready = False
        self._furnishing = False
        self._first_frame = ExitStack()
        reading = config.reading
        policy = ReadPolicy(reading.read_policy, reading.after)
        self.widgets = Widgets(
            DaySidebar(look, DayTree(saved=config.search.saved)),
            PaperList(look, View("day", "")),
            SectionViewer(look, policy, reading),
            StatusLine(look, keymap),
        )
        if session.column is not None:
            self.widgets.viewer.column = session.column
        self.desk = Desk(library, config, look, keymap, self.widgets)
        self.desk.do = self._do
        self._told_problems: set[Notice] = set()
        self.furnished: Callable[[], None] = lambda: None

    @cached_property
    def dispatch(self) -> "Dispatch":
        """What keys do; made when the first frame is on the screen, or when a click comes before that."""
        from ..verbs import dispatch

        return dispatch.Dispatch(self.desk)

    def compose(self) -> ComposeResult:
        """The sidebar, beside it list and viewer; below them the status line."""
        widgets = self.widgets
        with Container(id="panes"):
            yield widgets.sidebar
            with Container(id="reading"):
                yield widgets.papers
                yield widgets.viewer
        yield widgets.status

    def on_mount(self) -> None:
        """Everything of the first sight is there before the first frame; what takes longer comes from threads."""
        desk, work = self.desk, self.desk.work
        work.on_refresh, work.on_poll, work.on_progress = self._refreshed, self._polled, self._progressed
        self.widgets.sidebar.calendar.show(desk.library.days())
        desk.panes.arrange(desk.work.app.size)
        self._open_first()
        desk.panes.focus("list")
        # The text comes with the page's size, and the first frame waits for it: to draw one without it takes the
        # time of both. Where no page is in sight, nothing waits for it.
        if desk.viewer.display:
            self._first_frame.enter_context(work.app.batch_update())
            self.set_timer(_PATIENCE_SECONDS, self._furnish)
        else:
            self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        """What the first sight does not need: the prompt, the verbs, the upkeep; then the keys typed meanwhile."""
        if self._furnishing:
            return
        self._furnishing = True
        self._first_frame.close()
        from ..widgets.prompt import PromptBar

        self.desk.prompt = PromptBar(self.widgets.status.cover, self.desk.panes.focus_again, self.desk.tell)
        await self.mount(self.desk.prompt, before=self.widgets.status)
        self.dispatch.finding.past = list(self.session.searches)
        self.desk.work.warm()
        self.desk.work.start()
        self.set_interval(0.5, self._tick)
        self.furnished()
        gc.freeze()
        gc.enable()
        self.ready = True
        self.post_message(KeysWanted())

    def _open_first(self) -> None:
        """Where the reader was left, as far as that exists; else the newest day."""
        desk, spot = self.desk, self.session.spot
        desk.trail.letters.update(self.session.letters)
        days = self.widgets.sidebar.calendar.days
        if spot.name and (spot.kind == "query" or any(day.day == spot.name for day in days)):
            desk.visit(spot)
        if not desk.view.name:
            desk.open_day(days[0].day if days else "", remember=False)
        if desk.library.is_sample:
            desk.tell(_("These are samples. Read your own reports with: paperdeck add FOLDER"))
        self._tell_problems(desk.library.problems())

    async def type(self, event: Typed) -> None:
        """Do a key of the deck; while the prompt is open it is typed there."""
        if self.desk.prompt.is_open:
            await self.desk.prompt.type(event)
        elif isinstance(event, events.Key):
            self.dispatch.key(event.key, event.character)

    def on_resize(self, event: events.Resize) -> None:
        """The panes take their places for the new size."""
        self.desk.panes.arrange(event.size)

    @on(RowMoved)
    def _row_moved(self, message: RowMoved) -> None:
        self.desk.panes.focus("list" if message.pane == "list" else "days")
        if message.pane == "list":
            self.desk.show_current()
        else:
            self.dispatch.moving.open_sidebar_row()

    @on(RowOpened)
    def _row_opened(self, message: RowOpened) -> None:
        self.desk.panes.focus("list" if message.pane == "list" else "days")
        self.dispatch.run_name("open-row")

    @on(TabChosen)
    def _tab_chosen(self, message: TabChosen) -> None:
        self.desk.viewer.choose(message.key)

    @on(KeyTyped)
    def _key_typed(self, message: KeyTyped) -> None:
        self.dispatch.run(Command(BY_NAME[message.action]))

    @on(LinkClicked)
    def _link_clicked(self, message: LinkClicked) -> None:
        self.dispatch.following.open_url(message.url)

    @on(FoldClicked)
    def _fold_clicked(self, message: FoldClicked) -> None:
        self.desk.viewer.toggle_fold(message.number)

    @on(PageResized)
    def _page_resized(self) -> None:
        self.desk.viewer.relay()
        if not self._furnishing:
            self._first_frame.close()
            self.call_after_refresh(self._furnish)

    def _tick(self) -> None:
        """What passes with time: the read policy, and whether all is saved."""
        self.desk.watch.look()
        self.desk.saving.show()

    def _refreshed(self, found: News, told: bool) -> None:  # noqa: FBT001 - the shape of the callback
        refresh, days, problems, turn = found
        if turn != self.desk.library.said.turn:
            days = self.desk.library.days()  # keys said something while the thread counted
        # Another process may have read the reports while this one waited: then nothing changed, and yet days are new.
        news = refresh.changed_days or refresh.changed_ids
        if news or tuple(days) != self.widgets.sidebar.calendar.days:
            self.desk.reports_changed(refresh, days)
        if self.desk.viewer.paper is None:
            self.desk.show_current()  # a report that could not be read may be there again
        if told:
            self.dispatch.viewing.told(len(refresh.changed_ids))
            self._told_problems.clear()
        self._tell_problems(problems)

    def _tell_problems(self, problems: Sequence[Notice]) -> None:
        """Tell the newest thing that is wrong with the library, each once, and again to one who asks for a rescan."""
        for problem in problems:
            if problem not in self._told_problems:
                self._told_problems.add(problem)
                self.desk.tell(in_one_line(problem.title, problem.advice), "warning")

    def _polled(self, poll: Poll) -> None:
        if poll.marks or poll.notes:
            self.desk.saying.changed(tuple(poll.marks | poll.notes))
        if poll.troubled:
            self._tell_problems(self.desk.library.problems())

    def _progressed(self, progress: Progress | None) -> None:
        if progress is None or not progress.total:
            self.widgets.status.show_progress("")
            return
        what = _("indexing {done}/{total}") if progress.what == "index" else _("reading reports {done}/{total}")
        self.widgets.status.show_progress(what.format(done=progress.done, total=progress.total))

    def _do(self, name: str) -> None:
        self.dispatch.run_name(name)

    def redraw(self) -> None:
        """Draw everything anew in other colours, words or signs, here and on the screen on top."""
        desk = self.desk
        desk.viewer.page.redraw()
        desk.viewer.relay()
        desk.sidebar.show_rows()
        desk.show_current()
        for widget in (*self.query("*"), *desk.work.app.screen.query("*")):
            widget.refresh()

    def leave(self) -> Session:
        """What to keep for the next run."""
        spot = self.desk.here()
        if spot.kind == "search" and self.desk.before_search is not None:
            spot = self.desk.before_search.spot
        past = tuple(self.dispatch.finding.past)
        return Session(spot if spot.name else Spot(), dict(self.desk.trail.letters), past, self.desk.viewer.column)
