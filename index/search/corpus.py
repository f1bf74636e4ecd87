"""What search needs of the library: a protocol, so that search imports neither catalog nor marks."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ..model import Entry, Paper

VERSION = 1
"""The version of schema, analyzer and files; part of the folder's name."""


def index_folder(cache: Path) -> Path:
    """The folder of the index under the cache folder."""
    return cache / f"search-v{VERSION}"


class Corpus(Protocol):
    """All papers. Calls come from the search thread and from the thread that builds the index."""

    def stamp(self) -> Hashable:
        """A cheap value that stays equal for as long as `fingerprints`, `ids` and `headings` would give the same."""
        ...

    def fingerprints(self) -> Mapping[str, str]:
        """Every paper id, in no order, with a string that changes when anything searched or shown of it does.

        What is searched: title, authors, days, sections, tags and the note. No tab or line break stands in it.
        """
        ...

    def ids(self) -> Sequence[str]:
        """Every paper id, newest first."""
        ...

    def headings(self, ids: Iterable[str]) -> Iterable[tuple[str, str, Sequence[str]]]:
        """Id, title and authors of these papers; those that are not known are left out."""
        ...

    def entry(self, paper_id: str) -> Entry | None:
        """The list row of one paper, None for an id that is no longer known."""
        ...

    def paper(self, paper_id: str) -> Paper:
        """One paper with the text of all its readings and its note; PaperdeckError where it cannot be read."""
        ...
