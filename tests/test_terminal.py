"""The pseudo-terminal helper shows and answers what a terminal would, and leaves nothing running."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.emulator import Emulator
from support.terminal import ScreenTimeout, Terminal, key_bytes

Start = Callable[..., Terminal]

APP = """
from textual.app import App
from textual.widgets import Input, Static
class Tiny(App[None]):
    CSS = "Screen { layout: vertical } Static { background: #102030; color: #ffffff }"
    def compose(self):
        yield Static("**内部表示**空间 ready")
        yield Input(placeholder="type")
    def on_resize(self, event):
        self.query_one(Static).update(f"内部 size {event.size.width}x{event.size.height}")
Tiny().run()
"""


@pytest.mark.parametrize(
    "junk",
    [
        "\x1b[>1u",
        "\x1b[<u",
        "\x1b[?2026h\x1b[?2026l",
        "\x1b[?2026$p",
        "\x1b]8;;https://arxiv.org/abs/2512.19680\x1b\\",
        "\x1b]52;c;aGVsbG8=\x07",
        "\x1b]0;title\x07",
        "\x1bP+q544e\x1b\\",
        "\x1b_Ga=q;AAAA\x1b\\",
        "\x1b(B",
        "\x1b=",
        "\x1b[4:3m\x1b[0m",
        "\x1b[58:5:196m",
        "\x1b[?1006h",
        "\x1b[!p",
        "\x1b[2 q",
    ],
)
def test_no_byte_of_a_sequence_becomes_a_character(junk: str) -> None:
    whole = Emulator(20, 3)
    whole.feed(f"a{junk}b".encode())
    assert whole.text() == "ab\n\n"
    piecemeal = Emulator(20, 3)
    for byte in f"a{junk}b".encode():
        piecemeal.feed(bytes([byte]))
    assert piecemeal.text() == "ab\n\n"


def test_cells_carry_colours_attributes_and_the_halves_of_wide_characters() -> None:
    emulator = Emulator(10, 2)
    emulator.feed("\x1b[1;38;2;255;0;16;48:2::1:2:3m中\x1b[0;3;4;9;7mx\x1b[0m⚠️👨‍👩‍👧e\u0301".encode())
    wide, half, styled, sign, _, family, _, accented = emulator.row(0)[:8]
    assert (wide.char, wide.fg, wide.bg, wide.bold, half.char) == ("中", "ff0010", "010203", True, "")
    assert (styled.italic, styled.underline, styled.strike, styled.reverse) == (True, True, True, True)
    assert (sign.char, family.char, accented.char) == ("⚠️", "👨‍👩‍👧", "e\u0301")


def test_half_of_an_overwritten_wide_character_is_blank() -> None:
    emulator = Emulator(10, 1)
    emulator.feed("中文\x1b[2G|".encode())
    assert emulator.text() == " |文"


def test_a_frame_is_shown_whole_or_not_at_all() -> None:
    emulator = Emulator(10, 1)
    emulator.feed(b"old\x1b[?2026h\r\x1b[Kne")
    assert emulator.text() == "old"
    emulator.feed(b"w\x1b[?2026l")
    assert (emulator.text(), emulator.frames) == ("new", 1)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("\x1b[6n", "\x1b[1;4R"),
        ("\x1b[c", "\x1b[?62;22;52c"),
        ("\x1b[?2026$p", "\x1b[?2026;2$y"),
        ("\x1b[?2048$p", "\x1b[?2048;0$y"),
        ("\x1b]11;?\x07", "\x1b]11;rgb:0000/0000/0000\x1b\\"),
    ],
)
def test_questions_are_answered(question: str, answer: str) -> None:
    assert Emulator(10, 2).feed(f"abc{question}".encode()) == answer.encode()


def test_the_screen_of_before_comes_back_after_a_full_screen_program() -> None:
    emulator = Emulator(10, 2)
    emulator.feed(b"shell\x1b[?1049hfull")
    assert (emulator.alternate, emulator.text()) == (True, "full\n")
    emulator.feed(b"\x1b[?1049l")
    assert (emulator.alternate, emulator.text()) == (False, "shell\n")


def test_keys_are_named_as_textual_names_them() -> None:
    assert [key_bytes(key) for key in ("j", "ctrl+p", "alt+x", "enter", "shift+tab", "中")] == [
        b"j",
        b"\x10",
        b"\x1bx",
        b"\r",
        b"\x1b[Z",
        "中".encode(),
    ]
    with pytest.raises(ValueError, match="no such key"):
        key_bytes("hyper+q")


def test_a_textual_program_is_driven_like_by_a_person(terminal: Start, tmp_path: Path) -> None:
    tiny = terminal(command=[sys.executable, "-c", APP], size=(40, 8))
    tiny.wait_for("size 40x8")
    column, line = tiny.find("size")
    assert (column, line, tiny.cell(column, line).bg) == (5, 0, "102030")
    tiny.keys("a", "b c", "space")
    tiny.type("中文 x")
    tiny.wait_for("abc 中文 x")
    echoed = tiny.answer("z")
    assert sum(size for _, size in echoed) > 0
    assert echoed[0][0] > 0
    tiny.resize(60, 12)
    tiny.wait_for("size 60x12")
    tiny.keys("ctrl+q")
    assert tiny.wait() == 0
    assert not tiny.emulator.alternate


def test_waiting_in_vain_shows_the_screen(terminal: Start) -> None:
    quick = terminal(command=["/bin/sh", "-c", "echo 你好; exit 3"])
    with pytest.raises(ScreenTimeout, match=r"the program ended.*\n你好"):
        quick.wait_for("nothing like it")
    assert quick.wait() == 3


def test_the_program_has_a_home_and_a_terminal_of_its_own(terminal: Start, isolated_home: Path) -> None:
    shell = terminal(command=["/bin/sh", "-c", 'echo "$HOME:$TERM:$FOO"; stty size </dev/tty'], env={"FOO": "bar"})
    shell.wait_for(f"{isolated_home}:xterm-256color:bar"[:100])
    shell.wait_for("36 120")


def test_nothing_is_left_running(isolated_home: Path) -> None:
    with Terminal(command=["/bin/sh", "-c", "sleep 100 & echo child $!; wait"], home=isolated_home) as shell:
        child = int(shell.wait_for("child").split()[1])
        os.kill(child, 0)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _runs(child):
        os.sched_yield()
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """Whether a process runs; one that is dead and only waits to be collected does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
