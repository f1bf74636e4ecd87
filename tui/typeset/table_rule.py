"""The block rule for tables: which lines are one, and its rows as cells with their places in the source.

Other than in the library, a bar inside a formula or code divides no cells, and no cell of a row is dropped.
"""

from itertools import pairwise
from typing import NamedTuple

from markdown_it.rules_block.state_block import StateBlock

from ...index.patterns import pattern
from .dollars import formula_end

_DIVISION = pattern(r"[|:\- \t]+")
_SIGN = pattern(r"\\.|[|$`]|\\$")
_TICKS = pattern(r"`+")


class Cell(NamedTuple):
    """The text of a cell as it is written, without blanks around it, and where it begins in the source."""

    text: str
    start: int


class Shape(NamedTuple):
    """A table: how its columns are aligned ("left", "right", "center"), and its rows, which may be short of cells."""

    aligns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803 - its way
    """One `table` token with the `Shape` in its meta."""
    if startLine + 2 > endLine or state.sCount[startLine + 1] < state.blkIndent or state.is_code_block(startLine):
        return False
    aligns = _aligns(_line(state, startLine + 1).text)
    head = _line(state, startLine)
    if not aligns or "|" not in head.text or len(first := cells(head, len(aligns))) != len(aligns):
        return False
    if silent:
        return True
    rows = [first]
    closers = state.md.block.ruler.getRules("blockquote")
    parent, state.parentType = state.parentType, "table"
    line = startLine + 2
    while line < endLine and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        if any(rule(state, line, endLine, True) for rule in closers):  # noqa: FBT003 - markdown-it's calling convention
            break
        rows.append(cells(_line(state, line), len(aligns)))
        line += 1
    state.parentType = parent
    token = state.push("table", "table", 0)
    token.map = [startLine, line]
    token.meta["shape"] = Shape(aligns, tuple(rows))
    state.line = line
    return True


def _line(state: StateBlock, number: int) -> Cell:
    """A line without its margin and the blanks at its ends."""
    start = state.bMarks[number] + state.tShift[number]
    return Cell(state.src[start : state.eMarks[number]].rstrip(), start)


def _aligns(line: str) -> tuple[str, ...]:
    """What the line under the head tells of the columns; () where it is no such line."""
    if not ("-" in line and ("|" in line or ":" in line) and _DIVISION.fullmatch(line)):
        return ()
    parts = [part.strip() for part in line.removeprefix("|").removesuffix("|").split("|")]
    if not all(set(part.removeprefix(":").removesuffix(":")) == {"-"} for part in parts):
        return ()
    return tuple(
        ("center" if part.startswith(":") else "right") if part.endswith(":") and len(part) > 1 else "left"
        for part in parts
    )


def cells(line: Cell, columns: int) -> tuple[Cell, ...]:
    """The cells of a row, those beyond the last column as part of that one.

    A bar in a formula or in code divides only where the row would else have too few cells.
    """
    spans = _spans(line.text, whole=True)
    if len(spans) < columns:
        spans = _spans(line.text, whole=False)
    if len(spans) > columns:
        spans[columns - 1 :] = [(spans[columns - 1][0], spans[-1][1])]
    texts = ((line.text[start:end], line.start + start) for start, end in spans)
    return tuple(Cell(text.strip(), start + len(text) - len(text.lstrip())) for text, start in texts)


def _spans(text: str, *, whole: bool) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end; the bars at its ends divide nothing."""
    bars = _bars(text, whole=whole)
    begin = 1 if bars[:1] == [0] else 0
    stop = len(text) - 1 if begin < len(bars) and bars[-1] == len(text) - 1 else len(text)
    ends = [*(bar for bar in bars if begin <= bar < stop), stop]
    return [(before + 1, end) for before, end in pairwise([begin - 1, *ends])]


def _bars(text: str, *, whole: bool) -> list[int]:
    """Where bars stand that no backslash escapes; with `whole`, none inside formulas and code."""
    bars: list[int] = []
    closing = {match[0]: match.start() for match in _TICKS.finditer(text)} if whole and "`" in text else {}
    place = 0
    while match := _SIGN.search(text, place):
        start, place = match.start(), match.end()
        if match[0] == "|":
            bars.append(start)
        elif whole and match[0] == "$":
            place = formula_end(text, start, len(text)) or place
        elif whole and match[0] == "`":
            place = _code_end(text, start, closing)
    return bars


def _code_end(text: str, start: int, last: dict[str, int]) -> int:
    """One past the code that the ticks here open, or past the ticks; `last` is where each run of ticks comes last."""
    opened = _TICKS.match(text, start)
    if opened is None:
        return start + 1
    if last.get(opened[0], -1) > start:
        for match in _TICKS.finditer(text, opened.end()):
            if match[0] == opened[0]:
                return match.end()
    return opened.end()
