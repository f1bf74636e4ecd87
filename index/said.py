"""What the user says of papers, with the counts of days that follow: from the catalog's memory until it is folded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog import Catalog
from .catalog.remembered import Count
from .errors import CatalogError
from .language import _, ngettext
from .model import NO_MARKS, Marks
from .results import Notice
from .walking import journals_fingerprint

if TYPE_CHECKING:
    from .marks.events import Change, Operation, SaveState
    from .marks.store import MarkStore

FEW = 500
"""Papers up to which counts are worked out paper by paper instead of in one pass over the catalog."""


class Said:
    """Marks by paper and counts by day.

    The journals are folded when something is said, or on `warm`. Until then the catalog's memory answers, as long as
    the journals look as they did; `hurried` lets it answer even when they do not, and `poll` then tells what was
    wrong. Any thread may call any method.
    """

    def __init__(self, catalog: Catalog, folder: Path, *, clock: Callable[[], float], hurried: bool = False) -> None:
        self._catalog = catalog
        self._folder = folder
        self._clock = clock
        self._hurried = hurried
        self._lock = threading.RLock()
        self._store: MarkStore | None = None
        self._usable: bool | None = None
        self._counts: dict[str, Count] = {}
        self._read: set[str] = set()
        self._starred: set[str] = set()
        self._unsaved: set[str] = set()
        self._whole = False
        self._news: set[str] = set()

    @property
    def store(self) -> MarkStore:
        """The journals, folded; StoreError when they cannot be read."""
        with self._lock:
            if self._store is None:
                from .marks.store import MarkStore

                before = journals_fingerprint(str(self._folder))
                self._store = MarkStore(self._folder, clock=self._clock)
                self._begin(self._store, before)
            return self._store

    def _begin(self, store: MarkStore, now: str) -> None:
        """Take over from the catalog's memory: what it had wrong becomes news, the counts are worked out anew."""
        remembered = self._catalog.remembered
        self._read, self._starred = store.marked("read"), store.marked("starred")
        if remembered.fingerprint() == now:
            self._counts = remembered.counts()
            return
        if self._usable:
            old = remembered.all_marks()
            self._news |= {name for name in old.keys() | set(store.marks) if old.get(name, NO_MARKS) != store.get(name)}
        self._whole = True
        self._counts = {}

    def _from_memory(self) -> bool:
        """Whether the catalog's memory may answer."""
        if self._store is not None:
            return False
        if self._usable is None:
            then = self._catalog.remembered.fingerprint()
            self._usable = then == journals_fingerprint(str(self._folder)) or (self._hurried and bool(then))
            if self._usable:
                self._counts = self._catalog.remembered.counts()
        return self._usable

    def get(self, paper: str) -> Marks:
        """The marks of one paper."""
        return self.several((paper,)).get(paper, NO_MARKS)

    def several(self, papers: Sequence[str]) -> dict[str, Marks]:
        """The marks of those of the papers of which anything was said."""
        with self._lock:
            if self._from_memory():
                return self._catalog.remembered.marks(papers)
            store = self.store
            return {paper: store.get(paper) for paper in papers}

    def counts(self, days: Iterable[str]) -> Mapping[str, Count]:
        """How many papers are read and starred on each of these days; only unknown days cost more than a look."""
        with self._lock:
            self._from_memory()
            unknown = [day for day in days if day not in self._counts]
            if unknown:
                if self._store is None and not self._from_memory():
                    _opened = self.store
                    unknown = [day for day in unknown if day not in self._counts]
                self._count(unknown)
            return dict(self._counts)

    def _count(self, days: Sequence[str]) -> None:
        """Work out the counts of days from their papers."""
        counted = {day: [0, 0] for day in days}
        for day, read, starred in self._appearances(days):
            counted[day][0] += read
            counted[day][1] += starred
        self._counts.update((day, Count(*both)) for day, both in counted.items())

    def _appearances(self, days: Sequence[str]) -> Iterable[tuple[str, bool, bool]]:
        if self._store is None:
            for day in days:
                for marks in self._catalog.remembered.marks(self._catalog.day_ids(day)).values():
                    yield day, marks.read, marks.starred
            return
        wanted = set(days)
        marked = self._read | self._starred
        if len(marked) <= FEW:
            for name in marked:
                for day in wanted.intersection(self._catalog.days_of(name)):
                    yield day, name in self._read, name in self._starred
            return
        for day, name in self._catalog.appearances(None if len(days) > FEW else days):
            if day in wanted:
                yield day, name in self._read, name in self._starred

    def due(self, today: str) -> tuple[str, ...]:
        """The papers of the later queue that are due by an ISO day."""
        with self._lock:
            due = self._catalog.remembered.due() if self._from_memory() else self._due()
            return tuple(sorted(paper for paper, day in due.items() if day <= today))

    def _due(self) -> dict[str, str]:
        later = ((paper, self.store.get(paper).due) for paper in self.store.marked("later"))
        return {paper: due for paper, due in later if due}

    def say(self, changes: Sequence[Change], label: str) -> Operation:
        """Say something; see `MarkStore.apply`."""
        with self._lock:
            operation = self.store.apply(changes, label=label)
            self._follow(operation.ids)
            return operation

    def switch(self, turn: Callable[[MarkStore], Sequence[Operation]]) -> tuple[Operation, ...]:
        """Undo or redo through the store; the counts follow."""
        with self._lock:
            operations = tuple(turn(self.store))
            self._follow({paper for operation in operations for paper in operation.ids})
            return operations

    def poll(self) -> frozenset[str]:
        """The papers whose marks others changed, or that the catalog's memory had wrong, since the last call."""
        with self._lock:
            if self._store is None:
                return frozenset()
            changed = self._store.poll()
            self._follow(changed)
            news, self._news = self._news | changed, set()
            return frozenset(news)

    def _follow(self, papers: Iterable[str]) -> None:
        """Bring sets and counts up to date with the marks of these papers."""
        store = self.store
        moved: dict[str, tuple[int, int]] = {}
        for paper in papers:
            marks = store.get(paper)
            step = (marks.read - (paper in self._read), marks.starred - (paper in self._starred))
            (self._read.add if marks.read else self._read.discard)(paper)
            (self._starred.add if marks.starred else self._starred.discard)(paper)
            self._unsaved.add(paper)
            if step != (0, 0):
                moved[paper] = step
        if len(moved) > FEW:
            self._counts.clear()
            return
        for paper, (read, starred) in moved.items():
            for day in self._catalog.days_of(paper):
                if known := self._counts.get(day):
                    self._counts[day] = Count(known.read + read, known.starred + starred)

    def forget_days(self, days: Iterable[str]) -> None:
        """The reports of these days changed: count them anew when they are asked for."""
        with self._lock:
            for day in days:
                self._counts.pop(day, None)

    def forget_all(self) -> None:
        """The catalog was begun anew: what it remembered is gone."""
        with self._lock:
            self._counts.clear()
            self._usable = None
            self._whole = self._store is not None

    def notices(self) -> tuple[Notice, ...]:
        """The damaged journal lines that are to be told once."""
        with self._lock:
            found = len(self._store.unreported()) if self._store else 0
        if not found:
            return ()
        title = ngettext("{n} line of your marks cannot be read", "{n} lines of your marks cannot be read", found)
        return (Notice(title.format(n=found), _("The rest holds. See them with: paperdeck doctor")),)

    def state(self) -> SaveState:
        """How many events wait for the disk, and the error that keeps them from it."""
        from .marks.events import SaveState

        return self._store.state() if self._store else SaveState()

    def flush(self, timeout: float) -> bool:
        """Wait until all that was said is on the disk; whether it is."""
        return self._store.flush(timeout) if self._store else True

    def warm(self) -> None:
        """Fold the journals now, so that the first mark finds them folded, and remember what they say."""
        with self._lock:
            _opened = self.store
        self.save()

    def save(self) -> None:
        """Let the catalog remember; skipped while something is unsaved or others are writing, as it is only a help."""
        with self._lock:
            store = self._store
            if store is None or not (self._unsaved or self._whole) or self._catalog.store.in_memory:
                return
            before = journals_fingerprint(str(self._folder))
            changed = store.poll()
            self._follow(changed)
            self._news |= changed
            if store.state().pending or journals_fingerprint(str(self._folder)) != before:
                return
            days = [row.day for row in self._catalog.days()]
            self._count([day for day in days if day not in self._counts])
            marks = store.marks if self._whole else {paper: store.get(paper) for paper in self._unsaved}
            counts = {day: self._counts[day] for day in days}
            try:
                self._catalog.remembered.remember(before, marks, counts=counts, due=self._due(), whole=self._whole)
            except CatalogError:
                return
            self._whole = False
            self._unsaved.clear()

    def close(self) -> tuple[Operation, ...]:
        """Write what waits; gives the operations that could not be saved."""
        with self._lock:
            if self._store is None:
                return ()
            unsaved = self._store.close()
            if not unsaved:
                self.save()
            return unsaved
