"""The piece of a paper's text around what was looked for, with the places to light."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ..folding import CJK, GREEK, fold, plain
from ..model import Paper
from ..query.ast import Term
from .answers import Snippet
from .tokenizer import lookup

WIDTH = 96
"""Characters of a snippet; Han characters count twice, as they do on the screen."""

_LETTER = f"[^\\W\\d_{CJK}]"
_SPACE = re.compile(r"\s+")
_NAMES = re.compile("|".join(sorted(GREEK.values(), key=len, reverse=True)))
_LETTERS = {name: letter for letter, name in GREEK.items()}
_FIRST = ("contribution", "problem", "method", "innovation", "results")
_IS_CJK = re.compile(f"[{CJK}]")


def snippets_of(paper: Paper, terms: Sequence[Term], most: int = 2) -> tuple[Snippet, ...]:
    """The best pieces of a paper for these terms, best first: those of the sections that hold most of them.

    Where no term is found as a whole, its parts (pairs of Han, words) are. A hit in the title alone gives the title.
    """
    patterns = [_pattern(term) for term in terms]
    found = _pieces(paper, patterns, most)
    if not found:
        parts = dict.fromkeys(unit for term in terms for unit in lookup(term).units)
        found = _pieces(paper, [_pattern(Term(unit.word)) for unit in parts if unit.word[0] >= " "], most)
    return tuple(found[:most])


def lit(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """The places of the terms in a text as it is shown: half-open ranges of characters, rising, none overlapping."""
    return _places(text, [_pattern(term) for term in terms])[0]


def _pieces(paper: Paper, patterns: list[re.Pattern[str]], most: int) -> list[Snippet]:
    """A snippet a section that holds any of the patterns, those with most of them first.

    The telling sections are looked at first; once enough hold every pattern, the others are left alone.
    """
    parts = [(section.key, section.markdown) for reading in paper.readings for section in reading.sections]
    parts += [("note", paper.note), ("title", paper.title)]
    parts.sort(key=lambda part: _FIRST.index(part[0]) if part[0] in _FIRST else len(_FIRST) + (part[0] == "title"))
    ranked: list[tuple[int, Snippet]] = []
    whole = 0
    for key, markdown in parts:
        text = plain(markdown)
        places, kinds = _places(text, patterns)
        if places:
            ranked.append((-kinds, _cut(key, text, places)))
            whole += kinds == len(patterns)
            if whole >= most:
                break
    ranked.sort(key=lambda row: row[0])
    return [snippet for _kinds, snippet in ranked]


def _places(text: str, patterns: list[re.Pattern[str]]) -> tuple[list[tuple[int, int]], int]:
    """Where any of the patterns is found in the text, and how many of them are."""
    folded = fold(text)
    origin: list[int] | None = None
    if len(folded) != len(text):
        pieces = [fold(char) for char in text]
        folded = "".join(pieces)
        origin = [at for at, piece in enumerate(pieces) for _char in piece]
        origin.append(len(text))
    spans: list[tuple[int, int]] = []
    kinds = 0
    for pattern in patterns:
        found = [match.span() for match in pattern.finditer(folded) if match.end() > match.start()]
        kinds += bool(found)
        spans.extend(found)
    if origin is not None:
        spans = [(origin[start], origin[end - 1] + 1) for start, end in spans]
    return _merged(spans), kinds


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=512)
def _pattern(term: Term) -> re.Pattern[str]:
    """A pattern that finds a term in folded text as `folding.find_term` does in match form."""
    form = term.form
    body: list[str] = []
    for at, char in enumerate(form):
        if at and bool(_IS_CJK.match(form[at - 1])) != bool(_IS_CJK.match(char)):
            body.append("[^\\S\\n]*")
        body.append("\\s+" if char.isspace() else re.escape(char))
    joined = "".join(body)
    named = _NAMES.sub(lambda match: f"(?:{match.group()}|{_LETTERS[match.group()]})", joined)
    return re.compile(_edge(form[:1], "<") + named + ("" if term.kind == "prefix" else _edge(form[-1:], "")))


def _edge(char: str, side: str) -> str:
    """The condition at one end of a term: that its letters or digits do not go on."""
    if not char or _IS_CJK.match(char) or not char.isalnum():
        return ""
    return f"(?{side}!\\d)" if char.isdecimal() else f"(?{side}!{_LETTER})"


def _cut(key: str, text: str, places: list[tuple[int, int]]) -> Snippet:
    """About WIDTH cells of the text from a little before the densest hit, white space made single."""
    start = max(places[0][0] - 24, 0)
    if start:
        ends = (max(text.rfind(mark, start, places[0][0]) for mark in marks) for marks in ("。；！？\n", "，,：:", " "))
        start = next((near + 1 for near in ends if near >= 0), start)
    end, room = start, WIDTH
    while end < len(text) and (room > 0 or end < places[0][1]) and end - start < 4 * WIDTH:
        room -= 2 if unicodedata.east_asian_width(text[end]) in "WF" else 1
        end += 1
    shown: list[str] = []
    moved: list[int] = []
    for at in range(start, end):
        char = text[at]
        moved.append(len(shown))
        if not char.isspace():
            shown.append(char)
        elif shown and shown[-1] != " ":
            shown.append(" ")
    moved.append(len(shown))
    marks = [(moved[left - start], moved[min(right, end) - start]) for left, right in places if start <= left < end]
    return Snippet(key, "".join(shown), tuple((left, right) for left, right in marks if right > left))
