"""The library as search sees it: every paper newest first, with a fingerprint of all that is searched of it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

from .catalog import Catalog
from .catalog.rows import unpack_entry
from .model import Entry, Paper
from .notes import Notes
from .said import Said

_PAGE = 500
"""Papers whose entries are in memory at once."""


class LibraryCorpus:
    """The `Corpus` of a library (see `search.corpus`). Any thread may call any method."""

    def __init__(
        self,
        catalog: Catalog,
        said: Said,
        notes: Notes,
        *,
        entry: Callable[[str], Entry | None],
        paper: Callable[[str], Paper],
    ) -> None:
        self._catalog = catalog
        self._said = said
        self._notes = notes
        self._entry = entry
        self._paper = paper

    def stamp(self) -> Hashable:
        """The state of the catalog, the tags and the notes."""
        return (
            self._catalog.generation(),
            tuple(sorted(self._tags().items())),
            tuple(sorted(self._note_stamps().items())),
        )

    def fingerprints(self) -> Mapping[str, str]:
        """Every paper id, in no order, with a checksum of its readings, its tags and its note."""
        found = {name: f"{stamp:x}" for name, stamp in self._catalog.stamps().items()}
        for name, tags in self._tags().items():
            if name in found:
                found[name] += f"{tags!r}"
        for name, stamp in self._note_stamps().items():
            if name in found:
                found[name] += stamp
        return found

    def ids(self) -> Sequence[str]:
        """Every paper id, newest day first, a day's papers in report order."""
        return self._catalog.ids()

    def headings(self, ids: Iterable[str]) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Id, title and authors of these papers; those that are not known are left out."""
        rest = iter(ids)
        while page := list(islice(rest, _PAGE)):
            for name, packed in self._catalog.packed(page).items():
                entry = unpack_entry(name, packed)
                yield name, entry.title, entry.authors

    def entry(self, paper_id: str) -> Entry | None:
        """The list row of one paper, None for an unknown id."""
        return self._entry(paper_id)

    def paper(self, paper_id: str) -> Paper:
        """One paper with its text and note; UnknownPaperError, SourceError."""
        return self._paper(paper_id)

    def _tags(self) -> dict[str, tuple[str, ...]]:
        store = self._said.store
        tagged = {paper for tag in store.tags() for paper in store.marked(f"tag:{tag}")}
        return {paper: store.get(paper).tags for paper in tagged}

    def _note_stamps(self) -> dict[str, str]:
        """The time and size of each note's file; its text is not read, since every search asks."""
        stamps: dict[str, str] = {}
        for paper in self._notes.ids():
            with suppress(OSError):
                status = self._notes.path(paper).stat()
                stamps[paper] = f"{status.st_mtime_ns:x}.{status.st_size:x}"
        return stamps
