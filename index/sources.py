"""Finds report files under the registered folders, with size and mtime as fingerprint; only looks, never writes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from .language import _
from .patterns import pattern
from .results import Notice
from .walking import Walk

_DATE = pattern(r"(?<!\d)(\d{4})(?:-(\d{2})-(\d{2})|/(\d{2})/(\d{2})|(\d{2})(\d{2}))(?!\d)")


class ReportFile(NamedTuple):
    """One file under a registered folder: its path, and size in bytes and mtime in ns as the fingerprint."""

    path: Path
    size: int
    mtime_ns: int


class Scan(NamedTuple):
    """The files found, by path with size in bytes and mtime in ns, and what was in the way, first the `lost` roots.

    `files` stand in the order of their paths. `folders` are all folders looked into, each with its mtime in ns just
    before; `fingerprint` tells these files, as they are, from any others.
    """

    files: Mapping[str, tuple[int, int]]
    notices: tuple[Notice, ...] = ()
    lost: tuple[Path, ...] = ()
    folders: Mapping[str, int] = MappingProxyType({})
    fingerprint: str = ""


def unreadable(path: str | Path, error: OSError) -> Notice:
    """What to tell of a file or folder that the system does not let us read."""
    reason = error.strerror or str(error)
    return Notice(
        _("{path} cannot be read: {reason}").format(path=path, reason=reason),
        _("Make it readable, or leave it: the rest of the library is not touched by it."),
    )


def scan(roots: Iterable[Path]) -> Scan:
    """Find the report files of folders and single files; a vanished root or unreadable folder becomes a notice.

    Hidden folders, `node_modules` and their like are skipped, links are followed once, nothing is opened.
    """
    walk = Walk(str(root) for root in roots)
    notices = [_lost(path) for path in walk.lost]
    notices += [_too_large(path) for path in walk.large]
    notices += [unreadable(path, error) for path, error in walk.closed]
    return Scan(
        dict(sorted(walk.files.items())), tuple(notices), tuple(map(Path, walk.lost)), walk.folders, walk.fingerprint()
    )


def _lost(path: str) -> Notice:
    return Notice(
        _("{path} is not there").format(path=path),
        _("Put it back, or forget it with: paperdeck remove {path}").format(path=path),
    )


def _too_large(path: str) -> Notice:
    return Notice(
        _("{path} is too large for a report").format(path=path),
        _("Files of more than 64 MB are left out; split it by day."),
    )


def _dates(text: str) -> Iterator[str]:
    for found in _DATE.finditer(text):
        year, month, day = (part for part in found.groups() if part)
        try:
            yield date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue


def day_in_path(path: Path) -> str:
    """The ISO day that a file's name tells, else its folders (`2025/12/27`), the nearest first; "" where none does."""
    for text in (path.name, path.as_posix()):
        if found := list(_dates(text)):
            return found[-1]
    return ""


def day_of_mtime(mtime_ns: int) -> str:
    """The local ISO day of a modification time in nanoseconds."""
    try:
        return datetime.fromtimestamp(mtime_ns / 1e9).astimezone().date().isoformat()
    except (OverflowError, OSError, ValueError):
        return date(1970, 1, 1).isoformat()
