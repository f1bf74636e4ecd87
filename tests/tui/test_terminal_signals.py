"""A program that is told to end or to stop leaves the terminal as it was, its place written and its marks saved."""

import json
import os
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from paperdeck.tui.terminal_driver import Output
from support.scale import scaled
from support.terminal import COMMAND, Terminal
from support.terminal_state import is_as_it_was, modes_left

Start = Callable[..., Terminal]
ENDING = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]


def session(home: Path) -> dict[str, object]:
    """The place that was kept."""
    file = next(home.rglob("session.json"))
    return json.loads(file.read_bytes())["spot"]


def marks(home: Path) -> str:
    """All that the journals hold."""
    return "".join(file.read_text() for file in home.rglob("*.jsonl"))


@pytest.mark.parametrize("number", ENDING)
def test_any_signal_is_a_tidy_end(number: int, terminal: Start, three_days: Path, tmp_path: Path) -> None:
    reader = terminal("-L", three_days, home=tmp_path / "home")
    reader.wait_for("Alpha")
    reader.keys("j", "s")
    reader.wait_for("★")
    os.kill(reader.process.pid, number)
    assert reader.wait() == 128 + number
    assert is_as_it_was(reader)
    assert session(tmp_path / "home")["paper"] == "2501.00002"
    assert "2501.00002" in marks(tmp_path / "home")


def test_two_signals_at_once_are_one_end(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    for _ in range(5):
        os.kill(reader.process.pid, signal.SIGTERM)
    assert reader.wait() == 128 + signal.SIGTERM
    assert is_as_it_was(reader)


def test_a_signal_at_any_moment_of_the_start(terminal: Start, three_days: Path, tmp_path: Path) -> None:
    """Before the reader has the terminal it ends as any program; from then on it gives it back."""
    for number in range(scaled(8)):
        reader = terminal("-L", three_days, home=tmp_path / f"home{number}")
        ready = b"\x1b[?1049h" if number % 2 else b"\x1b[?1004h"
        while ready not in reader.output:
            os.sched_yield()
        begun = time.monotonic()
        while time.monotonic() < begun + number * 0.02:
            os.sched_yield()
        os.kill(reader.process.pid, signal.SIGTERM)
        assert reader.wait() == 128 + signal.SIGTERM
        assert is_as_it_was(reader)


def test_what_is_half_written_is_kept_as_a_draft(terminal: Start, three_days: Path, tmp_path: Path) -> None:
    reader = terminal("-L", three_days, home=tmp_path / "home")
    reader.wait_for("Alpha")
    reader.keys("e")
    reader.wait_for("Escape or ^s saves")
    reader.type("half a thought")
    reader.wait_for("half a thought")
    os.kill(reader.process.pid, signal.SIGTERM)
    assert reader.wait() == 128 + signal.SIGTERM
    kept = [
        file for file in (tmp_path / "home").rglob("*") if file.is_file() and b"half a thought" in file.read_bytes()
    ]
    assert kept


def test_a_signal_that_is_to_be_ignored_is_ignored(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days, command=("/bin/sh", "-c", 'trap "" HUP; exec "$0" "$@"', COMMAND))
    reader.wait_for("Alpha")
    os.kill(reader.process.pid, signal.SIGHUP)
    reader.keys("x")
    reader.wait_for("1 selected")


def test_pixels_of_the_mouse_are_reported_no_more(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days, env={"TEXTUAL_SMOOTH_SCROLL": "1"})
    reader.wait_for("Alpha")
    reader.send(b"\x1b[?2048;2$y")
    reader.keys("x")
    reader.wait_for("1 selected")
    assert "?1016" in modes_left(reader.output)
    reader.keys("Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)


def stopped(reader: Terminal) -> None:
    """Wait until the process has stopped."""
    _pid, status = os.waitpid(reader.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)


@pytest.mark.parametrize("times", [1, 5])
def test_stopped_and_continued(times: int, terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    for _ in range(times):
        os.kill(reader.process.pid, signal.SIGTSTP)
        stopped(reader)
        reader.wait_for(lambda _screen: not modes_left(reader.output))
        assert is_as_it_was(reader)
        os.kill(reader.process.pid, signal.SIGCONT)
        reader.wait_for("Alpha")
    reader.keys("x")
    reader.wait_for("1 selected")
    reader.keys("Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)


@pytest.mark.parametrize("stop", [None, signal.SIGSTOP])
def test_continued_without_having_stopped_itself(stop: int | None, terminal: Start, three_days: Path) -> None:
    """After SIGSTOP the shell has set the terminal; a lone SIGCONT must not take the reader's modes for the shell's."""
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    if stop:
        os.kill(reader.process.pid, stop)
        stopped(reader)
    before = reader.output.count(b"\x1b[?1049h")
    os.kill(reader.process.pid, signal.SIGCONT)
    reader.wait_for(lambda _screen: reader.output.count(b"\x1b[?1049h") > before)
    reader.wait_for("Alpha")
    reader.keys("x")
    reader.wait_for("1 selected")
    reader.keys("Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)


def test_a_storm_of_sizes_and_one_cell(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    for number in range(500):
        reader.resize(1 + number * 37 % 200, 1 + number * 13 % 60)
    reader.resize(1, 1)
    reader.keys("j", "x")
    reader.settle()
    reader.resize(120, 36)
    reader.wait_for("1 selected")
    reader.keys("Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)


def test_a_terminal_of_one_cell(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days, size=(1, 1))
    reader.wait_for(lambda _screen: b"\x1b[?1004h" in reader.output)
    reader.settle()
    reader.keys("j", "l", "?", "escape", "Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)


def test_a_terminal_that_closes_ends_the_reader(terminal: Start, three_days: Path, tmp_path: Path) -> None:
    reader = terminal("-L", three_days, home=tmp_path / "home")
    reader.wait_for("Alpha")
    reader.keys("j", "s")
    reader.wait_for("★")
    reader.hang_up()
    assert reader.process.wait(20) == 128 + signal.SIGHUP
    assert session(tmp_path / "home")["paper"] == "2501.00002"
    assert "2501.00002" in marks(tmp_path / "home")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_takes_nothing_holds_no_end_up(
    number: int, terminal: Start, three_days: Path, tmp_path: Path
) -> None:
    reader = terminal("-L", three_days, home=tmp_path / "home")
    reader.wait_for("Alpha")
    reader.pause()
    for _ in range(60):
        reader.keys("}", "{", "ctrl+l", "j", "k", "?", "escape")
    begun = time.monotonic()
    os.kill(reader.process.pid, number)
    assert reader.process.wait(20) == 128 + number
    assert time.monotonic() < begun + 10
    reader.resume()
    reader.wait_for(lambda _screen: not modes_left(reader.output))
    assert session(tmp_path / "home")


def test_the_output_waits_for_its_terminal_until_the_end() -> None:
    master, slave = os.openpty()
    output = Output(slave, "utf-8", lambda: None)
    output.start()
    ahead = Thread(target=lambda: [output.put("x" * 10_000) for _ in range(100)])
    ahead.start()
    ahead.join(0.3)
    assert ahead.is_alive()
    output.hurried = True
    ahead.join(10)
    assert not ahead.is_alive()
    output.drop()
    output.put("the last \udc80 word")
    begun = time.monotonic()
    output.end()
    assert time.monotonic() < begun + 5
    assert not output.is_alive()
    os.set_blocking(master, False)
    taken = b""
    while select.select([master], [], [], 0)[0]:
        taken += os.read(master, 65536)
    assert taken.endswith(b"the last \\udc80 word")
    os.close(master)
    os.close(slave)


def test_a_terminal_that_takes_nothing_for_a_while_is_waited_for(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    reader.pause()
    for _ in range(20):
        reader.keys("}", "{", "j", "k", "?", "escape")
    reader.keys("x")
    reader.resume()
    reader.wait_for("1 selected")
    reader.keys("Q")
    assert reader.wait() == 0
    assert is_as_it_was(reader)
