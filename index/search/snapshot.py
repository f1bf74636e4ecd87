"""One generation of the index open for searching: its segments, and how common a word is in all of them."""

import contextlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log

from .answers import DamagedIndexError
from .segments import Cache, SegmentReader, fingerprint_line
from .store import Manifest, Store
from .tokenizer import Lookup, Unit

MOST_BEGINNINGS = 600
"""Words that a typed beginning may stand for in one segment; beyond it the most frequent are not told from the rest."""

PLACE = (1 << 32) - 1
"""The bits of a place (a segment and a number in it) in a rank key."""

_MOST_RARITIES = 5000


class Snapshot:
    """One commit, open. Not for several threads at once."""

    def __init__(self, store: Store, manifest: Manifest, before: "Snapshot | None" = None) -> None:
        """Open a commit; segments that `before` has open are taken over.

        DamagedIndexError where a file is not as it was committed.
        """
        self.manifest = manifest
        self._rarities: dict[tuple[Unit, tuple[str, ...]], float] = {}
        if faults := store.faults(manifest):
            name, fault = next(iter(faults.items()))
            raise DamagedIndexError(f"{name}: {fault}")
        self.cache = before.cache if before is not None else Cache()
        known = {(reader.name, len(reader)): reader for reader in before.segments} if before is not None else {}
        self.segments: list[SegmentReader] = []
        with store.reading(manifest), contextlib.ExitStack() as opened:
            for segment in manifest.segments:
                reader = known.pop((segment.name, segment.papers), None)
                if reader is None:
                    reader = SegmentReader(store.folder, segment, self.cache)
                    opened.callback(reader.close)
                reader.gone = segment.deleted
                self.segments.append(reader)
            opened.pop_all()
        for reader in known.values():
            reader.close()

    def __len__(self) -> int:
        return sum(len(reader) - len(reader.gone) for reader in self.segments)

    def close(self) -> None:
        """Close all files."""
        for reader in self.segments:
            reader.close()

    def compare(self, wanted: Mapping[str, str]) -> frozenset[str]:
        """Compare with the fingerprints of all papers: what is not as wanted is `gone` from now on.

        Gives the papers that are wanted and not here, or here only with another fingerprint.
        """
        here: set[str] = set()
        for reader, segment in zip(self.segments, self.manifest.segments, strict=True):
            stale: set[int] = set()
            for number, (name, known) in enumerate(zip(reader.ids, reader.fingerprints, strict=True)):
                now = wanted.get(name)
                if now != known and (now is None or fingerprint_line(now) != known):
                    stale.add(number)
            reader.gone = segment.deleted | stale
            here.update(reader.ids[number] for number in reader.whole())
        return frozenset(wanted.keys() - here)

    @cached_property
    def newness(self) -> list[list[int]]:
        """By segment, for each paper, the low 48 bits of its rank key (see `ranking.key`): newest day, then place."""
        days = sorted({day for reader in self.segments for day in reader.days})
        ranks = {day: rank << 32 | PLACE for rank, day in enumerate(days)}
        return [
            [ranks[day] - (at << 16) - number for number, day in enumerate(reader.days)]
            for at, reader in enumerate(self.segments)
        ]

    def rarity(self, unit: Unit, asked: Lookup) -> float:
        """BM25's weight for a word's rarity in the whole index; a beginning counts as the union of its words."""
        key = (unit, asked.groups)
        if key not in self._rarities:
            if len(self._rarities) > _MOST_RARITIES:
                self._rarities.clear()
            count = sum(map(len, self.segments))
            found = min(count, sum(self._frequency(reader, unit, asked) for reader in self.segments))
            self._rarities[key] = log(1 + (count - found + 0.5) / (found + 0.5))
        return self._rarities[key]

    @staticmethod
    def _frequency(reader: SegmentReader, unit: Unit, asked: Lookup) -> int:
        words = reader.words(unit)[:MOST_BEGINNINGS]
        return max((sum(reader.frequency(group, word) for word in words) for group in asked.groups), default=0)

    def frequency(self, word: str, groups: Iterable[str]) -> int:
        """In how many papers the groups have a word, each group counted."""
        return sum(reader.frequency(group, word) for reader in self.segments for group in groups)

    @cached_property
    def latin_words(self) -> frozenset[str]:
        """Every Latin word of the index."""
        return frozenset(
            word for reader in self.segments for word in reader.lexicon.decode("utf-8").split("\n") if word
        )


def open_snapshot(store: Store, before: Snapshot | None) -> Snapshot | None:
    """The last commit, open; None where there is none. DamagedIndexError where it is damaged.

    A writer may replace the commit while it is being opened; then the next one is tried.
    """
    for _attempt in range(5):
        stamp = store.stamp()
        manifest = store.manifest()
        if manifest is None:
            return None
        try:
            return Snapshot(store, manifest, before)
        except DamagedIndexError:
            if store.stamp() == stamp:
                raise
    raise DamagedIndexError("the index changes faster than it can be opened")
