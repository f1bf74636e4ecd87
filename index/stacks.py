"""The rooms behind the facade: catalog, texts, notes, views and watch, each made when it is first needed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from . import locks, places
from .catalog import Catalog
from .results import Cancelled, DaySummary, Notice, ProgressCall, Refresh
from .said import Said

if TYPE_CHECKING:
    from .corpus import LibraryCorpus
    from .model import Paper
    from .notes import Notes
    from .search.index import SearchIndex
    from .texts import Texts
    from .views import Views

MONTH_NS = 30 * 24 * 3600 * 10**9


class Stacks:
    """One library's rooms. What a status line asks for (`summaries`) imports neither queries nor notes."""

    def __init__(self, catalog: Catalog, said: Said, notes_dir: Path, *, cache: Path, today: Callable[[], str]) -> None:
        """`cache` is the folder under which this library's search index lies; `today` gives the ISO day."""
        self.catalog = catalog
        self._said = said
        self._notes_dir = notes_dir
        self._cache = cache
        self._today = today
        self._healed = False
        self._told: tuple[Notice, ...] = ()

    @cached_property
    def notes(self) -> Notes:
        """The notes."""
        from .notes import Notes

        return Notes(self._notes_dir)

    @cached_property
    def texts(self) -> Texts:
        """The text of papers."""
        from .texts import Texts

        return Texts(self.catalog)

    @cached_property
    def search(self) -> SearchIndex:
        """The search index, beside the catalog's file."""
        from .search.index import SearchIndex
        from .search.store import index_folder

        return SearchIndex(index_folder(self._cache), self.corpus)

    @cached_property
    def corpus(self) -> LibraryCorpus:
        """The library as search and queries see it."""
        from .corpus import LibraryCorpus

        return LibraryCorpus(self.catalog, self._said, self.notes, paper=self.paper, today=self._today)

    @cached_property
    def views(self) -> Views:
        """Lists of papers."""
        from .views import Views

        return Views(self.catalog, self._said, noted=self.noted, search=lambda: self.search, corpus=lambda: self.corpus)

    def summaries(self, today: str) -> tuple[DaySummary, ...]:
        """The days, newest first, with their counts."""
        rows = self.catalog.days()
        counts = self._said.counts([row.day for row in rows])
        days: list[DaySummary] = []
        for day, reports, papers in rows:
            read, starred = counts[day]
            days.append(DaySummary(day, reports, papers, papers - read, starred))
        if due := len(self.catalog.packed(self._said.due(today))):
            at = next((number for number, day in enumerate(days) if day.day <= today), len(days))
            if at < len(days) and days[at].day == today:
                days[at] = days[at]._replace(due=due)
            else:
                days.insert(at, DaySummary(today, due=due))
        return tuple(days)

    def paper(self, paper_id: str) -> Paper:
        """A paper with text, marks and note."""
        from .model import Paper

        readings = self.texts.readings(paper_id)
        note = self.notes.text(paper_id) if paper_id in self.noted() else ""
        return Paper(paper_id, readings, self._said.get(paper_id), note)

    def noted(self) -> Container[str]:
        """The papers with a note."""
        return self.notes.ids() if os.path.lexists(self._notes_dir) else frozenset[str]()

    def notices(self) -> tuple[Notice, ...]:
        """What is wrong with the catalog, and what keeps notes from being read or saved safely, as far as is known."""
        return (*self.catalog.notices(), *self._note_notices())

    def _note_notices(self) -> tuple[Notice, ...]:
        return self.notes.problems() if "notes" in self.__dict__ else ()

    def poll_notes(self) -> tuple[frozenset[str], bool]:
        """The papers whose notes others changed since the last call, and whether there are other notices on notes."""
        changed = frozenset(self.notes.poll())
        before, self._told = self._told, (*self._note_notices(), *locks.notices())
        return changed, before != self._told

    def update(self, roots: Sequence[Path], progress: ProgressCall, cancelled: Cancelled) -> Refresh:
        """Bring the catalog up to date."""
        found = self.catalog.update(roots, progress, cancelled)
        if self._cache.parent.name == places.OTHERS:
            forget_others(self._cache)
        self._healed = False
        if "texts" in self.__dict__:
            self.texts.forget(found.changed_ids)
        return found

    def files_changed(self) -> bool:
        """Whether a folder of the library got or lost files since it was scanned, or the catalog was begun anew."""
        if self._healed or self.catalog.is_replaced():
            return True
        return any(_mtime(path) != then for path, then in self.catalog.folders.items())

    def heal(self, *, keep: bool = True) -> None:
        """Begin the catalog anew; `keep` sets the old file aside, to be looked at."""
        self._healed = True
        self.catalog.heal(keep=keep)
        self._said.forget_all()

    def close(self) -> None:
        """Let go of the files."""
        if "search" in self.__dict__:
            self.search.close()
        self.catalog.close()


def forget_others(own: Path) -> None:
    """Delete the caches of libraries that no command line has named for a month; `own` is in use now."""
    import shutil

    with suppress(OSError):
        os.utime(own)
        for folder in own.parent.iterdir():
            if folder != own and time.time_ns() - _mtime(str(folder)) > MONTH_NS:
                shutil.rmtree(folder, ignore_errors=True)


def _mtime(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - once a second for every folder of the library
    except OSError:
        return -1
