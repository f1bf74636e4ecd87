"""The folder of the notes as it is: which files, their conflict copies, and which of them changed since the last look.

The folder's time tells when files come, go or are replaced, and each file's own stamp when an editor writes in place.
"""

import errno
import os
import stat
import threading
import time
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

from .language import _
from .note_texts import copied_stem, read_part

_AT_ONCE = 400
"""How many files `glance` looks at; an editor that writes in place is noticed within a few calls."""

_SETTLED_NS = 2_000_000_000
_TICK_NS = 50_000_000
"""What is younger, in ns, may still change without its time telling; the first where times are whole seconds."""

_Stamp = tuple[int, int, int, int]
"""Times of content and of anything else in ns, size, number of the file; where it cannot be looked at the error's."""


def _is_young(moment: int) -> bool:
    """Whether something of this time, in ns, may change once more within the same tick of its clock."""
    return abs(time.time_ns() - moment) < (_TICK_NS if moment % 1_000_000_000 else _SETTLED_NS)


class NoteWatch:
    """Watches the visible `.md` files right inside `folder`, which need not exist. Any thread may call any method.

    `generation` grows with every change, once all else is in place: read it first. `versions` has the generation of
    each file's last change, `odd` the files that cannot be read and why; `error` keeps the folder from being listed,
    and what was known then stays.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.generation = 0
        self.versions: dict[str, int] = {}
        self.odd: dict[str, str] = {}
        self.error: OSError | None = None
        self._prefix = f"{folder}{os.sep}"
        self._lock = threading.Lock()
        self._begun = False
        self._folder_stamp: tuple[int, ...] = ()
        self._stamps: dict[str, _Stamp | None] = {}
        self._sums: dict[str, int] = {}
        self._copies: dict[str, tuple[str, ...]] = {}
        self._news: set[str] = set()
        self._moved = True
        self._turn: list[str] = []

    def names(self) -> Collection[str]:
        """The names of the files; one call to the system as long as the folder's time stands."""
        try:
            status = self.folder.stat()
            now: tuple[int, ...] = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            if now != self._folder_stamp or _is_young(max(now[:2])):
                self._take_names(self._listed(), now)
        except FileNotFoundError:
            self._take_names((), ())
        except OSError as error:
            self.error, self._folder_stamp = error, ()
        return self._stamps

    def copies(self, stem: str) -> tuple[str, ...]:
        """The names of the copies that were left beside the note of this name, without suffix, oldest first."""
        self.names()
        return self._copies.get(stem, ())

    def copied(self) -> Mapping[str, tuple[str, ...]]:
        """The copies of every note that has some, by its name without suffix; the note itself may be gone."""
        self.names()
        return self._copies

    def look(self) -> None:
        """Bring names and stamps up to date; one call to the system for each file."""
        names = tuple(self.names())
        if self.error is None:
            self._moved = False
            self._look_at_all(names)

    def glance(self) -> set[str]:
        """The names that came, changed or went since the last call; the first call only looks.

        Of many files, while none comes or goes, only some are looked at, all of them in turn.
        """
        begun = self._begun
        names = self.names()
        if self._moved or len(names) <= _AT_ONCE:
            self.look()
        elif self.error is None:
            self._turn = self._turn or list(names)
            some, self._turn = self._turn[:_AT_ONCE], self._turn[_AT_ONCE:]
            self._look_at_all(some)
        self._begun = True
        with self._lock:
            news, self._news = self._news, set()
        return news if begun else set()

    def look_at(self, name: str) -> None:
        """Know a file as it is now: its change is the caller's own, and no news."""
        if os.path.lexists(self.folder / name):
            self._look_at_all((name,), own=True)
            return
        with self._lock:
            for known in (self._stamps, self.versions, self.odd, self._sums):
                known.pop(name, None)
            self.generation += 1

    def forget(self, name: str) -> None:
        """Take a file for changed at the next look: something passing kept it from being read."""
        with self._lock:
            if name in self._stamps:
                self._stamps[name] = None

    def _listed(self) -> list[str]:
        with os.scandir(self.folder) as entries:
            return [entry.name for entry in entries if entry.name.endswith(".md") and entry.name[0] != "."]

    def _take_names(self, found: Collection[str], folder_stamp: tuple[int, ...]) -> None:
        with self._lock:
            self._moved = self._moved or folder_stamp != self._folder_stamp
            if self.error is not None:
                for name in tuple(self.odd):
                    self._stamps[name] = None
            self._folder_stamp, self.error = folder_stamp, None
            now = set(found)
            if now == self._stamps.keys():
                return
            gone = self._stamps.keys() - now
            self._news |= gone | (now - self._stamps.keys())
            for name in gone:
                for known in (self.versions, self.odd, self._sums):
                    known.pop(name, None)
            self._stamps = {name: self._stamps.get(name) for name in found}
            copies: dict[str, tuple[str, ...]] = {}
            for name in sorted(now):
                if (stem := copied_stem(name)) is not None:
                    copies[stem] = (*copies.get(stem, ()), name)
            self._copies = copies
            self.generation += 1

    def _look_at_all(self, names: Collection[str], *, own: bool = False) -> None:
        prefix, stamps, sums = self._prefix, self._stamps, self._sums
        for name in names:
            reason = ""
            try:
                status = os.stat(prefix + name)  # noqa: PTH116 - thousands of them in each search
                stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
                if stamps.get(name) == stamp and name not in sums:
                    continue
                if not stat.S_ISREG(status.st_mode):
                    reason = _("it is no ordinary file")
            except OSError as error:
                if error.errno == errno.ENOENT and not (self.folder / name).is_symlink():
                    continue  # gone since the folder was listed, which has another time by now
                stamp, reason = (-1, -1, -1, error.errno or 0), error.strerror or str(error)
            self._take(name, stamp, reason, own=own)

    def _take(self, name: str, stamp: _Stamp, reason: str, *, own: bool) -> None:
        """Take in a file as it is now; the content of a young one is compared too, since its stamp may stand still."""
        young = not reason and _is_young(max(stamp[:2]))
        total = self._sum(name) if young or name in self._sums else None
        with self._lock:
            before = self._stamps.get(name)
            same = before == stamp and (name not in self._sums or self._sums[name] == total)
            if young and total is not None:
                self._sums[name] = total
            else:
                self._sums.pop(name, None)
            if same or (name not in self._stamps and not own):
                return
            self.odd.pop(name, None)
            if reason:
                self.odd[name] = reason
            self._stamps[name] = stamp
            self.versions[name] = self.generation + 1
            self.generation += 1
            if before is not None and not own:
                self._news.add(name)

    def _sum(self, name: str) -> int:
        try:
            return zlib.crc32(read_part(self.folder / name)[0])
        except OSError:
            return 0
