"""Work beside the keys: threads that compute and post, timers, the upkeep of catalog, marks and index."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple, TypeVar

from textual.app import App
from textual.screen import Screen

from ..index import log
from ..index.library import Library
from ..index.results import DaySummary, Notice, Poll, Progress, Refresh


class News(NamedTuple):
    """What a look through the folders brought, with the days and what is wrong as they are after it.

    The days were counted at this `turn` of the marks (see `Said`).
    """

    refresh: Refresh
    days: Sequence[DaySummary]
    problems: Sequence[Notice]
    turn: int


POLL_SECONDS = 1.0
_RESCAN_SECONDS = 60.0
_PROGRESS_SECONDS = 0.25
T = TypeVar("T")


def _taken(take: Callable[[T], None], found: T | None) -> None:
    """Take what was found, if anything was."""
    if found is not None:
        take(found)


class Work:
    """Runs work in threads of the deck and hands the outcome to the handler thread."""

    def __init__(self, app: App[None], deck: Screen[None], library: Library, registered: Sequence[Path]) -> None:
        self.app = app
        self.deck = deck
        self.library = library
        self.registered = registered
        self.on_refresh: Callable[[News, bool], None]
        self.on_poll: Callable[[Poll], None]
        self.on_progress: Callable[[Progress | None], None]
        self._followed: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self._closing = Event()
        self._scanning = False
        self._asked = False
        self._polling = False
        self._last_scan = 0.0

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], *, failed: Callable[[], None] | None = None
    ) -> None:
        """Do work in a thread; `done` gets its outcome in the handler thread, unless the deck has gone.

        What it raises goes to the app's boundary; `failed` is called in the handler thread before.
        """

        def body() -> None:
            try:
                outcome = work()
            except Exception:
                if failed is not None:
                    self.post(failed)
                raise
            self.post(partial(done, outcome))

        self.deck.run_worker(body, thread=True, exit_on_error=True)

    def post(self, call: Callable[[], None]) -> None:
        """Call something in the handler thread, from a thread, unless the deck has gone."""
        if not self._closing.is_set():
            self.app.call_later(call)

    def after(self, seconds: float, call: Callable[[], object]) -> None:
        """Call something in the handler thread after some seconds; with none in its own turn there."""
        if seconds > 0:
            self.deck.set_timer(seconds, call)
        else:
            self.app.call_later(call)

    def after_frame(self, call: Callable[[], None]) -> None:
        """Call something in the handler thread once what is to be drawn now has been drawn."""
        self.deck.call_after_refresh(call)

    def warm(self) -> None:
        """Load what questions need, so that the keys behind the first of them need not wait for that."""
        self.run(partial(self.library.view, "is:noted", among=()), lambda _none: None)

    def start(self) -> None:
        """Look at the folders now, and from then on at what others change."""
        self.rescan()
        self.deck.set_interval(POLL_SECONDS, self._poll)

    def follow(self, look: Callable[[], T | None], take: Callable[[T], None]) -> None:
        """From now on `look` in a thread about once a second, and `take` what it finds in the handler thread."""
        self._followed.append((look, take))

    def close(self) -> None:
        """Stop what is under way; nothing is posted any more."""
        self._closing.set()

    def rescan(self, *, told: bool = False) -> None:
        """Bring the catalog up to date, then the index; `told` when the user asked, who is always answered."""
        if self._scanning:
            self._asked = self._asked or told
            return
        self._scanning, self._asked = True, False
        self._last_scan = time.monotonic()

        def work() -> News:
            refresh = self.library.refresh(self._progress(), self._closing.is_set)
            turn = self.library.said.turn
            return News(refresh, self.library.days(), self.library.problems(), turn)

        def done(news: News) -> None:
            log.info(f"refresh: changed={len(news.refresh.changed_ids)} papers={news.refresh.papers}")
            try:
                self.on_refresh(news, told)
            finally:
                self.run(self._index, finished, failed=finished)

        def finished(_outcome: object = None) -> None:
            self._scanning = False
            self.on_progress(None)
            if self._asked:
                self.rescan(told=True)

        self.run(work, done, failed=finished)

    def use_folders(self, folders: tuple[Path, ...]) -> None:
        """From now on the registered library is of these folders: look through them."""
        self.registered = self.library.roots = folders
        self.rescan(told=True)

    def _index(self) -> None:
        from .indexing import bring_up

        bring_up(self.library, self.registered, self._progress(), self._closing.is_set)

    def _progress(self) -> Callable[[Progress], None]:
        """A callback for a thread that passes on a few reports a second."""
        last = [0.0]

        def tell(progress: Progress) -> None:
            now = time.monotonic()
            if now - last[0] >= _PROGRESS_SECONDS and not self._closing.is_set():
                last[0] = now
                self.app.call_later(self.on_progress, progress)

        return tell

    def _poll(self) -> None:
        if self._polling or self._closing.is_set():
            return
        self._polling = True

        def done(poll: Poll) -> None:
            self._polling = False
            if poll:
                self.on_poll(poll)
            if poll.files_changed or time.monotonic() - self._last_scan > _RESCAN_SECONDS:
                self.rescan()

        def failed() -> None:
            self._polling = False

        self.run(self.library.poll, done, failed=failed)
        for look, take in self._followed:
            self.run(look, partial(_taken, take))
