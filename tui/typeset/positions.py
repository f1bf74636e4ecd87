"""Where inline tokens stand: a markdown-it inline parser that notes it, and the way back to the source."""

import re
from bisect import bisect_right
from functools import cached_property
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
_MOST_MARKS = 4000
"""Marks of Markdown in one paragraph over which the parser's time would grow with their square."""


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


class NotingInline(ParserInline):
    """The inline parser that uses the noting state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """As the base class, with positions; text with more marks than prose ever has is taken as it stands."""
        too_many = len(src) > _MOST_MARKS and sum(map(src.count, _MARKS)) > _MOST_MARKS
        if too_many or not _BEGINNING.search(src):
            return _as_it_stands(src, tokens)
        state = _NotingState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    @cached_property
    def _rules(self) -> dict[str, list[RuleFuncInlineType]]:
        """The rules for each sign, in the library's order."""
        rules: dict[str, list[RuleFuncInlineType]] = {}
        for name, rule in zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True):
            for sign in _BEGINNINGS[name]:
                rules.setdefault(sign, []).append(rule)
        return rules

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
            sign = source[stop]
            for rule in self._rules.get(sign, ()) if state.level < deepest else ():
                if rule(state, False):  # noqa: FBT003 - markdown-it's calling convention
                    break
            else:
                state.append_pending(sign)
                state.pos += 1
        if state.pending:
            state.pushPending()


def _as_it_stands(source: str, tokens: list[Token]) -> list[Token]:
    """Text tokens for the lines, with the line breaks between them."""
    at = 0
    for number, line in enumerate(source.split("\n")):
        if number:
            tokens.append(Token("softbreak", "br", 0, meta={"at": at - 1}))
        tokens.append(Token("text", "", 0, content=line, meta={"at": at}))
        at += len(line) + 1
    return tokens


class SourceLines:
    """The lines of the source, and the way from the text of a block back to them."""

    def __init__(self, source: str) -> None:
        self.lines = source.split("\n")
        self.starts: list[int] = []
        offset = 0
        for line in self.lines:
            self.starts.append(offset)
            offset += len(line) + 1

    def line_start(self, number: int) -> int:
        """The offset of a line's first character; past the end, that of the last line."""
        return self.starts[min(number, len(self.starts) - 1)]

    def line(self, number: int) -> str:
        """The text of a line, empty past the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def locate(self, content: str, first_line: int) -> "Places":
        """Places of a block's text, each line of which is the tail of a source line (or the middle, in a heading)."""
        marks: list[int] = []
        offsets: list[int] = []
        position = 0
        for number, line in enumerate(content.split("\n"), first_line):
            ink = line.strip()
            column = max(self.line(number).rfind(ink), 0) if ink else 0
            marks.append(position)
            offsets.append(self.line_start(number) + column - (len(line) - len(line.lstrip())))
            position += len(line) + 1
        return Places(marks, offsets)

    def locate_cell(self, content: str, number: int, column: int) -> tuple["Places", int]:
        """Places of a table cell's text, sought in its line from a column on, and the column after it.

        The parser has taken the backslash from an escaped bar.
        """
        line = self.line(number)
        marks, offsets = [0], [self.line_start(number) + column]
        position = column
        for index, part in enumerate(content.split("|")):
            found = line.find("\\|" + part if index else part, position)
            if found < 0:
                break
            begin = found + 1 if index else found
            mark = sum(map(len, content.split("|")[:index])) + index - 1 if index else 0
            if index:
                marks.append(mark)
                offsets.append(self.line_start(number) + begin)
            else:
                offsets[0] = self.line_start(number) + begin
            position = begin + len(part) + (1 if index else 0)
        return Places(marks, offsets), position


class Places:
    """From offsets in the text of a block to offsets in the source."""

    def __init__(self, marks: list[int], offsets: list[int]) -> None:
        self.marks = marks
        self.offsets = offsets

    def __call__(self, position: int) -> int:
        """The source offset of a position in the text."""
        index = bisect_right(self.marks, position, 1) - 1
        return self.offsets[index] + position - self.marks[index]

    def shifted(self, by: int) -> "Places":
        """The same for a text that begins at `by` in this one."""
        return Places([mark - by for mark in self.marks], self.offsets)
