"""Journal bytes to rows and back; damaged lines are found without giving up the speed of one pass over the rest."""

from collections.abc import Iterable, Iterator
from typing import cast

import orjson

from .events import Row

_PART = 64 * 1024
_MERGE_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")

Lines = tuple[list[Row], list[tuple[int, bytes]]]
"""The rows of some lines, and the damaged ones with their 0-based numbers."""


def parse(data: bytes) -> Lines:
    """The rows of whole lines, and the damaged lines with their 0-based numbers; any bytes will do.

    Blank lines, and the marks that git leaves around two versions, say nothing and are passed over.
    """
    good: list[Row] = []
    bad: list[tuple[int, bytes]] = []
    for rows, damaged in parts(data):
        good += rows
        bad += damaged
    return good, bad


def parts(data: bytes) -> Iterator[Lines]:
    """The same some hundred lines at a time, for those who keep none of the rows.

    That takes half the time for a large journal, as the memory of one part's rows serves for the next.
    """
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _PART) + 1 or len(data)
        part = data[start:end]
        rows = _all_at_once(part)
        yield (rows, []) if rows is not None else _one_by_one(part, data.count(b"\n", 0, start))
        start = end


def switches(data: bytes) -> Iterator[Row]:
    """The rows that say what is undone, found without reading the others: only they hold lists."""
    at = data.find(b"[")
    while at >= 0:
        end = data.find(b"\n", at) + 1 or len(data)
        row = parse_line(data[data.rfind(b"\n", 0, at) + 1 : end])
        if row is not None and "paper" not in row:
            yield row
        at = data.find(b"[", end)


def parse_line(line: bytes) -> Row | None:
    """The row of one line, or None where the line is none."""
    try:
        row: object = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return cast("Row", row) if isinstance(row, dict) else None


def _all_at_once(data: bytes) -> list[Row] | None:
    """The rows of these lines in one call of the parser; None where any line is not just one object."""
    body = data.strip()
    if not body:
        return []
    try:
        values: list[object] = orjson.loads(b"[" + body.replace(b"\n", b",") + b"]")
    except orjson.JSONDecodeError:
        return None
    if len(values) != body.count(b"\n") + 1 or set(map(type, values)) != {dict}:
        return None
    return cast("list[Row]", values)


def _one_by_one(data: bytes, above: int) -> Lines:
    """The rows of lines of which some are damaged; `above` is how many lines stand before them."""
    good: list[Row] = []
    bad: list[tuple[int, bytes]] = []
    for number, line in enumerate(data.split(b"\n"), above):
        row = parse_line(line)
        if row is not None:
            good.append(row)
        elif line.strip() and not line.startswith(_MERGE_MARKS):
            bad.append((number, line))
    return good, bad


def encode(rows: Iterable[Row]) -> bytes:
    """The rows as lines."""
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
