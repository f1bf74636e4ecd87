"""The forms in which a line names a section: heading, numbered, bold, bulleted, plain."""

import re
from dataclasses import dataclass
from typing import Literal

from ..patterns import pattern
from .labels import key_of

Style = Literal["heading", "numbered", "bold", "bullet", "plain"]

_LONGEST = 240
_PREFIX = pattern(
    r"\ufeff?(?P<quote>(?:[ \t]{0,3}>){0,3})(?P<indent>[ \t\u00a0\u3000\u200b]{0,24})"
    r"(?:(?P<hashes>#{1,6})(?!#)[ \t\u00a0\u3000]*|(?P<bullet>[-*+•·●▪◦])[ \t]+)?"
)
_BLANKS = frozenset(" \t\u00a0\u3000\u200b\ufeff")
_NUMERALS = "一二三四五六七八九十"
_NUMBER = pattern(
    rf"(?:第(?P<part>[{_NUMERALS}]{{1,3}}|\d{{1,2}})(?:部分|节|章|点|步)\s?[.．、:：]?|[（(\[]\s?(?P<inside>\d{{1,2}}|[{_NUMERALS}]{{1,3}})\s?[)）\]]\s?[.．、:：]?"
    rf"|(?P<before>\d{{1,2}}|[{_NUMERALS}]{{1,3}}|[IVX]{{1,4}})\s?\\?[.．、:：)）]"
    r"|(?P<keycap>\d)\ufe0f?\u20e3|(?P<circled>[①-⑩]))\s*"
)
_SYMBOLS = pattern(r"[^\w\s*（(【\[<>`\"“‘'$\\#~|=.,:;!?。，：；！？)）】\]-]{1,8}\s*")
_OPENING = pattern(r"(?:\*\*|__|【)\s*")
_END = pattern(r"\*\*|__|[:：】]")
_AFTER = pattern(
    r"(?P<closed>\*\*|__|】)?(?:\s?[（(][^()（）]{1,60}[)）])?(?P<late>\*\*|__|】)?"
    r"\s?(?P<colon>[:：]|[ \t][-–—]{1,2}(?=[ \t]))?\s?(?P<last>\*\*|__)?[ \t]*"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


@dataclass(frozen=True, slots=True)
class Label:
    """A line that may open a section: in which form, of which key, and what follows on the same line.

    `index` counts lines of the block from 0; `certain` says that the name is no everyday word; `level` is that of the
    heading (7 for the other forms); `title` holds every letter and digit of the line that `rest` does not.
    """

    index: int
    style: Style
    key: str
    certain: bool
    number: int | None
    level: int
    indent: int
    bold: bool
    colon: bool
    title: str
    rest: str


def may_be_label(line: str) -> bool:
    """A quick look at a line: False for blank lines and nearly all running text."""
    first = line[:1]
    if first in _BLANKS:
        line = line[:80].lstrip(" \t\u00a0\u3000\u200b\ufeff")
        first = line[:1]
    if first.isalpha() and first not in _NUMERALS:
        head = line[:48]
        return ":" in head or "：" in head
    return first not in {"", "<"}


def label_at(index: int, line: str) -> Label | None:
    """The label that opens this line, or None where the line is running text or names nothing known."""
    text = line[:_LONGEST]
    prefix = _PREFIX.match(text)
    if prefix is None:
        return None
    at, number, bold = _enter(text, prefix.end())
    end = _END.search(text, at, at + 80)
    key, certain = key_of(text[at : end.start() if end else len(text)])
    stop = end.start() if end else len(text)
    if not key:
        return None
    after = _AFTER.match(text, stop)
    rest_at = after.end() if after else stop
    closed = bool(after and (after["closed"] or after["late"] or after["last"]))
    colon = bool(after and after["colon"])
    rest = line[rest_at:].strip()
    style = _style(prefix, number, bold=bold)
    spaced = rest_at < len(text) and text[rest_at - 1].isspace()
    if rest and not colon and not (style in ("heading", "numbered") and bold and closed and spaced):
        return None
    if style == "plain" and not colon:
        return None
    if bold and not closed and rest:
        rest = "**" + rest
    return Label(
        index=index,
        style=style,
        key=key,
        certain=certain,
        number=number,
        level=len(prefix["hashes"]) if prefix["hashes"] else 7,
        indent=len(prefix["indent"].expandtabs(4)),
        bold=bold,
        colon=colon,
        title=plain_title(text[prefix.start("hashes") if prefix["hashes"] else prefix.end() : rest_at]),
        rest=rest,
    )


def plain_title(text: str) -> str:
    """A heading without its markup: hashes, bold marks, brackets of emphasis and the closing colon."""
    bare = text.replace("**", "").replace("__", "").replace("【", "").replace("】", "")
    return bare.replace("\\", "").strip().strip("#").strip(" \t\u00a0\u3000\u200b\ufeff:：>`")


def _enter(text: str, at: int) -> tuple[int, int | None, bool]:
    """Past emoji, number and the opening of bold: where the name begins, the number or None, whether it is bold."""
    number: int | None = None
    bold = False
    for _turn in range(4):
        if match := _OPENING.match(text, at):
            bold = True
        elif number is None and (match := _NUMBER.match(text, at)):
            number = _value(match)
        else:
            match = _SYMBOLS.match(text, at)
        if not match:
            break
        at = match.end()
    return at, number, bold


def _value(match: re.Match[str]) -> int:
    """The number of an enumerator: Arabic, Chinese, Roman, circled or a keycap."""
    text = match["part"] or match["inside"] or match["before"] or match["keycap"] or match["circled"] or ""
    if text in _ROMAN:
        return _ROMAN[text]
    if "①" <= text <= "⑩":
        return ord(text) - ord("①") + 1
    if text[:1] in _NUMERALS:
        ten, _found, unit = text.rpartition("十")
        tens = (_NUMERALS.index(ten) + 1 if ten in _NUMERALS and ten else 1) * 10 if "十" in text else 0
        return tens + (_NUMERALS.index(unit) + 1 if unit else 0)
    return int(text) if text.isdecimal() else 0


def _style(prefix: re.Match[str], number: int | None, *, bold: bool) -> Style:
    """The form of a label by what stands before its name."""
    if prefix["hashes"]:
        return "heading"
    if prefix["bullet"]:
        return "bullet"
    if number is not None:
        return "numbered"
    return "bold" if bold else "plain"
