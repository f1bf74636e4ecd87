"""No error takes the reader down: it is told, recorded in the log, and the reader goes on or ends with one line."""

import inspect
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import paperdeck.tui
import pytest
from paperdeck.index import log
from paperdeck.tui.guarded import Guarded
from support.terminal import Terminal
from textual.message_pump import MessagePump

RUN = """
import sys
from pathlib import Path
from paperdeck.index.errors import StoreError
secret = "what I wrote in my note"
def boom(*_arguments, **_options):
    raise RuntimeError("boom") from KeyError(secret)
def refused(*_arguments, **_options):
    raise StoreError("The disk is on strike", "Ask it nicely.")
{fault}
from paperdeck.tui.cli import main
sys.exit(main(["--fresh", "."]))
"""

VERB = "from paperdeck.tui.verbs.marking import Marking; Marking.star = {what}"
WORKER = "from paperdeck.index.library import Library; Library.poll = {what}"
SCAN = """
from paperdeck.index.library import Library
library = Library.open(__import__("paperdeck.index.config", fromlist=["_"]).Config(), [Path(".")])
library.refresh()
library.close()
Library.refresh = {what}
"""
TIMER = "from paperdeck.tui.saving import Saving; Saving.show = {what}"
RENDER = "from paperdeck.tui.widgets.tab_bar import TabBar; TabBar.draw_line = {what}"
THREAD = """
import threading
from paperdeck.tui.verbs.marking import Marking
Marking.star = lambda *_: threading.Thread(target={what}).start()
"""
DECK = "from paperdeck.index.library import Library; Library.days = {what}"
START = "from paperdeck.index.library import Library; Library.open = {what}"


@pytest.fixture
def faulty(terminal: Callable[..., Terminal], three_days: Path) -> Callable[..., Terminal]:
    """Opens the reader on three days with a fault in it."""

    def start(fault: str, what: str = "boom") -> Terminal:
        program = RUN.format(fault=fault.format(what=what))
        return terminal(command=(sys.executable, "-c", program), cwd=three_days)

    return start


def the_log(home: Path) -> str:
    """The log of the program under test, whose folders lie in its home."""
    return "".join(path.read_text() for path in home.rglob("paperdeck.log"))


@pytest.mark.parametrize(
    ("fault", "keys"),
    [(VERB, "s"), (WORKER, ""), (SCAN, ""), (TIMER, ""), (RENDER, ""), (THREAD, "s")],
    ids=["verb", "worker", "scan", "timer", "render", "thread"],
)
def test_the_reader_goes_on_after_a_fault(
    faulty: Callable[..., Terminal], isolated_home: Path, fault: str, keys: str
) -> None:
    screen = faulty(fault)
    screen.wait_for("Alpha")
    screen.keys(*keys)
    told = screen.wait_for("A fault of paperdeck")
    assert "RuntimeError: boom" in told
    assert "paperdeck.log" in " ".join(told.split())
    screen.keys("j")
    screen.wait_for("· 2/4 ·")
    screen.keys("Q")
    assert screen.wait() == 0
    assert b"Traceback" not in screen.output
    recorded = the_log(isolated_home)
    assert "ERROR" in recorded
    assert "in boom" in recorded
    assert "KeyError" in recorded
    assert "what I wrote" not in recorded


@pytest.mark.parametrize(("fault", "keys"), [(VERB, "s"), (WORKER, "")], ids=["verb", "worker"])
def test_an_error_of_ours_says_what_to_do(
    faulty: Callable[..., Terminal], isolated_home: Path, fault: str, keys: str
) -> None:
    screen = faulty(fault, "refused")
    screen.wait_for("Alpha")
    screen.keys(*keys)
    told = screen.wait_for("The disk is on strike. Ask it nicely.")
    assert "fault" not in told
    screen.keys("Q")
    assert screen.wait() == 0
    assert "The disk is on strike" in the_log(isolated_home)


def test_a_key_is_answered_each_time_and_the_log_is_not_flooded(
    faulty: Callable[..., Terminal], isolated_home: Path
) -> None:
    screen = faulty(VERB)
    screen.wait_for("Alpha")
    for _ in range(3):
        screen.keys("s")
        screen.wait_for("A fault of paperdeck")
        screen.keys("?")
        screen.wait_until_gone("A fault of paperdeck")
        screen.keys("escape")
    assert the_log(isolated_home).count("ERROR") == 1


@pytest.mark.parametrize("fault", [DECK, START], ids=["deck", "start"])
@pytest.mark.parametrize("what", ["boom", "refused"])
def test_a_reader_that_never_stood_ends_with_one_line(
    faulty: Callable[..., Terminal], isolated_home: Path, fault: str, what: str
) -> None:
    screen = faulty(fault, what)
    assert screen.wait() == 1
    left = [line for line in screen.text().splitlines() if line.strip()]
    assert len(left) <= 3, screen.text()
    if what == "boom":
        assert left[0].startswith("paperdeck: A fault of paperdeck: RuntimeError: boom")
        assert "paperdeck.log" in "".join(left)
        assert "in boom" in the_log(isolated_home)
    else:
        assert left[:2] == ["paperdeck: The disk is on strike", "  Ask it nicely."]
    assert b"Traceback" not in screen.output


def test_leaving_leaves_also_with_a_fault(faulty: Callable[..., Terminal], isolated_home: Path) -> None:
    screen = faulty("from paperdeck.tui.screens.deck import DeckScreen; DeckScreen.leave = {what}")
    screen.wait_for("Alpha")
    screen.keys("Q")
    assert screen.wait() == 0
    assert "in boom" in the_log(isolated_home)


def test_every_pump_of_ours_outlives_its_handlers() -> None:
    """The framework's private name that holds the boundary is still the one that dispatches messages."""
    assert "_dispatch_message" in vars(MessagePump)
    assert "_handle_exception" in vars(import_module("textual.app").App)
    found: set[type] = set()
    for module in walk_packages(paperdeck.tui.__path__, "paperdeck.tui."):
        members = inspect.getmembers(import_module(module.name), inspect.isclass)
        found |= {kind for _, kind in members if kind.__module__.startswith("paperdeck.")}
    pumps = {kind for kind in found if issubclass(kind, MessagePump)}
    assert len(pumps) > 10
    assert [kind for kind in pumps if not issubclass(kind, Guarded)] == []


def test_a_command_ends_with_one_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    from paperdeck.tui import cli
    from paperdeck.tui.commands import days

    def boom(_context: object) -> int:
        raise KeyError(1)

    monkeypatch.setattr(days, "run", boom)
    assert cli.main(["days"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "paperdeck: A fault of paperdeck: KeyError",
        f"  Its trace is in {log.places.shown(log.log_file())}",
    ]
    assert "in boom" in log.log_file().read_text()


def test_a_signal_to_end_leaves_the_terminal_as_it_was(terminal: Callable[..., Terminal], three_days: Path) -> None:
    screen = terminal(three_days)
    screen.wait_for("Alpha")
    os.kill(screen.process.pid, signal.SIGINT)
    assert screen.wait() in (0, 130)
    assert b"Traceback" not in screen.output
    assert b"\x1b[?1049l" in screen.output


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
def test_the_reader_opens_whatever_the_encoding_is_said_to_be(
    terminal: Callable[..., Terminal], three_days: Path, encoding: str
) -> None:
    screen = terminal(three_days, env={"PYTHONIOENCODING": encoding})
    screen.wait_for("Alpha")
    screen.keys("j", "Q")
    assert screen.wait() == 0
    assert b"Traceback" not in screen.output
