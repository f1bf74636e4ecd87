"""Chinese rules of line breaking on top of UAX 14, and four ranks of places to break.

Sources: CLREQ, https://www.w3.org/TR/clreq/#line_composition, for the marks that never begin or end a line; UAX 14,
section 8, for the form of a tailoring.
"""

import re
from collections.abc import Sequence
from itertools import cycle

from ...index.patterns import pattern
from .breaking import MUST, NO, opportunities
from .characters import EAST_ASIAN_WIDTH
from .links import ADDRESS

NORMAL, HARD, RELUCTANT, DESPERATE = 1, 2, 3, 4
"""Ranks: as good as any; a break that stands; inside a word; inside what is cut only when it is wider than a line."""

_BINDING = "；：…—―”’％‰℃·・～ー々〻ヽヾゝゞ‼⁇⁈⁉"
NEVER_FIRST = "。，、？！）」』】》〉〕〗〙〛］｝〟．" + _BINDING
"""Characters that no line begins with; of these UAX 14 breaks only before the binding ones, by LB13.

That is so where no zero-width space stands, and text of ours has none.
"""
_PREFIXES = "￥＄￡＃＠"
NEVER_LAST = "（「『【《〈〔〖〘〚［｛〝“‘" + _PREFIXES
"""Characters that no line ends with; of these UAX 14 breaks only after the prefixes, by LB14."""
HANGING = frozenset("。，、；：？！．,.;:?!")
"""Characters that may stand in the margin where punctuation hangs."""

_FIRST = pattern(f"[{_BINDING}]")
_LAST = pattern(f"[{_PREFIXES}] *")
_LATIN_UNITS = (
    "%|‰|°[CF]?|℃|[kKMGTP]i?[Bb](?:ps)?|[BKMGT]|[num]?s|ms|µs|μs|min|[kMG]?Hz|fps|FPS|px|dB|k?g|mg|[kcmnµμ]?m|k?W|m?V|m?A"
    "|eV|x|×|h|hrs?|pp|bp|bits?|bytes?|tokens?|[TGP]?FLOPS?|[TGP]?FLOPs"
)
_CHINESE_UNITS = (
    "万|亿|千|百|兆|倍|年|月|日|时|分|秒|毫秒|小时|天|周|元|美元|度|成|折|字节|比特|像素|个|号|种|项|步|轮|层|帧|张|次|位|维|点"
    "|条|篇|组|类|款|名|人|台|块|卡|段|句|字|行|列|级|阶|章|节|对|份|套|批|代|路|页|词|题"
)
_MEASURE = pattern(rf"[0-9](?<![0-9.,].)[0-9.,]*+\+?+ ?(?:(?:{_LATIN_UNITS})(?![A-Za-z0-9])|{_CHINESE_UNITS})")
_SIGNED = pattern(r"[<>≤≥≈~±=＋+\-−](?<![^\W\d_].) (?=[0-9])")
_AFTER_IN_ADDRESS = pattern(r"[/.?&=_\-,:;+#~]")
_AFTER_IN_FORMULA = frozenset("=≤≥<>≈∼∝≡≔→⇒∈,")
_WIDE = r"\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60"
_COMPOUND = pattern(rf"[^\sA-Za-z0-9{_WIDE}][^\s{_WIDE}]*")
"""Unspaced Latin text from its first sign on: only beside signs a word has places to break."""
_QUOTE = pattern('["“‘”’]')


def _quotation(text: str) -> list[tuple[int, str]]:
    """The quotation marks of the text, told into opening and closing ones: their places and classes."""
    told: list[tuple[int, str]] = []
    straight: list[int] = []
    for match in _QUOTE.finditer(text):
        place, mark = match.start(), match[0]
        if mark == '"':
            straight.append(place)
        elif mark in "“‘":
            told.append((place, "OPW"))
        elif not (mark == "’" and text[place + 1 : place + 2].isalpha() and _is_latin(text[place + 1])):
            told.append((place, "CL"))
    if len(straight) % 2 == 0:
        told += zip(straight, cycle(("OPW", "CL")))
    return told


def _is_latin(character: str) -> bool:
    """Neither wide nor of ambiguous width, or an en dash: what stands inside words of alphabets and inside numbers."""
    return EAST_ASIAN_WIDTH[character] == "n" or character == "–"


def levels(text: str, whole: Sequence[tuple[int, int, str]] = ()) -> bytearray:
    """The rank of the place before each character, 0 where no line may be broken; one entry more than characters.

    `whole` are ranges (start, end, "code" or "math") to be kept on one line where they fit on one.
    """
    marks = opportunities(text, _quotation(text))
    if text:
        marks[len(text)] = HARD
    for match in _FIRST.finditer(text):
        _forbid(marks, match.start())
    for match in _LAST.finditer(text):
        _forbid(marks, match.end())
    for match in _MEASURE.finditer(text):
        _forbid(marks, *range(match.start() + 1, match.end()))
    for match in _SIGNED.finditer(text):
        _forbid(marks, match.end())
    for match in _COMPOUND.finditer(text):
        place, end = match.span()
        while (place := marks.find(NORMAL, place, end)) > 0:
            before = text[place - 1]
            if _is_latin(before) and not before.isspace() and _is_latin(text[place]):
                marks[place] = RELUCTANT
            place += 1
    for start, end, kind in whole:
        _hold(marks, text, start, end, kind)
    for match in ADDRESS.finditer(text):
        _hold_address(marks, match)
    return marks


def _forbid(marks: bytearray, *places: int) -> None:
    for place in places:
        if marks[place] != MUST:
            marks[place] = NO


def _hold(marks: bytearray, text: str, start: int, end: int, kind: str) -> None:
    """Inside code only in need; a formula is broken after a relation or a comma, or else at its other spaces."""
    for place in range(start + 1, end):
        if marks[place] not in {NO, HARD}:
            if kind == "math" and text[place - 1] == " ":
                marks[place] = NORMAL if text[place - 2] in _AFTER_IN_FORMULA else RELUCTANT
            else:
                marks[place] = DESPERATE


def _hold_address(marks: bytearray, match: re.Match[str]) -> None:
    """Inside an address only where it is wider than the line, and then after its punctuation."""
    start, address = match.start(), match[0]
    for place in range(start + 1, match.end()):
        if marks[place] != HARD:
            marks[place] = NO
    after_scheme = address.find("//") + 2
    for part in _AFTER_IN_ADDRESS.finditer(address, after_scheme):
        if part.end() < len(address):
            marks[start + part.end()] = DESPERATE
