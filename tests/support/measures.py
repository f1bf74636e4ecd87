"""Measures of laid-out text, taken from outside: widths, forbidden ends, cut words, full lines, the text itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paperdeck.tui.typeset.document import Document, Line, Run
from rich.cells import cell_len
from wcwidth import wcswidth

NEVER_FIRST = frozenset("。，、；：？！）」』】》〉〕〗］｝…—”’％‰℃·．～")
NEVER_LAST = frozenset("（「『【《〈〔〖［｛“‘￥＄")
UNIT = (
    r"(?:%|％|[kKMGT]?B\b|[KMBT]\b|ms\b|s\b|GHz\b|Hz\b|FPS\b|fps\b|dB\b|x\b|px\b|km\b|m\b|kg\b|°|℃"
    r"|[个万亿倍年月日种项步轮层帧张次位维点条篇组类])"
)
NUMBER = re.compile(rf"\d[\d.,]* ?{UNIT}")
ADDRESS = re.compile(r"https?://[^\s一-鿿，。；）]+")
WORD = re.compile(r"[A-Za-z0-9]+(?:['’.][A-Za-z0-9]+)*")
COMPOUND = re.compile(r"(?<![A-Za-z0-9'’._+])[A-Za-z0-9][A-Za-z0-9'’._+]*+(?:[-/‐–][A-Za-z0-9'’._+]+)+")
UNBROKEN = re.compile(r"[^\s一-鿿]+")
LEAST_COLUMN = 12
"""Cells of a word that no column of a table may cut, wherever it stands."""
FILLED = frozenset(("text", "item"))


@dataclass
class Broken:
    """One paragraph, cell or heading: its text with breaks taken back, and each soft break as an offset into it."""

    text: str
    breaks: list["Break"] = field(default_factory=list)
    codes: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Break:
    """A soft break: where it is, the cells of the line that it ends, what the line could hold, and the next one too."""

    position: int
    cells: int
    room: int
    next_room: int
    first: str
    last: str
    line: Line


def _flows(doc: Document) -> Iterator[list[tuple[Line, list[Run]]]]:
    """The lines of each flow, in order, with the flow's own runs of each; table cells and code apart."""
    flows: dict[int, list[tuple[Line, list[Run]]]] = {}
    for line in doc.lines:
        for run in line.runs:
            if run.flow < 0 or line.kind == "code":
                continue
            lines = flows.setdefault(run.flow, [])
            if not lines or lines[-1][0] is not line:
                lines.append((line, []))
            lines[-1][1].append(run)
    yield from flows.values()


def broken(doc: Document) -> Iterator[Broken]:
    """Every flow of the document that is filled text, with its soft breaks."""
    for lines in _flows(doc):
        found = Broken("")
        code_of: dict[int, int] = {}
        for number, (line, runs) in enumerate(lines):
            for run in runs:
                if "code" in run.style:
                    key = len(found.text)
                    begun = code_of.pop(run.source_start, key)
                    found.codes = [pair for pair in found.codes if pair[0] != begun] + [(begun, key + len(run.text))]
                    code_of[run.source_end] = begun
                found.text += run.text + run.glue
            if number + 1 == len(lines) or runs[-1].glue == "\n":
                continue
            following = lines[number + 1]
            found.breaks.append(
                Break(
                    len(found.text),
                    sum(run.cells for run in runs),
                    line.room,
                    following[0].room,
                    following[1][0].text[:1],
                    runs[-1].text[-1:],
                    line,
                )
            )
        yield found


def too_wide(doc: Document) -> list[str]:
    """Lines wider than the document by rich or by wcwidth."""
    return [
        line.text
        for line in doc.lines
        if cell_len(line.text) > doc.width or not 0 <= wcswidth(line.text) <= doc.width or line.cells > doc.width
    ]


def forbidden(flow: Broken) -> list[str]:
    """Breaks before or after a mark that binds."""
    return [
        f"{flow.text[max(at.position - 8, 0) : at.position]}⏎{flow.text[at.position : at.position + 8]}"
        for at in flow.breaks
        if (at.first in NEVER_FIRST or at.last in NEVER_LAST) and not _inside_word(flow, at)
    ]


def _inside_word(flow: Broken, at: Break) -> bool:
    """Whether the break is in a word wider than the line, where nothing can be asked."""
    spans = [*_spans(UNBROKEN, flow.text), *flow.codes]
    return any(
        start < at.position < end and cell_len(flow.text[start:end]) > min(at.room, at.next_room)
        for start, end in spans
    )


def cut(flow: Broken) -> list[str]:
    """Breaks inside a word, a number with its unit, code or an address that would have fitted on a line."""
    found: list[str] = []
    addresses, compounds = _spans(ADDRESS, flow.text), _spans(COMPOUND, flow.text)
    spans = [*_spans(WORD, flow.text), *_spans(NUMBER, flow.text), *flow.codes, *addresses]
    for at in flow.breaks:
        inside = [span for span in spans if span[0] < at.position < span[1]]
        for start, end in inside:
            fits = cell_len(flow.text[start:end]) <= (min(at.room, at.next_room) or LEAST_COLUMN)
            larger = any(a <= start and end <= b and (a, b) != (start, end) and _wide(flow, a, b, at) for a, b in spans)
            if fits and not larger:
                found.append(f"{flow.text[start : at.position]}⏎{flow.text[at.position : end]}")
        for begin, end in compounds:
            start = _with_opening(flow.text, begin)
            if at.room and start < at.position < end and not any(a <= start < b for a, b in (*flow.codes, *addresses)):
                without = at.cells - cell_len(flow.text[len(flow.text[:start].rstrip()) : at.position])
                if without >= 0.75 * at.room:
                    found.append(f"{flow.text[start : at.position]}⏎{flow.text[at.position : end]} (line is full)")
    return found


def _with_opening(text: str, start: int) -> int:
    """Where the unbroken text that leads into a word begins: brackets and signs before it come along."""
    while start and (text[start - 1] in NEVER_LAST or (text[start - 1].isascii() and not text[start - 1].isspace())):
        start -= 1
    return start


def _wide(flow: Broken, start: int, end: int, at: Break) -> bool:
    return cell_len(flow.text[start:end]) > (min(at.room, at.next_room) or LEAST_COLUMN)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def fills(doc: Document, *, only_chinese: bool = False) -> list[float]:
    """How full each line of running text is that a soft break ends; `only_chinese` leaves out paragraphs in English."""
    flows = [flow for flow in broken(doc) if not only_chinese or _is_chinese(flow.text)]
    return [at.cells / at.room for flow in flows for at in flow.breaks if at.line.kind in FILLED]


def _is_chinese(text: str) -> bool:
    """Whether at least a fifth of the characters are Han."""
    return 5 * sum("一" <= character <= "鿿" for character in text) >= len(text)


_NOT_SHOWN = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"</?(?:details|summary|br|sub|sup|b|i|p|div|span|a|img)\b[^>]*>"),
    re.compile(r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"),
    re.compile(r"\$\$.+?\$\$|(?<![\w$])\$(?=\S)[^$\n]*?(?<=\S)\$(?!\d)", re.DOTALL),
    re.compile(r"^\s*```\w*", re.MULTILINE),
)


def source_letters(markdown: str) -> str:
    """Letters, digits and Han characters of the source that a reader is to see, formulas left out."""
    for pattern in _NOT_SHOWN:
        markdown = pattern.sub(" ", markdown)
    return "".join(character for character in markdown if character.isalnum())


def shown_letters(doc: Document) -> str:
    """The same of the lines, read line by line; the cells of a table are read one after the other."""
    cells: dict[int, list[str]] = {}
    parts: list[str | int] = []
    for line in doc.lines:
        for run in line.runs:
            if "math" in run.style:
                continue
            if line.kind == "table" and run.flow >= 0:
                if run.flow not in cells:
                    parts.append(run.flow)
                cells.setdefault(run.flow, []).append(run.text)
            else:
                parts.append(run.text)
    text = "".join(part if isinstance(part, str) else "".join(cells[part]) for part in parts)
    return "".join(character for character in text if character.isalnum())
