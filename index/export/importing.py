"""Reads marks and notes back from an exported JSON; what is wrong in it is told, the rest is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import orjson

from ..errors import ExportError
from ..language import _
from ..model import Marks

_LONGEST_ID = 300


@dataclass(frozen=True, slots=True)
class ImportedPaper:
    """What an export says of one paper: its marks and the note, "" where there is none."""

    id: str
    title: str
    marks: Marks
    note: str


@dataclass(frozen=True, slots=True)
class Imported:
    """All papers of an export in its order, each id once (the last wins), and what could not be understood."""

    papers: tuple[ImportedPaper, ...]
    problems: tuple[str, ...]


def read(data: bytes) -> Imported:
    """The marks and notes in the bytes of an exported JSON. Raises ExportError when it is no such thing at all."""
    try:
        found: object = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise ExportError(_("This file is not JSON"), _("Give a file that `export --format json` wrote.")) from error
    if "id" in _mapping(found):
        found = [found]
    if not isinstance(found, list):
        raise ExportError(_("This JSON holds no papers"), _("Give a file that `export --format json` wrote."))
    papers: dict[str, ImportedPaper] = {}
    problems: list[str] = []
    for number, item in enumerate(cast("list[object]", found), 1):
        paper = _paper(item, number, problems)
        if paper is not None:
            papers[paper.id] = paper
    return Imported(tuple(papers.values()), tuple(problems))


def _mapping(value: object) -> Mapping[str, object]:
    """The value where it is a JSON object, else an empty one."""
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _paper(item: object, number: int, problems: list[str]) -> ImportedPaper | None:
    """One element of the array; None when it names no paper."""
    fields = _mapping(item)
    paper_id = fields.get("id")
    if not isinstance(paper_id, str) or not paper_id.strip() or len(paper_id) > _LONGEST_ID:
        problems.append(_("Element {number} has no id and is left out.").format(number=number))
        return None
    take = _Fields(paper_id, fields, problems)
    dates = _Fields(paper_id, _mapping(fields.get("marks")), problems)
    later = take.flag("later")
    marks = Marks(
        read=take.flag("read"),
        starred=take.flag("starred"),
        later=later,
        due=dates.day("due") if later else "",
        tags=take.words("tags"),
        read_on=dates.day("read_on"),
        starred_on=dates.day("starred_on"),
        later_on=dates.day("later_on"),
    )
    return ImportedPaper(paper_id, take.text("title"), marks, take.text("note"))


@dataclass(frozen=True, slots=True)
class _Fields:
    """Fields of one element, taken with their type; one of another type is told and counts as absent."""

    paper_id: str
    fields: Mapping[str, object]
    problems: list[str]

    def _wrong(self, name: str) -> None:
        message = _("{name} of {id} is not what it should be and is left out.")
        self.problems.append(message.format(name=name, id=self.paper_id))

    def flag(self, name: str) -> bool:
        """A truth value, False where absent."""
        value = self.fields.get(name, False)
        if isinstance(value, bool):
            return value
        self._wrong(name)
        return False

    def text(self, name: str) -> str:
        """A string, "" where absent."""
        value = self.fields.get(name) or ""
        if isinstance(value, str):
            return value
        self._wrong(name)
        return ""

    def day(self, name: str) -> str:
        """An ISO day, "" where absent."""
        value = self.text(name)
        try:
            return date.fromisoformat(value).isoformat() if value else ""
        except ValueError:
            self._wrong(name)
            return ""

    def words(self, name: str) -> tuple[str, ...]:
        """Strings without empty ones, each once, none where absent."""
        value = self.fields.get(name, [])
        if not isinstance(value, list):
            self._wrong(name)
            return ()
        items = cast("list[object]", value)
        words = [item.strip() for item in items if isinstance(item, str) and item.strip()]
        if len(words) < len(items):
            self._wrong(name)
        return tuple(dict.fromkeys(words))
