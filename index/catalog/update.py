"""Brings the catalog up to date with the folders: only changed files are read, newest days first, in short batches."""

import os
import sqlite3
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..errors import CatalogError
from ..language import _
from ..model import ReportFile
from ..results import Cancelled, Notice, Progress, ProgressCall, Refresh
from ..sources import Scan, day_in_path, day_of_mtime, scan, unreadable
from .build import FileRows, Touched, forget_files, settle, write_files
from .reading import read_all
from .store import Store

BATCH_SECONDS = 0.5
BATCH_READINGS = 2_000
WAIT_SECONDS = 0.3


@dataclass(slots=True)
class _Batch:
    """What one transaction will write: how many files were looked at, and the rows of those that could be read."""

    files: int = 0
    readings: int = 0
    rows: list[FileRows] = field(default_factory=list[FileRows])


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
        self._read: set[str] = set()

    def run(self, roots: Sequence[Path]) -> Refresh:
        """Look at the folders, then read what changed; a catalog that cannot be written goes on in memory."""
        seen = scan(roots)
        self.notices = list(seen.notices)
        self.folders, self.fingerprint = seen.folders, seen.fingerprint
        complete = True
        if self._before is None:
            self._before = self._known()
        if any(self._changes(seen)):
            try:
                complete = self._read_changes(seen)
            except CatalogError as error:
                if self.store.in_memory or error.advice == "":
                    raise
                self.store.turn_to_memory(error.advice)
                complete = self._read_changes(seen)
        self._take_changes_of_others(self._before)
        with self.store.read() as connection:
            papers, files = connection.execute(
                "SELECT (SELECT count(*) FROM papers), (SELECT count(*) FROM files WHERE format IS NOT NULL)"
            ).fetchone()
        return Refresh(frozenset(self._days), frozenset(self._ids), papers, files, complete)

    def _changes(self, seen: Scan) -> tuple[list[ReportFile], list[str]]:
        """The files to read, newest day first, and the paths to forget; those of a vanished root are kept."""
        known = self._known()
        fresh = [file for file in seen.files if known.get(str(file.path), ())[:2] != (file.size, file.mtime_ns)]
        fresh.sort(key=lambda file: day_in_path(file.path) or day_of_mtime(file.mtime_ns), reverse=True)
        gone = known.keys() - {str(file.path) for file in seen.files}
        if seen.lost:
            kept = tuple(os.path.join(root, "") for root in seen.lost)  # noqa: PTH118 - a prefix, not a path
            lost = {str(root) for root in seen.lost}
            gone = {path for path in gone if path not in lost and not path.startswith(kept)}
        return fresh, sorted(gone)

    def _known(self) -> dict[str, FileState]:
        """Every file in the catalog by its path."""
        with self.store.read() as connection:
            found = connection.execute("SELECT path, size, mtime_ns, day FROM files")
            return {os.fsdecode(path): FileState(*state) for path, *state in found}

    def _take_changes_of_others(self, before: Mapping[str, FileState]) -> None:
        """Count in the days and papers of files that came, went or changed since `before`, whoever read them."""
        self.files = self._known()
        moved = {path for path in before.keys() | self.files.keys() if before.get(path) != self.files.get(path)}
        moved -= self._read
        self._days.update(files[path].day for path in moved for files in (before, self.files) if path in files)
        with self.store.read() as connection:
            query = "SELECT paper FROM readings JOIN files ON files.id = file WHERE path = ?"
            for path in moved:
                self._ids.update(paper for (paper,) in connection.execute(query, (os.fsencode(path),)))

    def _read_changes(self, seen: Scan) -> bool:
        with self._turn() as ours:
            if not ours:
                return False
            # Another process may have done the work while this one waited for its turn.
            fresh, gone = self._changes(seen)
            if gone:
                with self.store.write() as connection:
                    self._settle(connection, forget_files(connection, gone))
            done = 0
            for batch in self._batches(fresh):
                with self.store.write() as connection:
                    self._settle(connection, write_files(connection, batch.rows))
                done += batch.files
                self._progress(Progress(done, len(fresh)))
            return done == len(fresh)

    def _settle(self, connection: sqlite3.Connection, touched: Touched) -> None:
        settle(connection, touched)
        self._days |= touched.days
        self._ids |= touched.papers

    def _batches(self, files: Sequence[ReportFile]) -> Iterator[_Batch]:
        """Read files until there is enough for a transaction; the first few alone, so that today shows at once."""
        batch, limit = _Batch(), 1
        began = time.monotonic()
        for file, outcome in zip(files, read_all(files, self._cancelled), strict=False):
            batch.files += 1
            if isinstance(outcome, OSError):
                self.notices.append(unreadable(file.path, outcome))
            else:
                batch.rows.append(outcome)
                self._read.add(str(file.path))
                batch.readings += len(outcome.readings)
            if batch.files >= limit or batch.readings > BATCH_READINGS or time.monotonic() - began > BATCH_SECONDS:
                yield batch
                batch, limit = _Batch(), limit * 2
                began = time.monotonic()
        if batch.files:
            yield batch

    @contextmanager
    def _turn(self) -> Generator[bool]:
        """Wait until no other process updates this catalog; False when it was cancelled meanwhile."""
        if self.store.in_memory or self.store.file is None:
            yield True
            return
        from filelock import FileLock, Timeout

        lock = FileLock(self.store.file.with_suffix(".lock"))
        while True:
            try:
                lock.acquire(timeout=WAIT_SECONDS)
                break
            except Timeout:
                if self._cancelled():
                    yield False
                    return
            except OSError as error:
                raise CatalogError(_("The catalog cannot be used"), str(error)) from error
        try:
            yield True
        finally:
            lock.release()
