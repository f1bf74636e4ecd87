"""Tables: columns share the width by content, cells wrap and are never cut short; too narrow, rows become lists."""

from collections.abc import Sequence
from itertools import zip_longest

from .blocks import Table
from .composing import CutLine, Margin, Sheet, added, cut_lines
from .document import Line, Run
from .prose import Prose
from .tailoring import NORMAL, RELUCTANT

_GAP = 3
_LEAST = 6
"""Cells under which a column of wrapping text cannot be read."""


def put_table(sheet: Sheet, table: Table, margin: Margin) -> None:
    """Write a table."""
    columns = len(table.aligns)
    room = sheet.options.width - margin.rest_cells - _GAP * (columns - 1)
    widths = share(table.rows, columns, room)
    if widths is None:
        _put_as_lists(sheet, table, margin)
        return
    for number, row in enumerate(table.rows):
        _put_row(sheet, table, row, widths, margin)
        if number == 0:
            _put_line(sheet, table, widths, margin)


def share(rows: Sequence[Sequence[Prose]], columns: int, room: int) -> list[int] | None:
    """The widths of the columns in cells, None where the room is too narrow for a table.

    Every column gets what its longest unbreakable part needs, then the rest goes to the columns in proportion to what
    they still want.
    """
    wants = [1] * columns
    needs = [1] * columns
    least = [1] * columns
    for row in rows:
        for column, prose in enumerate(row):
            wants[column] = max(wants[column], _widest(prose))
            needs[column] = max(needs[column], _longest_part(prose, NORMAL))
            least[column] = max(least[column], _longest_part(prose, NORMAL, RELUCTANT))
    if sum(wants) <= room:
        return wants
    for tried in (needs, least):
        needs = [min(max(need, _LEAST), want) for need, want in zip(tried, wants, strict=True)]
        if sum(needs) <= room:
            break
    else:
        return None
    left = room - sum(needs)
    widths = list(needs)
    while left > 0:
        open_columns = [column for column in range(columns) if widths[column] < wants[column]]
        if not open_columns:
            break
        neediest = max(open_columns, key=lambda column: wants[column] / widths[column])
        widths[neediest] += 1
        left -= 1
    return widths


def _widest(prose: Prose) -> int:
    """Cells of the longest line that the cell would like to have."""
    widest, start = 0, 0
    for stop in prose.hard:
        widest = max(widest, prose.sums[stop] - prose.sums[start])
        start = stop
    return widest


def _longest_part(prose: Prose, *ranks: int) -> int:
    """Cells of the longest part between the places to break of these ranks."""
    longest, start = 0, 0
    for place in (*prose.places(*ranks), len(prose.text)):
        end = place
        while end > start and prose.text[end - 1].isspace():
            end -= 1
        longest = max(longest, prose.sums[end] - prose.sums[start])
        start = place
    return longest


def _put_row(sheet: Sheet, table: Table, row: Sequence[Prose], widths: list[int], margin: Margin) -> None:
    """One row, as many lines as its highest cell has."""
    cells = [cut_lines(prose, (width, width), sheet.new_flow()) for prose, width in zip(row, widths, strict=False)]
    cells += [[] for _absent in widths[len(row) :]]
    at = row[0].source_start if row else table.source_start
    for parts in zip_longest(*cells):
        runs: list[Run] = list(margin.rest)
        total = margin.rest_cells
        start = at
        for column, (part, width) in enumerate(zip(parts, widths, strict=True)):
            if column:
                runs.append(added(f" {sheet.glyphs.bar} ", "table.border", start))
                total += _GAP
            padded, start = _pad(part, width, table.aligns[column], start)
            runs += padded
            total += width
        while runs and runs[-1].flow < 0 and not runs[-1].text.strip():
            total -= runs.pop().cells
        sheet.lines.append(Line(tuple(runs), total, margin.rest_cells, at, "table"))


def _pad(part: CutLine | None, width: int, align: str, at: int) -> tuple[list[Run], int]:
    """The runs of a cell's line, padded to the column's width, and the source place after them."""
    if part is None:
        return [added(" " * width, "table.pad", at)], at
    runs, cells, start = part
    left = {"right": width - cells, "center": (width - cells) // 2}.get(align, 0)
    padded = [added(" " * left, "table.pad", start)] if left > 0 else []
    padded += runs
    if width - cells - left > 0:
        padded.append(added(" " * (width - cells - left), "table.pad", start))
    return padded, runs[-1].source_end if runs else start


def _put_line(sheet: Sheet, table: Table, widths: list[int], margin: Margin) -> None:
    """The line under the header."""
    glyphs = sheet.glyphs
    text = (glyphs.rule + glyphs.cross + glyphs.rule).join(glyphs.rule * width for width in widths)
    run = added(text, "table.border", table.source_start)
    cells = margin.rest_cells + len(text)
    sheet.lines.append(Line((*margin.rest, run), cells, margin.rest_cells, table.source_start, "table"))


def _put_as_lists(sheet: Sheet, table: Table, margin: Margin) -> None:
    """Rows one under the other: each cell of a row a line, the first flush, the others indented."""
    for number, row in enumerate(table.rows):
        if number:
            sheet.blank(margin, row[0].source_start)
        for column, prose in enumerate(row):
            if not prose.text:
                continue
            indent = (added("  ", "indent", prose.source_start),) if column else ()
            first = (*margin.rest, *indent)
            cells = margin.rest_cells + 2 * len(indent)
            sheet.prose(prose, Margin(first, first, cells, cells), "table")
