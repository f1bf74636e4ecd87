"""The nouns of the library as frozen records: Report, Reading, Section, Link, Paper, Marks, Entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from .patterns import pattern

FormatName = Literal["analysis", "digest", "arxiv-daily", "generic"]
LinkKind = Literal["arxiv", "hf", "pdf", "other"]

_ARXIV_ID = pattern(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")


def is_arxiv_id(text: str) -> bool:
    """Whether the text is an arXiv id without version, of the new form (`2512.19680`) or the old (`hep-th/9901001`)."""
    return _ARXIV_ID.fullmatch(text) is not None


class Link(NamedTuple):
    """A link of a paper; `url` is always http(s)."""

    kind: LinkKind
    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a reading. `key` is one of SECTION_LABELS, `title` as the report wrote it, `line` 1-based."""

    key: str
    title: str
    markdown: str
    line: int = 1


class Problem(NamedTuple):
    """Something odd in a report: the 1-based line, and what was seen and what was done about it."""

    line: int
    message: str


@dataclass(frozen=True)
class Reading:
    """One report's account of one paper.

    `span` is the half-open range of byte offsets of its block in the file; `day` is ISO (`2025-12-27`) or "" where
    neither content nor file name tells; `source` is what the report was made from ("HTML", "ArXiv Abs"), or "".
    `file` is the path as given to the reader, "" when read from a string. `header` is the lines of the block that
    became metadata, as the report wrote them: what the labels and numbers in it say is in the other fields.
    """

    paper_id: str
    title: str
    format: FormatName
    day: str = ""
    source: str = ""
    file: str = ""
    sections: tuple[Section, ...] = ()
    authors: tuple[str, ...] = ()
    upvotes: int | None = None
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    line: int = 1
    span: tuple[int, int] = (0, 0)
    header: str = ""

    def section(self, key: str) -> Section | None:
        """The first section with this key, or None."""
        return next((s for s in self.sections if s.key == key), None)


@dataclass(frozen=True, slots=True)
class Report:
    """One file read: `format` is None when it is no report at all; `encoding` is a Python codec name."""

    format: FormatName | None
    day: str = ""
    title: str = ""
    readings: tuple[Reading, ...] = ()
    problems: tuple[Problem, ...] = ()
    encoding: str = "utf-8"
    path: str = ""


class Marks(NamedTuple):
    """What the user says of one paper. Dates are ISO days; `due` is set only while `later`."""

    read: bool = False
    starred: bool = False
    later: bool = False
    due: str = ""
    tags: tuple[str, ...] = ()
    read_on: str = ""
    starred_on: str = ""
    later_on: str = ""


NO_MARKS = Marks()


class Entry(NamedTuple):
    """A paper without its text: one row of a list. `days` newest first; `seen_before` relative to the listed day.

    `links` gives the first URL of each kind but "other".
    """

    id: str
    title: str
    days: tuple[str, ...]
    authors: tuple[str, ...] = ()
    upvotes: int | None = None
    formats: tuple[str, ...] = ()
    links: Mapping[LinkKind, str] = MappingProxyType({})
    marks: Marks = NO_MARKS
    noted: bool = False
    seen_before: bool = False

    def link(self, kind: LinkKind) -> str | None:
        """The URL of the first link of this kind, or None."""
        return self.links.get(kind)


@dataclass(frozen=True)
class Paper:
    """One paper with all its readings, newest day first; the first reading speaks for it."""

    id: str
    readings: tuple[Reading, ...]
    marks: Marks = NO_MARKS
    note: str = ""

    @property
    def title(self) -> str:
        """The title in the newest reading."""
        return self.readings[0].title

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which a report described it, newest first, each once."""
        return tuple(dict.fromkeys(reading.day for reading in self.readings))

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The longest list of authors that a reading gives."""
        return max((reading.authors for reading in self.readings), key=len, default=())

    @cached_property
    def upvotes(self) -> int | None:
        """The highest count that a reading gives, None where none does."""
        return max((r.upvotes for r in self.readings if r.upvotes is not None), default=None)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links of all readings, each URL once; arXiv first, then Hugging Face, PDF, the rest."""
        order = {"arxiv": 0, "hf": 1, "pdf": 2, "other": 3}
        unique = {link.url: link for reading in self.readings for link in reading.links}
        return tuple(sorted(unique.values(), key=lambda link: order[link.kind]))

    def link(self, kind: LinkKind) -> str | None:
        """The URL of the first link of this kind, or None."""
        return next((link.url for link in self.links if link.kind == kind), None)
