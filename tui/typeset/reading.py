"""From Markdown tokens to the tree of blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from ...index.patterns import pattern
from . import maths
from .blocks import Block, Code, CodeLine, Details, Heading, Item, Listing, Maths, Paragraph, Quote, Rule, Table
from .html import Part, split_block
from .inlines import Manner, read_inline
from .markdown import parser, tokens
from .options import Dialect
from .pieces import Piece
from .positions import Places, SourceLines
from .prose import Prose, compose
from .table_rule import Cell, Shape

_MOST_FOLDS = 20
"""Folds inside one another; what is deeper is shown without a fold of its own."""
_LANGUAGE = pattern(r"\{?\.?[A-Za-z][A-Za-z0-9_+#.-]{0,20}\}?")
"""What names a language after a fence; more than that is text."""


@dataclass
class _Frame:
    """A container that is being filled."""

    kind: str
    token: Token | None = None
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    source_start: int = 0
    number: int = 0
    summary: Prose | None = None
    is_open: bool = False
    is_tight: bool = True


class _Builder:
    """Walks the tokens once and keeps a stack of open containers."""

    def __init__(self, source: str, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.lines = SourceLines(source)
        self.stack = [_Frame("root")]
        self.folds = 0
        self.in_summary = False

    def build(self) -> tuple[Block, ...]:
        """The whole tree."""
        stream = tokens(self.source)
        index = 0
        while index < len(stream):
            index = self._take(stream, index)
        while len(self.stack) > 1:
            self._close_top()
        return tuple(self.stack[0].blocks)

    def _take(self, stream: Sequence[Token], index: int) -> int:
        """Handle one token, or several that belong together; gives the index of the next."""
        token = stream[index]
        kind = token.type
        if kind == "inline":
            self._inline(token, stream[index - 1])
        elif kind == "paragraph_open":
            if not token.hidden and self.stack[-1].kind == "list_item":
                self.stack[-2].is_tight = False
        elif kind == "table":
            self._table(token)
        elif kind in {"blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"}:
            start = self._start(token)
            self.stack.append(_Frame(kind.removesuffix("_open"), token, source_start=start))
        elif kind in {"blockquote_close", "bullet_list_close", "ordered_list_close", "list_item_close"}:
            while self.stack[-1].kind != kind.removesuffix("_close") and len(self.stack) > 1:
                self._close_top()
            self._close_top()
        elif kind in {"fence", "code_block"}:
            self._code(token)
        elif kind == "hr":
            start = self._start(token)
            self._add(Rule(start, start + len(self.lines.line(self._map(token)[0]))))
        elif kind == "math_block":
            self._maths(token)
        elif kind == "html_block":
            self._html(token)
        return index + 1

    def _map(self, token: Token) -> tuple[int, int]:
        return (token.map[0], token.map[1]) if token.map else (0, 0)

    def _start(self, token: Token) -> int:
        line = self._map(token)[0]
        text = self.lines.line(line)
        return self.lines.line_start(line) + len(text) - len(text.lstrip())

    def _add(self, block: Block) -> None:
        self.stack[-1].blocks.append(block)

    def _prose(self, children: Sequence[Token], content: str, places: Places, *style: str) -> Prose:
        pieces = read_inline(children, content, places, Manner(style or ("text",), self.dialect.raw_tex))
        return compose(pieces, self.dialect.ambiguous)

    def _inline(self, token: Token, opener: Token) -> None:
        places = self.lines.locate(token.content, self._map(token)[0])
        children = token.children or []
        if opener.type == "heading_open":
            level = int(opener.tag[1:])
            self._add(Heading(level, self._prose(children, token.content, places, f"heading{level}")))
        elif token.content:
            self._add(Paragraph(self._prose(children, token.content, places)))

    def _close_top(self) -> None:
        """Turn the innermost open container into a block of the one around it."""
        frame = self.stack.pop()
        blocks = tuple(frame.blocks)
        parent = self.stack[-1]
        if frame.kind == "blockquote":
            parent.blocks.append(Quote(blocks))
        elif frame.kind == "list_item":
            number = frame.token.info if frame.token else ""
            parent.items.append(Item(blocks, frame.source_start, number))
        elif frame.kind in {"bullet_list", "ordered_list"}:
            parent.blocks.append(Listing(tuple(frame.items), frame.is_tight))
        elif frame.kind == "details":
            summary = frame.summary or compose([Piece("…", ("summary",), frame.source_start, frame.source_start)], 1)
            parent.blocks.append(Details(frame.number, summary, blocks, frame.is_open))

    def _code(self, token: Token) -> None:
        first, last = self._map(token)
        begin = first + 1 if token.type == "fence" else first
        found: list[CodeLine] = []
        info = token.info.strip()
        if info and not _LANGUAGE.fullmatch(info):
            found.append(CodeLine(info, self.lines.line_start(first) + max(self.lines.line(first).rfind(info), 0)))
        for number, text in enumerate(token.content.removesuffix("\n").split("\n"), begin):
            if number >= last:
                break
            line = self.lines.line(number)
            column = max(len(line) - len(text), 0)
            found.append(CodeLine(line[column:], self.lines.line_start(number) + column))
        self._add(Code(tuple(found)))

    def _maths(self, token: Token) -> None:
        last = self._map(token)[1]
        start = self._start(token)
        end = self.lines.line_start(last - 1) + len(self.lines.line(last - 1).rstrip())
        tex = self.source[start:end].strip()
        body = tex.removeprefix(token.markup).rstrip(" .,;。，；").removesuffix({"$$": "$$"}.get(token.markup, "\\]"))
        lines = tex.split("\n") if self.dialect.raw_tex else maths.display_lines(body)
        pieces = [Piece(line, ("math",), start, end) for line in lines if line.strip()]
        self._add(Maths(tuple(compose([piece], self.dialect.ambiguous) for piece in pieces)))

    def _table(self, token: Token) -> None:
        shape: Shape = token.meta["shape"]
        rows = tuple(
            tuple(self._cell(cell, "text" if number else "table.header") for cell in row)
            for number, row in enumerate(shape.rows)
        )
        self._add(Table(shape.aligns, rows, self._start(token)))

    def _cell(self, cell: Cell, style: str) -> Prose:
        manner = Manner((style,), self.dialect.raw_tex, in_cell=True)
        return self._parsed(cell.text, Places([0], [cell.start]), manner)

    def _parsed(self, text: str, places: Places, manner: Manner) -> Prose:
        """Prose of a text that is not among the library's inline tokens."""
        md = parser()
        return compose(read_inline(md.inline.parse(text, md, {}, []), text, places, manner), self.dialect.ambiguous)

    def _html(self, token: Token) -> None:
        content = token.content
        places = self.lines.locate(content, self._map(token)[0])
        for part in split_block(content):
            if part.tag is None:
                self._html_text(part, places)
                continue
            start = places(part.offset)
            if part.tag.name == "details" and not part.tag.closes:
                if sum(frame.kind == "details" for frame in self.stack) >= _MOST_FOLDS:
                    continue
                frame = _Frame("details", source_start=start, number=self.folds)
                frame.is_open = "open" in part.text.lower().removeprefix("<details")
                self.folds += 1
                self.stack.append(frame)
            elif part.tag.name == "details":
                if any(frame.kind == "details" for frame in self.stack):
                    self._close_details()
            elif part.tag.name == "summary":
                self.in_summary = not part.tag.closes
            elif part.tag.name == "hr":
                self._add(Rule(start, start + len(part.text)))
        self.in_summary = False

    def _close_details(self) -> None:
        """Close the innermost fold, unless a list or quotation was opened inside it and is not closed yet."""
        if self.stack[-1].kind == "details":
            self._close_top()

    def _html_text(self, part: Part, places: Places) -> None:
        text = part.text.strip()
        places = places.shifted(part.offset + len(part.text) - len(part.text.lstrip()))
        frame = self.stack[-1]
        if self.in_summary and frame.kind == "details" and frame.summary is None:
            frame.summary = self._parsed(text, places, Manner(("summary",), self.dialect.raw_tex))
        elif (prose := self._parsed(text, places, Manner(raw_tex=self.dialect.raw_tex))).text:
            self._add(Paragraph(prose))


def parse(source: str, dialect: Dialect) -> tuple[Block, ...]:
    """The blocks of a text that is harmless already (see `safety`)."""
    return _Builder(source, dialect).build()
