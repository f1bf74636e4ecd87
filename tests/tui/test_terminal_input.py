"""Escape alone is Escape soon, and the beginning of another key for as long as that may take to come."""

from collections.abc import Callable
from pathlib import Path

import pytest
from paperdeck.tui import terminal_input
from paperdeck.tui.terminal_input import InputParser
from support.clock import Clock
from support.terminal import Terminal
from textual import events
from textual.message import Message

Start = Callable[..., Terminal]


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the parser: it stands until the test moves it."""
    standing = Clock()
    monkeypatch.setattr(terminal_input, "monotonic", standing)
    return standing


def keys(*fed: Message) -> list[str]:
    """The names of keys."""
    return [message.key for message in fed if isinstance(message, events.Key)]


def test_escape_alone_is_known_for_what_it_is_after_20_ms(time: Clock) -> None:
    parser = InputParser()
    assert keys(*parser.feed("\x1b")) == []
    assert parser.patience == pytest.approx(0.02, abs=0.001)
    time.now += 0.015
    assert keys(*parser.tick()) == []
    time.now += 0.01
    assert parser.patience == 0
    assert keys(*parser.tick()) == ["escape"]
    assert parser.patience == pytest.approx(0.1, abs=0.001)


def test_a_key_that_comes_in_pieces_is_one_key(time: Clock) -> None:
    parser = InputParser()
    assert keys(*parser.feed("x\x1b")) == ["x"]
    time.now += 0.015
    assert keys(*parser.feed("[")) == []
    time.now += 0.09
    assert keys(*parser.tick()) == []
    assert keys(*parser.feed("B\x1b")) == ["down"]
    time.now += 0.03
    assert keys(*parser.tick()) == ["escape"]


def test_escape_and_keys_typed_ahead_are_those_keys(time: Clock) -> None:
    parser = InputParser()
    assert keys(*parser.feed("\x1bjG/")) == ["escape", "j", "G", "slash"]
    assert keys(*parser.feed("\x1b[")) == []
    time.now += 0.11
    assert keys(*parser.tick()) == ["escape", "left_square_bracket"]


def test_two_escapes_are_two(time: Clock) -> None:
    parser = InputParser()
    assert keys(*parser.feed("\x1b\x1b")) == ["escape"]
    time.now += 0.03
    assert keys(*parser.tick()) == ["escape"]


def test_the_delay_that_the_user_set_holds(time: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCDELAY", "100")  # which is what the framework takes where nothing is set
    parser = InputParser()
    assert keys(*parser.feed("\x1b")) == []
    time.now += 0.09
    assert keys(*parser.tick()) == []
    time.now += 0.02
    assert keys(*parser.tick()) == ["escape"]


def test_in_a_terminal_escape_peels_a_layer_and_half_a_key_does_not(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    reader.keys("x")
    reader.wait_for("1 selected")
    reader.send(b"\x1b")
    reader.send(b"[B")
    reader.wait_for("3/4")
    assert "1 selected" in reader.text()
    reader.keys("escape")
    reader.wait_until_gone("selected")


def test_in_a_terminal_a_slow_line_is_waited_for_as_the_user_says(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days, env={"ESCDELAY": "60000"})
    reader.wait_for("Alpha")
    reader.keys("x")
    reader.wait_for("1 selected")
    reader.send(b"\x1b")
    reader.settle(0.3)
    reader.send(b"[B")
    reader.wait_for("3/4")
    assert "1 selected" in reader.text()


def test_what_is_no_utf_8_ends_nothing(terminal: Start, three_days: Path) -> None:
    reader = terminal("-L", three_days)
    reader.wait_for("Alpha")
    reader.send(b"\xff\xfe")
    reader.keys("x")
    reader.wait_for("1 selected")
    word = "论".encode()
    reader.keys("/")
    reader.send(word[:1])
    reader.send(word[1:])
    reader.wait_for("论")
