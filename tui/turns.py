"""Keys in their turn: each is done wholly before the next is looked at, whichever screen it opens or closes.

The framework hands a key to the widget that has the focus at that moment, where it waits among that widget's own
messages: of keys that come in one burst, as they do over a slow line, some would then wait in a screen that is just
opening, some in its input, and later ones would overtake them. Here keys wait in one line, and where a screen is not
ready the line waits. What was typed behind a key that asks the library something is meant for the answer: the line
waits for that too, for a moment.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from textual import events

Typed = events.Key | events.Paste
"""What comes from the keyboard."""


_BURST_GAP_SECONDS = 0.01
"""Keys that come closer together were not typed one by one; of a key held down they come at least so far apart."""


class HeldUntil(Protocol):
    """Tells until when a key waits for an answer."""

    def __call__(self, *, burst: bool) -> float:
        """Monotonic seconds, for a key of a burst or for any other."""
        ...


class Typist(Protocol):
    """A screen that takes what is typed: at once, to the end, or not yet."""

    ready: bool

    async def type(self, event: Typed) -> None:
        """Do what a key or a pasted text says."""
        ...


class Turns:
    """The line in which keys wait. `typist` gives the screen that is shown; `later` calls in the app's own turn, after
    some seconds; `held_until` tells until when (monotonic seconds) a key waits for an answer, and one of a `burst`."""

    def __init__(
        self,
        typist: Callable[[], Typist],
        later: Callable[[float, Callable[[], object]], object],
        held_until: HeldUntil,
    ) -> None:
        self._typist = typist
        self._later = later
        self._held_until = held_until
        self._sleeping = False
        self._before = 0.0
        self._line: deque[Typed] = deque()
        self._is_open = True

    async def take(self, event: Typed) -> None:
        """A key came: it goes to the end of the line."""
        if self._is_open:
            self._line.append(event)
            await self.go_on()

    def close(self) -> None:
        """Do none of those that wait, and take no more: the program is about to end."""
        self._is_open = False
        self._line.clear()

    async def go_on(self) -> None:
        """Do the first in the line, if the screen is ready; what a dialog answered comes before the next one."""
        typist = self._typist()
        if not (self._line and typist.ready):
            return
        key = self._line[0]
        held = self._held_until(burst=key.time - self._before < _BURST_GAP_SECONDS) - time.monotonic()
        if held <= 0:
            self._before = key.time
            await typist.type(self._line.popleft())
            if self._line:
                self._later(0, self.go_on)
        elif not self._sleeping:
            self._sleeping = True
            self._later(held, self._wake)

    async def _wake(self) -> None:
        """The answer took too long to wait for."""
        self._sleeping = False
        await self.go_on()
