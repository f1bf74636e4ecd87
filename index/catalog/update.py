"""Brings the catalog up to date with the folders: looks what changed, and has only that read."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import CatalogError
from ..results import Cancelled, Notice, ProgressCall, Refresh
from ..sources import ReportFile, Scan, day_in_path, day_of_mtime, scan
from .store import Store, unpack_path


class FileState(NamedTuple):
    """A report file as the catalog knows it."""

    size: int
    mtime_ns: int
    day: str


class Update:
    """One pass over the folders; `notices` holds what was in the way, `files` the catalog's files after it.

    `before` holds those after the pass before: what other processes read since then counts as changed, too.
    """

    def __init__(
        self,
        store: Store,
        progress: ProgressCall,
        cancelled: Cancelled,
        before: Mapping[str, FileState] | None = None,
    ) -> None:
        self.store = store
        self.files: Mapping[str, FileState] = {}
        self.notices: list[Notice] = []
        self.folders: Mapping[str, int] = {}
        self.fingerprint = ""
        self._progress = progress
        self._cancelled = cancelled
        self._before = before
        self._days: set[str] = set()
        self._ids: set[str] = set()

    def run(self, roots: Sequence[Path]) -> Refresh:
        """Look at the folders, then read what changed; a catalog that cannot be written goes on in memory."""
        seen = scan(roots)
        self.notices = list(seen.notices)
        self.folders, self.fingerprint = seen.folders, seen.fingerprint
        self.files = self._known()
        before = self.files if self._before is None else self._before
        read: Collection[str] = ()
        complete = True
        if any(_changes(seen, self.files)):
            complete, read = self._take_in(seen)
            self.files = self._known()
        self._take_changes_of_others(before, read)
        with self.store.read() as connection:
            papers, files = connection.execute(
                "SELECT (SELECT count(*) FROM papers), (SELECT count(*) FROM files WHERE format IS NOT NULL)"
            ).fetchone()
        return Refresh(frozenset(self._days), frozenset(self._ids), papers, files, complete)

    def _known(self) -> dict[str, FileState]:
        """Every file in the catalog by its path."""
        with self.store.read() as connection:
            found = connection.execute("SELECT path, size, mtime_ns, day FROM files")
            return {unpack_path(path): FileState(size, mtime_ns, day) for path, size, mtime_ns, day in found}

    def _take_in(self, seen: Scan) -> tuple[bool, Collection[str]]:
        """Read what changed; whether that was all, and the paths read."""
        # What reads reports is loaded when there is one to read: mostly there is none, and a status bar waits.
        from .intake import Intake

        intake = Intake(self.store, self._progress, self._cancelled)
        try:
            complete = intake.take(lambda: _changes(seen, self._known()))
        except CatalogError as error:
            if self.store.in_memory or error.advice == "":
                raise
            self.store.turn_to_memory(error.advice)
            complete = intake.take(lambda: _changes(seen, self._known()))
        self.notices += intake.notices
        self._days |= intake.days
        self._ids |= intake.ids
        return complete, intake.read

    def _take_changes_of_others(self, before: Mapping[str, FileState], read: Collection[str]) -> None:
        """Count in the days and papers of files that came, went or changed since `before`, whoever read them."""
        moved = {path for path in before.keys() | self.files.keys() if before.get(path) != self.files.get(path)}
        moved.difference_update(read)
        self._days.update(files[path].day for path in moved for files in (before, self.files) if path in files)
        with self.store.read() as connection:
            query = "SELECT paper FROM readings JOIN files ON files.id = file WHERE path = ?"
            for path in moved:
                self._ids.update(paper for (paper,) in connection.execute(query, (os.fsencode(path),)))


def _changes(seen: Scan, known: Mapping[str, FileState]) -> tuple[list[ReportFile], list[str]]:
    """The files to read, newest day first, and the paths to forget; those of a vanished root are kept."""
    changed = ((path, state) for path, state in seen.files.items() if known.get(path, ())[:2] != state)
    fresh = [ReportFile(Path(path), *state) for path, state in changed]
    fresh.sort(key=lambda file: day_in_path(file.path) or day_of_mtime(file.mtime_ns), reverse=True)
    gone = known.keys() - seen.files.keys()
    if seen.lost:
        kept = tuple(os.path.join(root, "") for root in seen.lost)  # noqa: PTH118 - a prefix, not a path
        lost = {str(root) for root in seen.lost}
        gone = {path for path in gone if path not in lost and not path.startswith(kept)}
    return fresh, sorted(gone)
