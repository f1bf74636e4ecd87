"""A typed query cut into tokens; punctuation of a Chinese input method counts as its ASCII twin."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from ..errors import QueryError
from ..language import _
from ..patterns import pattern
from .fields import FIELDS, field_named, nearest_field

LONGEST = 4000
"""Characters that a query may have."""

TokenKind = Literal["open", "close", "or", "not", "field", "word", "phrase", "end"]

_TWINS = str.maketrans(
    {
        "：": ":", "“": '"', "”": '"', "„": '"', "＂": '"', "「": '"', "」": '"', "（": "(", "）": ")", "－": "-",
        "＊": "*", "＞": ">", "＜": "<", "＝": "=", "｜": "|", "　": " ", "\u00a0": " ",
    }
)  # fmt: skip
_NAME = pattern(r"([^\W\d_][\w;-]{0,24}):")
_BARE = pattern(r'[^\s()"]+')


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `at` is the offset in characters in the typed text. Words and phrases carry their text in NFKC."""

    kind: TokenKind
    at: int
    text: str = ""


def tokens(text: str) -> list[Token]:
    """The tokens of a query, the last one "end". QueryError for an open quote, an unknown field, or too long a text."""
    if len(text) > LONGEST:
        raise QueryError(
            _("The query is too long"),
            _("A query may have {n} characters.").format(n=LONGEST),
            position=LONGEST,
            expected=_("a shorter query"),
        )
    typed = text.translate(_TWINS)
    found: list[Token] = []
    at = 0
    while at < len(typed):
        char = typed[at]
        if char.isspace():
            at += 1
        elif char in "()":
            found.append(Token("open" if char == "(" else "close", at))
            at += 1
        elif char == '"':
            at = _phrase(typed, at, found)
        elif char == "-" and at + 1 < len(typed) and not typed[at + 1].isspace():
            found.append(Token("not", at))
            at += 1
        else:
            at = _bare(typed, at, found)
    found.append(Token("end", len(typed)))
    return found


def _phrase(typed: str, at: int, found: list[Token]) -> int:
    """Take the phrase that opens at `at`; gives the offset behind its closing quote."""
    end = typed.find('"', at + 1)
    if end < 0:
        raise QueryError(
            _("A quote is not closed"),
            _("Close the phrase with a second quotation mark."),
            position=at,
            expected='"',
        )
    inside = unicodedata.normalize("NFKC", typed[at + 1 : end]).replace('"', " ")
    found.append(Token("phrase", at, " ".join(inside.split())))
    return end + 1


def _bare(typed: str, at: int, found: list[Token]) -> int:
    """Take what stands at `at` up to a space, bracket or quote: a word, an operator, or a field and its value."""
    match = _BARE.match(typed, at)
    word = match.group() if match else typed[at]
    end = at + len(word)
    if word in {"OR", "|", "||"}:
        found.append(Token("or", at))
    elif word == "NOT":
        found.append(Token("not", at))
    elif word not in {"AND", "&", "&&"}:
        named = _NAME.match(word)
        field = field_named(named.group(1)) if named else None
        if named and field:
            found.append(Token("field", at, field))
            at, word = at + named.end(), word[named.end() :]
        elif named and (rest := word[named.end() :]) and not rest.startswith("/"):
            raise _unknown_field(named.group(1), at)
        if word:
            found.append(Token("word", at, unicodedata.normalize("NFKC", word)))
    return end


def _unknown_field(name: str, at: int) -> QueryError:
    """The error for a field that does not exist, with the nearest one that does."""
    near = nearest_field(name)
    advice = _("Did you mean “{name}:”?").format(name=near) if near else _("Quote the words to search for a colon.")
    known = ", ".join(f"{field}:" for field in FIELDS)
    return QueryError(_("There is no field “{name}”").format(name=name), advice, position=at, expected=known)
