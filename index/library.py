"""The facade: the one object that screens and commands hold; it delegates to the catalog, the marks, notes and search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import places
from .config.records import Config
from .errors import UnknownPaperError
from .model import NO_MARKS, DaySummary, Entry, Marks, Paper
from .results import Cancelled, Notice, Poll, ProgressCall, Refresh, never, tell_nobody

if TYPE_CHECKING:
    from .marks import Operation, SaveState
    from .notes import Notes


class Library:
    """All reports under some roots, with what the user says of their papers. Any method may be called from any thread."""

    def __init__(self, config: Config, roots: tuple[Path, ...], *, is_sample: bool = False) -> None:
        self.config = config
        self.roots = roots
        self.is_sample = is_sample

    @classmethod
    def open(cls, config: Config, paths: Sequence[Path] = (), *, today: Callable[[], str] | None = None) -> Library:
        """Open the library of `paths`, else of the registered folders, else the sample; cheap, nothing is scanned."""
        del today
        roots = tuple(paths) or config.folders
        return cls(config, roots or (places.samples_dir(),), is_sample=not roots)

    def problems(self) -> tuple[Notice, ...]:
        """What is worth telling once: a vanished folder, a damaged journal line, a cache that cannot be written."""
        return ()

    def days(self) -> tuple[DaySummary, ...]:
        """The days that have reports, newest first, with their counts; costs O(days)."""
        return ()

    def day_entries(self, day: str) -> tuple[Entry, ...]:
        """The papers of one day (ISO) in report order; empty for a day without reports."""
        del day
        return ()

    def entries(self, ids: Iterable[str]) -> tuple[Entry, ...]:
        """The entries of these papers in this order; unknown ids are left out."""
        del ids
        return ()

    def all_entries(self) -> Sequence[Entry]:
        """Every paper, newest day first; rows are loaded as they are looked at."""
        return ()

    def view(self, query: str = "", *, sort: str = "day", reverse: bool = False) -> Sequence[Entry]:
        """The papers that match a query, newest day first or by `day`, `upvotes`, `title` or `starred`; QueryError."""
        del query, sort, reverse
        return ()

    def paper(self, paper_id: str) -> Paper:
        """One paper with the text of its readings, read from the reports; UnknownPaperError, SourceError."""
        raise UnknownPaperError(paper_id)

    def marks_of(self, paper_id: str) -> Marks:
        """What the user says of one paper."""
        del paper_id
        return NO_MARKS

    def mark(
        self,
        ids: Sequence[str],
        *,
        read: bool | None = None,
        starred: bool | None = None,
        later: bool | None = None,
        due: str = "",
        tag: str | None = None,
        untag: str | None = None,
        label: str = "",
    ) -> Operation:
        """Say something of papers: seen at once, written by the writer thread, one thing to undo."""
        raise NotImplementedError

    def undo(self) -> Operation | None:
        """Take back the last operation that holds; None where there is none."""

    def redo(self) -> Operation | None:
        """Do again what was undone last; None where there is nothing."""

    def history(self, limit: int = 100) -> tuple[Operation, ...]:
        """The latest operations, newest first."""
        del limit
        return ()

    def go_to(self, operation_id: str) -> None:
        """Undo or redo until exactly the operations up to this one hold."""
        del operation_id

    def saving(self) -> SaveState:
        """How many events are not on disk yet, and the error that keeps them, if any."""
        raise NotImplementedError

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait up to `timeout` seconds until everything said is on disk; whether it is."""
        del timeout
        return True

    def close(self) -> None:
        """Write what is pending and let go of files; the library is not used afterwards."""

    def note(self, paper_id: str) -> str:
        """The user's note on a paper, "" where there is none."""
        del paper_id
        return ""

    def set_note(self, paper_id: str, text: str) -> None:
        """Replace the note; an empty text puts the old one into the notes' trash."""
        del paper_id, text

    @property
    def notes(self) -> Notes:
        """The notes with their drafts and stamps."""
        raise NotImplementedError

    def refresh(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Refresh:
        """Bring the catalog up to date with the folders; long on the first run, call it from a thread."""
        del progress, cancelled
        return Refresh()

    def poll(self) -> Poll:
        """What others changed since the last poll; cheap, made to be called once a second."""
        return Poll()
