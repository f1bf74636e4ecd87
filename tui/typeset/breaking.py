"""Where a line may be broken: the rules of UAX 14 (Unicode 17) as they stand, without tailoring."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import starmap

from ...index.patterns import pattern
from .characters import CLASSES, KINDS, kind

NO, MAY, MUST = 0, 1, 2

_ORDINARY = 1000
"""Characters of a stretch that may come again."""

_HARD = frozenset(("BK", "CR", "LF", "NL"))
_QUOTES = frozenset(("QU", "QI", "QF"))
_LETTERS = frozenset(("AL", "AX", "HL", "DC"))
_AKSARA = frozenset(("AK", "DC", "AS"))
_HANGUL = frozenset(("JL", "JV", "JT", "H2", "H3"))
_PICTURES = frozenset(("ID", "IX", "EB", "EM"))
_CLOSING = frozenset(("CL", "CP", "CPW"))
_OPENING = frozenset(("OP", "OPW"))
_BEFORE_INITIAL = _HARD | _OPENING | _QUOTES | {"GL", "SP", "ZW", "sot"}
_AFTER_FINAL = _HARD | _QUOTES | _CLOSING | {"SP", "GL", "WJ", "EX", "IS", "SY", "ZW", "eot"}
_BEFORE_HYPHEN = _HARD | {"SP", "ZW", "CB", "GL", "sot"}

_IDEOGRAPH, _LETTER = (re.escape(bytes([kind(name, wide=name == "ID")])) for name in ("ID", "AL"))
_STRETCH = pattern(
    b"(%(i)b{1,40}(?=%(i)b)|%(a)b{1,40}(?=%(a)b)|[%(i)b%(a)b]?[^%(i)b%(a)b]*)(?=([%(i)b%(a)b]?))"
    % {b"i": _IDEOGRAPH, b"a": _LETTER}
)
"""A stretch, which is judged at once, and the plain character after it.

Wide ideographs and narrow letters are plain: no rule looks past one, from either side. So a text falls into stretches
that go from one plain character to the next, and runs of plain characters that are alike, 40 at most. By their classes,
the same few stretches come again and again, and each is judged once.
"""


class _Units:
    """A text as a sequence of classes after LB9: a character with its combining marks is one unit."""

    def __init__(self, kinds: bytes) -> None:
        self.classes: list[str] = []
        self.starts: list[int] = []
        self.joined: set[int] = set()
        self.flags: dict[int, int] = {}
        self.kinds = kinds
        before = "sot"
        for position, number in enumerate(kinds):
            name = CLASSES[number >> 1]
            if name == before and name in {"AL", "NU"}:
                continue  # LB25 and LB28: a word or a number is as good as its first character
            if name in {"CM", "ZWJ"}:
                if name == "ZWJ":
                    self.joined.add(position + 1)
                if before not in _HARD and before not in {"SP", "ZW", "sot"}:
                    continue
                name = "AL"  # LB10
            if name == "RI":
                unit = len(self.classes)
                self.flags[unit] = self.flags.get(unit - 1, -1) + 1
            self.classes.append(name)
            self.starts.append(position)
            before = name

    def at(self, unit: int) -> str:
        """The class of a unit, `sot` before the first and `eot` after the last."""
        if unit < 0:
            return "sot"
        return self.classes[unit] if unit < len(self.classes) else "eot"

    def wide(self, unit: int) -> bool:
        """Whether the unit is East Asian; beyond the ends nothing is."""
        return 0 <= unit < len(self.starts) and bool(self.kinds[self.starts[unit]] & 1)

    def before_spaces(self, unit: int) -> int:
        """The nearest unit before this one that is no space, -1 where there is none."""
        unit -= 1
        while unit >= 0 and self.classes[unit] == "SP":
            unit -= 1
        return unit

    def before_separators(self, unit: int) -> str:
        """The class of the nearest unit at or before this one that is neither SY nor IS."""
        while unit >= 0 and self.classes[unit] in {"SY", "IS"}:
            unit -= 1
        return self.at(unit)


def opportunities(text: str, told: Iterable[tuple[int, str]] = ()) -> bytearray:
    """NO, MAY or MUST for a break before each character; one entry more than characters, the first NO, the last MUST.

    `told` gives characters at some places another class, which is how a tailoring works.
    """
    kinds = bytearray(text.translate(KINDS), "ascii")
    for place, name in told:
        kinds[place] = kind(name, wide=bool(kinds[place] & 1))
    judge = _after if len(text) <= _ORDINARY else _after_any
    return bytearray([NO]) + b"".join(starmap(judge, _STRETCH.findall(kinds)))


def _after_any(stretch: bytes, following: bytes) -> bytes:
    """As `_after`, but what a gigantic text has is not kept in memory."""
    return _after(stretch, following) if len(stretch) <= _ORDINARY else _after.__wrapped__(stretch, following)


@lru_cache(maxsize=4096)
def _after(stretch: bytes, following: bytes) -> bytes:
    """The verdicts for the places after each character of a stretch."""
    units = _Units(stretch + following)
    verdicts = bytearray(len(stretch) + 1)
    for unit in range(1, len(units.classes)):
        verdicts[units.starts[unit]] = _judge(units, unit)
    for place in units.joined:  # LB8a
        if place <= len(stretch) and verdicts[place] == MAY:
            verdicts[place] = NO
    if not following:
        verdicts[len(stretch)] = MUST
    return bytes(verdicts[1:])


def _judge(units: _Units, unit: int) -> int:
    """LB4 to LB31 for the place before a unit."""
    left, right = units.at(unit - 1), units.at(unit)
    if left in _HARD:
        return NO if left == "CR" and right == "LF" else MUST
    if right in _HARD or right in {"SP", "ZW"}:
        return NO
    anchor = units.before_spaces(unit)
    if units.at(anchor) == "ZW":
        return MAY
    for rules in (_gluing, _spacing, _quoting, _hyphening, _numbering, _letters, _clusters):
        verdict = rules(units, unit, left, right)
        if verdict is not None:
            return verdict
    return MAY


def _gluing(_units: _Units, _unit: int, left: str, right: str) -> int | None:
    """LB11 to LB13: joiners, glue, and closing punctuation."""
    if "WJ" in {left, right} or left == "GL":
        return NO
    if right == "GL" and left not in {"SP", "BA", "HY", "HH"}:
        return NO
    return NO if right in _CLOSING or right in {"EX", "SY"} else None


def _spacing(units: _Units, unit: int, left: str, right: str) -> int | None:
    """LB14 to LB18: what reaches over spaces."""
    anchor = units.before_spaces(unit)
    name = units.at(anchor)
    if name in _OPENING:
        return NO
    if name == "QI" and units.at(anchor - 1) in _BEFORE_INITIAL:
        return NO
    if right == "QF" and units.at(unit + 1) in _AFTER_FINAL:
        return NO
    if left == "SP" and right == "IS" and units.at(unit + 1) == "NU":
        return MAY
    if right == "IS":
        return NO
    if right == "NS" and name in _CLOSING:
        return NO
    if right == "B2" and name == "B2":
        return NO
    return MAY if left == "SP" else None


def _quoting(units: _Units, unit: int, left: str, right: str) -> int | None:
    """LB19, LB19a and LB20: quotation marks, and the contingent break."""
    if right in {"QU", "QF"} or left in {"QU", "QI"}:
        return NO
    if right == "QI" and not (units.wide(unit - 1) and units.wide(unit + 1)):
        return NO
    if left == "QF" and not (units.wide(unit) and units.wide(unit - 2)):
        return NO
    return MAY if "CB" in {left, right} else None


def _hyphening(units: _Units, unit: int, left: str, right: str) -> int | None:
    """LB20a to LB22: hyphens, non-starters, ellipses."""
    if left in {"HY", "HH"} and right in _LETTERS | {"HL"} and units.at(unit - 2) in _BEFORE_HYPHEN:
        return NO
    if right in {"BA", "HH", "HY", "NS"} or left == "BB":
        return NO
    hyphen = left == "HY" or (left == "HH" and not units.wide(unit - 1))
    if hyphen and units.at(unit - 2) == "HL" and right != "HL":
        return NO
    if left == "SY" and right == "HL":
        return NO
    return NO if right == "IN" else None


def _numbering(units: _Units, unit: int, left: str, right: str) -> int | None:
    """LB23 to LB25: letters with digits, prefixes and postfixes."""
    fixes = {"PO", "PR"}
    if (left in _LETTERS and right == "NU") or (left == "NU" and right in _LETTERS):
        return NO
    if (left == "PR" and right in _PICTURES) or (left in _PICTURES and right == "PO"):
        return NO
    if (left in fixes and right in _LETTERS) or (left in _LETTERS and right in fixes):
        return NO
    if right in fixes or right == "NU":
        number_end = unit - 2 if left in _CLOSING and right != "NU" else unit - 1
        if units.before_separators(number_end) == "NU":
            return NO
    if right == "NU" and left in {"PO", "PR", "HY", "IS"}:
        return NO
    if left in fixes and right in _OPENING:
        after = units.at(unit + 1)
        if after == "NU" or (after == "IS" and units.at(unit + 2) == "NU"):
            return NO
    return None


def _letters(units: _Units, unit: int, left: str, right: str) -> int | None:
    """LB26 to LB29: Hangul, alphabets, the aksaras of Brahmic scripts."""
    if left in _HANGUL and right in _HANGUL:
        follow = {"JL": {"JL", "JV", "H2", "H3"}, "JV": {"JV", "JT"}, "H2": {"JV", "JT"}}
        return NO if right in follow.get(left, {"JT"}) else MAY
    if (left in _HANGUL and right == "PO") or (left == "PR" and right in _HANGUL):
        return NO
    if left in _LETTERS and right in _LETTERS:
        return NO
    if left == "AP" and right in _AKSARA:
        return NO
    if left in _AKSARA and (right in {"VF", "VI"} or (right in _AKSARA and units.at(unit + 1) == "VF")):
        return NO
    if left == "VI" and right in {"AK", "DC"} and units.at(unit - 2) in _AKSARA:
        return NO
    return NO if left == "IS" and right in _LETTERS else None


def _clusters(units: _Units, unit: int, left: str, right: str) -> int | None:
    """LB30 to LB30b: brackets beside words, flags, emoji with modifiers."""
    words = _LETTERS | {"NU"}
    if (left in words and right == "OP") or (left == "CP" and right in words):
        return NO
    if left == right == "RI":
        return NO if units.flags[unit] % 2 else MAY
    return NO if right == "EM" and left in {"EB", "IX", "AX"} else None
