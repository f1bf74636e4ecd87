"""The terminal's driver on Linux and macOS: as the framework's, but Escape alone is known for what it is at once.

Terminals without the kitty protocol send for Escape the byte with which every other special key begins, so that one
has to wait whether more comes. The framework waits 100 ms, and looks every 100 ms whether they are over. Here the wait
is `ALONE_SECONDS`, more than the bytes of one key need on the way, and it ends when it is over. What the user set as
ESCDELAY holds instead, and a sequence that has come beyond its first byte has the framework's time for the rest.
"""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable
from time import monotonic
from typing import ClassVar

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from .late_answers import LateAnswers
from .terminal_query import NOTHING, Answers

ALONE_SECONDS = 0.02
_ESCAPE = "\x1b"
_MOST_BYTES = 4096
_LOOK_SECONDS = 0.1
"""How often the thread looks whether it is to end."""


class QuickParser(XTermParser):
    """Bytes to keys; knows how long it has to wait for more before it takes what came for whole."""

    def feed(self, data: str) -> Iterable[Message]:
        """Take text that came, and give what it means so far."""
        yield from super().feed(data)
        if data.endswith(_ESCAPE) and self._timeout_time is not None and "ESCDELAY" not in os.environ:
            self._timeout_time = monotonic() + ALONE_SECONDS

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:  # noqa: FBT001, FBT002 - the framework's
        """Escape and a key that came at once are these two, as typed ahead; the framework would make them Alt and the
        key. Where Alt is meant and the terminal can say so, the kitty protocol says it in another way."""
        if alt:
            yield events.Key("escape", _ESCAPE)
        yield from super()._sequence_to_key_events(sequence)

    @property
    def patience(self) -> float:
        """Seconds until `tick` has something to do, at most a tenth of one."""
        if self._timeout_time is None:
            return _LOOK_SECONDS
        return max(0.0, min(self._timeout_time - monotonic(), _LOOK_SECONDS))


class QuickEscapeDriver(LinuxDriver):
    """The framework's driver with an input loop that waits no longer than the parser does.

    `before` is what the terminal said before the driver listened: keys typed ahead are done first, late answers are not
    taken for keys.
    """

    before: ClassVar[Answers] = NOTHING

    def run_input_thread(self) -> None:
        """Wait for input and pass on what it means, until the driver ends or the terminal is gone."""
        parser = QuickParser(self._debug)
        # What was typed ahead is typed once, also where the driver starts again after an editor.
        before, QuickEscapeDriver.before = self.before, NOTHING
        late = LateAnswers(expected=before.late)
        decode = getincrementaldecoder("utf-8")("replace").decode
        if typed := late.without(decode(before.typed)):
            self._pass_on(parser.feed(typed))
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(parser.patience):
                    data = os.read(self.fileno, _MOST_BYTES)
                    if not data:
                        self._app.call_later(self._app.exit)
                        return
                    # To the parser an empty text is the end; here it is the first half of a character.
                    if text := late.without(decode(data)):
                        self._pass_on(parser.feed(text))
                self._pass_on(parser.tick())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
