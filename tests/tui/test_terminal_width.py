"""The question for the width of ambiguous characters, put to terminals that answer, answer in part, or are mute."""

import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from paperdeck.tui.terminal_width import ambiguous_width, ask

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import termios

SENTINEL = b"\x1b[c"


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """The terminal's end and the program's end of a pseudo-terminal."""
    terminal, program = os.openpty()
    yield terminal, program
    os.close(terminal)
    os.close(program)


def answering(terminal: int, answer: bytes) -> threading.Thread:
    """A terminal that answers once it has been asked."""

    def play() -> None:
        seen = b""
        while SENTINEL not in seen:
            seen += os.read(terminal, 1024)
        os.write(terminal, answer)

    thread = threading.Thread(target=play, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "width"),
    [
        (b"\x1b[12;2R\x1b[?62;4c", 1),
        (b"\x1b[12;3R\x1b[?1;2c", 2),
        (b"\x1b[?6c", None),
        (b"jk\x1b[1;3Rq\x1b[?6c", 2),
    ],
    ids=["narrow", "wide", "no position", "keys in between"],
)
def test_the_answer_is_read(ends: tuple[int, int], answer: bytes, width: int | None) -> None:
    terminal, program = ends
    thread = answering(terminal, answer)
    assert ask(program, program, patience=5) == width
    thread.join(5)


def test_a_mute_terminal_costs_three_tenths_of_a_second(ends: tuple[int, int]) -> None:
    began = time.monotonic()
    assert ask(ends[1], ends[1]) is None
    assert 0.25 < time.monotonic() - began < 1


def test_the_terminal_is_left_as_it_was(ends: tuple[int, int]) -> None:
    terminal, program = ends
    before = termios.tcgetattr(program)
    answering(terminal, b"\x1b[1;2R\x1b[?6c").join(0)
    ask(program, program, patience=5)
    assert termios.tcgetattr(program) == before


def test_the_probe_is_wiped_out_and_moves_nothing(ends: tuple[int, int]) -> None:
    terminal, program = ends
    ask(program, program, patience=0)
    written = os.read(terminal, 1024).decode()
    assert written.index("\x1b7") < written.index("\u00d7") < written.index("\x1b8") < written.index("\x1b[K")


def test_nothing_is_asked_where_there_is_no_terminal() -> None:
    reading, writing = os.pipe()
    try:
        assert ask(reading, writing) is None
    finally:
        os.close(reading)
        os.close(writing)


def test_a_setting_is_not_asked_about() -> None:
    assert ambiguous_width(1) == 1
    assert ambiguous_width(2) == 2


def test_auto_without_a_terminal_is_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def fileno(self) -> int:
            raise ValueError

    monkeypatch.setattr(sys, "stdin", Closed())
    assert ambiguous_width("auto") == 1
