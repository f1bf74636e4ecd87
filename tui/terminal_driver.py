"""The terminal's driver on Linux and macOS: as the framework's, and it leaves the terminal as it was, however it ends.

Signals that ask the program to end or to stop are done in the turn of the handlers. What is written waits for a
terminal that does not take it, as the framework's does, until the program is to end.
"""

import os
import select
import selectors
import signal
import sys
import termios
import threading
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterable
from time import monotonic
from types import FrameType
from typing import Any, ClassVar

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from .messages import LeaveWanted
from .terminal_input import InputParser

HANGUP = 128 + signal.SIGHUP
"""The exit status after the terminal has gone."""
_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_MOST_BYTES = 4096
_MOST_PIECES = 30
_LOOK_SECONDS = 0.1
_CANCEL = b"\x18"
"""Ends a sequence of which only a part has been taken."""
_LAST_SECONDS = 1.0
"""How long a terminal that takes nothing is waited for in the end."""


class Output(threading.Thread):
    """Writes pieces of text to a terminal in order; whoever is too far ahead waits, until `hurried` is set.

    `lost` is called, once and in this thread, when the terminal is gone; from then on pieces go nowhere.
    """

    def __init__(self, fileno: int, encoding: str, lost: Callable[[], None]) -> None:
        super().__init__(name="output", daemon=True)
        self.hurried = False
        self._fileno = _own(fileno)
        self._encoding = encoding
        self._lost = lost
        self._pieces: deque[bytes] = deque()
        self._changed = threading.Condition()
        self._deadline: float | None = None

    def put(self, text: str) -> None:
        """Write a text after those before it."""
        with self._changed:
            # A signal sets `hurried` without a word to the condition, whose lock it may have interrupted.
            while len(self._pieces) >= _MOST_PIECES and not self.hurried and self.is_alive():
                self._changed.wait(_LOOK_SECONDS)
            self._pieces.append(text.encode(self._encoding, "backslashreplace"))
            self._changed.notify_all()

    def drop(self) -> None:
        """Forget what was not written yet."""
        with self._changed:
            self._pieces.clear()
            self._changed.notify_all()

    def end(self) -> None:
        """Write the rest and end; a terminal that takes nothing for a second loses what it has not shown yet."""
        with self._changed:
            self._deadline = self._deadline or monotonic() + _LAST_SECONDS
            self._changed.notify_all()
        self.join(2 * _LAST_SECONDS)

    def run(self) -> None:
        """Write until the end, or until the terminal is gone."""
        try:
            while (piece := self._next()) is not None:
                self._write(piece)
        except OSError:
            self._lost()
        finally:
            os.close(self._fileno)

    def _next(self) -> bytes | None:
        with self._changed:
            self._changed.wait_for(lambda: self._pieces or self._deadline)
            piece = self._pieces.popleft() if self._pieces else None
            self._changed.notify_all()
            return piece

    def _write(self, piece: bytes) -> None:
        flushed = False
        while piece:
            try:
                piece = piece[os.write(self._fileno, piece) :]
            except BlockingIOError:
                select.select([], [self._fileno], [], _LOOK_SECONDS)
                if self._deadline is None or monotonic() < self._deadline:
                    continue
                if flushed:
                    return
                # What the terminal has not taken is taken back, so that it finds the end first when it goes on.
                termios.tcflush(self._fileno, termios.TCOFLUSH)
                piece, flushed = _CANCEL, True


def _own(fileno: int) -> int:
    """The terminal opened anew, so that it need not wait for itself; the shell's own goes on waiting."""
    try:
        return os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return os.dup(fileno)


class TerminalDriver(LinuxDriver):
    """The framework's driver with an input of our own, and an end that any signal may bring.

    `before` is what was typed before the driver listened.
    """

    before: ClassVar[bytes] = b""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)  # pyright: ignore[reportUnknownMemberType]
        # Not stderr as the framework: that may be a file of what went wrong, and the reader is in sight all the same.
        self._screen = sys.stdout.fileno(), sys.stdout.encoding
        self._output: Output | None = None
        self._is_up = False
        for number in _ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup leaves it
                signal.signal(number, self._caught)

    # Signals

    def _caught(self, number: int, _frame: FrameType | None) -> None:
        """A signal to end; while an editor has the terminal, what its keys send is meant for the editor."""
        if self._loop.is_closed() or (not self._auto_restart and number in (signal.SIGINT, signal.SIGQUIT)):
            return
        if self._output is not None:
            self._output.hurried = True
        self._want_to_leave(128 + number)

    def _want_to_leave(self, status: int) -> None:
        """Ask the app to end; any thread may call, and a signal's handler."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._app.post_message, LeaveWanted(status))

    def _terminal_lost(self) -> None:
        self._want_to_leave(HANGUP)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop: at once where an editor has the terminal, else when the terminal has been given back."""
        if self._is_up:
            self._loop.call_soon_threadsafe(self._stop)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _stop(self) -> None:
        if self._is_up:
            self.suspend_application_mode()
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        """Go on, unless an editor has the terminal. Whoever stopped us with SIGSTOP changed the terminal meanwhile."""
        if self._auto_restart and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        if self._output is None or not self._app.is_running:
            return
        if self._is_up:
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()

    # Modes

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._key_thread = None
        self._output = Output(*self._screen, self._terminal_lost)
        super().start_application_mode()
        # Only now: whoever sees the reader's screen may type, and Enter is a line feed until the terminal is raw.
        self._output.start()
        self._is_up = self._key_thread is not None

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was; what was not drawn yet needs not be drawn any more."""
        if not self._is_up:
            return
        self._is_up = False
        if self._output is not None and self._output.hurried:
            self._output.drop()
            self._output.put("\x1b[?2026l")  # the frame that this may have cut short is over
        super().stop_application_mode()

    def _disable_mouse_support(self) -> None:
        """Take back every report of the mouse that was asked for."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
            self._mouse_pixels = False
        super()._disable_mouse_support()

    def write(self, data: str) -> None:
        """Write to the terminal, in order and in another thread."""
        if self._output is not None:
            self._output.put(data)

    def close(self) -> None:
        """End the output, when all of it is written."""
        super().close()
        if self._output is not None:
            self._output.end()

    # Input

    def run_input_thread(self) -> None:
        """Wait for input and pass on what it means, until the driver ends or the terminal is gone."""
        parser = InputParser()
        decode = getincrementaldecoder("utf-8")("ignore").decode
        # What was typed ahead is typed once, also where the driver starts again after an editor.
        before, TerminalDriver.before = self.before, b""
        self._pass_on(parser.feed(decode(before)))
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(parser.patience):
                    try:
                        data = os.read(self.fileno, _MOST_BYTES)
                    except OSError:
                        data = b""
                    if not data:
                        self._terminal_lost()
                        return
                    self._pass_on(parser.feed(decode(data)))
                self._pass_on(parser.tick())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
