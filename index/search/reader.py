"""One generation of the index open for searching: its segments, what is deleted in them, and how common words are."""

import contextlib
from array import array
from collections.abc import Mapping
from functools import cached_property
from math import log
from operator import add
from typing import Any

from ..language import _
from . import codec
from .damage import damage
from .segments import SegmentReader, merged_words, sealed
from .store import DamagedError, Manifest, Store
from .terms import Lookup, Unit

MOST_BEGINNINGS = 600
"""Words that a typed beginning may stand for in one segment; beyond it the most frequent are not told from the rest."""

_MOST_RARITIES = 5000


def place(segment: int, number: int) -> int:
    """Where a paper stands, as one integer: its segment and its number in it."""
    return segment << 16 | number


def unplace(code: int) -> tuple[int, int]:
    """The segment and the number of a place."""
    return code >> 16, code & 0xFFFF


def _places_of(at: int, reader: SegmentReader) -> range:
    """The places of all papers of a segment."""
    return range(place(at, 0), place(at, len(reader)))


class Snapshot:
    """One commit, open. Not for several threads at once."""

    def __init__(self, store: Store, manifest: Manifest, before: "Snapshot | None" = None) -> None:
        """Open a commit; segments that `before` has open are taken over. DamagedError where a file is not as it was."""
        self.manifest = manifest
        self._whole: dict[int, frozenset[int]] = {}
        self._words: frozenset[str] | None = None
        self._rarities: dict[tuple[Unit, tuple[str, ...]], float] = {}
        if faults := store.faults(manifest):
            name, fault = next(iter(faults.items()))
            raise DamagedError(f"{name}: {fault}")
        known = {reader.name: reader for reader in before.segments} if before else {}
        self.segments: list[SegmentReader] = []
        self.deleted: list[frozenset[int]] = []
        with contextlib.ExitStack() as opened:
            try:
                for segment in store.segments(manifest):
                    reader = known.get(codec.segment_name(segment))
                    if reader is None:
                        reader = SegmentReader(store.folder, segment)
                        opened.callback(reader.close)
                    self.segments.append(reader)
                    self.deleted.append(frozenset(segment.deleted_docs()))
            except damage() as error:
                raise DamagedError(_("it cannot be opened: {reason}").format(reason=repr(error))) from error
            opened.pop_all()
        for reader in known.values():
            if reader not in self.segments:
                reader.close()
        places: dict[str, int] = {}
        for at, reader in enumerate(self.segments):
            here = dict(zip(reader.ids, _places_of(at, reader), strict=True))
            for number in self.deleted[at]:
                if here.get(reader.ids[number]) == place(at, number):
                    del here[reader.ids[number]]
            places |= here
        self.places: Mapping[str, int] = places

    def __len__(self) -> int:
        return len(self.places)

    def close(self) -> None:
        """Close all files."""
        for reader in self.segments:
            reader.close()

    def stale(self, wanted: Mapping[str, str]) -> frozenset[int]:
        """The places of papers that are no longer wanted, or with another fingerprint than they were indexed with."""
        stale: set[int] = set()
        for at, reader in enumerate(self.segments):
            for number, (name, known) in enumerate(zip(reader.ids, reader.fingerprints, strict=True)):
                now = wanted.get(name)
                if now != known and (now is None or sealed(now) != known):
                    stale.add(place(at, number))
        return frozenset(code for code in stale if (code & 0xFFFF) not in self.deleted[code >> 16])

    def missing(self, wanted: Mapping[str, str], stale: frozenset[int]) -> frozenset[str]:
        """The papers that are wanted and not here, or here only at `stale` places."""
        absent = wanted.keys() - self.places.keys()
        if stale:
            absent |= {name for name, code in self.places.items() if code in stale and name in wanted}
        return frozenset(absent)

    def heads(self, stale: frozenset[int]) -> dict[str, bytes]:
        """Id, title and authors in match form, by id, newest first; papers at `stale` places are left out."""
        ids: list[str] = []
        lines: list[bytes] = []
        starts: list[int] = []
        for reader in self.segments:
            starts.append(len(ids))
            ids += reader.ids
            lines += reader.heads().split(b"\n")[: len(reader)]
        gone = stale.union(place(at, number) for at, numbers in enumerate(self.deleted) for number in numbers)
        # Two columns, since a pair for every paper would wake the collector.
        order = [starts[code >> 16] + (code & 0xFFFF) for code in reversed(self.newness[1]) if code not in gone]
        return dict(zip(map(ids.__getitem__, order), map(lines.__getitem__, order), strict=True))

    def whole(self, at: int) -> frozenset[int]:
        """The numbers of all papers of a segment that are not deleted."""
        if at not in self._whole:
            self._whole[at] = frozenset(range(len(self.segments[at]))) - self.deleted[at]
        return self._whole[at]

    @cached_property
    def newness(self) -> "tuple[list[array[int]], array[int]]":
        """By segment the rank of each paper from the oldest day on, by id within a day; and places by rank."""
        dated = [text for reader in self.segments for text in map(add, reader.days, reader.ids)]
        codes = [code for at, reader in enumerate(self.segments) for code in _places_of(at, reader)]
        places = array("I", map(codes.__getitem__, sorted(range(len(dated)), key=dated.__getitem__)))
        ranks = [array("I", bytes(4 * len(reader))) for reader in self.segments]
        for rank, code in enumerate(places):
            ranks[code >> 16][code & 0xFFFF] = rank
        return ranks, places

    def words(self, at: int, unit: Unit) -> list[str]:
        """The words of a segment that a unit stands for."""
        if not unit.beginning:
            return [unit.word]
        return self.segments[at].beginning(unit.word)

    def rarity(self, unit: Unit, lookup: Lookup) -> float:
        """BM25's weight for a word's rarity in the whole index; a beginning counts as the union of its words."""
        key = (unit, lookup.groups)
        if key in self._rarities:
            return self._rarities[key]
        if len(self._rarities) > _MOST_RARITIES:
            self._rarities.clear()
        found = 0
        for at, segment in enumerate(self.segments):
            words = self.words(at, unit)[:MOST_BEGINNINGS]
            found += max(
                (sum(segment.frequency(group, word) for word in words) for group in lookup.groups),
                default=0,
            )
        count = len(self)
        found = min(found, count)
        self._rarities[key] = log(1 + (count - found + 0.5) / (found + 0.5))
        return self._rarities[key]

    def knows(self, word: str) -> bool:
        """Whether any paper has this Latin word."""
        return word in self.all_words()

    def all_words(self) -> frozenset[str]:
        """Every Latin word of the index."""
        if self._words is None:
            self._words = merged_words(self.segments)
        return self._words


def open_snapshot(store: Store, before: Snapshot | None) -> Snapshot | None:
    """The last commit, open; None where there is none. DamagedError where it is damaged.

    A writer may replace the commit while it is being opened; then the next one is tried.
    """
    for _attempt in range(5):
        stamp: Any = store.stamp()
        manifest = store.manifest()
        if manifest is None:
            return None
        try:
            return Snapshot(store, manifest, before)
        except DamagedError:
            if store.stamp() == stamp:
                raise
    raise DamagedError("the index changes faster than it can be opened")
