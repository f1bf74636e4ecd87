"""What the user says of papers, with the counts of days that follow: from the catalog's memory until it is folded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog import Catalog
from .catalog.remembered import Count
from .counts import FEW, Counts
from .errors import CatalogError
from .language import _, ngettext
from .results import Notice
from .walking import journals_fingerprint

if TYPE_CHECKING:
    from .marks.events import Change, Operation, SaveState
    from .marks.store import MarkStore
    from .model import Marks


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
        self._counts = Counts(catalog)
        self._unsaved: set[str] = set()
        self.turn = 0
        """How often marks changed: counts that were worked out at another turn may be old."""
        self._since: str | None = None
        self._news: set[str] = set()

    @property
    def store(self) -> MarkStore:
        """The journals, folded as far as they can be read; its `state` says what cannot."""
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
        self._counts.begin(store.marked("read"), store.marked("starred"))
        then = remembered.fingerprint()
        if then == now:
            self._since = now
            self._counts.recall()
            return
        if self._usable:
            from .model import NO_MARKS

            old = remembered.all_marks()
            self._news |= {name for name in old.keys() | set(store.marks) if old.get(name, NO_MARKS) != store.get(name)}
        self._counts.clear()

    def _from_memory(self) -> bool:
        """Whether the catalog's memory may answer."""
        if self._store is not None:
            return False
        if self._usable is None:
            then = self._catalog.remembered.fingerprint()
            self._usable = then == journals_fingerprint(str(self._folder)) or (self._hurried and bool(then))
            if self._usable:
                self._counts.recall()
        return self._usable

    def get(self, paper: str) -> Marks:
        """The marks of one paper."""
        from .model import NO_MARKS

        return self.several((paper,)).get(paper, NO_MARKS)

    def several(self, papers: Sequence[str]) -> dict[str, Marks]:
        """The marks of those of the papers of which anything was said."""
        # Once the journals are open nothing here waits for what another thread says, or undoes, of all papers.
        if (store := self._store) is None:
            with self._lock:
                if self._from_memory():
                    return self._catalog.remembered.marks(papers)
                store = self.store
        return {paper: store.get(paper) for paper in papers}

    def counts(self, days: Sequence[str]) -> Mapping[str, Count]:
        """How many papers are read and starred on each of these days; only unknown days cost more than a look."""
        with self._lock:
            if not self._from_memory() and self._counts.unknown(days):
                _opened = self.store
            return self._counts.of(days)

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

    def merge(self, papers: Mapping[str, Marks], label: str) -> Operation:
        """Take in marks from another place as one operation; see `MarkStore.apply_imported`."""
        with self._lock:
            operation = self.store.apply_imported(papers, label=label)
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
        """The marks of these papers changed: the counts follow, and they are to be remembered."""
        changed = set(papers)
        self.turn += 1
        self._unsaved |= changed
        if len(changed) > FEW:
            self._counts.begin(self.store.marked("read"), self.store.marked("starred"))
            self._counts.clear()
        else:
            self._counts.follow({paper: self.store.get(paper) for paper in changed})

    def forget_days(self, days: Iterable[str]) -> None:
        """The reports of these days changed: count them anew when they are asked for."""
        with self._lock:
            self._counts.forget(days)

    def forget_all(self) -> None:
        """The catalog was begun anew: what it remembered is gone."""
        with self._lock:
            self._counts.clear()
            self._usable = None
            self._since = None

    def notices(self) -> tuple[Notice, ...]:
        """What is to be told once: damaged lines, journals that cannot be used, marks that had to be written again."""
        notices: list[Notice] = []
        with self._lock:
            store = self._store
            if store is None:
                return ()
            if found := len(store.unreported()):
                title = ngettext(
                    "{n} line of your marks cannot be read", "{n} lines of your marks cannot be read", found
                )
                notices.append(Notice(title.format(n=found), _("The rest holds. See them with: paperdeck doctor")))
            if error := store.refused:
                notices.append(Notice(error.title, error.advice))
            if store.restored:
                notices.append(
                    Notice(
                        _("The file of your marks had lost what was written; it is written again"),
                        _("A sync tool or a restored backup may have replaced a file in {folder}.").format(
                            folder=store.folder
                        ),
                    )
                )
        return tuple(notices)

    def state(self) -> SaveState:
        """How many events wait for the disk, and the error that keeps them from it."""
        from .marks.events import SaveState

        return self._store.state() if self._store else SaveState()

    def tags(self) -> dict[str, int]:
        """The tags in use, each with the number of its papers."""
        return self.store.tags()

    def flush(self, timeout: float = 5.0) -> bool:
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
            if store is None or not (self._unsaved or self._since is None) or self._catalog.store.in_memory:
                return
            before = journals_fingerprint(str(self._folder))
            changed = store.poll()
            self._follow(changed)
            self._news |= changed
            if store.state().pending or store.refused or journals_fingerprint(str(self._folder)) != before:
                return
            few = {paper: store.get(paper) for paper in self._unsaved}
            remember = self._catalog.remembered.remember
            try:
                days = [row.day for row in self._catalog.days()]
                counts, due = self._counts.of(days), self._due()
                if self._since is None or not remember(before, few, counts=counts, due=due, since=self._since):
                    remember(before, store.marks, counts=counts, due=due, since=None)
            except CatalogError:
                return
            self._since = before
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
