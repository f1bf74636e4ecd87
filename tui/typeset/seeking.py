"""From the screen to the source and back: selection, position, finding text, links in view."""

import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from .document import Document, LinkSpan, Run, run_columns


class Hit(NamedTuple):
    """A place where the sought text stands: (line, first cell, one past the last) for each line that it touches."""

    spans: tuple[tuple[int, int, int], ...]
    source_start: int
    source_end: int


def plain(doc: Document) -> str:
    """The lines as they stand on screen, without trailing spaces."""
    return "\n".join(line.text.rstrip() for line in doc.lines)


def running_text(doc: Document) -> str:
    """The text of the document in order, line breaks taken back; paragraphs and cells end in a line feed."""
    return _flat(doc).text


def line_of(doc: Document, source_offset: int) -> int:
    """The line on which the source offset is shown, or the nearest before it; 0 in an empty document.

    Of lines that begin alike, as a heading and the blank below it do, it is the first.
    """
    starts = _line_starts(doc)
    last = bisect_right(starts, source_offset) - 1
    return bisect_left(starts, starts[last]) if last >= 0 else 0


def offset_of(doc: Document, line: int) -> int:
    """The source offset with which a line begins; lines beyond the ends count as the first and the last."""
    if not doc.lines:
        return 0
    return doc.lines[min(max(line, 0), len(doc.lines) - 1)].source_start


@lru_cache(maxsize=8)
def _line_starts(doc: Document) -> list[int]:
    """Where lines begin, made to ascend (the cells of a table do not)."""
    starts: list[int] = []
    highest = 0
    for line in doc.lines:
        highest = max(highest, line.source_start)
        starts.append(highest)
    return starts


def source_range(doc: Document, start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    """The half-open source range of what is seen from one (line, cell) up to, not with, another, in either order.

    Formulas and other runs that stand for more than their characters are taken whole. (0, 0) where nothing of the
    source lies between.
    """
    if end < start:
        start, end = end, start
    low: int | None = None
    high = 0
    for number in range(max(start[0], 0), min(end[0] + 1, len(doc.lines))):
        column = 0
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else doc.lines[number].cells
        for run in doc.lines[number].runs:
            left, right = max(first - column, 0), min(last - column, run.cells)
            column += run.cells
            if right <= left or run.source_end <= run.source_start:
                continue
            from_, to = _part(doc, run, left, right)
            low = from_ if low is None else min(low, from_)
            high = max(high, to)
    if low is None:
        return 0, 0
    return _with_markup(doc.source, low, high)


def _part(doc: Document, run: Run, left: int, right: int) -> tuple[int, int]:
    """The source range of the cells from left to right of a run."""
    if not run.is_literal or (left == 0 and right >= run.cells):
        return run.source_start, run.source_end
    columns = run_columns(run, doc.ambiguous)
    first = max(bisect_right(columns, left) - 1, 0)
    while first and columns[first] == columns[first - 1]:
        first -= 1
    last = len([column for column in columns if column < right])
    return run.source_start + first, run.source_start + last


_PAIRS = ("**", "__", "~~", "`", "*", "_")


def _with_markup(source: str, low: int, high: int) -> tuple[int, int]:
    """The range with the marks of emphasis around it, where it is just what they enclose."""
    for mark in _PAIRS:
        size = len(mark)
        if low >= size and source[low - size : low] == mark == source[high : high + size]:
            return low - size, high + size
    return low, high


def source_at(doc: Document, line: int, cell: int) -> int | None:
    """The source offset under a cell, None where the typesetter added what stands there."""
    start, end = source_range(doc, (line, cell), (line, cell + 1))
    return start if end > start else None


def links_in_view(doc: Document, first: int, last: int) -> tuple[LinkSpan, ...]:
    """The links of which something is seen on the lines from first up to, not with, last."""
    return tuple(link for link in doc.links if any(first <= line < last for line, _start, _end in link.spans))


def link_at(doc: Document, line: int, cell: int) -> str | None:
    """The address of the link under a cell."""
    run = run_at(doc, line, cell)
    return run.link if run else None


def run_at(doc: Document, line: int, cell: int) -> Run | None:
    """The run under a cell."""
    if not 0 <= line < len(doc.lines):
        return None
    column = 0
    for run in doc.lines[line].runs:
        column += run.cells
        if cell < column:
            return run
    return None


class _Flat(NamedTuple):
    """The whole text, folded the same length by length, and for each run where its text begins, its line and cell."""

    text: str
    folded: str
    starts: list[int]
    runs: list[tuple[int, int, Run]]


@lru_cache(maxsize=8)
def _flat(doc: Document) -> _Flat:
    flows: dict[int, list[tuple[int, int, Run]]] = {}
    for number, line in enumerate(doc.lines):
        column = 0
        for run in line.runs:
            if run.flow >= 0:
                flows.setdefault(run.flow, []).append((number, column, run))
            column += run.cells
    parts: list[str] = []
    starts: list[int] = []
    runs: list[tuple[int, int, Run]] = []
    length = 0
    for flow in flows.values():
        for place in flow:
            starts.append(length)
            runs.append(place)
            parts.append(place[2].text + place[2].glue)
            length += len(parts[-1])
        parts.append("\n")
        length += 1
    text = "".join(parts)
    return _Flat(text, _fold(text), starts, runs)


def _fold(text: str) -> str:
    """Case and width folded, a character for a character."""
    return "".join(map(_folded_character, text))


@lru_cache(maxsize=8192)
def _folded_character(character: str) -> str:
    if character.isascii():
        return " " if character == "\n" else character.lower()
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def find(doc: Document, needle: str, most: int | None = None) -> tuple[Hit, ...]:
    """Where the needle stands, in order, `most` places; case, full-width forms and line breaks do not matter."""
    sought = _fold(needle.strip())
    if not sought:
        return ()
    flat = _flat(doc)
    hits: list[Hit] = []
    position = flat.folded.find(sought)
    while position >= 0 and len(hits) != most:
        hits.append(_hit(doc, flat, position, position + len(sought)))
        position = flat.folded.find(sought, position + len(sought))
    return tuple(hits)


def _hit(doc: Document, flat: _Flat, start: int, end: int) -> Hit:
    """The spans of a range of the whole text, those on one line joined."""
    spans: list[tuple[int, int, int]] = []
    low: int | None = None
    high = 0
    index = bisect_right(flat.starts, start) - 1
    while index < len(flat.starts) and flat.starts[index] < end:
        line, column, run = flat.runs[index]
        first = max(start - flat.starts[index], 0)
        last = min(end - flat.starts[index], len(run.text))
        if last > first:
            columns = [*run_columns(run, doc.ambiguous), run.cells]
            span = (line, column + columns[first], column + columns[last])
            if spans and spans[-1][0] == line and spans[-1][2] == span[1]:
                span = (line, spans.pop()[1], span[2])
            spans.append(span)
            from_, to = _part(doc, run, columns[first], columns[last])
            low, high = (from_ if low is None else low), max(high, to)
        index += 1
    return Hit(tuple(spans), low or 0, high)
