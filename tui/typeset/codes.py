"""Code blocks: lines that keep their shape, wrapped with a mark or cut at the edge."""

from .blocks import Code, CodeLine
from .composing import Margin, Sheet, added
from .document import Line, Run
from .widths import cell_widths

_STYLE = ("code.block",)
_TAB = 4


def put_code(sheet: Sheet, block: Code, margin: Margin) -> None:
    """Write the lines of a block of code."""
    room = max(sheet.options.width - margin.rest_cells, 2)
    flow = sheet.new_flow()
    for line in block.lines:
        pieces = _expand(line)
        rows = _wrap(sheet, pieces, room) if sheet.options.code_wrap else [_window(sheet, pieces, room)]
        for number, row in enumerate(rows):
            runs = [run._replace(flow=flow) if run.style == _STYLE else run for run in row]
            if number == len(rows) - 1:
                runs = [*runs[:-1], runs[-1]._replace(glue="\n")] if runs else []
            cells = margin.rest_cells + sum(run.cells for run in row)
            start = row[0].source_start if row else line.source_start
            sheet.lines.append(Line((*margin.rest, *runs), cells, margin.rest_cells, start, "code"))


def _expand(line: CodeLine) -> list[tuple[str, int, int]]:
    """Stretches of the line as (text, source start, source end), a tab as the spaces up to the next stop."""
    pieces: list[tuple[str, int, int]] = []
    column = position = 0
    for number, part in enumerate(line.text.split("\t")):
        if number:
            blanks = _TAB - column % _TAB
            pieces.append((" " * blanks, line.source_start + position, line.source_start + position + 1))
            column += blanks
            position += 1
        if part:
            pieces.append((part, line.source_start + position, line.source_start + position + len(part)))
            column += sum(cell_widths(part))
            position += len(part)
    return pieces


def _wrap(sheet: Sheet, pieces: list[tuple[str, int, int]], room: int) -> list[list[Run]]:
    """The rows of one line; every row but the first begins with the mark of a wrapped line."""
    mark = sheet.glyphs.wrapped
    rows: list[list[Run]] = [[]]
    left = room
    for text, start, end in pieces:
        literal = len(text) == end - start
        cells = cell_widths(text, sheet.options.ambiguous)
        first, used = 0, 0
        for place, width in enumerate(cells):
            if width and used + width > left and (place > first or rows[-1]):
                rows[-1] += _run(text, first, place, (start, end), used, literal=literal)
                rows.append([added(mark, "code.mark", start + place if literal else start)])
                first, used, left = place, 0, max(room - 1, 2)
            used += width
        rows[-1] += _run(text, first, len(text), (start, end), used, literal=literal)
        left -= used
    return rows


def _window(sheet: Sheet, pieces: list[tuple[str, int, int]], room: int) -> list[Run]:
    """The part of the line that shows when code scrolls; a mark at the edge says that there is more."""
    shift = sheet.options.code_shift
    runs: list[Run] = []
    column = 0
    for text, start, end in pieces:
        literal = len(text) == end - start
        first = last = None
        used = 0
        for place, width in enumerate(cell_widths(text, sheet.options.ambiguous)):
            if column >= shift and column + width <= shift + room - 1:
                first = place if first is None else first
                last = place + 1
                used += width
            elif column + width > shift + room - 1 and width:
                if first is not None and last is not None:
                    runs += _run(text, first, last, (start, end), used, literal=literal)
                runs.append(added(sheet.glyphs.more, "code.mark", start))
                return runs
            column += width
        if first is not None and last is not None:
            runs += _run(text, first, last, (start, end), used, literal=literal)
    return runs


def _run(text: str, first: int, last: int, place: tuple[int, int], cells: int, *, literal: bool) -> list[Run]:
    if last <= first:
        return []
    start, end = (place[0] + first, place[0] + last) if literal else place
    return [Run(text[first:last], _STYLE, start, end, cells)]
