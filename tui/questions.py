"""What keys ask of the library is answered in threads: the newest question wins, and what is said is said in order.

Keys that were typed behind a question are meant for its answer: they wait for it, but never so long that anybody
would notice. Only what was typed in one burst with the key that asks, so that nobody can have looked, waits longer.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from ..index.errors import PaperdeckError
from ..index.results import Cancelled, CancelledError

PATIENCE_SECONDS = 0.04
BURST_SECONDS = 1.0
OF_VIEW = ("open", "filter", "sort", "select")
"""Topics of questions about the view that is shown, or about the one that is to come in its place."""
T = TypeVar("T")


class Run(Protocol):
    """Does work in a thread; `done` gets its outcome in the handler thread, where `failed` is called after a fault."""

    def __call__(self, work: Callable[[], T], done: Callable[[T], None], *, failed: Callable[[], None]) -> None:
        """Begin it."""
        ...


class Questions:
    """Asks in threads and answers in the handler thread.

    `run` does work in a thread and passes its outcome on, `post` calls something in the handler thread from a thread,
    `rest` calls something there once what is to be drawn now has been drawn, `failed` tells a person what went wrong,
    `go_on` lets the keys go on that waited.
    """

    def __init__(
        self,
        run: Run,
        post: Callable[[Callable[[], None]], None],
        rest: Callable[[Callable[[], None]], None],
        failed: Callable[[PaperdeckError], None],
        go_on: Callable[[], object],
    ) -> None:
        self._run = run
        self._post = post
        self._rest = rest
        self._failed = failed
        self._go_on = go_on
        self._newest: dict[str, object] = {}
        self._asked: dict[object, float] = {}
        self._line: ThreadPoolExecutor | None = None
        self.saying = 0

    def held_until(self, *, burst: bool) -> float:
        """Until when (monotonic seconds) a key waits for answers; one of a `burst` came with the key before it."""
        patience = BURST_SECONDS if burst else PATIENCE_SECONDS
        return max((asked + patience for asked in self._asked.values()), default=0.0)

    @property
    def is_waiting(self) -> bool:
        """Whether anything that was asked or said is not answered yet."""
        return bool(self._newest or self.saying)

    def _hold(self, turn: object, *, hold: bool) -> None:
        if hold:
            self._asked[turn] = time.monotonic()

    def _release(self, turn: object) -> None:
        if self._asked.pop(turn, None) is not None and not self._asked:
            self._go_on()

    def request(
        self,
        topic: str,
        question: Callable[[Cancelled], T],
        answered: Callable[[T], None],
        *,
        failed: Callable[[PaperdeckError], None] | None = None,
        hold: bool = True,
    ) -> None:
        """Ask in a thread; the question before it on this topic is given up.

        `answered` gets the answer, or `failed` the error, in the handler thread unless the question was given up.
        With `hold` the keys behind it wait a moment; without, the question waits until what was typed is drawn, and of
        several in one burst only the last is asked.
        """
        self.drop(topic)
        turn = self._newest[topic] = object()
        self._hold(turn, hold=hold)

        def work() -> Callable[[], None] | None:
            try:
                answer = question(lambda: self._newest.get(topic) is not turn)
            except CancelledError:
                return None
            except PaperdeckError as error:
                told, reason = failed or self._failed, error
                return lambda: told(reason)
            return lambda: answered(answer)

        def done(act: Callable[[], None] | None) -> None:
            if self._newest.get(topic) is turn:
                del self._newest[topic]
                try:
                    if act is not None:
                        act()
                finally:
                    self._release(turn)

        def start() -> None:
            if self._newest.get(topic) is turn:
                self._run(work, done, failed=lambda: done(None))

        if hold:
            start()
        else:
            self._rest(start)

    def drop(self, *topics: str) -> bool:
        """Give up the questions on these topics, on all where none is named; whether one was open."""
        given_up = [self._newest.pop(topic) for topic in topics or tuple(self._newest) if topic in self._newest]
        for turn in given_up:
            self._release(turn)
        return bool(given_up)

    def say(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[], None] = lambda: None,
        hold: bool = True,
    ) -> None:
        """Do work in a thread after all that was said before, whatever comes after; `done` gets its outcome.

        Where that is an error it is told, and `failed` is called.
        """
        if self._line is None:
            self._line = ThreadPoolExecutor(1, "paperdeck-said")
        turn = object()
        self.saying += 1
        self._hold(turn, hold=hold)

        def finish(future: Future[T]) -> None:
            self.saying -= 1
            error = future.exception()
            try:
                if error is None:
                    done(future.result())
                    return
                failed()
                if not isinstance(error, PaperdeckError):
                    raise error
                self._failed(error)
            finally:
                self._release(turn)

        self._line.submit(work).add_done_callback(lambda future: self._post(lambda: finish(future)))

    def close(self) -> None:
        """Wait until all that was said is done; questions are given up."""
        self.drop()
        if self._line is not None:
            self._line.shutdown()
