"""Keys in their turn: each is done wholly before the next is looked at, whichever screen it opens or closes.

The framework hands a key to the widget that has the focus at that moment, where it waits among that widget's own
messages: of keys that come in one burst, as they do over a slow line, some would then wait in a screen that is just
opening, some in its input, and later ones would overtake them. Here keys wait in one line, and where a screen is not
ready the line waits.
"""

from collections import deque
from collections.abc import Callable
from typing import Protocol

from textual import events

Typed = events.Key | events.Paste
"""What comes from the keyboard."""


class Typist(Protocol):
    """A screen that takes what is typed: at once, to the end, or not yet."""

    ready: bool

    async def type(self, event: Typed) -> None:
        """Do what a key or a pasted text says."""
        ...


class Turns:
    """The line in which keys wait. `typist` gives the screen that is shown; `later` calls in the app's own turn."""

    def __init__(self, typist: Callable[[], Typist], later: Callable[[Callable[[], object]], object]) -> None:
        self._typist = typist
        self._later = later
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
        if self._line and typist.ready:
            await typist.type(self._line.popleft())
            if self._line:
                self._later(self.go_on)
