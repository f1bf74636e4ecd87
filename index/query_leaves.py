"""The leaves of a query: what a bare word, a phrase, or a field with its value means."""

import re
import unicodedata

from .errors import QueryError
from .folding import CJK_RUN, TOKEN
from .language import _
from .patterns import pattern
from .query_dates import parse_days
from .query_fields import FORMAT_VALUES, HAS_VALUES, IS_VALUES, value_named
from .query_lexer import Token
from .query_nodes import Days, Node, Not, Term, Upvotes, Value, conjunction

_COUNT = pattern(r"(>=|<=|≥|≤|>|<|=)?(\d{1,9})|(\d{1,9})?(?:\.{2,3}|~)(\d{1,9})?")
_ARXIV = pattern(
    r"(?:https?://\S*?/|arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?", re.IGNORECASE
)


def words(token: Token, field: str) -> Node | None:
    """The node of a bare word: cut where scripts meet and at punctuation, a star at the end makes the last a prefix."""
    text = token.text
    if (
        not field
        and (known := _ARXIV.fullmatch(text))
        and not known.group(1).startswith("/")
        and text.lower().startswith(("http", "arxiv:"))
    ):
        return Value("id", known.group(1))
    if re.fullmatch(r"[^\W\d_](?:\+\+|#)", text):
        return Term(text, "phrase", field)
    found = list(TOKEN.finditer(text))
    parts: list[Node] = [Term(match.group(), "word", field) for match in found]
    if (
        found
        and text.endswith("*")
        and found[-1].end() == len(text.rstrip("*"))
        and not re.match(r"\W", found[-1].group())
    ):
        last = found[-1].group()
        if last.isascii() or not _is_cjk(last):
            parts[-1] = Term(last, "prefix", field)
    if parts:
        return conjunction(parts)
    symbols = "".join(char for char in text if unicodedata.category(char)[0] == "S" and char not in "*`~^")
    return Term(symbols, "phrase", field) if symbols else None


def _is_cjk(text: str) -> bool:
    """Whether a token is a run of CJK: such a run is found anywhere, so that a star says nothing new."""
    return CJK_RUN.fullmatch(text) is not None


def phrase(token: Token, field: str) -> Node | None:
    """The node of a quoted phrase; a single word in quotes is that word."""
    term = Term(token.text, "word" if TOKEN.fullmatch(token.text) else "phrase", field)
    return term if term.form.strip() else None


def meta(name: Token, token: Token) -> Node:
    """The node of a field that holds no words; QueryError for a value that it cannot have."""
    field, text = name.text, token.text.strip()
    node: Node | None = None
    if field == "day":
        span = parse_days(text)
        node = Days(span) if span else None
    elif field == "up":
        node = _upvotes(text)
    elif field == "id":
        known = _ARXIV.fullmatch(text)
        node = Value("id", known.group(1) if known else text) if text else None
    elif field == "tag":
        node = Value("tag", text.lstrip("# ")) if text.strip("#* ") or text == "*" else None
    elif field in {"is", "has", "format"} and (value := value_named(field, text)):
        if field == "is":
            node = Not(Value("is", "read")) if value == "unread" else Value("is", value)
        elif field == "has":
            node = Value("is", "noted") if value == "note" else Value("has", value)
        else:
            node = Value("format", value)
    if node is None:
        raise bad_value(field, token)
    return node


def _upvotes(text: str) -> Upvotes | None:
    """The bounds that a value of `up:` means; None where it means none."""
    match = _COUNT.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    sign, count, low, high = match.groups()
    if count is None:
        return Upvotes(int(low or 0), int(high) if high else None) if low or high else None
    number = int(count)
    if sign == "<" and number == 0:
        return None
    return {
        ">": Upvotes(number + 1),
        ">=": Upvotes(number),
        "≥": Upvotes(number),
        "<": Upvotes(0, number - 1),
        "<=": Upvotes(0, number),
        "≤": Upvotes(0, number),
    }.get(sign or "", Upvotes(number, number))


def bad_value(field: str, token: Token) -> QueryError:
    """The error for a field without a value that it can have."""
    expected = {
        "is": ", ".join(IS_VALUES),
        "has": ", ".join(HAS_VALUES),
        "format": ", ".join(FORMAT_VALUES),
        "day": _("a day, a month, a range or a name: 2025-12-27, 2025-12, 2025-12-20..2025-12-27, today, last-week"),
        "up": _("a number or a comparison: 20, >20, 5..50"),
        "id": _("an arXiv id: 2512.19680"),
        "tag": _("a tag"),
    }.get(field, _("a word or a phrase"))
    if token.text:
        title = _("“{value}” is no value of “{field}:”").format(value=token.text, field=field)
    else:
        title = _("“{field}:” needs a value").format(field=field)
    return QueryError(
        title, _("Write one of: {expected}").format(expected=expected), position=token.at, expected=expected
    )
