"""The shared scanner: which lines of a report are code, which lie inside details, and what may open something."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..patterns import pattern
from .headings import Label, label_at, may_be_label

_FENCE = pattern(r"[ \t]*(?:>[ \t]?)?(?:(?:[-*+•]|\d{1,2}[.)])[ \t]{1,4})?(`{3,}|~{3,})([^`]{0,200})$")
_TAG = pattern(r"<(/?)details\b", re.IGNORECASE)
_RULE = pattern(r"[ \t]{0,3}(?:(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|(?:_[ \t]?){3,}|={3,}|[─━═—]{3,})[ \t]*$")
_RULED = frozenset("-*_=─━═— \t")
_SUMMARY = pattern(r"<summary\b[^>]{0,200}>(.{0,300}?)(?:</summary>|$)", re.IGNORECASE)
_HEADING = pattern(r"[ \t]{0,3}(#{1,6})(?!#)[ \t\u00a0\u3000]*(.*)", re.DOTALL)
_CLOSING = pattern(r"(?:^|[ \t])#{1,6}$")


class Scan(NamedTuple):
    """Lines with two marks each, in fenced code and in details; `fence` and `details` are lines of unclosed ones."""

    lines: Sequence[str]
    code: bytearray
    inside: bytearray
    fence: int | None = None
    details: int | None = None

    def open_line(self, index: int) -> bool:
        """Whether a heading on this line counts as one."""
        return not (self.code[index] or self.inside[index])


def is_rule(line: str) -> bool:
    """A line of dashes, stars, underscores or equals signs that separates."""
    return line[:1] in _RULED and len(line) < 300 and _RULE.match(line) is not None


def is_separator(line: str) -> bool:
    """A long line of equals signs, which stands between papers and nowhere else."""
    return line.startswith("==========") and not line.strip("= \t")


def after_rule(lines: Sequence[str], index: int) -> bool:
    """Whether the last line with anything on it, among the few before this one, is a rule."""
    before = next((line for line in reversed(lines[max(0, index - 5) : index]) if line.strip()), "")
    return is_rule(before)


def heading_of(line: str) -> tuple[int, str] | None:
    """Level and text of an ATX heading (a space after the hashes may be missing), or None."""
    if "#" not in line[:4]:
        return None
    match = _HEADING.match(line)
    return (len(match[1]), _CLOSING.sub("", match[2].strip())) if match else None


def summary_of(line: str) -> str | None:
    """The text of a `<summary>` on this line, or None."""
    if "<" not in line[:400]:
        return None
    match = _SUMMARY.search(line[:800])
    return match[1].strip() if match else None


def scan(lines: Sequence[str], text: str, borders: frozenset[int] = frozenset()) -> Scan:
    """Mark code and details; `text` is the lines joined, for a quick look whether there is any.

    `borders` are the lines that would open a paper: what is left unclosed ends there.
    """
    code, fence = bytearray(len(lines)), None
    if "```" in text or "~~~" in text:
        code, fence = _code(lines, borders, across=True)
        if fence is not None and borders:
            code, fence = _code(lines, borders, across=False)
    if "<!--" in text and "-->" in text:
        _hide_comments(lines, code)
    inside, details = bytearray(len(lines)), None
    if "<d" in text or "<D" in text:
        inside, details = _details(lines, code, borders)
    return Scan(lines, code, inside, fence, details)


def _code(lines: Sequence[str], borders: frozenset[int], *, across: bool) -> tuple[bytearray, int | None]:
    """The marks of fenced code, and the line of a fence that is never closed.

    `across` lets a fence hold the opening of a paper, as a quoted report may; where that leaves one open, none may.
    """
    code = bytearray(len(lines))
    mark = ""
    start, unclosed = 0, None
    for index, line in enumerate(lines):
        if mark and index in borders and not across:
            unclosed, mark = start if unclosed is None else unclosed, ""
        if "```" in line or "~~~" in line:
            match = _FENCE.match(line)
            if match and not mark:
                mark, start = match[1], index
            elif match and match[1].startswith(mark) and not match[2].strip():
                code[index] = 1
                mark = ""
        if mark:
            code[index] = 1
    return code, start if mark and unclosed is None else unclosed


def _hide_comments(lines: Sequence[str], code: bytearray) -> None:
    """Mark HTML comments of several lines as code too: they are text, and nothing in them opens anything."""
    ends = [index for index, line in enumerate(lines) if "-->" in line]
    done = 0
    for index, line in enumerate(lines):
        if index < done or "<!--" not in line or code[index] or "-->" in line[line.rindex("<!--") :]:
            continue
        later = bisect_right(ends, index)
        if later < len(ends):
            done = ends[later] + 1
            code[index:done] = b"\x01" * (done - index)


def _details(lines: Sequence[str], code: bytearray, borders: frozenset[int]) -> tuple[bytearray, int | None]:
    """The marks of lines inside `<details>`, and the line of one that is never closed."""
    events = [
        (index, -1 if match[1] else 1)
        for index, line in enumerate(lines)
        if "<" in line and not code[index]
        for match in _TAG.finditer(line)
    ]
    inside = bytearray(len(lines))
    stops = sorted(borders)
    depth, start, unclosed, stop = 0, 0, None, 0
    for turn, (index, step) in enumerate(events):
        start = index if not depth and step > 0 else start
        depth = max(0, depth + step)
        until = events[turn + 1][0] if turn + 1 < len(events) else len(lines)
        if not depth:
            continue
        while stop < len(stops) and stops[stop] <= index:
            stop += 1
        closes = turn + 1 < len(events) and events[turn + 1][1] < 0
        if stop < len(stops) and stops[stop] < until and not closes:
            unclosed, until, depth = start if unclosed is None else unclosed, stops[stop] - 1, 0
        for line in range(index + 1, min(until + 1, len(lines))):
            inside[line] = 1
    return inside, start if depth and unclosed is None else unclosed


def labels_in(found: Scan) -> list[Label]:
    """Every line of a block, but the first, that may open a section; code is never looked at."""
    labels: list[Label] = []
    for index, line in enumerate(found.lines):
        if may_be_label(line) and index and not found.code[index] and (label := label_at(index, line)):
            labels.append(label)
    return labels
