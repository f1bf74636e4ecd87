"""The search index of a library: asked, brought up to date, checked and rebuilt; it heals by itself."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..errors import PaperdeckError
from ..query import Query, parse, parse_typed
from ..query_nodes import And, Node, Term, conjunction
from ..results import Cancelled, ProgressCall, never, tell_nobody
from . import upkeep
from .answers import Health, Hit, Results, Snippet, Upkeep
from .corpus import Corpus
from .damage import damage
from .headings import Headings
from .matching import CancelledError, TermSets
from .reader import Snapshot, open_snapshot
from .searching import Found, Question, search_index
from .scanning import scan
from .snippets import snippets_of
from .store import DamagedError, Store

_MOST_SCANNED_WHILE_TYPING = 200


@dataclass(frozen=True)
class _Freshness:
    """What the corpus has and a snapshot has not, and which places of the snapshot are out of date."""

    generation: int
    stamp: Hashable
    missing: tuple[str, ...]
    stale: frozenset[int]


class SearchIndex:
    """Search over everything. Safe to be called from several threads; searches take turns, `quick` waits for nobody."""

    def __init__(self, folder: Path, corpus: Corpus, *, today: Callable[[], date] = date.today) -> None:
        """`folder` is the index's own, see `store.index_folder`; nothing is opened or created before it is needed."""
        self._store = Store(folder)
        self._corpus = corpus
        self._today = today
        self._turn = threading.RLock()
        self._sets: TermSets | None = None
        self._stamp: Hashable = None
        self._freshness: _Freshness | None = None
        self._suspect = False
        self._checked = -1
        self._headings: tuple[Hashable, Headings] | None = None

    def close(self) -> None:
        """Close all files; the next question opens them again."""
        with self._turn:
            if self._sets:
                self._sets.snapshot.close()
            self._sets = self._freshness = None

    # Asking

    def search(
        self,
        text: str,
        *,
        limit: int | None = 50,
        prefix_last: bool = False,
        cancelled: Cancelled = never,
        snippets: int = 20,
    ) -> Results:
        """The papers that match a typed query, best first; QueryError where it means nothing.

        `limit` None gives them all and counts exactly. With `prefix_last` the last word may go on and an open quote or
        bracket is closed, as while typing. The first `snippets` hits come with snippets. A search given up by
        `cancelled` comes back empty, `Results.cancelled` set.
        """
        query = parse_typed(text) if prefix_last else parse(text)
        node = _open_end(query.root) if prefix_last and text[-1:].isalnum() else query.root
        question = Question(node, limit, self._today(), cancelled)
        with self._turn:
            try:
                found = self._answer(question, typing=prefix_last)
                terms = Query(found.node).terms
                hits = tuple(
                    replace(hit, snippets=self.snippets(hit.id, terms)) if at < snippets and not cancelled() else hit
                    for at, hit in enumerate(found.hits)
                )
            except CancelledError:
                return Results((), "strict", str(query), cancelled=True)
        corrected = str(Query(found.node)) if found.mode == "corrected" else None
        return Results(hits, found.mode, str(query), corrected, found.total, found.exact, found.missing)

    def snippets(self, paper_id: str, terms: tuple[Term, ...]) -> tuple[Snippet, ...]:
        """The best pieces of one paper for these terms (`Query.terms`); none where the paper cannot be read."""
        if not terms:
            return ()
        try:
            return snippets_of(self._corpus.paper(paper_id), terms)
        except PaperdeckError:
            return ()

    def quick(self, text: str, *, limit: int = 200) -> tuple[str, ...]:
        """The ids of papers whose id, title and authors have every typed word somewhere, newest first; from memory.

        As things stood at the last `warm`; the first call warms by itself.
        """
        if self._headings is None:
            self._warm_headings()
        return self._headings[1].find(text, limit) if self._headings else ()

    def warm(self) -> None:
        """Open the index and read the headings, from a background thread: at the start and when the corpus changed."""
        with self._turn:
            try:
                self._opened()
            except DamagedError:
                self._suspect = True
        self._warm_headings()

    # Upkeep

    @property
    def wants_update(self) -> bool:
        """Whether papers are missing from the index or it is damaged, so that `update` has something to do."""
        with self._turn:
            try:
                sets = self._opened()
            except DamagedError:
                return True
            if sets is None:
                return bool(self._corpus.fingerprints())
            fresh = self._fresh(sets.snapshot)
            return self._suspect or bool(fresh.missing or fresh.stale)

    def update(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Upkeep:
        """Bring the index up to date with the corpus and mend what is damaged; from a background thread or a command.

        Searching goes on meanwhile. One process writes at a time: `busy` says that another one does.
        """
        done = upkeep.update(self._store, self._corpus, progress, cancelled, deep=self._suspect)
        if done.complete:
            self._suspect = False
        return done

    def rebuild(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Upkeep:
        """Throw the index away and write it anew."""
        try:
            with self._store.writing() as mine:
                if mine:
                    self._store.empty()
        except OSError as error:
            return Upkeep(complete=False, error=error.strerror or type(error).__name__)
        return self.update(progress, cancelled)

    def health(self, *, verify_crc: bool = False) -> Health:
        """The state of the files; with `verify_crc` every byte is read, and damage found is mended by `update`."""
        try:
            manifest = self._store.manifest()
        except DamagedError as error:
            return Health("damaged", problems=(str(error),))
        if manifest is None:
            return Health("absent", missing=len(self._corpus.fingerprints()))
        size = sum(record.size for record in manifest.files.values())
        faults = self._store.faults(manifest, every_crc=verify_crc)
        with self._turn:
            try:
                sets = None if faults else self._opened()
            except DamagedError as error:
                faults = {"index": str(error)}
                sets = None
            if faults or sets is None:
                self._suspect = True
                return Health("damaged", size=size, problems=tuple(f"{name}: {what}" for name, what in faults.items()))
            fresh = self._fresh(sets.snapshot)
            return Health("sound", len(sets.snapshot), len(fresh.missing), len(sets.snapshot.segments), size)

    # Inside

    def _answer(self, question: Question, *, typing: bool) -> Found:
        """The hits by index, with those of papers that it does not hold yet; by scan where there is no sound index."""
        sets = self._sound_sets()
        if sets is not None:
            fresh = self._fresh(sets.snapshot)
            try:
                found = search_index(sets, self._corpus, question, fresh.stale)
            except CancelledError:
                raise
            except damage():
                self._suspect = True
                self.close()
            else:
                return self._with_missing(found, question, fresh.missing, typing=typing)
        ids = tuple(self._corpus.fingerprints())
        hits, whole = self._scan(question, ids)
        return Found(hits, "scan", question.node, len(hits), exact=whole, missing=0)

    def _sound_sets(self) -> TermSets | None:
        """The open index; None where there is none or it is known to be damaged."""
        if self._suspect and self._stamp == self._store.stamp():
            return None
        try:
            return self._opened()
        except DamagedError:
            self._suspect = True
            self._stamp = self._store.stamp()
            self.close()
            return None

    def _opened(self) -> TermSets | None:
        """The snapshot of the last commit, opened anew when there is another; DamagedError."""
        stamp = self._store.stamp()
        if self._sets and stamp == self._stamp and not self._store.faults(self._sets.snapshot.manifest):
            return self._sets
        before = self._sets.snapshot if self._sets and stamp != self._stamp else None
        if self._sets and before is None:
            self.close()
        snapshot = open_snapshot(self._store, before)
        self._suspect = False
        self._stamp = stamp
        self._sets = TermSets(snapshot) if snapshot else None
        return self._sets

    def _fresh(self, snapshot: Snapshot) -> _Freshness:
        """What the corpus and the snapshot differ in; compared anew only when one of them changed."""
        stamp = self._corpus.stamp()
        known = self._freshness
        if known and known.stamp == stamp and known.generation == snapshot.manifest.generation:
            return known
        wanted = self._corpus.fingerprints()
        places = snapshot.places
        stale = frozenset(code for name, code in places.items() if wanted.get(name) != snapshot.fingerprint(code))
        missing = tuple(name for name in wanted if name not in places or places[name] in stale)
        self._freshness = _Freshness(snapshot.manifest.generation, stamp, missing, stale)
        return self._freshness

    def _with_missing(self, found: Found, question: Question, missing: tuple[str, ...], *, typing: bool) -> Found:
        """The hits with those among papers that are not indexed yet; while typing only the newest are looked at."""
        if not missing:
            return found
        asked = missing[:_MOST_SCANNED_WHILE_TYPING] if typing else missing
        hits, whole = self._scan(question, asked)
        kept = [hit for hit in found.hits if not hit.partial] + hits
        kept += [hit for hit in found.hits if hit.partial]
        mode = "strict" if hits and found.mode == "relaxed" and not any(hit.partial for hit in kept) else found.mode
        return Found(
            kept[: question.limit], mode, found.node, found.total + len(hits), found.exact and whole, len(missing) - len(asked)
        )

    def _scan(self, question: Question, ids: tuple[str, ...]) -> tuple[list[Hit], bool]:
        return scan(self._corpus, ids, question.node, question.today, limit=question.limit, cancelled=question.cancelled)

    def _warm_headings(self) -> None:
        """Read the headings anew where the corpus changed."""
        stamp = self._corpus.stamp()
        if self._headings and self._headings[0] == stamp:
            return
        known = self._headings[1].lines() if self._headings else {}
        self._headings = (stamp, Headings(self._corpus.headings(), known))


def _open_end(node: Node) -> Node:
    """The query with its last word, when that is a Latin one, as the beginning of a word."""
    last = node.parts[-1] if isinstance(node, And) and node.parts else node
    if not isinstance(last, Term) or last.kind != "word" or not last.form.isascii():
        return node
    opened = replace(last, kind="prefix")
    return conjunction([*node.parts[:-1], opened]) if isinstance(node, And) else opened
