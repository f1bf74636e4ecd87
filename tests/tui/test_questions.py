"""What keys ask is answered beside them: they wait a moment at most, rows stay until then, and the newest wins."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

import pytest
from paperdeck.index.errors import UsageError
from paperdeck.index.library import Library
from paperdeck.index.marks import Operation
from paperdeck.index.model import Entry
from paperdeck.index.results import Cancelled, CancelledError, never
from paperdeck.index.views import Rows
from paperdeck.tui import questions
from paperdeck.tui.questions import Questions
from support.listed import entry
from support.reader import Reader, report

Open = Callable[..., AbstractAsyncContextManager[Reader]]
MANY = 2_000


T = TypeVar("T")


class Threads:
    """Threads that run when the test lets them: work with what gets its outcome."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.failed: list[str] = []
        self.posted: list[Callable[[], None]] = []
        self.went_on = 0
        self.resting: list[Callable[[], None]] = []
        self.questions = Questions(
            self._begin,
            self.posted.append,
            self.resting.append,
            lambda error: self.failed.append(error.title),
            self._go_on,
        )

    def _begin(self, work: Callable[[], T], done: Callable[[T], None], *, failed: Callable[[], None]) -> None:
        def run() -> None:
            try:
                outcome = work()
            except ZeroDivisionError:
                failed()
            else:
                done(outcome)

        self.waiting.append(run)

    def _go_on(self) -> None:
        self.went_on += 1

    def say_and_wait(self, work: Callable[[], object], heard: list[str]) -> None:
        """Say something, and take the outcome in this thread."""
        self.questions.say(work, lambda _none: heard.append("done"), failed=lambda: heard.append("failed"))
        self.questions.close()
        self.posted.pop()()

    def finish(self, number: int = 0) -> None:
        """Let a thread end."""
        self.waiting.pop(number)()


def test_the_newest_question_wins_whichever_answer_comes_first() -> None:
    threads, heard = Threads(), list[str]()
    for text in ("first", "second"):
        threads.questions.request("view", lambda _cancelled, text=text: text, heard.append)
    threads.questions.request("other", lambda _cancelled: "another topic", heard.append)
    threads.finish(1)
    threads.finish(0)
    assert heard == ["second"]
    threads.finish()
    assert heard == ["second", "another topic"]
    assert not threads.questions.is_waiting


def test_a_question_hears_that_it_is_no_longer_wanted() -> None:
    threads, heard, given_up = Threads(), list[bool](), list[Cancelled]()
    threads.questions.request("view", lambda cancelled: given_up.append(cancelled) or cancelled(), heard.append)
    threads.finish()
    assert heard == [False]
    assert threads.questions.drop("view") is False
    threads.questions.request("view", lambda cancelled: cancelled(), heard.append)
    assert threads.questions.drop("view") is True
    threads.finish()
    assert heard == [False]
    assert given_up[0]()


def test_an_error_is_told_unless_somebody_takes_it_and_what_was_given_up_is_silent() -> None:
    threads, taken = Threads(), list[str]()

    def refuse(cancelled: Cancelled) -> None:
        if cancelled():
            raise CancelledError
        raise UsageError("No", "Not like this.")

    threads.questions.request("view", refuse, lambda _none: None)
    threads.finish()
    threads.questions.request("view", refuse, lambda _none: None, failed=lambda error: taken.append(error.title))
    threads.finish()
    threads.questions.request("view", refuse, lambda _none: None)
    threads.questions.drop()
    threads.finish()
    assert (threads.failed, taken) == (["No"], ["No"])


def test_a_fault_leaves_no_key_waiting() -> None:
    threads = Threads()
    threads.questions.request("open", lambda _cancelled: 1 / 0, lambda _none: None)
    threads.finish()
    assert not threads.questions.is_waiting
    assert threads.questions.held_until(burst=True) == 0.0
    assert threads.went_on == 1
    heard: list[str] = []
    with pytest.raises(ZeroDivisionError):
        threads.say_and_wait(lambda: 1 / 0, heard)
    assert heard == ["failed"]
    assert not threads.questions.is_waiting


def test_of_letters_in_one_burst_only_the_last_is_asked() -> None:
    threads = Threads()
    for text in "abc":
        threads.questions.request("filter", lambda _cancelled, text=text: text, lambda _text: None, hold=False)
    assert threads.waiting == [], "before what was typed is drawn"
    for start in threads.resting:
        start()
    assert len(threads.waiting) == 1


def test_keys_wait_forty_milliseconds_and_those_of_one_burst_for_the_answer() -> None:
    threads = Threads()
    assert threads.questions.held_until(burst=True) == 0.0
    threads.questions.request("filter", lambda _cancelled: "", lambda _text: None, hold=False)
    assert threads.questions.held_until(burst=True) == 0.0, "nobody waits for what is still being typed"
    before = time.monotonic()
    threads.questions.request("open", lambda _cancelled: "", lambda _text: None)
    after = time.monotonic()
    assert before + 0.04 <= threads.questions.held_until(burst=False) <= after + 0.04
    assert threads.questions.held_until(burst=True) >= before + questions.BURST_SECONDS
    threads.finish()
    assert threads.questions.held_until(burst=True) == 0.0
    assert threads.went_on == 1


class SlowEngine:
    """`Library.view` as it is, but no answer before `gate` is open."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.given_up: list[str] = []
        self.gate = Event()
        self._view = library.view
        monkeypatch.setattr(library, "view", self.view)

    def view(
        self,
        query: str = "",
        *,
        among: Sequence[str] | None = None,
        cancelled: Cancelled = never,
        most_read: int | None = None,
    ) -> Rows:
        self.asked.append(query)
        while not self.gate.wait(0.01):
            if cancelled():
                self.given_up.append(query)
                raise CancelledError
        return self._view(query, among=among, cancelled=cancelled, most_read=most_read)


def letters(r: Reader) -> str:
    return "".join(row.split()[-1][0] for row in r.rows())


async def test_letters_are_drawn_and_rows_stay_while_a_filter_is_answered(
    reader: Open, three_days: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(three_days) as r:
        engine = SlowEngine(r.library, monkeypatch)
        await r.pilot.press("\\", *"bet")
        await r.until(lambda: engine.asked)
        assert "bet" in r.pane("prompt")[0]
        assert letters(r) == "ABGD"
        asked = engine.asked[-1]
        await r.pilot.press("a")
        await r.until(lambda: engine.asked[-1] == "beta")
        assert "beta" in r.pane("prompt")[0]
        await r.until(lambda: asked in engine.given_up)
        await r.pilot.press("enter", "j")
        await r.until(lambda: r.title() == "Beta")
        await r.pilot.press("j")
        await r.until(lambda: r.title() == "Gamma")
        assert letters(r) == "ABGD", "keys move while the answer is awaited"
        engine.gate.set()
        await r.answered()
        assert letters(r) == "B"
        assert "filter: beta" in r.place()


async def test_escape_gives_a_pending_answer_up(
    reader: Open, three_days: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(three_days) as r:
        await r.press("j")
        engine = SlowEngine(r.library, monkeypatch)
        await r.pilot.press("\\", *"beta")
        await r.until(lambda: engine.asked)
        await r.pilot.press("escape")
        engine.gate.set()
        await r.until(lambda: not r.desk.questions.is_waiting)
        assert (letters(r), r.title()) == ("ABGD", "Beta")
        engine.gate.clear()
        await r.pilot.press("g", "s")
        await r.until(lambda: "is:starred" in engine.asked)
        await r.pilot.press("escape")
        engine.gate.set()
        await r.until(lambda: "is:starred" in engine.given_up or not r.desk.questions.is_waiting)
        assert r.place().startswith("2025-12-27"), "what was given up opens nothing"


async def test_a_view_that_comes_late_moves_nobody_who_went_elsewhere(
    reader: Open, three_days: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(three_days) as r:
        engine = SlowEngine(r.library, monkeypatch)
        await r.pilot.press("g", "s")
        await r.until(lambda: engine.asked)
        await r.pilot.press("{")
        await r.until(lambda: r.place().startswith("2025-12-26"))
        engine.gate.set()
        await r.answered()
        assert r.place().startswith("2025-12-26")


async def test_twenty_thousand_rows_open_without_being_loaded(
    reader: Open, three_days: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"2501.{number:05}" for number in range(20_000)]
    loaded: list[int] = []

    def load(ids: Sequence[str]) -> Sequence[Entry]:
        loaded.append(len(ids))
        return [entry(name, f"Title {name}") for name in ids]

    def view(query: str, *, cancelled: Cancelled, most_read: int) -> Rows:
        assert query
        assert not cancelled()
        return Rows(names, load, 20_342 - most_read)

    async with reader(three_days) as r:
        monkeypatch.setattr(r.library, "view", view)
        await r.press("g s")
        assert "1/20000" in r.place()
        assert "19842 papers are still being indexed" in r.told()
        await r.press("G", "k", "s", "a", "i", "escape", ", r", "g g", "n")
        assert "Title" in r.row()
        assert sum(loaded) < 1_000


@pytest.fixture
def thousands(tmp_path: Path) -> Path:
    """A day of so many papers that they are marked in a thread."""
    folder = tmp_path / "thousands"
    papers = [(f"2501.{number:05}", f"Paper{number}") for number in range(MANY)]
    report(folder, "2025-12-27", papers, lines=1)
    return folder


async def test_thousands_are_shown_as_read_before_it_is_said_and_undone_as_fast(
    reader: Open, thousands: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(thousands) as r:
        gate, mark = Event(), r.library.mark

        def slow(ids: Sequence[str], **said: Any) -> Operation:
            gate.wait(20)
            return mark(ids, **said)

        monkeypatch.setattr(r.library, "mark", slow)
        await r.pilot.press("A")
        assert "●" not in "".join(r.rows())
        assert f"read: {MANY} papers (u undoes)" in r.told()
        assert f"{MANY} of {MANY} read" in r.place()
        assert f"{MANY} changes unsaved" in r.place(), "it is not told as saved"
        await r.pilot.press("j")
        assert r.title() == "Paper1"
        await r.pilot.press("u")
        assert r.rows()[0].count("●") == 1
        assert f"Undone: read: {MANY} papers" in r.told()
        gate.set()
        await r.answered()
        await r.until(lambda: "unsaved" not in r.place())
        assert f"0 of {MANY} read" in r.place()
        assert not r.library.marked("read")
        await r.press("A", "s")
        assert r.library.marked("starred") == {"2501.00001"}
        assert len(r.library.marked("read")) == MANY
        assert r.pane("days")[1].split() == ["▎27", "Sat", "█████", "★"]
    async with reader(thousands) as r:
        assert f"{MANY} of {MANY} read" in r.place()


async def test_what_is_said_right_before_the_end_is_kept(reader: Open, thousands: Path) -> None:
    async with reader(thousands) as r:
        await r.pilot.press("A", "u", "A", "q")
    async with reader(thousands) as r:
        assert f"{MANY} of {MANY} read" in r.place()
