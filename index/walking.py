"""Walks folders for report files; only looks, and imports next to nothing, so that a status bar can afford it."""

import os
import stat
import zlib
from collections.abc import Iterable

SUFFIXES = (".md", ".markdown", ".txt")
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})


class Walk:
    """One walk over some roots. Hidden names and `SKIPPED_FOLDERS` are left out, links are followed, each file once.

    `files` are the regular files by path with size in bytes and mtime in ns; `folders` those looked into, with the
    mtime just before; `lost` are roots that are not there, `closed` what the system does not let us read, with its
    error.
    """

    def __init__(self, roots: Iterable[str]) -> None:
        self.files: dict[str, tuple[int, int]] = {}
        self.folders: dict[str, int] = {}
        self.lost: list[str] = []
        self.closed: list[tuple[str, OSError]] = []
        self._seen: set[tuple[int, int]] = set()
        for root in roots:
            self._root(root)

    def fingerprint(self) -> str:
        """A text that is another when any file came, went, or changed its size or time."""
        lines = sorted(f"{path}\0{size}\0{mtime_ns}" for path, (size, mtime_ns) in self.files.items())
        return fingerprint_of(lines)

    def _root(self, root: str) -> None:
        try:
            status = os.stat(root)  # noqa: PTH116 - without pathlib's import
        except (OSError, ValueError):
            self.lost.append(root)
            return
        if not stat.S_ISDIR(status.st_mode):
            self._take(root, status)
        elif self._first_time(status):
            self.folders[root] = status.st_mtime_ns
            self._folder(root)

    def _first_time(self, status: os.stat_result) -> bool:
        """Whether this file or folder was not met before, by device and inode (0 where a file system has none)."""
        if not status.st_ino:
            return True
        identity = (status.st_dev, status.st_ino)
        if identity in self._seen:
            return False
        self._seen.add(identity)
        return True

    def _take(self, path: str, status: os.stat_result) -> None:
        if stat.S_ISREG(status.st_mode) and self._first_time(status):
            self.files[path] = (status.st_size, status.st_mtime_ns)

    def _folder(self, top: str) -> None:
        """Take the report files of a folder and of the folders in it, in the order of their names."""
        waiting = [top]
        while waiting:
            path = waiting.pop()
            try:
                with os.scandir(path) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError as error:
                self.closed.append((path, error))
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
                if name not in SKIPPED_FOLDERS and self._first_time(status := entry.stat()):
                    self.folders[entry.path] = status.st_mtime_ns
                    inner.append(entry.path)
            elif is_text:
                self._take(entry.path, entry.stat())
        except OSError as error:
            if is_text:
                self.closed.append((entry.path, error))


def journals_fingerprint(folder: str) -> str:
    """What the journals of marks in a folder look like: other names, sizes or times give another text."""
    lines: list[str] = []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if ".jsonl" in entry.name:
                    status = entry.stat()
                    lines.append(f"{entry.name}\0{status.st_size}\0{status.st_mtime_ns}")
    except OSError:
        lines.append("-")
    return fingerprint_of([folder, *sorted(lines)])


def fingerprint_of(lines: list[str]) -> str:
    """Two checksums and a count of some lines."""
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return f"{len(lines)}-{zlib.crc32(text):08x}{zlib.adler32(text):08x}"
