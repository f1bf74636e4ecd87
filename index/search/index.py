"""Search over everything, as the library holds it: asked, brought up to date, checked, rebuilt; it heals by itself."""

import threading
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ..errors import PaperdeckError
from ..query import Query, parse, parse_typed
from ..query.ast import Node, Term
from ..query.evaluator import Evaluator, Facts, Unindexed
from ..results import Cancelled, CancelledError, ProgressCall, never, tell_nobody
from ..searchtext import SearchText
from .answers import DamagedIndexError, Health, Hit, Results, Snippet, Upkeep
from .did_you_mean import open_end
from .ranking import scoring_terms
from .searching import Found, Question, Search
from .snapshot import Snapshot, open_snapshot
from .snippets import snippets_of
from .store import Store
from .tokenizer import WEIGHTS, group_of
from .updater import Corpus, Updater

MOST_READ = 200
"""Papers that are not indexed yet and are read all the same while somebody waits at the keys; newest first."""

T = TypeVar("T")


class SearchIndex:
    """One folder and one corpus. Any thread may call: searches take turns, upkeep runs beside them."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        """`folder` is the index's own, see `index_folder`; nothing is opened or created before it is needed."""
        self._store = Store(folder)
        self._corpus = corpus
        self._turn = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._stamp: object = None
        self._stats: object = None
        self._compared: tuple[Snapshot | None, str, tuple[str, ...]] = (None, "", ())
        self._suspect = False

    def close(self) -> None:
        """Close all files; the next question opens them again."""
        with self._turn:
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot, self._compared = None, (None, "", ())

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
        node = open_end(query.root) if prefix_last and text[-1:].isalnum() else query.root
        question = Question(node, limit, self._corpus.facts(), cancelled, begun=not prefix_last)
        try:
            found = self._answer(question, MOST_READ if prefix_last else None)
        except CancelledError:
            return Results((), "strict", str(query), cancelled=True)
        terms = Query(found.node).terms
        hits = tuple(
            replace(hit, snippets=self.snippets(hit.id, terms)) if at < snippets and not cancelled() else hit
            for at, hit in enumerate(found.hits)
        )
        corrected = str(Query(found.node)) if found.mode in ("begun", "corrected") else None
        return Results(hits, found.mode, str(query), corrected, found.total, found.exact, found.missing)

    def matching(
        self,
        node: Node,
        facts: Facts,
        among: AbstractSet[str] | None = None,
        cancelled: Cancelled = never,
        most_read: int | None = None,
    ) -> tuple[set[str], int]:
        """The papers that match exactly, of `among` or of all, and how many were not looked at.

        Those are papers that are not indexed yet beyond the first `most_read`. CancelledError.
        """

        def ask(snapshot: Snapshot) -> tuple[set[str], Sequence[str]]:
            ids: set[str] = set()
            for segment in snapshot.segments:
                inside = None if among is None else segment.named(among)
                numbers = Evaluator(segment, facts, cancelled).matching(node, inside)
                ids.update(map(segment.ids.__getitem__, numbers))
            return ids, self._missing(snapshot)

        found, missing = self._ask(ask) or (set[str](), self._corpus.ids())
        if among is not None:
            missing = [name for name in missing if name in among]
        looked = missing[:most_read]
        if looked:
            found |= self._unindexed(looked, facts, cancelled).matching(node)
        return found, len(missing) - len(looked)

    def _unindexed(self, ids: Sequence[str], facts: Facts, cancelled: Cancelled) -> Evaluator[str]:
        return Evaluator(Unindexed(self._corpus.ids, self._corpus.text, frozenset(ids)), facts, cancelled)

    def snippets(self, paper_id: str, terms: tuple[Term, ...]) -> tuple[Snippet, ...]:
        """The best pieces of one paper for these terms (`Query.terms`); none where the paper cannot be read."""
        if not terms:
            return ()
        try:
            return snippets_of(self._corpus.paper(paper_id), terms)
        except PaperdeckError:
            return ()

    def warm(self) -> None:
        """Open the index and compare it with the corpus, from a background thread."""
        self._ask(lambda snapshot: (self._missing(snapshot), snapshot.newness))

    @property
    def wants_update(self) -> bool:
        """Whether papers are missing from the index or it is damaged, so that `update` has something to do."""
        stamp = self._corpus.stamp()
        complete = self._ask(lambda snapshot: snapshot.manifest.source == stamp)
        return not complete and (complete is not None or self._suspect or bool(self._corpus.ids()))

    def count(self) -> int:
        """How many papers the index holds, up to date or not; cheap, made to be called while another process builds."""
        return self._ask(len) or 0

    def update(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Upkeep:
        """Bring the index up to date with the corpus and mend what is damaged; from a background thread or a command.

        Searching goes on meanwhile. One process writes at a time: `busy` reports that another one does.
        """
        done = Updater(self._store, self._corpus, progress, cancelled).run(deep=self._suspect)
        if done.complete:
            self._suspect = False
        return done

    def rebuild(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Upkeep:
        """Throw the index away and write it anew."""
        try:
            with self._store.writing() as mine:
                if not mine:
                    return Upkeep(busy=True, complete=False)
                self._store.empty()
        except OSError as error:
            return Upkeep(complete=False, error=error.strerror or type(error).__name__)
        return self.update(progress, cancelled)

    def health(self, *, verify_crc: bool = False) -> Health:
        """The state of the files; with `verify_crc` every byte is read, and damage found is mended by `update`."""
        try:
            manifest = self._store.manifest()
        except DamagedIndexError as error:
            return self._damaged(str(error))
        if manifest is None:
            return Health("absent", missing=len(self._corpus.ids()))
        faults = self._store.faults(manifest, every_crc=verify_crc)
        if faults:
            return self._damaged(*(f"{name}: {fault}" for name, fault in sorted(faults.items())))
        size = sum(record.size for record in manifest.files.values())
        sound = self._ask(lambda now: Health("sound", len(now), len(self._missing(now)), len(now.segments), size))
        return sound or self._damaged("it cannot be opened")

    def _damaged(self, *problems: str) -> Health:
        self._distrust()
        return Health("damaged", problems=problems)

    def _distrust(self) -> None:
        """Ask the index no more until another commit is there."""
        with self._turn:
            self.close()
            self._suspect = True
            self._stamp = self._store.stamp()

    def _ask(self, question: Callable[[Snapshot], T]) -> T | None:
        """Ask the open index; None where there is none or it is damaged. CancelledError, and faults of the program."""
        with self._turn:
            try:
                snapshot = self._opened()
                if snapshot is None:
                    return None
                with self._store.reading(snapshot.manifest):
                    return question(snapshot)
            except DamagedIndexError:
                self._distrust()
                return None

    def _opened(self) -> Snapshot | None:
        """The snapshot of the last commit, opened anew when there is another or a file was touched.

        None where there is none, or none since damage was found; DamagedIndexError.
        """
        stamp = self._store.stamp()
        if self._suspect and self._stamp == stamp:
            return None
        if self._snapshot is not None and stamp == self._stamp:
            if self._stats == self._store.stats(self._snapshot.manifest):
                return self._snapshot
            self.close()
        before = self._snapshot
        self._snapshot = open_snapshot(self._store, before)
        if before is not None and self._snapshot is None:
            before.close()
        self._suspect, self._stamp = False, stamp
        self._stats = self._store.stats(self._snapshot.manifest) if self._snapshot is not None else None
        return self._snapshot

    def _missing(self, snapshot: Snapshot) -> tuple[str, ...]:
        """The papers that the snapshot has not, newest first; compared anew only when it or the corpus changed."""
        stamp = self._corpus.stamp()
        if self._compared[:2] != (snapshot, stamp):
            missing: tuple[str, ...] = ()
            if snapshot.manifest.source != stamp and (absent := snapshot.compare(self._corpus.fingerprints())):
                missing = tuple(name for name in self._corpus.ids() if name in absent)
            self._compared = (snapshot, stamp, missing)
        return self._compared[2]

    def _answer(self, question: Question, most_read: int | None) -> Found:
        """The hits by index, with those of papers that it does not hold yet; CancelledError.

        Where there is no sound index the reports themselves are read, newest first.
        """

        def ask(snapshot: Snapshot) -> tuple[Found, Sequence[str]]:
            missing = self._missing(snapshot)
            return Search(snapshot, question).answer(), missing

        answered = self._ask(ask)
        found, missing = answered or (Found([], "scan", question.node, 0, exact=True), self._corpus.ids())
        if not missing:
            return found
        looked = missing[:most_read]
        hits, whole = self._scan(question, looked)
        strict = [hit for hit in found.hits if not hit.partial] + hits
        kept = (strict + [hit for hit in found.hits if hit.partial])[: question.limit]
        mode = "strict" if hits and found.mode == "relaxed" else found.mode
        return Found(kept, mode, found.node, found.total + len(hits), found.exact and whole, len(missing) - len(looked))

    def _scan(self, question: Question, ids: Sequence[str]) -> tuple[list[Hit], bool]:
        """The papers among `ids` that match, best first, and whether all were looked at, not `limit` found before."""
        evaluator = self._unindexed(ids, question.facts, question.cancelled)
        candidates, late = evaluator.unverified(question.node)
        terms = scoring_terms(question.node)
        hits: list[Hit] = []
        for name in ids:
            if len(hits) == question.limit:
                break
            if name in candidates and evaluator.hold(name, late):
                hits.append(Hit(name, _score(self._corpus.text(name), terms) if terms else 0.0))
        return sorted(hits, key=lambda hit: -hit.score), len(hits) != question.limit


def _score(text: SearchText, terms: Sequence[Term]) -> float:
    """The weights of the fields in which the terms stand, each field once a term."""
    total = 0.0
    for term in terms:
        groups = {group_of(field) for field, part in text.parts if SearchText(((field, part),)).holds(term)}
        total += sum(WEIGHTS[group] for group in groups)
    return total
