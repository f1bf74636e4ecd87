"""The grammar of queries: tokens to a tree, by recursive descent with a bounded depth."""

from .errors import QueryError
from .language import _
from .query_fields import TEXT_FIELDS
from .query_leaves import bad_value, meta, phrase, words
from .query_lexer import Token, tokens
from .query_nodes import And, Node, conjunction, disjunction, negation

_DEEPEST = 40


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
            node = phrase(token, field)
        else:
            node = words(token, field)
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
                return phrase(token, name.text) if token.kind == "phrase" else words(token, name.text)
            if token.kind != "open":
                return meta(name, token)
        raise bad_value(name.text, token)
