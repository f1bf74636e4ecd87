"""Views of a library: its days, which are there at once, and what a query or a search found."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..index.language import ngettext
from ..index.library import Library
from ..index.model import Entry, Paper
from ..index.results import Cancelled, CancelledError
from ..index.views import Rows
from .view import View, ViewKind

if TYPE_CHECKING:
    from ..index.search.answers import Hit

MOST_READ = 500
"""Papers that are read for an answer while the index does not hold them yet."""


def day_view(library: Library, day: str) -> View:
    """The papers of a day in report order; the marks come with them, so that nothing else is asked."""
    entries = library.day_entries(day)

    def load(ids: Sequence[str]) -> Sequence[Entry]:
        return [entry._replace(seen_before=bool(entry.days) and entry.days[-1] < day) for entry in library.rows(ids)]

    rows = Rows(tuple(entry.id for entry in entries), load, loaded=entries)
    read = {entry.id for entry in entries if entry.marks.read}
    starred = {entry.id for entry in entries if entry.marks.starred}
    return View("day", day, rows, read, starred)


def found_view(library: Library, kind: ViewKind, name: str, rows: Rows, *, title: str = "") -> View:
    """What was found, with what is read and starred in the whole library; from a thread."""
    return View(kind, name, rows, set(library.marked("read")), set(library.marked("starred")), title=title)


def search_view(library: Library, text: str, hits: "Sequence[Hit]") -> View:
    """What a search found, with the papers that match in part only behind the others; from a thread."""
    view = found_view(library, "search", text, library.rows([hit.id for hit in hits]))
    view.near = frozenset(hit.id for hit in hits if hit.partial)
    return view


def unindexed(found: Rows) -> str:
    """How many papers could not be looked at yet, "" where all were."""
    count = found.unindexed
    told = ngettext("{n} paper is still being indexed.", "{n} papers are still being indexed.", count)
    return told.format(n=count) if count else ""


def papers_of(library: Library, ids: Sequence[str], cancelled: Cancelled) -> Iterator[Paper]:
    """The papers with their text, from a thread; CancelledError, UnknownPaperError, SourceError."""
    for paper_id in ids:
        if cancelled():
            raise CancelledError
        yield library.paper(paper_id)
