"""What the library answers besides papers: days, notices, progress, and the outcome of a refresh or a poll."""

from collections.abc import Callable
from typing import NamedTuple


class DaySummary(NamedTuple):
    """One row of the sidebar. `due` counts papers of the later queue that are due by this day (today's row only)."""

    day: str
    reports: int = 0
    papers: int = 0
    unread: int = 0
    starred: int = 0
    due: int = 0


class Notice(NamedTuple):
    """Something worth telling once: one short line without a full stop, and what a person can do about it."""

    title: str
    advice: str = ""


class Progress(NamedTuple):
    """How far a long piece of work is: `done` of `total` steps (files, papers), `what` is `read` or `index`."""

    done: int
    total: int
    what: str = "read"


class Refresh(NamedTuple):
    """What bringing the catalog up to date changed.

    `changed_days` and `changed_ids` name the days and papers whose rows are new, different or gone; `papers` and
    `files` count the whole library afterwards; `complete` is False when it was cancelled on the way.
    """

    changed_days: frozenset[str] = frozenset()
    changed_ids: frozenset[str] = frozenset()
    papers: int = 0
    files: int = 0
    complete: bool = True


class Poll(NamedTuple):
    """What others changed since the last poll: ids with other marks, ids with other notes, and whether files moved.

    `troubled` tells that `problems` of the library has something else to say than it had.
    """

    marks: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    files_changed: bool = False
    troubled: bool = False

    def __bool__(self) -> bool:
        return bool(self.marks or self.notes or self.files_changed or self.troubled)


class CancelledError(Exception):
    """The answer is no longer wanted: a newer question took its place. No error of a person's, never shown."""


ProgressCall = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def tell_nobody(progress: Progress) -> None:
    """The progress callback of who does not look."""
    del progress


def never() -> bool:
    """The cancellation of who does not cancel."""
    return False
