"""Corpora for search: papers in memory, or read by offset from a folder of reports."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from paperdeck.index.catalog.rows import ENTRY_LINKS
from paperdeck.index.errors import UnknownPaperError
from paperdeck.index.folding import match_form, plain
from paperdeck.index.model import Entry, Marks, Paper, Reading
from paperdeck.index.query.ast import Days, Term, Upvotes, Value
from paperdeck.index.reports import read_bytes, reread
from paperdeck.index.searchtext import SearchText, search_text
from support.plain_matching import EntryMatcher

TODAY = date(2025, 12, 28)
"""The day on which corpora of tests are asked."""


def entry_of(paper: Paper) -> Entry:
    """The list row of a paper."""
    return Entry(
        paper.id,
        paper.title,
        paper.days,
        paper.authors,
        paper.upvotes,
        tuple(dict.fromkeys(reading.format for reading in paper.readings)),
        {kind: url for kind in ENTRY_LINKS if (url := paper.link(kind)) is not None},
        paper.marks,
        bool(paper.note),
    )


def print_of(paper: Paper) -> str:
    """A fingerprint of everything that the index holds."""
    return hashlib.blake2b(repr(paper.readings).encode(), digest_size=8).hexdigest()


class PlainFacts:
    """What is known of papers, by looking at each of them."""

    def __init__(self, papers: Iterable[tuple[Entry, Paper]], today: date) -> None:
        self.papers = list(papers)
        self.today = today

    def ids(self, leaf: Value | Days | Upvotes) -> set[str]:
        return {
            entry.id
            for entry, paper in self.papers
            if EntryMatcher(entry, self.today, lambda _id, paper=paper: paper).holds(leaf)
        }

    def written(self, leaf: Term | Value) -> set[str]:
        found: set[str] = set()
        for entry, paper in self.papers:
            own = [("tag", match_form(tag)) for tag in entry.marks.tags]
            own += [("has", " tags ")] if entry.marks.tags else []
            own += [("note", match_form(plain(paper.note)))] if paper.note else []
            if SearchText(tuple(own)).answers(leaf):
                found.add(entry.id)
        return found


class MemoryCorpus:
    """Papers in memory that a test may change at will."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self.papers: dict[str, Paper] = {}
        self.changes = 0
        self.broken: set[str] = set()
        self.put(*papers)

    def put(self, *papers: Paper) -> None:
        """Add or replace papers."""
        self.papers.update({paper.id: paper for paper in papers})
        ranked = sorted(self.papers.values(), key=lambda paper: (paper.days[0], paper.id), reverse=True)
        self.papers = {paper.id: paper for paper in ranked}
        self.changes += 1

    def drop(self, *ids: str) -> None:
        """Take papers away."""
        for paper_id in ids:
            del self.papers[paper_id]
        self.changes += 1

    def stamp(self) -> str:
        return f"state {self.changes}"

    def fingerprints(self) -> Mapping[str, str]:
        return {paper_id: print_of(paper) for paper_id, paper in self.papers.items()}

    def ids(self) -> Sequence[str]:
        return list(self.papers)

    def text(self, paper_id: str) -> SearchText:
        try:
            return search_text(Paper(paper_id, self.paper(paper_id).readings))
        except UnknownPaperError:
            return SearchText(())

    def facts(self) -> PlainFacts:
        return PlainFacts(((entry_of(paper), paper) for paper in self.papers.values()), TODAY)

    def paper(self, paper_id: str) -> Paper:
        if paper_id in self.broken or paper_id not in self.papers:
            raise UnknownPaperError(paper_id)
        return self.papers[paper_id]


@dataclass(frozen=True, slots=True)
class _Spot:
    """One reading without its sections, in its file."""

    stub: Reading
    file: Path
    encoding: str


class FolderCorpus:
    """The papers of a folder of reports; texts are read from the files by offset, as the library reads them."""

    def __init__(self, folder: Path) -> None:
        self._spots: dict[str, list[_Spot]] = {}
        for path in sorted(folder.rglob("*.md")):
            report = read_bytes(path.read_bytes(), path=str(path))
            for reading in report.readings:
                stub = replace(reading, sections=())
                self._spots.setdefault(reading.paper_id, []).append(_Spot(stub, path, report.encoding))
        for spots in self._spots.values():
            spots.sort(key=lambda spot: spot.stub.day, reverse=True)
        self._spots = dict(sorted(self._spots.items(), key=lambda item: (item[1][0].stub.day, item[0]), reverse=True))
        self.marks: dict[str, Marks] = {}
        self._prints = {
            paper_id: str(hash(tuple(spot.stub.span for spot in spots))) for paper_id, spots in self._spots.items()
        }

    def stamp(self) -> str:
        return f"{len(self._spots)} papers"

    def fingerprints(self) -> Mapping[str, str]:
        return self._prints

    def ids(self) -> Sequence[str]:
        return list(self._spots)

    def text(self, paper_id: str) -> SearchText:
        return search_text(self.paper(paper_id))

    def facts(self) -> PlainFacts:
        papers = (Paper(name, tuple(spot.stub for spot in spots)) for name, spots in self._spots.items())
        return PlainFacts(((entry_of(paper), paper) for paper in papers), TODAY)

    def paper(self, paper_id: str) -> Paper:
        spots = self._spots.get(paper_id)
        if not spots:
            raise UnknownPaperError(paper_id)
        return Paper(paper_id, tuple(self._read(spot) for spot in spots))

    @staticmethod
    def _read(spot: _Spot) -> Reading:
        start, end = spot.stub.span
        with spot.file.open("rb") as file:
            file.seek(start)
            return reread(file.read(end - start), spot.stub, encoding=spot.encoding)
