"""The JSON of papers: as `list` gives them, with readings, marks and note, so that it can be read back."""

from collections.abc import Sequence

import orjson

from ..json_escapes import escaped
from ..model import Paper, Reading
from .facts import each_once, link_of

Record = dict[str, object]


def array(papers: Sequence[Paper]) -> str:
    """The JSON array of all papers, each id once."""
    found = [record(paper) for paper in each_once(papers)]
    return escaped(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)).decode()


def record(paper: Paper) -> Record:
    """One paper: the fields of `list`, then `readings`, `note`, and the dates of its marks under `marks`."""
    marks = paper.marks
    return {
        "id": _text(paper.id),
        "title": _text(paper.title),
        "days": [_text(day) for day in paper.days],
        "read": marks.read,
        "starred": marks.starred,
        "later": marks.later,
        "due": _text(marks.due) or None,
        "tags": [_text(tag) for tag in marks.tags],
        "noted": bool(paper.note),
        "upvotes": paper.upvotes,
        "authors": [_text(name) for name in paper.authors],
        "arxiv": _text(link_of(paper, "arxiv")) or None,
        "hf": _text(link_of(paper, "hf")) or None,
        "pdf": _text(link_of(paper, "pdf")) or None,
        "readings": [_reading(reading) for reading in paper.readings],
        "note": _text(paper.note),
        "marks": {
            "due": _text(marks.due),
            "read_on": _text(marks.read_on),
            "starred_on": _text(marks.starred_on),
            "later_on": _text(marks.later_on),
        },
    }


def _reading(reading: Reading) -> Record:
    """One reading with its sections, Markdown as the report has it."""
    return {
        "day": _text(reading.day),
        "format": reading.format,
        "source": _text(reading.source),
        "file": _text(reading.file),
        "sections": [
            {"key": section.key, "title": _text(section.title), "markdown": _text(section.markdown)}
            for section in reading.sections
        ],
    }


def _text(text: str) -> str:
    """The text as JSON can carry it: whole, but for lone surrogates, which UTF-8 has no bytes for."""
    return text.encode("utf-8", "replace").decode("utf-8")
