"""Asks the terminal, before the reader opens, how wide it draws ambiguous characters and how light its ground is.

All questions go at once. For the width a character is written at the left edge and the cursor's position asked for
(CPR); the ground is asked for by OSC 11. A request for the device attributes (DA1), which every terminal answers,
follows as a sentinel, so that one that knows nothing of this is noticed at once. What was typed meanwhile is kept.
"""

import os
import select
import sys
import time
from collections.abc import Mapping
from typing import Literal, NamedTuple

from ..index.patterns import pattern
from .typeset.widths import Ambiguous

PATIENCE = 0.3
"""Seconds to wait for the answers."""

_WIDTH = "\r\x1b7\u00d7\x1b[6n\x1b8\x1b[K"
_GROUND = "\x1b]11;?\x07"
_SENTINEL = "\x1b[c"
_POSITION = pattern(rb"\x1b\[\d+;(\d+)R")
_COLOUR = pattern(
    rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})[^\x07\x1b]*(?:\x07|\x1b\\)"
)
_ATTRIBUTES = pattern(rb"\x1b\[\?[\d;]*c")
_ANY = pattern(rb"\x1b\[\d+;\d+R|\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?[\d;]*c")
_MUTE = ("", "dumb", "unknown", "linux")


class Answers(NamedTuple):
    """What the terminal said: cells of an ambiguous character, whether its ground is light; None where it did not.

    `typed` is what else came: keys. Answers that come later are no keys to `terminal_input` either.
    """

    ambiguous: Ambiguous | None = None
    light: bool | None = None
    typed: bytes = b""

    def told(self, env: Mapping[str, str]) -> Mapping[str, str]:
        """The environment with the ground that the terminal told, in the variable in which others tell theirs."""
        return env if self.light is None else {**env, "COLORFGBG": "0;15" if self.light else "15;0"}


NOTHING = Answers()


def has_ground(env: Mapping[str, str]) -> bool:
    """Whether to ask for the ground: not where no colour is wanted, nor a terminal that may print the question."""
    return not env.get("NO_COLOR") and env.get("TERM", "") not in _MUTE


def ask_here(*, width: bool, ground: bool) -> Answers:
    """What the terminal of this process answers; nothing without one."""
    try:
        source, target = sys.stdin.fileno(), sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return NOTHING
    return ask(source, target, width=width, ground=ground)


def ambiguous_width(setting: Literal["auto"] | Ambiguous) -> Ambiguous:
    """The cells of an ambiguous character: the setting itself, or the answer of the terminal, 1 where there is none."""
    return setting if setting != "auto" else ask_here(width=True, ground=False).ambiguous or 1


def ask(source: int, target: int, *, width: bool, ground: bool, patience: float = PATIENCE) -> Answers:
    """What the terminal behind the two file descriptors answers within `patience` seconds.

    It is put into raw mode meanwhile and set back; without a terminal, or on Windows, nothing is asked.
    """
    if not (width or ground) or not (os.isatty(source) and os.isatty(target)):
        return NOTHING
    try:
        import termios
        import tty
    except ImportError:
        return NOTHING
    try:
        before = termios.tcgetattr(source)
        tty.setraw(source, termios.TCSANOW)
    except termios.error:
        return NOTHING
    try:
        os.write(target, f"{_WIDTH if width else ''}{_GROUND if ground else ''}{_SENTINEL}".encode())
        came = _read(source, patience)
    except OSError:
        return NOTHING
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)
    return _understood(came)


def _read(source: int, patience: float) -> bytes:
    """What comes in until the device attributes have come, or patience ends."""
    came = b""
    deadline = time.monotonic() + patience
    while not _ATTRIBUTES.search(came):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([source], [], [], left)[0]:
            break
        part = os.read(source, 256)
        if not part:
            break
        came += part
    return came


def _understood(came: bytes) -> Answers:
    position, colour = _POSITION.search(came), _COLOUR.search(came)
    ambiguous: Ambiguous | None = None if position is None else 2 if int(position[1]) == 3 else 1
    light: bool | None = None
    if colour is not None:
        red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in colour.groups())
        light = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5
    return Answers(ambiguous, light, _ANY.sub(b"", came))
