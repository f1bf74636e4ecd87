"""Which notes changed on the disk: by the folder's time where files come and go, and by each file's own stamp."""

import os
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

_AT_ONCE = 400
"""How many files are looked at in one call; an editor that writes in place is noticed within a few calls."""

_SETTLED_NS = 2_000_000_000
"""A folder whose time is younger than this, in ns, may still change without its time telling."""

_Stamp = tuple[int, int, int]


@dataclass(slots=True)
class NoteWatch:
    """Watches the visible `.md` files right inside `folder`, which need not exist."""

    folder: Path
    _stamps: dict[str, _Stamp] | None = None
    _folder_time: int = 0
    _turn: list[str] = field(default_factory=list[str])

    def names(self) -> list[str]:
        """The names of the files, in no order; OSError but for a missing folder."""
        try:
            with os.scandir(self.folder) as entries:
                return [entry.name for entry in entries if entry.name.endswith(".md") and entry.name[0] != "."]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def changed(self) -> set[str]:
        """The names that came, changed or went since the last call; the first call only looks."""
        if self._stamps is None:
            self._stamps = self._all()
            return set()
        if len(self._stamps) <= _AT_ONCE or self._folder_changed():
            now = self._all()
            before, self._stamps = self._stamps, now
            return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        return self._some(self._stamps)

    def look_at(self, name: str) -> None:
        """Know a file as it is now: its change is the caller's own."""
        if self._stamps is not None:
            stamp = self._stamp(name)
            if stamp is None:
                self._stamps.pop(name, None)
            else:
                self._stamps[name] = stamp

    def _folder_changed(self) -> bool:
        """Whether files may have come or gone since the last time."""
        try:
            now = self.folder.stat().st_mtime_ns
        except OSError:
            now = 0
        before, self._folder_time = self._folder_time, now
        return now != before or time.time_ns() - now < _SETTLED_NS

    def _all(self) -> dict[str, _Stamp]:
        found = {name: self._stamp(name) for name in self.names()}
        return {name: stamp for name, stamp in found.items() if stamp is not None}

    def _some(self, stamps: dict[str, _Stamp]) -> set[str]:
        """Look at the next of many files, all of them in turn."""
        if not self._turn:
            self._turn = list(stamps)
        changed: set[str] = set()
        for name in islice(self._turn, _AT_ONCE):
            before = stamps.get(name)
            self.look_at(name)
            if stamps.get(name) != before:
                changed.add(name)
        del self._turn[:_AT_ONCE]
        return changed

    def _stamp(self, name: str) -> _Stamp | None:
        try:
            status = (self.folder / name).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
