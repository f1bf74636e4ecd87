"""Bringing the index up to date: new and changed papers in batches, newest first, each batch searchable at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import sleep

from ..errors import PaperdeckError
from ..results import Cancelled, Progress, ProgressCall
from ..searchtext import search_text
from . import codec
from .answers import Upkeep
from .corpus import Corpus
from .reader import Snapshot, unplace
from .segments import SegmentBuilder
from .store import DamagedError, Manifest, Store, files_of

FIRST_BATCH, BATCH = 1_000, 10_000
"""Papers of the first segment of a long build, so that something can be searched soon, and of the others."""

_SMALL = 1_200
_MOST_SMALL = 6
_TELL_EVERY = 20


@dataclass
class _Work:
    """What one update has to do and has done."""

    store: Store
    corpus: Corpus
    progress: ProgressCall
    cancelled: Cancelled
    total: int = 0
    added: int = 0
    removed: int = 0


def update(store: Store, corpus: Corpus, progress: ProgressCall, cancelled: Cancelled, *, deep: bool) -> Upkeep:
    """Make the index hold just what the corpus holds. `deep` compares every file's checksum first.

    Damaged segments are written anew. Never raises for the state of the disk: `Upkeep.error` says what is the matter.
    """
    work = _Work(store, corpus, progress, cancelled)
    try:
        with store.writing() as mine:
            if not mine:
                return Upkeep(busy=True, complete=False)
            complete = _run(work, deep=deep)
    except OSError as error:
        return Upkeep(work.added, work.removed, complete=False, error=error.strerror or type(error).__name__)
    return Upkeep(work.added, work.removed, complete=complete)


def _run(work: _Work, *, deep: bool) -> bool:
    """The update itself, under the lock; whether it came to its end."""
    wanted = work.corpus.fingerprints()
    snapshot = _sound(work.store, deep=deep)
    try:
        work.store.clean(snapshot.manifest)
        stale = snapshot.stale(wanted)
        absent = snapshot.missing(wanted, stale)
        missing = [name for name in work.corpus.ids() if name in absent] if absent else []
        work.total = len(missing)
        start, size = 0, FIRST_BATCH if len(missing) > BATCH else BATCH
        while start < len(missing) or stale:
            builder = SegmentBuilder()
            whole = _collect(work, builder, missing[start : start + size], wanted)
            start, size = start + size, BATCH
            last = whole and start >= len(missing)
            if whole or len(builder):
                snapshot = _commit(work, snapshot, builder, wanted if last else None)
            if last or not whole:
                return whole
        return True
    finally:
        snapshot.close()


def _sound(store: Store, *, deep: bool) -> Snapshot:
    """The last commit without the segments that are damaged; empty, the files deleted, when none is left whole."""
    try:
        manifest = store.manifest() or Manifest()
        faults = store.faults(manifest, every_crc=deep)
        if not faults:
            return Snapshot(store, manifest)
        sound = codec.contents_name(manifest.generation) not in faults
        segments = store.segments(manifest) if sound else []
        kept = [segment for segment in segments if not any(name in faults for name in files_of(segment))]
        if kept:
            return Snapshot(store, store.commit(kept, manifest, []))
    except DamagedError:
        pass
    store.empty()
    return Snapshot(store, Manifest())


def _collect(work: _Work, builder: SegmentBuilder, batch: Iterable[str], wanted: Mapping[str, str]) -> bool:
    """Read the papers of a batch; False when cancelled on the way. A paper that cannot be read is left out."""
    for paper_id in batch:
        if work.cancelled():
            return False
        try:
            paper = work.corpus.paper(paper_id)
        except PaperdeckError:
            continue
        builder.add(paper_id, paper.days[0] if paper.days else "", wanted[paper_id], search_text(paper))
        work.added += 1
        if work.added % _TELL_EVERY == 0:
            work.progress(Progress(work.added, work.total, "index"))
            sleep(0)  # lets the thread that draws have its turn
    work.progress(Progress(work.added, work.total, "index"))
    return True


def _commit(work: _Work, snapshot: Snapshot, builder: SegmentBuilder, wanted: Mapping[str, str] | None) -> Snapshot:
    """Commit a batch: what it replaces is deleted in the same commit; small segments are rewritten into it.

    `wanted` is given with the last batch: what is not wanted is deleted then. Gives the new commit, open.
    """
    store = work.store
    segments = store.segments(snapshot.manifest)
    replaced = {snapshot.places[name] for name in builder.ids if name in snapshot.places}
    if wanted is not None:
        work.removed += sum(1 for name in snapshot.places if name not in wanted)
        replaced |= snapshot.stale(wanted)
    for code in replaced:
        at, number = unplace(code)
        segments[at].delete_document(number)
    segments = _absorb(snapshot, segments, builder)
    fresh: list[str] = []
    if len(builder):
        segment, fresh = builder.write(store.folder, lambda: sleep(0))
        segments.append(segment)
    return Snapshot(store, store.commit(segments, snapshot.manifest, fresh), snapshot)


def _absorb(snapshot: Snapshot, segments: list[codec.Segment], builder: SegmentBuilder) -> list[codec.Segment]:
    """Take into the batch the papers of small segments when there are many, and of those that are mostly deleted.

    Their text comes from the segments themselves, so that no report is read again; gives the segments that stay.
    """
    live = [
        len(segment_reader) - segment.deleted_count()
        for segment_reader, segment in zip(snapshot.segments, segments, strict=True)
    ]
    small = [at for at, count in enumerate(live) if count <= _SMALL]
    taken = {at for at, count in enumerate(live) if count == 0}
    if len(small) > _MOST_SMALL:
        taken |= set(small)
    taken |= {at for at, count in enumerate(live) if count < len(snapshot.segments[at]) // 2 and count <= BATCH // 2}
    for at in sorted(taken):
        reader, gone = snapshot.segments[at], set(segments[at].deleted_docs())
        for number in range(len(reader)):
            if number not in gone:
                builder.add(reader.ids[number], reader.days[number], reader.fingerprints[number], reader.text(number))
    return [segment for at, segment in enumerate(segments) if at not in taken]
