"""What comes from the terminal: bytes split into keys, mouse events and pastes; what cannot be understood is dropped.

Sequences are framed here as ECMA-48 frames them, and only whole ones are given to the framework for their meaning: an
answer that nobody asked for, a sequence cut short or a number out of range is not typed as keys. Terminals without the
kitty protocol send for Escape the byte with which every other special key begins, so that one has to wait whether more
comes: `ALONE_SECONDS`, which is more than the bytes of one key need on the way, or what the user set as ESCDELAY.
"""

import os
from collections.abc import Iterator
from time import monotonic

from textual import constants, events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import IS_ITERM, XTermParser
from textual.keys import Keys
from textual.message import Message

from ..index.patterns import pattern

ALONE_SECONDS = 0.02
REST_SECONDS = 1.0
"""How long the rest of a sequence or of a paste is waited for once it has unmistakably begun."""
MOST_PASTED = 1_000_000
"""Characters of a paste that are taken."""
_LOOK_SECONDS = 0.1
"""How often the thread looks whether it is to end."""
_ESCAPE = "\x1b"
_PASTE, _PASTE_END = "\x1b[200~", "\x1b[201~"
_MOST_HELD = 256
"""Characters of an unfinished sequence that are kept; a longer one has no meaning, only an end."""
_LARGEST_WINDOW = 2000
"""Columns or lines; a terminal that reports more is not believed."""

# Control strings begin with what terminals answer with, so that Escape and a bracket typed ahead are none.
_STRING = r"(?:\][0-9]|P[0-9>=!?+$|]|_[A-Za-z])[^\x07\x18\x1a\x1b]*"
_WHOLE = pattern(
    rf"\x1b(?:\[\[[A-E]|\[M[^\x00-\x1f]{{3}}|\[[0-9]{{1,2}}\$|\[(?![M\[])[ -?]*[@-~]|O[0-9;]*[@-~]"
    rf"|{_STRING}(?:[\x07\x18\x1a]|\x1b\\|(?=\x1b[^\\])))"
)
_PART = pattern(rf"\x1b(?:\[(?:\[|M[^\x00-\x1f]{{0,2}}|[ -?]*)?|O[0-9;]*|{_STRING}\x1b?)?\Z")
_BROKEN = pattern(r"\x1b(?:\[(?:\[|M|[ -?]+)|O[0-9;]+)")
_LARGE_NUMBER = pattern(r"\d{8}")
_WINDOW = pattern(r"\x1b\[48;(\d+)(?::[\d:]*)?;(\d+)(?::[\d:]*)?;(\d+)(?::[\d:]*)?;(\d+)(?::[\d:]*)?t")
_MODE_REPORT = pattern(r"\x1b\[\?(2026|2048);([1-4])\$y")
_CURSOR_REPORT = pattern(r"\x1b\[\d+;\d+R")
_UNPASTABLE = {point: None for point in (*range(0x20), *range(0x7F, 0xA0)) if chr(point) not in "\t\n\r"}


class InputParser:
    """Text to messages; knows how long it has to wait for more before it takes what came for whole."""

    def __init__(self) -> None:
        self._meanings = XTermParser()
        self._held = ""
        self._pasted: list[str] = []
        self._is_pasting = False
        self._deadline: float | None = None

    @property
    def patience(self) -> float:
        """Seconds until `tick` has something to do, at most a tenth of one."""
        if self._deadline is None:
            return _LOOK_SECONDS
        return max(0.0, min(self._deadline - monotonic(), _LOOK_SECONDS))

    def feed(self, text: str) -> Iterator[Message]:
        """Take text that came, and give what it means so far."""
        self._deadline = None
        text, self._held, at = self._held + text, "", 0
        while at < len(text):
            if self._is_pasting:
                at, message = self._take_paste(text, at)
                if message is not None:
                    yield message
            elif text[at] != _ESCAPE:
                yield from self._keys(text[at])
                at += 1
            elif match := _WHOLE.match(text, at):
                yield from self._sequence(match[0])
                at = match.end()
            elif _PART.match(text, at):
                # The end of a sequence decides what it is, so that of a long one the middle can go.
                self._held = text[at : at + _MOST_HELD] + (_ESCAPE if text[at + _MOST_HELD :].endswith(_ESCAPE) else "")
                break
            elif match := _BROKEN.match(text, at):
                at = match.end()
            else:
                typed = _typed(text[at : at + 2])
                yield from self._keys(typed)
                at += len(typed)
        if seconds := self._wait():
            self._deadline = monotonic() + seconds

    def tick(self) -> Iterator[Message]:
        """Give what waited long enough for its rest; to be called at least as often as `patience` says."""
        if self._deadline is None or monotonic() < self._deadline:
            return
        self._deadline, held, self._held = None, self._held, ""
        if self._is_pasting:
            yield self._end_paste(held)
        elif len(held) <= 2:  # Escape, and the first letter of no sequence after all
            yield from (message for char in held for message in self._keys(char))

    def _wait(self) -> float:
        """Seconds to wait for the rest of what has begun; 0 where nothing has."""
        if self._is_pasting or len(self._held) > 2:
            return max(REST_SECONDS, constants.ESCAPE_DELAY)
        if self._held == _ESCAPE and "ESCDELAY" not in os.environ:
            return ALONE_SECONDS
        return constants.ESCAPE_DELAY if self._held else 0

    def _keys(self, sequence: str) -> Iterator[Message]:
        """The keys that a character or a whole sequence stands for, none where it stands for none."""
        if "\x80" <= sequence <= "\x9f":
            return
        try:
            found = list(self._meanings._sequence_to_key_events(sequence))  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        except (ValueError, OverflowError):
            return  # numbers in the kitty form that are no characters
        for key in found:
            if key.key != Keys.Ignore and _is_text(key.character):
                yield key

    def _sequence(self, sequence: str) -> Iterator[Message]:
        """What a whole escape sequence means; nothing where it means nothing to a reader."""
        if sequence == _PASTE:
            self._is_pasting = True
        elif sequence in ("\x1b[I", "\x1b[O"):
            yield events.AppFocus() if sequence == "\x1b[I" else events.AppBlur()
        elif len(sequence) > _MOST_HELD or _LARGE_NUMBER.search(sequence) or _CURSOR_REPORT.fullmatch(sequence):
            return
        elif window := _WINDOW.fullmatch(sequence):
            yield from self._resize(*map(int, window.groups()))
        elif report := _MODE_REPORT.fullmatch(sequence):
            yield from _supported(report[1], int(report[2]))
        elif sequence[-1] in "Mm":
            if mouse := self._meanings.parse_mouse_code(sequence):
                yield mouse
        else:
            yield from self._keys(sequence)

    def _resize(self, lines: int, columns: int, height: int, width: int) -> Iterator[Message]:
        """A new size of the window in cells, and in pixels, which mouse reports count in from then on."""
        if 0 < lines <= _LARGEST_WINDOW and 0 < columns <= _LARGEST_WINDOW:
            pixels = (width, height) if width >= columns and height >= lines else None
            resize = events.Resize.from_dimensions((columns, lines), pixels)
            self._meanings.terminal_size, self._meanings.terminal_pixel_size = resize.size, resize.pixel_size
            self._meanings.mouse_pixels = True
            yield resize

    def _take_paste(self, text: str, at: int) -> tuple[int, Message | None]:
        """Take what belongs to the paste from `at` on: where that ends, and the paste if it ended there."""
        end = text.find(_PASTE_END, at)
        if end >= 0:
            return end + len(_PASTE_END), self._end_paste(text[at:end])
        stop = max(at, len(text) - len(_PASTE_END) + 1)
        self._pasted.append(text[at:stop])
        self._held = text[stop:]
        return len(text), None

    def _end_paste(self, last: str) -> Message:
        """The whole paste, without controls."""
        pasted, self._pasted, self._is_pasting = [*self._pasted, last], [], False
        return events.Paste("".join(pasted)[:MOST_PASTED].translate(_UNPASTABLE))


def _typed(pair: str) -> str:
    """What of Escape and the next character is one key.

    Both that came at once are two keys, as typed ahead: where Alt is meant and the terminal can say so, the kitty
    protocol says it in another way. The few exceptions are what terminals send for Control and an arrow.
    """
    is_one = pair != _ESCAPE * 2 and isinstance(ANSI_SEQUENCES_KEYS.get(pair), tuple)
    return pair if is_one else _ESCAPE


def _is_text(character: str | None) -> bool:
    """Whether what a key types can be shown and saved: no half of a surrogate pair."""
    return character is None or not any("\ud800" <= char <= "\udfff" for char in character)


def _supported(mode: str, setting: int) -> Iterator[Message]:
    """What a terminal's answer to the driver's questions lets the framework do."""
    if mode == "2026":
        yield messages.TerminalSupportsSynchronizedOutput()
    elif constants.SMOOTH_SCROLL and not IS_ITERM:
        yield messages.InBandWindowResize.from_setting_parameter(setting)
