"""Finds report files under the registered folders, with size and mtime as fingerprint; only looks, never writes."""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from .language import _
from .model import ReportFile
from .results import Notice

SUFFIXES = (".md", ".markdown", ".txt")
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})
LARGEST = 64 * 1024 * 1024
"""Bytes; a larger file is no daily report, and reading it whole would cost the memory we promise to keep."""

_DATE = re.compile(r"(?<!\d)(\d{4})(?:-(\d{2})-(\d{2})|/(\d{2})/(\d{2})|(\d{2})(\d{2}))(?!\d)")


@dataclass(frozen=True, slots=True)
class Scan:
    """The files found, in the order of their paths, and what was in the way; `lost` are roots that are not there.

    `folders` are all folders looked into, each with its mtime in ns just before.
    """

    files: tuple[ReportFile, ...]
    notices: tuple[Notice, ...] = ()
    lost: tuple[Path, ...] = ()
    folders: Mapping[str, int] = field(default_factory=dict[str, int])


class _Walk:
    """One walk over all roots: what was seen already, so that loops end and a file counts once."""

    def __init__(self) -> None:
        self.files: dict[str, ReportFile] = {}
        self.notices: list[Notice] = []
        self.folders: dict[str, int] = {}
        self._seen: set[tuple[int, int]] = set()

    def first_time(self, status: os.stat_result) -> bool:
        """Whether this file or folder was not met before, by device and inode (0 where a file system has none)."""
        if not status.st_ino:
            return True
        identity = (status.st_dev, status.st_ino)
        if identity in self._seen:
            return False
        self._seen.add(identity)
        return True

    def take(self, path: str, status: os.stat_result) -> None:
        """Note a regular file, unless it was met before or is too large."""
        if not stat.S_ISREG(status.st_mode) or not self.first_time(status):
            return
        if status.st_size > LARGEST:
            self.notices.append(
                Notice(
                    _("{path} is too large for a report").format(path=path),
                    _("Files of more than 64 MB are left out; split it by day."),
                )
            )
            return
        self.files[path] = ReportFile(Path(path), status.st_size, status.st_mtime_ns)

    def folder(self, top: str) -> None:
        """Take the report files of a folder and of the folders in it."""
        waiting = [top]
        while waiting:
            path = waiting.pop()
            try:
                with os.scandir(path) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError as error:
                self.notices.append(unreadable(path, error))
                continue
            inner: list[str] = []
            for entry in entries:
                self._entry(entry, inner)
            waiting.extend(reversed(inner))

    def _entry(self, entry: os.DirEntry[str], inner: list[str]) -> None:
        name = entry.name
        if name.startswith("."):
            return
        is_text = name.lower().endswith(SUFFIXES)
        try:
            if entry.is_dir():
                if name not in SKIPPED_FOLDERS and self.first_time(status := entry.stat()):
                    self.folders[entry.path] = status.st_mtime_ns
                    inner.append(entry.path)
            elif is_text:
                # A DirEntry's own inode costs nothing, but lacks the device: links and mounts need the real status.
                self.take(entry.path, entry.stat())
        except OSError as error:
            if is_text:
                self.notices.append(unreadable(entry.path, error))


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
    walk = _Walk()
    lost: list[Path] = []
    for root in roots:
        try:
            status = root.stat()
        except (OSError, ValueError):
            lost.append(root)
            walk.notices.append(
                Notice(
                    _("{path} is not there").format(path=root),
                    _("Put it back, or forget it with: paperdeck remove {path}").format(path=root),
                )
            )
            continue
        if not stat.S_ISDIR(status.st_mode):
            walk.take(str(root), status)
        elif walk.first_time(status):
            walk.folders[str(root)] = status.st_mtime_ns
            walk.folder(str(root))
    files = tuple(file for _path, file in sorted(walk.files.items()))
    return Scan(files, tuple(walk.notices), tuple(lost), walk.folders)


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
