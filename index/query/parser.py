"""The grammar of queries: tokens to a tree by recursive descent with a bounded depth, and what each leaf means."""

import re
import unicodedata

from ..errors import QueryError
from ..folding import CJK_RUN, TOKEN
from ..language import _
from ..patterns import pattern
from .ast import And, Days, Node, Not, Term, Upvotes, Value, conjunction, disjunction, negation
from .dates import parse_days
from .fields import FORMAT_VALUES, HAS_VALUES, IS_VALUES, TEXT_FIELDS, nearest_value, value_named
from .lexer import Token, tokens

_DEEPEST = 40
_COUNT = pattern(r"(>=|<=|≥|≤|>|<|=)?(\d{1,9})|(\d{1,9})?(?:\.{2,3}|~)(\d{1,9})?")
_ARXIV = pattern(
    r"(?:https?://\S*?/|arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?", re.IGNORECASE
)


def parse_nodes(text: str) -> Node:
    """The tree of a query; QueryError where the text means none."""
    return _Parser(tokens(text)).whole()


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def whole(self) -> Node:
        """Everything up to the end; a bracket too many is an error."""
        if self.here.kind == "end":
            return And()
        node = self.alternatives("")
        if self.here.kind == "close":
            raise QueryError(
                _("A closing bracket has no opening one"),
                _("Take it away, or open the group with a bracket."),
                position=self.here.at,
                expected=_("a word or the end"),
            )
        return And() if node is None else node

    def alternatives(self, field: str) -> Node | None:
        """One conjunction or more, joined by OR; None when nothing but punctuation was typed."""
        parts = [self.together(field)]
        while self.here.kind == "or":
            self.at += 1
            parts.append(self.together(field))
        sound = [part for part in parts if part is not None]
        return disjunction(sound) if sound else None

    def together(self, field: str) -> Node | None:
        """Terms side by side, all of which must match."""
        start = self.here
        parts: list[Node] = []
        while self.here.kind not in {"or", "close", "end"}:
            part = self.one(field)
            if part is not None:
                parts.append(part)
        if self.here is start:
            raise QueryError(
                _("Something is missing here"),
                _("OR and brackets need words on both sides."),
                position=start.at,
                expected=_("a word, a phrase or a field"),
            )
        return conjunction(parts) if parts else None

    def one(self, field: str) -> Node | None:
        """A word, a phrase, a group, a field with its value, or the negation of one of these."""
        negated = False
        while self.here.kind == "not":
            negated = not negated
            self.at += 1
        token = self.here
        if token.kind in {"or", "close", "end"}:
            raise QueryError(
                _("The minus excludes nothing"),
                _("Write the word to be excluded right behind it."),
                position=token.at,
                expected=_("a word, a phrase or a field"),
            )
        self.at += 1
        if token.kind == "open":
            node = self.group(token, field)
        elif token.kind == "field":
            node = self.valued(token, field)
        elif token.kind == "phrase":
            node = _phrase(token, field)
        else:
            node = _words(token, field)
        return negation(node) if negated and node is not None else node

    def group(self, opened: Token, field: str) -> Node | None:
        """What stands between brackets."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError(
                _("The groups are nested too deeply"),
                _("A query may be nested {n} groups deep.").format(n=_DEEPEST),
                position=opened.at,
                expected=_("fewer brackets"),
            )
        node = self.alternatives(field)
        if self.here.kind != "close":
            raise QueryError(
                _("A bracket is not closed"),
                _("Close the group with a second bracket."),
                position=opened.at,
                expected=")",
            )
        self.at += 1
        self.depth -= 1
        return node

    def valued(self, name: Token, outer: str) -> Node | None:
        """A field and its value; within `title:( … )` another field is an error."""
        if outer:
            raise QueryError(
                _("A field inside a field"),
                _("Close the group before the next field."),
                position=name.at,
                expected=_("a word or a phrase"),
            )
        token = self.here
        if token.kind in {"open", "word", "phrase"}:
            self.at += 1
            if name.text in TEXT_FIELDS:
                if token.kind == "open":
                    return self.group(token, name.text)
                return _phrase(token, name.text) if token.kind == "phrase" else _words(token, name.text)
            if token.kind != "open":
                return _meta(name, token)
        raise _bad_value(name.text, token)


def _words(token: Token, field: str) -> Node | None:
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


def _phrase(token: Token, field: str) -> Node | None:
    """The node of a quoted phrase; a single word in quotes is that word."""
    term = Term(token.text, "word" if TOKEN.fullmatch(token.text) else "phrase", field)
    return term if term.form.strip() else None


def _meta(name: Token, token: Token) -> Node:
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
        raise _bad_value(field, token)
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


def _bad_value(field: str, token: Token) -> QueryError:
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
    if near := nearest_value(field, token.text):
        advice = _("Is {near} meant? There are: {expected}").format(near=f"{field}:{near}", expected=expected)
    else:
        advice = _("Write one of: {expected}").format(expected=expected)
    return QueryError(title, advice, position=token.at, expected=expected)
