"""Markdown laid out for a width: the one entry of the room."""

from collections.abc import Sequence
from functools import lru_cache

from ...index.language import _
from .blocks import Block, Code, Details, Heading, Item, Listing, Maths, Paragraph, Quote, Rule, Table
from .codes import put_code
from .composing import Margin, Sheet, added
from .document import DetailsSpan, Document, Line, LinkSpan, Run
from .options import Dialect, Options, glyphs
from .pieces import Piece
from .prose import compose
from .safety import harmless
from .tables import put_table

__all__ = ["Document", "Line", "Options", "Run", "layout"]

_MOMENT = 60_000
"""Characters of running text that take about a tenth of a second, of the most laborious text a fifth."""
_SIGN = 30
"""Characters that take as long as a line break, a tag or a link of the source."""
_STEP = 500
_LEAST_ROOM = 18
"""Cells that nesting leaves to the text, where the width itself is more."""
_LEAST_FIRST = 6
"""The same for the line that begins with bullets; with less they get a line of their own."""


@lru_cache(maxsize=256)
def _blocks(source: str, dialect: Dialect) -> tuple[Block, ...]:
    from .reading import parse  # brings markdown-it along, which takes a tenth of a second

    return parse(source, dialect)


def layout(markdown: str, options: Options) -> Document:
    """The lines of a Markdown text at a width; any string whatever gives a document.

    What has been parsed lately is remembered, so that another width costs only the filling.
    """
    longest = _end(markdown, options.longest)
    end = _end(markdown, min(longest, _first(markdown))) if options.first else longest
    source = harmless(markdown[:end])
    blocks = _blocks(source, Dialect(options.ambiguous, options.raw_tex))
    setter = _Setter(Sheet(options, glyphs(options)))
    setter.put_all(blocks, Margin(), spaced=True)
    if left := len(markdown) - end:
        text = _("… {n} more characters in the file").format(n=left)
        setter.sheet.prose(compose([Piece(text, ("more",), end, end)], 1), Margin(), "more")
    lines = tuple(setter.sheet.lines)
    folds = tuple(setter.folds)
    return Document(lines, markdown, _links(lines), folds, options.width, options.ambiguous, end < longest)


def _end(markdown: str, longest: int) -> int:
    """Where what is laid out ends: within so many characters, at the end of a line if there is one near."""
    if len(markdown) <= longest:
        return len(markdown)
    return markdown.rfind("\n", longest // 2, longest) + 1 or longest


def _first(markdown: str) -> int:
    """How many characters can be laid out within a moment, whatever they are."""
    left, end = _MOMENT, 0
    while left > 0 and end < len(markdown):
        signs = sum(markdown.count(sign, end, end + _STEP) for sign in ("\n", "<", "]("))
        left -= _STEP + _SIGN * signs
        end += _STEP
    return end


class _Setter:
    """Writes blocks onto a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.folds: list[DetailsSpan] = []
        self.depth = 0

    def put_all(self, blocks: Sequence[Block], margin: Margin, *, spaced: bool) -> None:
        """Blocks one under the other, with a blank line between them where `spaced`."""
        for number, block in enumerate(blocks):
            if number:
                margin = margin.after_first()
                leads_in = isinstance(block, Listing) and block.is_tight and isinstance(blocks[number - 1], Paragraph)
                if spaced and not (leads_in and self.depth):
                    start = self.sheet.lines[-1].source_start if self.sheet.lines else 0
                    self.sheet.blank(margin, start)
            self._put(block, margin)

    def _put(self, block: Block, margin: Margin) -> None:
        sheet = self.sheet
        match block:
            case Paragraph():
                sheet.prose(block.prose, margin, "item" if self.depth else "text")
            case Heading():
                sheet.prose(block.prose, margin, "heading")
            case Quote():
                self._put_quote(block, margin)
            case Listing():
                self._put_list(block, margin)
            case Code():
                self._put_code(block, margin)
            case Maths():
                for number, prose in enumerate(block.lines):
                    sheet.prose(prose, self._indented(margin.after_first() if number else margin, 2), "maths")
            case Rule():
                self._put_rule(block, margin)
            case Table():
                put_table(sheet, block, self._flush(margin, block.source_start))
            case Details():
                self._put_details(block, margin)

    def _indented(self, margin: Margin, by: int) -> Margin:
        """The margin with `by` cells more, as far as the text keeps its least room."""
        by = max(min(by, self.sheet.options.width - _LEAST_ROOM - margin.rest_cells), 0)
        pad = (added(" " * by, "indent", 0),) if by else ()
        return Margin((*margin.first, *pad), (*margin.rest, *pad), margin.first_cells + by, margin.rest_cells + by)

    def _flush(self, margin: Margin, at: int) -> Margin:
        """A margin whose first line is like the others, for blocks that cannot begin beside a bullet."""
        if margin.first != margin.rest:
            self.sheet.lines.append(Line(margin.first, margin.first_cells, margin.first_cells, at, "blank"))
        return margin.after_first()

    def _put_code(self, block: Code, margin: Margin) -> None:
        at = block.lines[0].source_start if block.lines else 0
        put_code(self.sheet, block, self._indented(self._flush(margin, at), 2))

    def _put_quote(self, block: Quote, margin: Margin) -> None:
        if margin.rest_cells + 2 + _LEAST_ROOM > self.sheet.options.width:
            self.put_all(block.blocks, margin, spaced=True)
            return
        bar = added(f"{self.sheet.glyphs.quote} ", "quote", 0)
        inner = Margin((*margin.first, bar), (*margin.rest, bar), margin.first_cells + 2, margin.rest_cells + 2)
        self.put_all(block.blocks, inner, spaced=True)

    def _put_list(self, block: Listing, margin: Margin) -> None:
        markers = self._markers(block)
        widest = max(map(len, markers), default=0)
        room = self.sheet.options.width - _LEAST_ROOM - margin.rest_cells
        hang = max(min(widest + 1, room), 0)
        self.depth += 1
        for number, (item, marker) in enumerate(zip(block.items, markers, strict=True)):
            if number:
                margin = margin.after_first()
                if not block.is_tight:
                    self.sheet.blank(margin, self.sheet.lines[-1].source_start)
            self._put_item(item, marker.rjust(widest), margin, hang, is_tight=block.is_tight)
        self.depth -= 1

    def _put_item(self, item: Item, marker: str, margin: Margin, hang: int, *, is_tight: bool) -> None:
        at = item.source_start
        if margin.first_cells + len(marker) + 1 + _LEAST_FIRST > self.sheet.options.width:
            margin = self._flush(margin, at)
        head = added(marker, "bullet", at)
        gap = added(" ", "indent", at)
        pad = (added(" " * hang, "indent", at),) if hang else ()
        first_cells = margin.first_cells + len(marker) + 1
        inner = Margin((*margin.first, head, gap), (*margin.rest, *pad), first_cells, margin.rest_cells + hang)
        if not item.blocks:
            self.sheet.lines.append(Line(inner.first, inner.first_cells, inner.first_cells, at, "item"))
            return
        self.put_all(item.blocks, inner, spaced=not is_tight)

    def _markers(self, block: Listing) -> list[str]:
        """A bullet for each item, or its number as it was written; a list that repeats one number is counted."""
        numbers = [item.number for item in block.items]
        if numbers and numbers[0]:
            if len(set(numbers)) == 1:
                numbers = [str(int(numbers[0]) + turn) for turn in range(len(numbers))]
            return [f"{number}." for number in numbers]
        bullets = self.sheet.glyphs.bullets
        return [bullets[self.depth % len(bullets)]] * len(block.items)

    def _put_rule(self, block: Rule, margin: Margin) -> None:
        room = max(self.sheet.options.width - margin.first_cells, 1)
        text = self.sheet.glyphs.rule * room
        run = Run(text, ("rule",), block.source_start, block.source_start, room)
        cells = margin.first_cells + room
        self.sheet.lines.append(Line((*margin.first, run), cells, margin.first_cells, block.source_start, "rule"))

    def _put_details(self, block: Details, margin: Margin) -> None:
        options = self.sheet.options
        is_open = block.number in options.unfolded or options.unfold_all or block.is_open
        self.folds.append(DetailsSpan(block.number, len(self.sheet.lines), is_open))
        sign = self.sheet.glyphs.open if is_open else self.sheet.glyphs.folded
        head = added(f"{sign} ", "details", block.summary.source_start, block.number)
        pad = added("  ", "indent", block.summary.source_start)
        inner = Margin((*margin.first, head), (*margin.rest, pad), margin.first_cells + 2, margin.rest_cells + 2)
        self.sheet.prose(block.summary, inner, "summary", details=block.number)
        if is_open and block.blocks:
            self.sheet.blank(margin.after_first(), self.sheet.lines[-1].source_start)
            self.put_all(block.blocks, margin.after_first(), spaced=True)


def _links(lines: Sequence[Line]) -> tuple[LinkSpan, ...]:
    """Every link once, with all the pieces in which it is seen."""
    found: list[tuple[str, list[str], list[tuple[int, int, int]]]] = []
    open_key: tuple[str, int] | None = None
    for number, line in enumerate(lines):
        column = 0
        for run in line.runs:
            if run.link:
                key = (run.link, run.flow)
                if key != open_key:
                    found.append((run.link, [], []))
                    open_key = key
                found[-1][1].append(run.text + run.glue)
                found[-1][2].append((number, column, column + run.cells))
            elif run.flow >= 0:
                open_key = None
            column += run.cells
    return tuple(LinkSpan(url, "".join(texts).strip(), tuple(spans)) for url, texts, spans in found)
