"""The facade: the one object that screens and commands hold; catalog, marks, notes and search stand behind it."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from . import locks, places
from .catalog import Catalog, DamagedError
from .config.records import Config
from .language import _
from .results import Cancelled, DaySummary, Notice, Poll, ProgressCall, Refresh, never, tell_nobody
from .said import Said
from .stacks import Stacks

if TYPE_CHECKING:
    from .marks.events import Operation
    from .model import Entry, Marks, Paper
    from .notes import Notes
    from .search.index import SearchIndex
    from .views import Rows

Answer = TypeVar("Answer")


class Library:
    """All reports under some roots, and what the user says of their papers. Any thread may call any method.

    Made by `open`. `is_sample` tells that nothing is registered and the reports inside the package are shown;
    `data_dir` holds the user's work; `stacks` are the rooms behind: catalog, texts, notes, views, search.
    """

    def __init__(
        self,
        roots: tuple[Path, ...],
        stacks: Stacks,
        said: Said,
        *,
        is_sample: bool,
        data_dir: Path,
        today: Callable[[], str],
        patient: bool,
    ) -> None:
        self.roots = roots
        self.is_sample = is_sample
        self.data_dir = data_dir
        self.stacks = stacks
        self.said = said
        self.today = today
        self.patient = patient
        self._told: list[Notice] = []

    @classmethod
    def open(
        cls,
        config: Config,
        paths: Sequence[Path] = (),
        *,
        hurried: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> Library:
        """Open the library of `paths`, else of the registered folders, else the sample; cheap, nothing is scanned.

        `hurried` is for the reader: what was remembered may be shown before it is known to hold, and a damaged
        catalog shows as an empty one; `refresh` and `poll` then put that right. Otherwise every answer is exact.
        """
        roots = tuple(path.absolute() for path in paths) or config.folders
        is_sample = not roots
        data_dir = config.data_dir or places.data_dir()

        def today() -> str:
            return time.strftime("%Y-%m-%d", time.localtime(clock()))

        named = () if roots and not paths else roots or (places.samples_dir(),)
        catalog = Catalog(places.catalog_file(named))
        said = Said(catalog, data_dir / "marks", clock=clock, hurried=hurried)
        stacks = Stacks(catalog, said, data_dir / "notes", cache=places.library_cache(named), today=today)
        roots = roots or (places.samples_dir(),)
        return cls(roots, stacks, said, is_sample=is_sample, data_dir=data_dir, today=today, patient=not hurried)

    @property
    def notes(self) -> Notes:
        """The notes with their drafts and stamps."""
        return self.stacks.notes

    @property
    def search(self) -> SearchIndex:
        """The search index: `search`, `quick`, `update`, `health`."""
        return self.stacks.search

    def problems(self) -> tuple[Notice, ...]:
        """What is worth telling once: a vanished folder, a damaged journal line, a cache that cannot be written."""
        return (*self.stacks.notices(), *self.said.notices(), *locks.notices(), *self._told)

    def _ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask the catalog; a damaged one is begun anew, and read anew at once unless somebody waits for a screen."""
        try:
            return question()
        except DamagedError:
            self.stacks.heal()
            self._told.append(Notice(_("The catalog was damaged and is made anew"), _("Your marks are not touched.")))
            if self.patient:
                self.refresh()
            return question()

    def days(self) -> tuple[DaySummary, ...]:
        """The days that have reports, newest first, with their counts; costs O(days).

        Today has a row also without a report while papers of the later queue are due.
        """
        return self._ask(lambda: self.stacks.summaries(self.today()))

    def day_entries(self, day: str) -> tuple[Entry, ...]:
        """The papers of one day (ISO) in report order; empty for a day without reports."""
        return self._ask(lambda: self.stacks.views.day(day))

    def entries(self, ids: Iterable[str]) -> tuple[Entry, ...]:
        """The entries of these papers in this order; unknown ids are left out."""
        wanted = tuple(ids)
        return self._ask(lambda: self.stacks.views.entries(wanted))

    def view(
        self,
        query: str = "",
        *,
        sort: str = "day",
        reverse: bool = False,
        among: Sequence[str] | None = None,
        cancelled: Cancelled = never,
        most_read: int | None = None,
    ) -> Rows:
        """The papers that match a query, newest day first or by a key of `views.SORT_KEYS`; QueryError, UsageError.

        With `among` only these papers are asked, and keep their order. Of papers that the index does not hold yet the
        newest `most_read` are read; `Rows.unindexed` counts the others. May take long: call it from a thread, and let
        `cancelled` tell when the answer is no longer wanted (CancelledError).
        """
        view = partial(self.stacks.views.view, query, sort=sort, reverse=reverse)
        ids, unindexed = self._ask(lambda: view(among=among, cancelled=cancelled, most_read=most_read))
        return self.rows(ids, unindexed)

    def rows(self, ids: Sequence[str], unindexed: int = 0) -> Rows:
        """The entries of these papers in this order, loaded a page at a time as they are looked at."""
        from .views import Rows

        return Rows(ids, lambda some: self._ask(lambda: self.stacks.views.load(some)), unindexed)

    def arranged(self, ids: Sequence[str], sort: str) -> list[str]:
        """These papers by a key of `views.SORT_KEYS`, in their order here where they are equal under it.

        O(n) with all of their rows: call it from a thread for a long list.
        """
        return self._ask(lambda: self.stacks.views.arranged(ids, sort))

    def marked(self, mark: str) -> AbstractSet[str]:
        """The papers that are `read`, `starred` or `later`, or carry a tag (`tag:NAME`): a copy."""
        return self._ask(lambda: self.said.store.marked(mark))

    def paper(self, paper_id: str) -> Paper:
        """One paper with the text of its readings, its marks and its note; UnknownPaperError, SourceError."""
        return self._ask(lambda: self.stacks.paper(paper_id))

    def marks_of(self, paper_id: str) -> Marks:
        """What the user says of one paper."""
        return self._ask(lambda: self.said.get(paper_id))

    def mark(
        self,
        ids: Sequence[str],
        *,
        read: bool | None = None,
        starred: bool | None = None,
        later: bool | None = None,
        due: str = "",
        tag: str | Sequence[str] | None = None,
        untag: str | Sequence[str] | None = None,
        label: str = "",
    ) -> Operation:
        """Say something of papers: seen at once, written by the writer thread, one thing to undo. `due` is ISO."""
        from .marks.events import Change

        changes: list[Change] = []
        for paper in ids:
            if read is not None:
                changes.append(Change(paper, "read", read))
            if starred is not None:
                changes.append(Change(paper, "starred", starred))
            if later is not None or due:
                changes.append(Change(paper, "later", due if due and later is not False else bool(later)))
            changes += [Change(paper, "tag", name) for name in _names(tag)]
            changes += [Change(paper, "untag", name) for name in _names(untag)]
        return self._ask(lambda: self.said.say(changes, label))

    def undo(self) -> Operation | None:
        """Take back the last operation that holds; None where there is none."""
        done = self._ask(lambda: self.said.switch(lambda store: [found] if (found := store.undo()) else []))
        return done[0] if done else None

    def redo(self) -> Operation | None:
        """Do again what was undone last; None where there is nothing."""
        done = self._ask(lambda: self.said.switch(lambda store: [found] if (found := store.redo()) else []))
        return done[0] if done else None

    def history(self, limit: int = 100) -> tuple[Operation, ...]:
        """The latest operations, newest first."""
        return self.said.store.history(limit)

    def go_to(self, operation_id: str) -> tuple[Operation, ...]:
        """Undo or redo until this operation is the newest that holds ("" for none); gives what was switched."""
        return self._ask(lambda: self.said.switch(lambda store: store.go_to(operation_id)))

    def close(self) -> tuple[Operation, ...]:
        """Write what is pending and let go of files; gives the operations that could not be saved, to be told."""
        unsaved = self.said.close()
        self.stacks.close()
        return unsaved

    def noted(self) -> Container[str]:
        """The papers that have a note."""
        return self.stacks.noted()

    def refresh(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Refresh:
        """Bring the catalog up to date with the folders; long on the first run, call it from a thread."""
        try:
            found = self.stacks.update(self.roots, progress, cancelled)
            if not self.patient:
                self.stacks.catalog.check_today(self.today())
        except DamagedError:
            self.stacks.heal()
            found = self.stacks.update(self.roots, progress, cancelled)
        self.said.forget_days(found.changed_days)
        if not self.patient:
            self._ask(self.said.warm)
        return found

    def check(self) -> None:
        """Look at every row of the catalog; a damaged one is begun anew, and that is told."""
        self._ask(self.stacks.catalog.check)

    def poll(self) -> Poll:
        """What others changed since the last poll; cheap, made to be called once a second."""
        notes, troubled = self.stacks.poll_notes()
        return Poll(self._ask(self.said.poll), notes, self.stacks.files_changed(), troubled)


def _names(tags: str | Sequence[str] | None) -> Sequence[str]:
    return () if tags is None else (tags,) if isinstance(tags, str) else tags
