"""Bringing the index up to date: new and changed papers in batches, newest first, each batch searchable at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import sleep
from typing import Protocol

from ..errors import PaperdeckError
from ..model import Paper
from ..query.evaluator import Facts
from ..results import Cancelled, Progress, ProgressCall
from ..searchtext import SearchText, search_text
from .answers import DamagedIndexError, Upkeep
from .codec import Segment
from .segments import SegmentBuilder
from .snapshot import Snapshot
from .store import FILES, Manifest, Store

FIRST_BATCH, BATCH = 1_000, 5_000
"""Papers of the first segment of a long build, so that something can be searched soon, and of the others."""

_MOST_POSTINGS = 10_000_000
_SMALL, _MOST_SMALL = 1_200, 6
_TELL_EVERY = 20


class Corpus(Protocol):
    """The papers of a library, as search sees them. Calls come from any thread."""

    def stamp(self) -> str:
        """A value that changes whenever `fingerprints` or `ids` do; never "". Cheap."""
        ...

    def fingerprints(self) -> Mapping[str, str]:
        """Every paper id, in no order, with a string that changes when anything that its reports say does."""
        ...

    def ids(self) -> Sequence[str]:
        """Every paper id, newest day first, a day's papers in report order."""
        ...

    def paper(self, paper_id: str, /) -> Paper:
        """One paper with the text of all its readings, and its note; PaperdeckError where it cannot be read."""
        ...

    def text(self, paper_id: str) -> SearchText:
        """The searchable text of one paper; an empty one where it cannot be read."""
        ...

    def facts(self) -> Facts:
        """What catalog, journal and notes know at this moment, for one question."""
        ...


@dataclass
class Updater:
    """One update of one index; `total` counts the papers to be added, `added` and `removed` those that were.

    `unread` counts those that could not be read: they are tried again with the next update.
    """

    store: Store
    corpus: Corpus
    progress: ProgressCall
    cancelled: Cancelled
    total: int = 0
    added: int = 0
    removed: int = 0
    unread: int = 0

    def run(self, *, deep: bool) -> Upkeep:
        """Make the index hold just what the corpus holds. `deep` compares every file's checksum first.

        Damaged segments are written anew. Never raises for the state of the disk: `Upkeep.error` names the reason.
        """
        try:
            with self.store.writing() as mine:
                if not mine:
                    return Upkeep(busy=True, complete=False)
                complete = self._update(deep=deep)
        except OSError as error:
            return Upkeep(self.added, self.removed, complete=False, error=error.strerror or type(error).__name__)
        return Upkeep(self.added, self.removed, complete=complete)

    def _update(self, *, deep: bool) -> bool:
        """The update itself, under the lock; whether it came to its end."""
        source, wanted = self.corpus.stamp(), self.corpus.fingerprints()
        snapshot = self._sound(deep=deep)
        try:
            self.store.clean(snapshot.manifest)
            absent = snapshot.compare(wanted)
            missing = [name for name in self.corpus.ids() if name in absent] if absent else []
            self.total = len(missing)
            for builder in self._batches(missing, wanted):
                snapshot = self._commit(snapshot, builder)
            if self.cancelled():
                return False
            if snapshot.manifest.source != source:
                self._finish(snapshot, wanted, "" if self.unread else source)
            return True
        finally:
            snapshot.close()

    def _sound(self, *, deep: bool) -> Snapshot:
        """The last commit without the segments that are damaged; empty, the files deleted, when none is left whole."""
        try:
            manifest = self.store.manifest() or Manifest()
            faults = self.store.faults(manifest, every_crc=deep)
            if not faults:
                return Snapshot(self.store, manifest)
            kept = [one for one in manifest.segments if not any(one.name + ending in faults for ending in FILES)]
            if kept:
                return Snapshot(self.store, self.store.commit(kept, manifest))
        except DamagedIndexError:
            pass
        self.store.empty()
        return Snapshot(self.store, Manifest())

    def _batches(self, missing: list[str], wanted: Mapping[str, str]) -> Iterator[SegmentBuilder]:
        """The papers read and collected, batch by batch; ends early when cancelled."""
        rest = iter(missing)
        most = FIRST_BATCH if len(missing) > BATCH else BATCH
        left = bool(missing)
        while left:
            with SegmentBuilder(self.store.folder) as builder:
                left = self._collect(builder, rest, most, wanted)
                if len(builder):
                    yield builder
            most = BATCH

    def _collect(self, builder: SegmentBuilder, rest: Iterator[str], most: int, wanted: Mapping[str, str]) -> bool:
        """Read papers until the batch is full; False when there are no more, or when it is cancelled."""
        for paper_id in rest:
            if self.cancelled():
                return False
            try:
                paper = self.corpus.paper(paper_id)
            except PaperdeckError:
                self.unread += 1
                continue
            day = paper.days[0] if paper.days else ""
            builder.add(paper_id, day, wanted[paper_id], search_text(Paper(paper_id, paper.readings)))
            self.added += 1
            if self.added % _TELL_EVERY == 0 or self.added == self.total:
                self.progress(Progress(self.added, self.total, "index"))
                sleep(0)  # lets the thread that draws have its turn
            if len(builder) >= most or builder.size >= _MOST_POSTINGS:
                return True
        return False

    def _commit(self, snapshot: Snapshot, builder: SegmentBuilder) -> Snapshot:
        """Commit a batch: what it replaces is deleted in the same commit; small segments are rewritten into it."""
        replaced = frozenset(builder.ids)
        kept: list[Segment] = []
        absorbed = _absorbed(snapshot)
        for at, (reader, segment) in enumerate(zip(snapshot.segments, snapshot.manifest.segments, strict=True)):
            numbers = (reader.number_of[name] for name in reader.number_of.keys() & replaced)
            deleted = segment.deleted.union(numbers)
            if at not in absorbed:
                kept.append(segment._replace(deleted=deleted))
                continue
            for number in sorted(reader.whole() - deleted):
                builder.add(reader.ids[number], reader.days[number], reader.fingerprints[number], reader.text(number))
        fresh, files = builder.write(lambda: sleep(0))
        return Snapshot(self.store, self.store.commit([*kept, fresh], snapshot.manifest, files), snapshot)

    def _finish(self, snapshot: Snapshot, wanted: Mapping[str, str], source: str) -> None:
        """Delete what is not wanted, and note that the index holds all of the source."""
        snapshot.compare(wanted)
        segments: list[Segment] = []
        for reader, segment in zip(snapshot.segments, snapshot.manifest.segments, strict=True):
            self.removed += len(reader.gone - segment.deleted)
            segments.append(segment._replace(deleted=reader.gone))
        self.store.commit([one for one in segments if len(one.deleted) < one.papers], snapshot.manifest, source=source)


def _absorbed(snapshot: Snapshot) -> set[int]:
    """The segments whose papers the next batch takes in: small ones when there are many, and mostly deleted ones.

    Their text comes from the segments themselves, so that no report is read again.
    """
    live = [len(reader.whole()) for reader in snapshot.segments]
    small = {at for at, count in enumerate(live) if count <= _SMALL}
    mostly_gone = {
        at for at, count in enumerate(live) if count < len(snapshot.segments[at]) // 2 and count <= BATCH // 2
    }
    return mostly_gone | (small if len(small) > _MOST_SMALL else set())
