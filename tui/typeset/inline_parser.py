"""The inline parser: notes where each token stands, and takes any text in time that grows with its length alone."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from ...index.patterns import pattern

_MARKS = "[]*_~<`$!&\\"
_BEGINNINGS = {
    "text": "",
    "newline": "\n",
    "math_inline": "$\\",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""The signs with which the rules begin; the library would ask every rule at every sign."""
_BEGINNING = pattern(f"[{re.escape(''.join(_BEGINNINGS.values()))}]")
_LONGEST = 4000
"""Characters that are parsed at once: over some marks the library's time grows with their square."""
_MOST_MARKS = 1000
"""Marks of Markdown in a stretch of that length, more than any prose has."""
_BRACKET = pattern(r"\\[\\\[\]]|\[|\](\()?")


class _NotingState(StateInline):
    """Writes into `meta["at"]` of every token the offset in the inline text at which it was made."""

    pending_at = -1

    def append_pending(self, text: str) -> None:
        if self.pending_at < 0:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        token = super().pushPending()
        token.meta["at"] = self.pending_at
        self.pending_at = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if not self.pending:
            self.pending_at = -1
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token

    @cached_property
    def labels(self) -> frozenset[int]:
        """The places of the brackets that open the label of a link or image, by the brackets alone.

        The library looks for the end of every bracket's label anew.
        """
        waiting: list[int] = []
        found: list[int] = []
        for match in _BRACKET.finditer(self.src):
            if match[0] == "[":
                waiting.append(match.start())
            elif match[0][0] == "]" and waiting:
                opening = waiting.pop()
                if match[1]:
                    found.append(opening)
        return frozenset(found)


class NotingInline(ParserInline):
    """The inline parser that uses the noting state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """As the base class, with positions, a stretch at a time."""
        if not _BEGINNING.search(src):
            return _as_it_stands(src, 0, tokens)
        for start, end in pairwise(_borders(src)):
            self._stretch(src[start:end], start, md, env, tokens)
        return tokens

    def _stretch(self, src: str, start: int, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        """The tokens of a stretch; one with more marks than prose ever has is taken as it stands."""
        if len(src) > _MOST_MARKS and sum(map(src.count, _MARKS)) > _MOST_MARKS:
            _as_it_stands(src, start, tokens)
            return
        state = _NotingState(src, md, env, [])
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        if start:
            for token in state.tokens:
                token.meta["at"] = start + int(token.meta.get("at", 0))
        tokens.extend(state.tokens)

    @cached_property
    def _rules(self) -> dict[str, list[RuleFuncInlineType]]:
        """The rules for each sign, in the library's order."""
        rules: dict[str, list[RuleFuncInlineType]] = {}
        for name, rule in zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True):
            for sign in _BEGINNINGS[name]:
                rules.setdefault(sign, []).append(rule)
        return rules

    def _rules_at(self, state: StateInline) -> list[RuleFuncInlineType]:
        """The rules that may hold at the place of the state."""
        sign = state.src[state.pos]
        if sign in "[!" and isinstance(state, _NotingState) and state.pos + (sign == "!") not in state.labels:
            return []
        return self._rules.get(sign, [])

    def tokenize(self, state: StateInline) -> None:
        """As the base class, but text goes by at one stroke, and a sign only to the rules that begin with it."""
        source, end, deepest = state.src, state.posMax, state.md.options["maxNesting"]
        while state.pos < end:
            found = _BEGINNING.search(source, state.pos, end)
            stop = found.start() if found else end
            if stop > state.pos:
                state.append_pending(source[state.pos : stop])
                state.pos = stop
                continue
            for rule in self._rules_at(state) if state.level < deepest else ():
                if rule(state, False):  # noqa: FBT003 - markdown-it's calling convention
                    break
            else:
                state.append_pending(source[stop])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """As the base class, with the rules that begin with the sign."""
        place = state.pos
        if place in state.cache:
            state.pos = state.cache[place]
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax
        else:
            state.level += 1
            if not any(rule(state, True) for rule in self._rules_at(state)):  # noqa: FBT003 - as above
                state.pos += 1
            state.level -= 1
        state.cache[place] = state.pos


def _borders(source: str) -> Iterator[int]:
    """Where a text is cut to be parsed: after a line, a sentence or a word, wherever it is longer than one stretch."""
    start = 0
    yield start
    while len(source) - start > _LONGEST:
        limit = start + _LONGEST
        ends = (source.rfind(mark, start + _LONGEST // 2, limit) + 1 for mark in ("\n", "。", " "))
        start = next(filter(None, ends), limit)
        yield start
    yield len(source)


def _as_it_stands(source: str, start: int, tokens: list[Token]) -> list[Token]:
    """Text tokens for the lines, with the line breaks between them; the source begins at `start`."""
    at = start
    for number, line in enumerate(source.split("\n")):
        if number:
            tokens.append(Token("softbreak", "br", 0, meta={"at": at - 1}))
        tokens.append(Token("text", "", 0, content=line, meta={"at": at}))
        at += len(line) + 1
    return tokens
