"""The clipboard ladder: the system's clipboard, tmux, the terminal (OSC 52), a file; and words that claim no more."""

import base64
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..index import disk
from ..index.language import _
from ..index.places import cache_dir

Reach = Literal["system", "tmux", "osc52"]
Rung = Literal[Reach, "file"]
Method = Literal["auto", "system", "osc52", "file"]

OSC52_LIMIT = 74_994
"""Bytes of text that terminals take by OSC 52: xterm's 100,000 less the frame, in base64 (hterm, osc52.sh)."""

_SCREEN_CHUNK = 240
_TIMEOUT = 2.0
_NO_OSC52 = ("linux", "dumb", "vt100", "vt220", "")

_COPY_AND_LOOK = """
import sys, pyperclip
text = sys.stdin.buffer.read().decode("utf-8")
try:
    pyperclip.copy(text)
    same = pyperclip.paste().replace("\\r\\n", "\\n") == text.replace("\\r\\n", "\\n")
except pyperclip.PyperclipException:
    sys.exit(3)
sys.exit(0 if same else 4)
"""


@dataclass(frozen=True, slots=True)
class CopyOutcome:
    """Where a text went: the rung that took it, None where none did; the sentence to show; the file written, if any."""

    how: Rung | None
    told: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """What does the writing. Each gives False (or None) where it could not, and never raises.

    `terminal` gets an escape sequence: the reader hands in its driver's, since two writers would mix their bytes.
    """

    system: Callable[[str], bool]
    tmux: Callable[[str], bool]
    terminal: Callable[[str], bool]
    file: Callable[[str], Path | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of this terminal's ladder, as doctor shows it."""

    rung: Rung
    told: str


def rungs(env: Mapping[str, str], platform: str = sys.platform, method: Method = "auto") -> tuple[Rung, ...]:
    """The rungs to try in order; `file` is always the last.

    A clipboard of this machine is of no use to a person who sits at another one (ssh), so there the terminal is asked.
    """
    terminal: tuple[Rung, ...] = ("osc52",) if _takes_osc52(env) else ()
    if env.get("TMUX"):
        terminal = ("tmux", *terminal)
    system: tuple[Rung, ...] = ("system",) if _has_display(env, platform) else ()
    if method == "system":
        return ("system", "file")
    if method == "osc52":
        return ("osc52", "file")
    if method == "file":
        return ("file",)
    return (*terminal, *system, "file") if is_remote(env) else (*system, *terminal, "file")


def is_remote(env: Mapping[str, str]) -> bool:
    """Whether this session came in over ssh."""
    return any(env.get(name) for name in ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT"))


def osc52(text: str, env: Mapping[str, str]) -> str:
    """The escape sequence that asks a terminal to take the text, in the form that lets it through tmux or screen.

    tmux gets it twice: plain, which it takes itself under `set-clipboard on`, and wrapped, which it passes on under
    `allow-passthrough on`; the other one is dropped unseen. screen takes strings of 768 bytes at most, so in pieces.
    Sources: xterm's ctlseqs, tmux(1), screen's MAXSTR.
    """
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    plain = f"\x1b]52;c;{encoded}\a"
    if env.get("TMUX") or env.get("TERM", "").startswith("tmux"):
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if env.get("STY") or env.get("TERM", "").startswith("screen"):
        pieces = (plain[at : at + _SCREEN_CHUNK] for at in range(0, len(plain), _SCREEN_CHUNK))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def copy(
    text: str,
    env: Mapping[str, str],
    hands: Hands | None = None,
    *,
    platform: str = sys.platform,
    method: Method = "auto",
    limit: int = OSC52_LIMIT,
) -> CopyOutcome:
    """Climb the ladder until a rung takes the text. Never raises; may take two seconds a rung: call it from a thread.

    `limit` is the largest text in bytes of UTF-8 that OSC 52 may carry.
    """
    hands = hands or own_hands(env)
    too_long = len(text.encode("utf-8", "replace")) > limit
    takes: dict[Reach, Callable[[], bool]] = {
        "system": lambda: hands.system(text),
        "tmux": lambda: hands.tmux(text),
        "osc52": lambda: not too_long and hands.terminal(osc52(text, env)),
    }
    for rung in rungs(env, platform, method):
        if rung != "file" and takes[rung]():
            return CopyOutcome(rung, _told(rung))
    path = hands.file(text)
    if path is None:
        return CopyOutcome(None, _("It could not be copied: no clipboard is within reach, and no file can be written."))
    if too_long and method in ("auto", "osc52"):
        return CopyOutcome(
            "file", _("It is too long for the terminal's clipboard. It is in {path}").format(path=path), path
        )
    return CopyOutcome("file", _("It is in the file {path}").format(path=path), path)


def ladder(env: Mapping[str, str], platform: str = sys.platform, method: Method = "auto") -> tuple[Step, ...]:
    """The rungs of this terminal with what each of them is, for doctor; nothing is written."""
    return tuple(Step(rung, _means(rung)) for rung in rungs(env, platform, method))


def own_hands(env: Mapping[str, str], terminal: Callable[[str], bool] | None = None) -> Hands:
    """The hands of a process of its own; a screen that is being drawn on hands in its own `terminal`."""
    return Hands(
        lambda text: _to_system(text, env), lambda text: _to_tmux(text, env), terminal or _to_terminal, _to_file
    )


def _told(rung: Reach) -> str:
    """What may be claimed when a rung took the text."""
    return {
        "system": _("It is on the clipboard."),
        "tmux": _("It is in the tmux buffer, and goes to the terminal's clipboard where tmux allows it."),
        "osc52": _("It was sent to the terminal, which puts it on the clipboard if it can (OSC 52)."),
    }[rung]


def _means(rung: Rung) -> str:
    """What a rung is, for a person who asks how copying works here."""
    return {
        "system": _("the clipboard of this desktop, looked at afterwards"),
        "tmux": _("the tmux buffer, and the terminal outside it where set-clipboard is on or external"),
        "osc52": _("the terminal's clipboard, by an escape sequence that it may ignore (OSC 52)"),
        "file": _("a file in the cache folder, whose path is told"),
    }[rung]


def _has_display(env: Mapping[str, str], platform: str) -> bool:
    """Whether a desktop is within reach."""
    if platform in ("darwin", "win32", "cygwin"):
        return not is_remote(env)
    return any(env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))


def _takes_osc52(env: Mapping[str, str]) -> bool:
    """Whether the terminal may be sent OSC 52: those are left out that are known to ignore or to print it."""
    return env.get("TERM", "") not in _NO_OSC52 and env.get("TERM_PROGRAM") != "Apple_Terminal"


def _to_system(text: str, env: Mapping[str, str]) -> bool:
    """Copy through pyperclip and look whether it is there.

    In a process of its own: the tools that pyperclip runs may hang on a display that is gone, and complain on stderr.
    """
    # -P: a file pyperclip.py in the current folder, which may be somebody's reports, is not what is meant.
    return _run([sys.executable, "-P", "-c", _COPY_AND_LOOK], text, env)


def _to_tmux(text: str, env: Mapping[str, str]) -> bool:
    """Load tmux's buffer; `-w` (tmux 3.2) has tmux send it on under `set-clipboard` on and external, its default."""
    return _run(["tmux", "load-buffer", "-w", "-"], text, env)


def _run(command: list[str], text: str, env: Mapping[str, str]) -> bool:
    """Feed the text to a command and wait for two seconds at most; True when it ended well. The screen stays clean."""
    try:
        # Its output goes nowhere, not to a pipe: xclip stays behind with it and would keep the pipe open.
        done = subprocess.run(  # noqa: S603 - fixed commands, no shell
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(env),
            timeout=_TIMEOUT,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return False
    return done.returncode == 0


def _to_terminal(sequence: str) -> bool:
    """Write to the controlling terminal itself, since stdout may be a pipe; False where there is none."""
    try:
        with Path("/dev/tty").open("wb", buffering=0) as tty:
            tty.write(sequence.encode("ascii"))
    except (OSError, ValueError):
        return False
    return True


def _to_file(text: str) -> Path | None:
    """Write the text to a file in the cache folder; None where that cannot be written."""
    path = cache_dir() / "clipboard.txt"
    try:
        disk.make_folder(path.parent)
        disk.replace(path, text.encode("utf-8", "replace"))
    except OSError:
        return None
    return path
