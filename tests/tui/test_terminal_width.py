"""The questions for width and ground, put to terminals that answer, answer in part, answer late, or are mute."""

import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from paperdeck.tui.terminal_input import InputParser
from paperdeck.tui.terminal_query import NOTHING, ambiguous_width, ask, has_ground
from textual import events

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
    assert ask(program, program, width=True, ground=False, patience=5).ambiguous == width
    thread.join(5)


def test_a_mute_terminal_costs_three_tenths_of_a_second(ends: tuple[int, int]) -> None:
    began = time.monotonic()
    assert ask(ends[1], ends[1], width=True, ground=True) == NOTHING
    assert 0.25 < time.monotonic() - began < 1


def test_the_terminal_is_left_as_it_was(ends: tuple[int, int]) -> None:
    terminal, program = ends
    before = termios.tcgetattr(program)
    answering(terminal, b"\x1b[1;2R\x1b[?6c").join(0)
    ask(program, program, width=True, ground=True, patience=5)
    assert termios.tcgetattr(program) == before


def test_the_probe_is_wiped_out_and_moves_nothing(ends: tuple[int, int]) -> None:
    terminal, program = ends
    ask(program, program, width=True, ground=False, patience=0)
    written = os.read(terminal, 1024).decode()
    assert written.index("\x1b7") < written.index("\u00d7") < written.index("\x1b8") < written.index("\x1b[K")


def test_nothing_is_asked_where_there_is_no_terminal() -> None:
    reading, writing = os.pipe()
    try:
        assert ask(reading, writing, width=True, ground=True) == NOTHING
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


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x07\x1b[?62c", True),
        (b"\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\\x1b[?62c", False),
        (b"\x1b]11;rgb:f/f/e\x07\x1b[?62c", True),
        (b"\x1b]11;rgba:0000/0000/0000/cccc\x07\x1b[?62c", False),
        (b"\x1b]11;rgb:fd/f6/e3\x1b\\\x1b[?62c", True),
        (b"\x1b]11;what\x07\x1b[?62c", None),
        (b"\x1b[?62c", None),
    ],
    ids=["white", "dark", "one digit", "with alpha", "solarized light", "nonsense", "nothing"],
)
def test_the_ground_is_light_or_dark(ends: tuple[int, int], answer: bytes, light: bool | None) -> None:
    terminal, program = ends
    thread = answering(terminal, answer)
    found = ask(program, program, width=False, ground=True, patience=5)
    assert (found.light, found.typed) == (light, b"")
    thread.join(5)


def test_what_was_typed_meanwhile_is_kept(ends: tuple[int, int]) -> None:
    terminal, program = ends
    thread = answering(terminal, b"j\x1b[1;3Rk\x1b]11;rgb:ff/ff/ff\x07\x1b[B\x1b[?6cG")
    found = ask(program, program, width=True, ground=True, patience=5)
    assert (found.ambiguous, found.light, found.typed) == (2, True, b"jk\x1b[BG")
    thread.join(5)


@pytest.mark.parametrize(
    ("env", "asked"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
)
def test_who_is_asked_for_the_ground(env: dict[str, str], asked: bool) -> None:
    assert has_ground(env) is asked


def test_answers_that_come_late_are_no_keys_however_they_are_cut() -> None:
    whole = "j\x1b[24;2Rk\x1b]11;rgb:ffff/ffff/ffff\x1b\\l\x1b[?62;4c"
    for cut in range(len(whole) + 1):
        if whole[cut - 1 : cut] == "\x1b":
            continue  # Escape alone cannot wait
        parser = InputParser()
        came = [*parser.feed(whole[:cut]), *parser.feed(whole[cut:])]
        typed = "".join(event.character or "" for event in came if isinstance(event, events.Key))
        assert typed == "jkl", cut
