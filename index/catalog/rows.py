"""Records to and from the catalog's columns: a reading without its text, a paper's row, what the user says of it."""

from collections.abc import Sequence

import orjson

from ..language import _
from ..model import NO_MARKS, Entry, Link, LinkKind, Marks, Paper, Problem, Reading
from .store import DamagedError, storable_text

Json = str | int | bool | None | Sequence["Json"]
"""What a packed row is made of."""


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
            links=_links(links),
            line=line,
            span=span,
        )
    except (ValueError, TypeError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error


def pack_entry(paper: Paper) -> bytes:
    """The row of a paper in a list; arXiv, Hugging Face and PDF links as their kind and URL."""
    formats = list(dict.fromkeys(reading.format for reading in paper.readings))
    links = [[link.kind, link.url, link.label] for link in paper.links]
    return _dumps([paper.title, list(paper.days), list(paper.authors), paper.upvotes, formats, links])


def unpack_entry(
    name: str, packed: bytes, marks: Marks = NO_MARKS, *, noted: bool = False, day: str = "", linked: bool = True
) -> Entry:
    """The entry as the list of `day` shows it (seen before that day), or a view without day (seen on several).

    Links are half of the work; `linked` False leaves them out for an entry that is only looked at and thrown away.
    """
    try:
        title, days, authors, upvotes, formats, links = orjson.loads(packed)
        _check(upvotes, title, *days, *authors, *formats)
        return Entry(
            id=name,
            title=title,
            days=tuple(days),
            authors=tuple(authors),
            upvotes=upvotes,
            formats=tuple(formats),
            links=_links(links) if linked else (),
            marks=marks,
            noted=noted,
            seen_before=days[-1] < (day or days[0]),
        )
    except (ValueError, TypeError, IndexError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error


def _check(number: int | None, *texts: str) -> None:
    """TypeError for what is no number and no texts."""
    "".join(texts)
    if number is not None and type(number) is not int:
        raise TypeError(number)


def _links(rows: list[tuple[LinkKind, str, str]]) -> tuple[Link, ...]:
    for kind, url, label in rows:
        _check(None, kind, url, label)
    return tuple(Link(kind, url, label) for kind, url, label in rows)


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
