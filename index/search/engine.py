"""The index of a library in use: opened again when it changed, compared with the corpus, given up when damaged."""

import threading
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..results import Cancelled, CancelledError, ProgressCall
from . import upkeep
from .answers import Health, Hit, Upkeep
from .corpus import Corpus
from .damage import damage
from .matching import TermSets
from .reader import Snapshot, open_snapshot
from .scanning import scan
from .searching import Found, Question, search_index
from .store import DamagedError, Store

_MOST_SCANNED_WHILE_TYPING = 200


@dataclass(frozen=True)
class _Freshness:
    """What the corpus has and a snapshot has not, and which places of the snapshot are out of date."""

    snapshot: Snapshot
    stamp: Hashable
    missing: tuple[str, ...]
    stale: frozenset[int]


class Engine:
    """One folder and one corpus. Searches take turns; upkeep runs beside them."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self._store = Store(folder)
        self._corpus = corpus
        self._turn = threading.RLock()
        self._sets: TermSets | None = None
        self._stamp: Hashable = None
        self._stats: tuple[tuple[int, int], ...] | None = None
        self._freshness: _Freshness | None = None
        self._suspect = False

    def close(self) -> None:
        """Close all files; the next question opens them again."""
        with self._turn:
            if self._sets:
                self._sets.snapshot.close()
            self._sets = self._freshness = None

    def warm(self) -> None:
        """Open the index, and compare it with the corpus."""
        with self._turn:
            sets = self._sound_sets()
            if sets:
                self._fresh(sets.snapshot)
                _ = sets.snapshot.newness

    def heads(self) -> tuple[dict[str, bytes], Sequence[str]]:
        """Id, title and authors in match form, by id, of the papers that are indexed as they are now, newest first;
        and the papers that are not."""
        with self._turn:
            sets = self._sound_sets()
            if sets is None:
                return {}, self._corpus.ids()
            fresh = self._fresh(sets.snapshot)
            return sets.snapshot.heads(fresh.stale), fresh.missing

    def answer(self, question: Question, *, typing: bool) -> Found:
        """The hits by index, with those of papers that it does not hold yet; by scan where there is no sound index.

        CancelledError when the question is given up.
        """
        with self._turn:
            sets = self._sound_sets()
            if sets is not None:
                fresh = self._fresh(sets.snapshot)
                try:
                    found = search_index(sets, self._corpus, question, fresh.stale)
                except CancelledError:
                    raise
                except damage():
                    self._distrust()
                else:
                    return self._with_missing(found, question, fresh.missing, typing=typing)
        hits, whole = self._scan(question, tuple(self._corpus.ids()))
        return Found(hits, "scan", question.node, len(hits), exact=whole)

    def wants_update(self) -> bool:
        """Whether papers are missing from the index, or it is damaged."""
        with self._turn:
            sets = self._sound_sets()
            if sets is None:
                return self._suspect or bool(self._corpus.fingerprints())
            fresh = self._fresh(sets.snapshot)
            return bool(fresh.missing or fresh.stale)

    def count(self) -> int:
        """How many papers the index holds, up to date or not; cheap."""
        with self._turn:
            sets = self._sound_sets()
            return len(sets.snapshot) if sets else 0

    def update(self, progress: ProgressCall, cancelled: Cancelled) -> Upkeep:
        """Make the index hold what the corpus holds; damage is mended first."""
        done = upkeep.update(self._store, self._corpus, progress, cancelled, deep=self._suspect)
        if done.complete:
            self._suspect = False
        return done

    def empty(self) -> Upkeep | None:
        """Throw the index away; gives why that could not be done, or None."""
        try:
            with self._store.writing() as mine:
                if not mine:
                    return Upkeep(busy=True, complete=False)
                self._store.empty()
        except OSError as error:
            return Upkeep(complete=False, error=error.strerror or type(error).__name__)
        return None

    def health(self, *, verify_crc: bool) -> Health:
        """The state of the files; with `verify_crc` every byte is read, and `update` mends what was found."""
        try:
            manifest = self._store.manifest()
        except DamagedError as error:
            return self._damaged(str(error))
        if manifest is None:
            return Health("absent", missing=len(self._corpus.fingerprints()))
        faults = self._store.faults(manifest, every_crc=verify_crc)
        if faults:
            return self._damaged(*(f"{name}: {fault}" for name, fault in sorted(faults.items())))
        with self._turn:
            try:
                sets = self._opened()
            except DamagedError as error:
                return self._damaged(str(error))
            if sets is None:
                return Health("absent", missing=len(self._corpus.fingerprints()))
            size = sum(record.size for record in manifest.files.values())
            missing = len(self._fresh(sets.snapshot).missing)
            return Health("sound", len(sets.snapshot), missing, len(sets.snapshot.segments), size)

    def _damaged(self, *problems: str) -> Health:
        self._distrust()
        return Health("damaged", problems=problems)

    def _distrust(self) -> None:
        """Ask the index no more until another commit is there."""
        self.close()
        self._suspect = True
        self._stamp = self._store.stamp()

    def _sound_sets(self) -> TermSets | None:
        """The open index; None where there is none or it is damaged."""
        if self._suspect and self._stamp == self._store.stamp():
            return None
        try:
            return self._opened()
        except DamagedError:
            self._distrust()
            return None

    def _opened(self) -> TermSets | None:
        """The snapshot of the last commit, opened anew when there is another or a file was touched; DamagedError."""
        stamp = self._store.stamp()
        if self._sets and stamp == self._stamp:
            if self._stats == self._store.stats(self._sets.snapshot.manifest):
                return self._sets
            self.close()
        snapshot = open_snapshot(self._store, self._sets.snapshot if self._sets else None)
        if snapshot is None:
            self.close()
        self._suspect = False
        self._stamp = stamp
        self._stats = self._store.stats(snapshot.manifest) if snapshot else None
        self._sets = TermSets(snapshot) if snapshot else None
        return self._sets

    def _fresh(self, snapshot: Snapshot) -> _Freshness:
        """What the corpus and the snapshot differ in; compared anew only when one of them changed."""
        stamp = self._corpus.stamp()
        known = self._freshness
        if known and known.stamp == stamp and known.snapshot is snapshot:
            return known
        wanted = self._corpus.fingerprints()
        stale = snapshot.stale(wanted)
        absent = snapshot.missing(wanted, stale)
        missing = tuple(name for name in self._corpus.ids() if name in absent) if absent else ()
        self._freshness = _Freshness(snapshot, stamp, missing, stale)
        return self._freshness

    def _with_missing(self, found: Found, question: Question, missing: tuple[str, ...], *, typing: bool) -> Found:
        """The hits with those among papers that are not indexed yet; while typing only the newest are looked at."""
        if not missing:
            return found
        asked = missing[:_MOST_SCANNED_WHILE_TYPING] if typing else missing
        hits, whole = self._scan(question, asked)
        strict = [hit for hit in found.hits if not hit.partial] + hits
        kept = (strict + [hit for hit in found.hits if hit.partial])[: question.limit]
        mode = "strict" if hits and found.mode == "relaxed" else found.mode
        left = len(missing) - len(asked)
        return Found(kept, mode, found.node, found.total + len(hits), found.exact and whole, left)

    def _scan(self, question: Question, ids: tuple[str, ...]) -> tuple[list[Hit], bool]:
        node, today = question.node, question.today
        return scan(self._corpus, ids, node, today, limit=question.limit, cancelled=question.cancelled)
