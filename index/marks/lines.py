"""Journal bytes to rows and back; damaged lines are found without giving up the speed of one pass over the rest."""

from collections.abc import Iterable
from typing import cast

import orjson

from .events import Row

_CHUNK = 512
_MERGE_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


def parse(data: bytes) -> tuple[list[Row], list[tuple[int, bytes]]]:
    """The rows of whole lines, and the damaged lines with their 0-based numbers; any bytes will do.

    Blank lines, and the marks that git leaves around two versions, say nothing and are passed over.
    """
    rows = _all_at_once(data)
    if rows is not None:
        return rows, []
    good: list[Row] = []
    bad: list[tuple[int, bytes]] = []
    lines = data.split(b"\n")
    for start in range(0, len(lines), _CHUNK):
        chunk = lines[start : start + _CHUNK]
        rows = _all_at_once(b"\n".join(chunk))
        if rows is not None:
            good += rows
            continue
        for number, line in enumerate(chunk, start):
            row = parse_line(line)
            if row is not None:
                good.append(row)
            elif line.strip() and not line.startswith(_MERGE_MARKS):
                bad.append((number, line))
    return good, bad


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


def encode(rows: Iterable[Row]) -> bytes:
    """The rows as lines."""
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
