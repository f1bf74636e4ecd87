"""What Unicode says of a character: its line-breaking class and East Asian width, from the table beside this file."""

from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("line_break.txt")


class _Table(NamedTuple):
    starts: list[int]
    classes: list[str]
    widths: list[str]


@cache
def _table() -> _Table:
    rows = [line.split() for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return _Table([int(row[0], 16) for row in rows], [row[1] for row in rows], [row[2] for row in rows])


_CLASSES = (
    "AI AK AL AP AS AX B2 BA BB BK CB CL CM CP CPW CR DC EB EM EX GL H2 H3 HH HL HY ID IN IS IX JL JT JV LF NL NS NU "
    "OP OPW PO PR QF QI QU RI SP SY VF VI WJ ZW ZWJ"
)
CLASSES = tuple(_CLASSES.split())
"""The line-breaking classes. OP and CP carry a W when they are wide, because rule LB30 asks."""


def kind(name: str, *, wide: bool) -> int:
    """A number under 128 for a class and for being wide; `CLASSES[number >> 1]` and `number & 1` lead back."""
    return 2 * CLASSES.index(name) + wide


class _Kinds(dict[int, int]):
    """Code point to kind, filled as characters are met; `str.translate` takes it."""

    def __missing__(self, code: int) -> int:
        table = _table()
        row = bisect_right(table.starts, code) - 1
        name, wide = table.classes[row], table.widths[row] == "W"
        if wide and name in {"OP", "CP"}:
            name += "W"
        self[code] = kind(name, wide=wide)
        return self[code]


class _EastAsianWidths(dict[str, str]):
    """Character to W (wide, full-width, half-width), A (ambiguous) or n (the rest)."""

    def __missing__(self, character: str) -> str:
        table = _table()
        letter = table.widths[bisect_right(table.starts, ord(character)) - 1]
        self[character] = letter
        return letter


KINDS = _Kinds()
EAST_ASIAN_WIDTH = _EastAsianWidths()


def is_east_asian(character: str) -> bool:
    """Whether the character is wide, full-width or half-width by UAX 11; a lone surrogate is not."""
    return EAST_ASIAN_WIDTH[character] == "W"


def is_ambiguous(character: str) -> bool:
    """Whether UAX 11 leaves the width of the character to its surroundings."""
    return EAST_ASIAN_WIDTH[character] == "A"


_EMOJI_SINGLES = frozenset((0x1F004, 0x1F0CF, 0x1F18E, 0x1F201, 0x1F21A, 0x1F22F, 0x1F250, 0x1F251))
_EMOJI_RANGES = (
    range(0x1F191, 0x1F19B),
    range(0x1F1E6, 0x1F200),
    range(0x1F232, 0x1F237),
    range(0x1F238, 0x1F23B),
    range(0x1F300, 0x1FB00),
)
_SYMBOLS = range(0x231A, 0x2B56)
_WIDE_BUT_NO_EMOJI = (range(0x2329, 0x232B), range(0x2630, 0x2638), range(0x268A, 0x2690))


def shows_as_emoji(character: str) -> bool:
    """Whether a wide character is shown as an emoji unless told otherwise (Emoji_Presentation of UTS 51)."""
    code = ord(character)
    if not is_east_asian(character):
        return False
    if code in _SYMBOLS:
        return not any(code in block for block in _WIDE_BUT_NO_EMOJI)
    return code in _EMOJI_SINGLES or any(code in block for block in _EMOJI_RANGES)


_NARROW_HANGUL = (range(0x1160, 0x1200), range(0xD7B0, 0xD7C7), range(0xD7CB, 0xD7FC))


def is_cjk(character: str) -> bool:
    """A CJK character as the CommonMark CJK-friendly amendments define it: wide and no emoji, or Hangul."""
    if character < "\u1100":
        return False
    if is_east_asian(character):
        return not shows_as_emoji(character)
    return any(ord(character) in block for block in _NARROW_HANGUL)


def ambiguous_ranges() -> list[tuple[int, int]]:
    """First and last code point of every range that UAX 11 calls ambiguous, in order."""
    table = _table()
    ends = [*table.starts[1:], 0x110000]
    return [(start, end - 1) for start, end, w in zip(table.starts, ends, table.widths, strict=True) if w == "A"]
