"""Text to the words it is found by, and a query's term to the words that must be looked up for it."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from ..folding import ATOM, CJK_RUN, LATIN_WORD, TOKEN
from ..query.ast import Term
from ..searchtext import SearchText, is_han, word_parts

GROUPS = ("title", "core", "body")
"""The three fields of the index; their order is the order in which the term file holds them."""

WEIGHTS = {"title": 4.0, "core": 2.0, "body": 1.0}

STEPS = 115.0
"""Steps of a posting's weight byte for a weight of one; weights lie between 0 and 2.2."""

PREFIX, FLAG = "\x01", "\x02"
"""Marks before words that stand for the beginning of a word (up to three characters), and for what a paper has."""

_SHORT_PREFIX = 3
_CORE = frozenset({"domain", "contribution"})
_MOST_ATOMS = 4


def group_of(field: str) -> str:
    """The field of the index that holds the words of a searchable part."""
    if field == "title":
        return "title"
    return "core" if field in _CORE else "body"


@lru_cache(maxsize=60_000)
def _latin_words(chunk: str) -> tuple[str, ...]:
    """The words of a Latin chunk: every row of up to four atoms, and the marked beginnings at each atom."""
    beginnings = {
        PREFIX + chunk[match.start() : match.start() + length]
        for match in ATOM.finditer(chunk)
        for length in range(1, min(_SHORT_PREFIX, len(chunk) - match.start()) + 1)
    }
    return (*word_parts(chunk, _MOST_ATOMS), *beginnings)


def words_of(text: SearchText) -> dict[str, Counter[str]]:
    """How often each word stands in each group of a paper's text."""
    groups: dict[str, Counter[str]] = {name: Counter() for name in GROUPS}
    for field, part in text.parts:
        if field == "has":
            groups["body"].update(FLAG + flag for flag in part.split())
            continue
        counts = groups[group_of(field)]
        if field not in {"title", "author", "tag", "id"}:
            groups["body"][FLAG + field] += 1
        words: list[str] = []
        for run in CJK_RUN.findall(part):
            words += run
            words += map(add, run, run[1:])
        for chunk in LATIN_WORD.findall(part):
            words += _latin_words(chunk)
        counts.update(words)
    return groups


@dataclass(frozen=True, slots=True)
class Unit:
    """Words of which one must be there. `beginning`: any word that begins so counts, as the lexicon knows them."""

    word: str
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Lookup:
    """What to look up for a term: all units must be found in one of the groups, and then, where `verify`, the text."""

    units: tuple[Unit, ...]
    groups: tuple[str, ...]
    verify: bool


@lru_cache(maxsize=1024)
def lookup(term: Term) -> Lookup:
    """How a term is looked up. A term without any word (a lone symbol) has no unit: every paper is a candidate."""
    groups = (group_of(term.field),) if term.field else GROUPS
    verify = bool(term.field) and term.field != "title"
    form = term.form
    if term.kind == "prefix":
        atoms = [match.span() for match in ATOM.finditer(form)]
        if len(atoms) > _MOST_ATOMS:
            return Lookup(tuple(Unit(word) for word in _windows(form[: atoms[-1][0]])), groups, verify=True)
        short = len(form) <= _SHORT_PREFIX
        return Lookup((Unit(PREFIX + form) if short else Unit(form, beginning=True),), groups, verify)
    tokens = TOKEN.findall(form)
    units = [unit for token in tokens for unit in _units(token)]
    exact = len(units) == 1 == len(tokens) and term.kind == "word"
    return Lookup(tuple(dict.fromkeys(units)), groups, verify or not exact)


def _units(token: str) -> list[Unit]:
    """The words that a text with this token surely has: pairs of a CJK run, rows of atoms of a Latin word."""
    if not is_han(token):
        return [Unit(word) for word in _windows(token)]
    return [Unit(token)] if len(token) < 3 else [Unit(token[at : at + 2]) for at in range(len(token) - 1)]


def _windows(chunk: str) -> list[str]:
    """The rows of four neighbouring atoms of a Latin chunk; the whole chunk when it has no more than four."""
    spans = [match.span() for match in ATOM.finditer(chunk)]
    if len(spans) <= _MOST_ATOMS:
        return [chunk[spans[0][0] : spans[-1][1]]] if spans else []
    return [chunk[spans[at][0] : spans[at + _MOST_ATOMS - 1][1]] for at in range(len(spans) - _MOST_ATOMS + 1)]
