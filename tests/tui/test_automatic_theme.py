"""`theme = "auto"`: the terminal is asked for its ground, whatever is typed meanwhile and however late it answers."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from paperdeck import themes
from paperdeck.index.config import Config
from paperdeck.index.library import Library
from support.terminal import Terminal

Start = Callable[..., Terminal]
LIGHT = b"\x1b]11;rgb:ffff/ffff/ffff\x07"
DARK = b"\x1b]11;rgb:0000/0000/0000\x07"


def ground(screen: Terminal) -> str:
    """The ground under the first cell of the list of papers, as #rrggbb."""
    column, line = screen.find("Beta")
    return str(screen.cell(column, line).bg).lower().lstrip("#")


def background(name: str) -> str:
    """The ground of a theme of ours."""
    return themes.load(name).colour("background").lower().lstrip("#")


def answer(screen: Terminal, said: bytes) -> None:
    """Make the emulator answer the question for the ground."""
    feed = screen.emulator.feed

    def answering(data: bytes) -> bytes:
        return re.sub(rb"\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)", lambda _: said, feed(data))

    screen.emulator.feed = answering


@pytest.mark.parametrize(
    ("said", "env", "theme"),
    [
        (LIGHT, {}, "xuanzhi"),
        (DARK, {}, "night"),
        (LIGHT, {"COLORFGBG": "15;0"}, "xuanzhi"),
        (DARK, {"COLORFGBG": "0;15"}, "night"),
        (b"", {"COLORFGBG": "0;15"}, "xuanzhi"),
        (b"", {}, "night"),
    ],
    ids=["light", "dark", "light for all it says", "dark for all it says", "mute but told", "mute"],
)
def test_the_theme_fits_the_ground(
    terminal: Start, three_days: Path, said: bytes, env: dict[str, str], theme: str
) -> None:
    screen = terminal(three_days, env=env)
    answer(screen, said)
    screen.wait_for("Beta")
    assert ground(screen) in (background(theme), themes.load(theme).colour("surface").lower().lstrip("#"))


@pytest.mark.parametrize("words", [["--theme", "sepia"], []], ids=["a theme is named", "no colour"])
def test_a_terminal_is_asked_only_where_that_is_of_use(terminal: Start, three_days: Path, words: list[str]) -> None:
    screen = terminal(*words, three_days, env={} if words else {"NO_COLOR": "1"})
    screen.wait_for("Beta")
    assert b"\x1b]11;?" not in screen.output


def test_an_answer_that_comes_late_is_not_typed_and_keys_typed_meanwhile_are(terminal: Start, three_days: Path) -> None:
    library = Library.open(Config(), [three_days])
    library.refresh()
    library.close()
    screen = terminal(three_days)
    feed, asked = screen.emulator.feed, []

    def mute(data: bytes) -> bytes:
        answers = feed(data)
        if b"\x1b]11;?" in data and not asked:
            asked.append(answers)
            os.write(screen._master, b"j")
            return b""
        return answers

    screen.emulator.feed = mute
    screen.wait_for("· 2/4 ·")
    screen.send(b"\x1b[1;2R" + LIGHT[:9])
    screen.send(LIGHT[9:] + b"\x1b[?62;4c")
    screen.keys("j")
    shown = screen.wait_for("· 3/4 ·")
    assert "means nothing" not in shown
    assert "rgb" not in shown
    screen.keys("Q")
    assert screen.wait() == 0
    assert "rgb" not in screen.text()
