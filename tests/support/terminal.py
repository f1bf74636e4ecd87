"""Programs in a pseudo-terminal: start one, type, wait for what it shows, look at its cells, kill it.

    with Terminal("-L", folder, home=tmp_path) as terminal:
        terminal.wait_for("2025-12-27")
        terminal.keys("j", "g g", "enter")
        assert terminal.cell(0, 0).bg != "default"

A reader thread takes what the program writes, notes when each piece came, and answers the program's questions to its
terminal; the screen is drawn when somebody looks. Every program started here is dead when its `Terminal` is closed.
"""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from support.emulator import Cell, Emulator
from support.isolation import UNSET, variables

COMMAND = str(Path(sys.executable).parent / "paperdeck")
"""The installed command of the environment that runs the tests."""

_QUESTION = re.compile(rb"\x1b\[[?>]?\d*(?:\$p|[cnqt])|\x1b\]1[01];\?")
_NAMED_KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
}


def key_bytes(key: str) -> bytes:
    """What a plain terminal sends for a key, named as Textual names it (`j`, `enter`, `ctrl+p`, `alt+x`)."""
    if key in _NAMED_KEYS:
        return _NAMED_KEYS[key].encode()
    if key.startswith("ctrl+") and len(key) == len("ctrl+x"):
        return bytes([ord(key[-1].upper()) & 0x1F])
    if key.startswith("alt+"):
        return b"\x1b" + key_bytes(key.removeprefix("alt+"))
    if len(key) != 1:
        message = f"no such key: {key}"
        raise ValueError(message)
    return key.encode()


class ScreenTimeout(AssertionError):
    """What was waited for did not appear; the message shows the screen as it was."""


class Terminal:
    """A program in a pseudo-terminal of `size` (columns, lines): the installed `paperdeck`, or any `command`.

    `home` holds everything that the program may take for its user's; `env` adds variables, or with None takes one away.
    Times are `time.perf_counter` seconds.
    """

    def __init__(
        self,
        *arguments: str | Path,
        home: Path,
        size: tuple[int, int] = (120, 36),
        command: Sequence[str | Path] = (COMMAND,),
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.emulator = Emulator(*size)
        self.chunks: list[tuple[float, bytes]] = []
        self._drawn = 0
        self._changed = threading.Condition()
        self._master, slave = os.openpty()
        self._set_size(size)
        name = os.ttyname(slave)
        # The shell leads a new session, so that the terminal it opens becomes its own; then it gives way.
        argv = ["/bin/sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', name, *map(str, command), *map(str, arguments)]
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(home, env or {}),
            cwd=cwd or home,
            start_new_session=True,
        )
        self._stop, self._stopped = os.pipe()
        self._taking = threading.Event()
        self._taking.set()
        self._is_closed = False
        self._slave = slave
        self._reader = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Typing

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other; `"g g"` is two of them, `"space"` the blank."""
        for key in " ".join(keys).split():
            self.send(key_bytes(key))

    def type(self, text: str) -> None:
        """Type text as it stands, blanks too."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste text, bracketed."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, column: int, line: int, *, button: int = 0) -> None:
        """Press and let go a mouse button (0 left, 2 right; 64 and 65 turn the wheel) over a cell, from 0."""
        place = f"{button};{column + 1};{line + 1}"
        self.send(f"\x1b[<{place}M".encode())
        if button < 64:
            self.send(f"\x1b[<{place}m".encode())

    def send(self, data: bytes) -> None:
        """Give bytes to the program as input."""
        os.write(self._master, data)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size; the program is told by SIGWINCH."""
        with self._changed:
            self._draw()
            self.emulator.resize(columns, lines)
        self._set_size((columns, lines))

    # Looking

    def text(self) -> str:
        """The screen as it is now, a line a line."""
        with self._changed:
            self._draw()
            return self.emulator.text()

    def cells(self) -> list[list[Cell]]:
        """Every cell of the screen as it is now, by line and column."""
        with self._changed:
            self._draw()
            return [self.emulator.row(line) for line in range(self.emulator.lines)]

    def cell(self, column: int, line: int) -> Cell:
        """One cell of the screen as it is now, counted from 0."""
        return self.cells()[line][column]

    def find(self, text: str) -> tuple[int, int]:
        """Column and line of the first cell of a text on the screen, counted from 0."""
        for line, row in enumerate(self.cells()):
            joined = "".join(cell.char for cell in row)
            if (offset := joined.find(text)) >= 0:
                ends = 0
                for column, cell in enumerate(row):
                    ends += len(cell.char)
                    if ends > offset:
                        return column, line
        message = f"{text!r} is not on the screen:\n{self.text()}"
        raise AssertionError(message)

    @property
    def line(self) -> int:
        """The program's side of the terminal, a file descriptor whose modes can be asked."""
        return self._slave

    @property
    def output(self) -> bytes:
        """Every byte that the program wrote so far."""
        return b"".join(data for _, data in self.chunks)

    # Waiting

    def wait_for(self, what: str | Callable[[str], object], timeout: float = 20) -> str:
        """Wait until the screen shows a text, or a function of the screen's text holds; give the screen.

        Raises ScreenTimeout after `timeout` seconds, and at once when the program has ended without showing it.
        """
        deadline = time.perf_counter() + timeout
        with self._changed:
            while True:
                ended = not self._reader.is_alive()
                self._draw()
                screen = self.emulator.text()
                if (what in screen) if isinstance(what, str) else what(screen):
                    return screen
                left = deadline - time.perf_counter()
                if ended or left <= 0:
                    why = "the program ended" if ended else f"{timeout:g} s passed"
                    message = f"{why} and {what!r} was not seen:\n{screen}"
                    raise ScreenTimeout(message)
                self._changed.wait(min(left, 0.25))

    def wait_until_gone(self, text: str, timeout: float = 20) -> str:
        """Wait until a text is no longer on the screen."""
        return self.wait_for(lambda screen: text not in screen, timeout)

    def settle(self, quiet: float = 0.1, timeout: float = 20) -> float:
        """Wait until nothing was written for `quiet` seconds from now on; give the time of the last byte."""
        begun = time.perf_counter()
        with self._changed:
            while self._reader.is_alive() and (now := time.perf_counter()) < begun + timeout:
                left = quiet - (now - max(self._last(), begun))
                if left <= 0:
                    break
                self._changed.wait(left)
            return self._last()

    def answer(self, key: str, quiet: float = 0.1, timeout: float = 1) -> list[tuple[float, int]]:
        """Press a key in a terminal at rest: seconds and size of each piece that came back until it was silent again.

        Empty where nothing came within `timeout` seconds.
        """
        self.settle(quiet)
        before = len(self.chunks)
        pressed = time.perf_counter()
        self.keys(key)
        with self._changed:
            self._changed.wait_for(lambda: len(self.chunks) > before, timeout)
        self.settle(quiet)
        return [(moment - pressed, len(data)) for moment, data in self.chunks[before:]]

    def _last(self) -> float:
        """The time of the last byte, of the start where there was none."""
        return self.chunks[-1][0] if self.chunks else self.started

    def wait(self, timeout: float = 20) -> int:
        """Wait for the program to end by itself; give its exit status."""
        status = self.process.wait(timeout)
        self._reader.join(timeout)
        with self._changed:
            self._draw()
        return status

    # Faults

    def pause(self) -> None:
        """Take nothing more of what the program writes, as a terminal that hangs."""
        self._taking.clear()

    def resume(self) -> None:
        """Take again what the program writes."""
        self._taking.set()

    def hang_up(self) -> None:
        """Close the terminal under the program, as when its window is closed."""
        os.write(self._stopped, b"x")
        self._reader.join(5)
        os.close(self._slave)
        os.close(self._master)
        self._is_closed = True

    # Ending

    def kill(self) -> None:
        """End the program as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """Kill what still runs, and take the terminal away."""
        self.resume()
        self.kill()
        os.close(self._stopped)
        self._reader.join(5)
        os.close(self._stop)
        if not self._is_closed:
            os.close(self._master)
            os.close(self._slave)

    # Inside

    def _set_size(self, size: tuple[int, int]) -> None:
        columns, lines = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _read(self) -> None:
        """The reader thread: take pieces until the program has closed its terminal or we close ours."""
        tail = b""
        while True:
            self._taking.wait()
            ended = self.process.poll() is not None
            ready, _, _ = select.select([self._master, self._stop], [], [], 0.05)
            if self._stop in ready or (ended and not ready):
                return
            if self._master in ready:
                try:
                    data = os.read(self._master, 65536)
                except OSError:
                    return
                if not data:
                    return
                tail = self._take(tail, data)

    def _take(self, tail: bytes, data: bytes) -> bytes:
        with self._changed:
            self.chunks.append((time.perf_counter(), data))
            if _QUESTION.search(tail + data):
                self._draw()
            self._changed.notify_all()
        return data[-16:]

    def _draw(self) -> None:
        """Bring the screen up to what has come, and send the answers; the condition is held."""
        while self._drawn < len(self.chunks):
            answer = self.emulator.feed(self.chunks[self._drawn][1])
            self._drawn += 1
            if answer:
                with contextlib.suppress(OSError):
                    os.write(self._master, answer)


def _environment(home: Path, extra: Mapping[str, str | None]) -> dict[str, str]:
    """What the program sees: this process's environment, its person taken out, `extra` on top."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in UNSET and not name.startswith(("PAPERDECK_", "TEXTUAL_"))
    }
    merged: dict[str, str | None] = {**inherited, **variables(home), **extra}
    return {name: value for name, value in merged.items() if value is not None}
