"""What is new in the journals of a folder: only the tails of files that grew, whole files that were replaced.

A journal is any file whose name holds `.jsonl`, so that the copies which sync tools leave beside it (`x.sync-conflict-
20250101-120000-ABC.jsonl`, `x (conflicted copy).jsonl`, `x-HOST.jsonl`, `x.jsonl.conflict1`) are read as well; names
that begin with a dot or `~` are temporary. A file that only grew begins with the same bytes and has the same bytes
before the place up to which it was read, whatever became of its inode; else all is read again.
"""

import contextlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from .damage import SUFFIX, Damage
from .lines import parse_line

_GLANCE = 96


@dataclass(frozen=True, slots=True)
class News:
    """The new lines of one journal, which begin at a byte; `own` is true for this device's journal and its copies."""

    path: Path
    own: bool
    begin: int
    lines: bytes

    def damaged(self, bad: list[tuple[int, bytes]]) -> list[Damage]:
        """The damaged ones, numbered from the journal's beginning."""
        above = 0
        if bad and self.begin:
            with contextlib.suppress(OSError):  # gone meanwhile: numbered from where it was read
                above = self.path.read_bytes()[: self.begin].count(b"\n")
        return [Damage(self.path.name, above + number + 1, line) for number, line in bad]


class _ReplacedError(Exception):
    """A journal that was read is gone, or another one stands in its place."""


@dataclass(slots=True)
class _Place:
    """How far a file was read."""

    key: tuple[int, int, int] = (0, 0, 0)
    offset: int = 0
    head: bytes = b""
    before: bytes = b""


def is_journal(name: str) -> bool:
    """Whether a file of this name is a journal or a copy of one."""
    return SUFFIX in name and name[0] not in ".~" and not name.endswith((".tmp", ".part", ".lock"))


@dataclass(slots=True)
class Reading:
    """Reads the journals under `folder`; `device` names the one whose operations are this device's."""

    folder: Path
    device: str
    unreadable: dict[str, OSError] = field(default_factory=dict[str, OSError])
    _places: dict[str, _Place] = field(default_factory=dict[str, _Place])

    def become(self, device: str) -> None:
        """Know this device; its journal and the copies of it, read as another's so far, are read again."""
        if device != self.device:
            self.device = device
            for name in filter(self._is_own, list(self._places)):
                del self._places[name]

    def news(self) -> tuple[list[News], bool]:
        """What was added since the last call, copies first and this device's journal last; OSError for the folder.

        True comes with everything there is, where a journal is gone or no longer begins as it did: what was read
        before may stand nowhere now.
        """
        try:
            return self._news(), False
        except _ReplacedError:
            self._places.clear()
            return self._news(), True

    def _news(self) -> list[News]:
        found: list[News] = []
        listed = self._listed()
        names = {name for name, _status in listed}
        if any(place.offset and name not in names for name, place in self._places.items()):
            raise _ReplacedError
        for name, status in listed:
            place = self._places.setdefault(name, _Place())
            key = (status.st_ino, status.st_size, status.st_mtime_ns)
            if key == place.key:
                continue
            try:
                news = self._read(name, place)
            except OSError as error:
                self.unreadable[name] = error
                continue
            self.unreadable.pop(name, None)
            place.key = key
            if news.lines:
                found.append(news)
        return found

    def _listed(self) -> list[tuple[str, os.stat_result]]:
        listed: list[tuple[str, os.stat_result]] = []
        try:
            paths = list(self.folder.iterdir())
        except FileNotFoundError:
            return []
        for path in paths:
            if not is_journal(path.name):
                continue
            try:
                status = path.stat()
            except OSError:  # gone again, as temporary files of sync tools are
                continue
            if stat.S_ISREG(status.st_mode):
                listed.append((path.name, status))
        return sorted(listed, key=lambda item: (item[0] == self.device + SUFFIX, item[0]))

    def _is_own(self, name: str) -> bool:
        """Whether this is the journal of this device or a copy of it."""
        rest = name.removeprefix(self.device)
        return bool(self.device) and rest != name and not rest[0].isalnum()

    def _read(self, name: str, place: _Place) -> News:
        with (self.folder / name).open("rb", buffering=0) as file:
            head = file.read(_GLANCE)
            file.seek(max(0, place.offset - _GLANCE))
            before = file.read(min(place.offset, _GLANCE))
            if before != place.before or not head.startswith(place.head):
                raise _ReplacedError
            file.seek(place.offset)
            data = file.read()
        whole = data.rfind(b"\n") + 1
        begin = place.offset
        place.offset += whole
        place.head = head[: place.offset]
        place.before = (place.before + data[max(0, whole - _GLANCE) : whole])[-_GLANCE:]
        # A last line that is complete but for its end is taken in now, and again when it is ended.
        lines = data if parse_line(data[whole:]) is not None else data[:whole]
        return News(self.folder / name, self._is_own(name), begin, lines)
