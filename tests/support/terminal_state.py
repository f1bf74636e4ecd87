"""Whether a program left its terminal as it found it: by every byte that it wrote, and by the modes of the line."""

import re
import termios

from support.terminal import Terminal

_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_USUALLY_ON = frozenset({b"7", b"25"})


def modes_left(output: bytes) -> list[str]:
    """The private modes and keyboard protocols that the written bytes leave other than a shell has them."""
    on: dict[bytes, bool] = {}
    for modes, way in _MODE.findall(output):
        on.update((mode, way == b"h") for mode in modes.split(b";"))
    left = [f"?{mode.decode()}" for mode, is_on in sorted(on.items()) if is_on != (mode in _USUALLY_ON)]
    pushed = len(re.findall(rb"\x1b\[>\d+u", output)) - output.count(b"\x1b[<u")
    return left + ["kitty keyboard"] * (pushed != 0)


def is_as_it_was(terminal: Terminal) -> bool:
    """Whether nothing is left of the program that has ended; the message of a failing test shows what is."""
    left = modes_left(terminal.output)
    assert left == [], left
    flags = termios.tcgetattr(terminal.line)[3]
    wanted = termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN
    assert flags & wanted == wanted, "the line is still raw"
    assert b"Traceback" not in terminal.output
    return True
