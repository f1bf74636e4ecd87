"""Stamps of a hybrid logical clock: the name of an operation, and its place in the order of all devices' operations.

A stamp is `<milliseconds, 12 hex>.<count, 4 hex>.<device>.<writer>`; stamps are compared as strings. What is said
later of a register gets a higher stamp than what was known to stand there, whatever either clock says, so that a
machine whose clock runs in 2099 cannot keep a mark for ever; and as only the operation that overrides such a stamp is
raised above it, the wrong year does not spread to the rest.
"""

import os
from collections.abc import Callable
from datetime import datetime

_MOST = (1 << 44) - 1  # the year 2527: every stamp begins with 0
_COUNTS = 1 << 16
_TRUSTED = 24 * 3600 * 1000
"""A clock that was set back less than a day goes on from its latest stamp; from further on it is believed."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def random_name(length: int) -> str:
    """A random name of small letters and digits: devices, writers, generations."""
    return "".join(_LETTERS[byte & 31] for byte in os.urandom(length))


class Clock:
    """Gives one writer's stamps; `now` tells seconds since the epoch."""

    def __init__(self, now: Callable[[], float], device: str) -> None:
        self._now = now
        self._name = f"{device}.{random_name(4)}"
        self._last = (0, 0)
        self._given: set[tuple[int, int]] = set()

    def tick(self, above: str = "") -> str:
        """A stamp later than `above`, and, where that asks for nothing else, than this writer's others; never twice."""
        wall = self._wall()
        at = (wall, 0)
        if at <= self._last and self._last[0] <= wall + _TRUSTED:
            at = _next(self._last)
        self._last = at
        if self._stamp(at) <= above:
            at = _next(_read(above))
        while at in self._given:
            at = _next(at)
        self._given.add(at)
        return self._stamp(at)

    def local_time(self) -> str:
        """Now as ISO local time with offset, to the second."""
        return datetime.fromtimestamp(self._wall() / 1000).astimezone().isoformat(timespec="seconds")

    def _wall(self) -> int:
        return max(0, min(int(self._now() * 1000), _MOST))

    def _stamp(self, at: tuple[int, int]) -> str:
        return f"{at[0]:012x}.{at[1]:04x}.{self._name}"


def _next(at: tuple[int, int]) -> tuple[int, int]:
    milliseconds, count = at
    return (milliseconds, count + 1) if count + 1 < _COUNTS else (milliseconds + 1, 0)


def _read(stamp: str) -> tuple[int, int]:
    """Time and count of a stamp; the last possible ones for what only looks like a stamp."""
    try:
        return int(stamp[:12], 16), int(stamp[13:17], 16)
    except ValueError:
        return _MOST, 0
