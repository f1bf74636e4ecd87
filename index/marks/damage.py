"""Lines that cannot be read: what they were is kept beside the journals, so that nothing is thrown away unseen."""

import base64
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .. import disk
from .events import Row
from .lines import encode, parse_line

SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that could not be read: file name, 1-based line number, and its bytes."""

    file: str
    line: int
    raw: bytes


def set_aside(folder: Path, device: str, damaged: Iterable[Damage]) -> int:
    """Copy damaged lines to `damaged/<device>.jsonl`, each once; gives how many were new. OSError."""
    known = {(damage.file, damage.raw) for damage in aside(folder, device)}
    fresh = [damage for damage in damaged if (damage.file, damage.raw) not in known]
    if fresh:
        disk.make_folder(folder / "damaged")
        path = folder / "damaged" / (device + SUFFIX)
        disk.append(path, encode(map(_row, fresh)))
    return len(fresh)


def aside(folder: Path, device: str) -> list[Damage]:
    """The damaged lines that this device has set aside."""
    try:
        data = disk.read(folder / "damaged" / (device + SUFFIX))
    except OSError:
        return []
    found: list[Damage] = []
    for line in data.splitlines():
        row = parse_line(line) or {}
        file, number, raw = row.get("file"), row.get("line"), row.get("raw")
        if isinstance(file, str) and isinstance(number, int) and isinstance(raw, str):
            with contextlib.suppress(ValueError):
                found.append(Damage(file, number, base64.b64decode(raw)))
    return found


def _row(damage: Damage) -> Row:
    """The damaged line as a row: its bytes exactly, and as text for the eye."""
    raw = base64.b64encode(damage.raw).decode()
    return {"file": damage.file, "line": damage.line, "raw": raw, "text": damage.raw.decode("utf-8", "replace")}
