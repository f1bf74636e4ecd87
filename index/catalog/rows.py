"""Records to and from the catalog's columns: a reading without its text, a paper's row, what the user says of it."""

from collections.abc import Mapping, Sequence

import orjson

from ..language import _
from ..model import NO_MARKS, Entry, Link, LinkKind, Marks, Paper, Problem, Reading
from .store import DamagedError, storable_text

Json = str | int | bool | None | Sequence["Json"] | Mapping[LinkKind, str]
"""What a packed row is made of."""


ENTRY_LINKS: tuple[LinkKind, ...] = ("arxiv", "hf", "pdf")
"""The kinds of links that a row of a list knows."""


_COUNTS = (int, type(None))


def _dumps(row: list[Json]) -> bytes:
    try:
        return orjson.dumps(row)
    except TypeError:
        return orjson.dumps(_storable(row))


def _storable(value: Json) -> Json:
    """The value without what JSON in UTF-8 cannot hold: lone surrogates, and counts beyond 64 bits."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, int):
        return min(value, 2**63 - 1)
    if isinstance(value, Mapping):
        return {kind: storable_text(url) for kind, url in value.items()}
    return [_storable(item) for item in value] if isinstance(value, Sequence) else value


def pack_reading(reading: Reading) -> bytes:
    """What a reading says besides its sections, its place and its day."""
    links = [[link.kind, link.url, link.label] for link in reading.links]
    authors, upvotes, tags = list(reading.authors), reading.upvotes, list(reading.tags)
    return _dumps([reading.title, reading.format, reading.source, authors, upvotes, tags, links])


def unpack_reading(paper_id: str, day: str, file: str, facts: bytes, *, line: int, span: tuple[int, int]) -> Reading:
    """The reading without sections; DamagedError when the facts are not what `pack_reading` wrote."""
    try:
        title, format_name, source, authors, upvotes, tags, links = orjson.loads(facts)
        _check(upvotes, title, format_name, source, *authors, *tags)
        return Reading(
            paper_id=paper_id,
            title=title,
            format=format_name,
            day=day,
            source=source,
            file=file,
            authors=tuple(authors),
            upvotes=upvotes,
            tags=tuple(tags),
            links=tuple(map(Link._make, links)),
            line=line,
            span=span,
        )
    except (ValueError, TypeError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error


def pack_entry(paper: Paper) -> bytes:
    """The row of a paper in a list, with its arXiv, Hugging Face and PDF links."""
    formats = list(dict.fromkeys(reading.format for reading in paper.readings))
    links: dict[LinkKind, str] = {kind: url for kind in ENTRY_LINKS if (url := paper.link(kind)) is not None}
    return _dumps([paper.title, list(paper.days), list(paper.authors), paper.upvotes, formats, links])


def pack_facts(paper: Paper) -> str:
    """What queries ask of a paper besides days and words, as words between spaces.

    Its formats; `arxiv`, `hf`, `pdf` for its links, `authors`, `upvotes`; `seen-before` where it is on several days.
    """
    words = [f"format:{name}" for name in dict.fromkeys(reading.format for reading in paper.readings)]
    words += [kind for kind in ENTRY_LINKS if paper.link(kind) is not None]
    known = {"authors": paper.authors, "upvotes": paper.upvotes is not None, "seen-before": paper.days[1:]}
    return f" {' '.join((*words, *(name for name, holds in known.items() if holds)))} "


def unpack_entry(name: str, packed: bytes, marks: Marks = NO_MARKS, *, noted: bool = False, day: str = "") -> Entry:
    """The entry as the list of `day` shows it (seen before that day), or a view without day (seen on several)."""
    try:
        title, days, authors, upvotes, formats, links = orjson.loads(packed)
        _check(upvotes, title, *days, *authors, *formats, *links.values())
        return Entry(
            id=name,
            title=title,
            days=tuple(days),
            authors=tuple(authors),
            upvotes=upvotes,
            formats=tuple(formats),
            links=links,
            marks=marks,
            noted=noted,
            seen_before=days[-1] < (day or days[0]),
        )
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error


def _check(number: int | None, *texts: str) -> None:
    """TypeError for what is no number and no texts."""
    "".join(texts)
    if type(number) not in _COUNTS:
        raise TypeError(number)


def pack_marks(marks: Marks) -> bytes:
    """What the user says of one paper, as the catalog remembers it."""
    dates = [marks.read_on, marks.starred_on, marks.later_on]
    return _dumps([marks.read, marks.starred, marks.later, marks.due, list(marks.tags), *dates])


def unpack_marks(packed: bytes) -> Marks:
    """The marks; DamagedError when the row is not what `pack_marks` wrote."""
    try:
        read, starred, later, due, tags, read_on, starred_on, later_on = orjson.loads(packed)
        _check(read + starred + later, due, *tags, read_on, starred_on, later_on)
        return Marks(read, starred, later, due, tuple(tags), read_on, starred_on, later_on)
    except (ValueError, TypeError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error


def check_place(span: tuple[int, int], size: int, encoding: str) -> None:
    """DamagedError where a span is not within a file of this size in bytes, or the codec is none of text."""
    try:
        b"\n\n".decode(encoding)  # without bytes the codec is not looked up
        sound = 0 <= span[0] <= span[1] <= size
    except (LookupError, TypeError, ValueError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error
    if not sound:
        raise DamagedError(_("The catalog is damaged"), f"{span[0]}-{span[1]} / {size}")


def pack_problems(problems: Sequence[Problem]) -> bytes:
    """The problems of a file as lines and messages."""
    return _dumps([[problem.line, problem.message] for problem in problems])


def unpack_problems(packed: bytes) -> tuple[Problem, ...]:
    """The problems; DamagedError when the row is not what `pack_problems` wrote."""
    try:
        rows = orjson.loads(packed)
        for line, message in rows:
            _check(line, message)
        return tuple(Problem(line, message) for line, message in rows)
    except (ValueError, TypeError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error
