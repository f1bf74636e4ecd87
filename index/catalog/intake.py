"""Takes into the catalog what the folders have new: one process at a time, newest days first, in short batches."""

import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from ..errors import CatalogError
from ..language import _
from ..locks import locked
from ..results import Cancelled, Notice, Progress, ProgressCall
from ..sources import ReportFile, unreadable
from .build import FileRows, Touched, forget_files, settle, write_files
from .reading import read_all
from .store import Store

BATCH_SECONDS = 0.5
BATCH_READINGS = 2_000
WAIT_SECONDS = 0.3

Changes = tuple[Sequence[ReportFile], Sequence[str]]
"""The files to read, newest day first, and the paths to forget."""


@dataclass(slots=True)
class _Batch:
    """What one transaction will write: how many files were looked at, and the rows of those that could be read."""

    files: int = 0
    readings: int = 0
    rows: list[FileRows] = field(default_factory=list[FileRows])


class Intake:
    """Reads files and writes what they hold; what it touched is in `days`, `ids` and `read` (paths)."""

    def __init__(self, store: Store, progress: ProgressCall, cancelled: Cancelled) -> None:
        self.store = store
        self.days: set[str] = set()
        self.ids: set[str] = set()
        self.read: set[str] = set()
        self.notices: list[Notice] = []
        self._progress = progress
        self._cancelled = cancelled

    def take(self, changes: Callable[[], Changes]) -> bool:
        """Take in the changes, which are asked for when it is this process's turn; whether all of them."""
        with self._turn() as ours:
            if not ours:
                return False
            # Another process may have done the work while this one waited for its turn.
            fresh, gone = changes()
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
        self.days |= touched.days
        self.ids |= touched.papers

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
                self.read.add(str(file.path))
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
        file = self.store.file.with_suffix(".lock")
        with ExitStack() as turn:
            while True:
                try:
                    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    turn.enter_context(locked(file, timeout=WAIT_SECONDS))
                    break
                except TimeoutError:
                    if self._cancelled():
                        yield False
                        return
                except OSError as error:
                    raise CatalogError(_("The catalog cannot be used"), str(error)) from error
            yield True
