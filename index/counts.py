"""How many papers of each day are read and starred; kept up as marks change, worked out anew where reports changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .catalog import Catalog
from .catalog.remembered import Count

if TYPE_CHECKING:
    from .model import Marks

FEW = 500
"""Papers up to which counts are worked out paper by paper instead of in one pass over the catalog."""


class Counts:
    """The counts that are known. Not safe for threads: `Said` holds its lock.

    Until `begin` gives the papers that are read and starred, the catalog's memory tells of each paper.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[str, Count] = {}
        self._marked: tuple[set[str], set[str]] | None = None

    def recall(self) -> None:
        """Take the counts that the catalog remembers."""
        self._known = self._catalog.remembered.counts()

    def begin(self, read: set[str], starred: set[str]) -> None:
        """From now on these sets tell what is read and starred; `follow` keeps them up."""
        self._marked = (read, starred)

    def clear(self) -> None:
        """Forget all counts."""
        self._known.clear()

    def forget(self, days: Iterable[str]) -> None:
        """Forget the counts of days whose reports changed."""
        for day in days:
            self._known.pop(day, None)

    def unknown(self, days: Iterable[str]) -> list[str]:
        """Those of the days that have to be counted."""
        return [day for day in days if day not in self._known]

    def of(self, days: Sequence[str]) -> dict[str, Count]:
        """The counts of these days; the unknown ones are worked out."""
        if unknown := self.unknown(days):
            counted = {day: [0, 0] for day in unknown}
            for day, read, starred in self._appearances(unknown):
                counted[day][0] += read
                counted[day][1] += starred
            self._known.update((day, Count(*both)) for day, both in counted.items())
        return {day: self._known[day] for day in days}

    def _appearances(self, days: Sequence[str]) -> Iterator[tuple[str, bool, bool]]:
        """Day, whether read and whether starred, for every marked paper of these days at least."""
        if self._marked is None:
            for day in days:
                for marks in self._catalog.remembered.marks(self._catalog.day_ids(day)).values():
                    yield day, marks.read, marks.starred
            return
        read, starred = self._marked
        wanted = set(days)
        if len(marked := read | starred) <= FEW:
            for name in marked:
                for day in wanted.intersection(self._catalog.days_of(name)):
                    yield day, name in read, name in starred
            return
        for day, name in self._catalog.appearances(None if len(days) > FEW else days):
            if day in wanted:
                yield day, name in read, name in starred

    def follow(self, changed: Mapping[str, Marks]) -> None:
        """Bring sets and counts up to date with what the marks of these papers are now."""
        if self._marked is None:
            return
        read, starred = self._marked
        moved: dict[str, tuple[int, int]] = {}
        for paper, marks in changed.items():
            step = (marks.read - (paper in read), marks.starred - (paper in starred))
            (read.add if marks.read else read.discard)(paper)
            (starred.add if marks.starred else starred.discard)(paper)
            if step != (0, 0):
                moved[paper] = step
        for paper, (more_read, more_starred) in moved.items():
            for day in self._catalog.days_of(paper):
                if known := self._known.get(day):
                    self._known[day] = Count(known.read + more_read, known.starred + more_starred)
