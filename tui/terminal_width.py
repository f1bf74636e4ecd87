"""Asks the terminal, before the reader opens, how many cells it gives a character of ambiguous width.

The character is written at the left edge and the cursor's position asked for (CPR); a request for the device attributes
(DA1), which every terminal answers, follows as a sentinel, so that one that knows no CPR is noticed at once.
"""

import os
import select
import sys
import time
from typing import Literal

from ..index.patterns import pattern
from .typeset.widths import Ambiguous

_PROBE = "\r\x1b7\u00d7\x1b[6n\x1b8\x1b[K\x1b[c"
_POSITION = pattern(rb"\x1b\[\d+;(\d+)R")
_ATTRIBUTES = pattern(rb"\x1b\[\?[\d;]*c")
_PATIENCE = 0.3


def ambiguous_width(setting: Literal["auto"] | Ambiguous) -> Ambiguous:
    """The cells of an ambiguous character: the setting itself, or the answer of the terminal, 1 where there is none."""
    if setting != "auto":
        return setting
    try:
        source, target = sys.stdin.fileno(), sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return 1
    return ask(source, target) or 1


def ask(source: int, target: int, patience: float = _PATIENCE) -> Ambiguous | None:
    """What the terminal behind the two file descriptors answers within `patience` seconds, None for no answer.

    The terminal is put into raw mode meanwhile and set back; without a terminal, or on Windows, nothing is asked.
    """
    if not (os.isatty(source) and os.isatty(target)):
        return None
    try:
        import termios
        import tty
    except ImportError:
        return None
    try:
        before = termios.tcgetattr(source)
        tty.setraw(source, termios.TCSANOW)
    except termios.error:
        return None
    try:
        os.write(target, _PROBE.encode())
        answer = _read_answer(source, patience)
    except OSError:
        return None
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)
    position = _POSITION.search(answer)
    if position is None:
        return None
    return 2 if int(position[1]) == 3 else 1


def _read_answer(source: int, patience: float) -> bytes:
    """What comes in until the device attributes have come, or patience ends."""
    answer = b""
    deadline = time.monotonic() + patience
    while not _ATTRIBUTES.search(answer):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([source], [], [], left)[0]:
            break
        part = os.read(source, 256)
        if not part:
            break
        answer += part
    return answer
