"""Search over everything, as the library holds it: asked, brought up to date, checked, rebuilt; it heals by itself."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from ..errors import PaperdeckError
from ..query import Query, parse, parse_typed
from ..query_nodes import And, Node, Term, conjunction
from ..results import Cancelled, CancelledError, ProgressCall, never, tell_nobody
from .answers import Health, Results, Snippet, Upkeep
from .corpus import Corpus
from .headings import Headings, heading_line
from .snippets import snippets_of

if TYPE_CHECKING:
    from .engine import Engine

_AT_ONCE = 500


class SearchIndex:
    """Safe to be called from several threads: searches take turns, `quick` and upkeep wait for nobody.

    Whoosh is imported with the first question to the index.
    """

    def __init__(self, folder: Path, corpus: Corpus, *, today: Callable[[], date] = date.today) -> None:
        """`folder` is the index's own, see `index_folder`; nothing is opened or created before it is needed."""
        self._folder = folder
        self._corpus = corpus
        self._today = today
        self._headings: tuple[Hashable, Headings] | None = None

    @cached_property
    def _engine(self) -> "Engine":
        from .engine import Engine

        return Engine(self._folder, self._corpus)

    def close(self) -> None:
        """Close all files; the next question opens them again."""
        if "_engine" in vars(self):
            self._engine.close()

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
        from .searching import Question

        query = parse_typed(text) if prefix_last else parse(text)
        node = _open_end(query.root) if prefix_last and text[-1:].isalnum() else query.root
        try:
            found = self._engine.answer(Question(node, limit, self._today(), cancelled), typing=prefix_last)
        except CancelledError:
            return Results((), "strict", str(query), cancelled=True)
        terms = Query(found.node).terms
        hits = tuple(
            replace(hit, snippets=self.snippets(hit.id, terms)) if at < snippets and not cancelled() else hit
            for at, hit in enumerate(found.hits)
        )
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

        As things stood at the last `warm`; none before the first, since who asks here cannot wait.
        """
        return self._headings[1].find(text, limit) if self._headings else ()

    def warm(self) -> None:
        """Open the index and read the headings, from a background thread: at the start and when the corpus changed."""
        self._engine.warm()
        self._warm_headings()
        self.quick("字")  # loads what folding needs, so that the first key does not wait for it

    @property
    def wants_update(self) -> bool:
        """Whether papers are missing from the index or it is damaged, so that `update` has something to do."""
        return self._engine.wants_update()

    def count(self) -> int:
        """How many papers the index holds, up to date or not; cheap, made to be called while another process builds."""
        return self._engine.count()

    def update(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Upkeep:
        """Bring the index up to date with the corpus and mend what is damaged; from a background thread or a command.

        Searching goes on meanwhile. One process writes at a time: `busy` says that another one does.
        """
        return self._engine.update(progress, cancelled)

    def rebuild(self, progress: ProgressCall = tell_nobody, cancelled: Cancelled = never) -> Upkeep:
        """Throw the index away and write it anew."""
        return self._engine.empty() or self._engine.update(progress, cancelled)

    def health(self, *, verify_crc: bool = False) -> Health:
        """The state of the files; with `verify_crc` every byte is read, and damage found is mended by `update`."""
        return self._engine.health(verify_crc=verify_crc)

    def _warm_headings(self) -> None:
        """Read the headings anew where the corpus changed."""
        stamp = self._corpus.stamp()
        if self._headings and self._headings[0] == stamp:
            return
        lines, missing = self._engine.heads()
        if missing:
            for at, row in enumerate(self._corpus.headings(missing)):
                lines[row[0]] = heading_line(*row)
                if at % _AT_ONCE == 0:
                    sleep(0)  # lets the thread that draws have its turn
            lines = {paper_id: lines[paper_id] for paper_id in self._corpus.ids() if paper_id in lines}
        self._headings = (stamp, Headings(lines))


def _open_end(node: Node) -> Node:
    """The query with its last word, when that is a Latin one, as the beginning of a word."""
    last = node.parts[-1] if isinstance(node, And) and node.parts else node
    if not isinstance(last, Term) or last.kind != "word" or not last.form.isascii():
        return node
    opened = replace(last, kind="prefix")
    return conjunction([*node.parts[:-1], opened]) if isinstance(node, And) else opened
