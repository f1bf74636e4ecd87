"""A vault: one Markdown file a paper, with front matter; what the user adds below a marker stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from ..language import _
from ..model import LinkKind, Paper, Reading
from .facts import best_link, each_once, issued, link_of, one_line, safe_name, several_lines, tags_of
from .files import make_folder, text_of
from .files import save as save_file
from .inert import inert
from .markdown import escape, target

MARKER = "<!-- paperdeck: what stands above is written anew by each export; what you add below stays -->"
_MARKER_START = "<!-- paperdeck:"
_LINKS: tuple[tuple[LinkKind, str], ...] = (("arxiv", "arXiv"), ("hf", "Hugging Face"), ("pdf", "PDF"))


@dataclass(frozen=True, slots=True)
class VaultResult:
    """File names: written anew or changed, found as they should be, and left alone because their marker is gone."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]


def export(papers: Sequence[Paper], folder: Path, *, overwrite: bool = False) -> VaultResult:
    """Write or renew one file a paper in the folder, made where it is missing. Raises ExportError.

    A file of that name without our marker is somebody's own: it is left alone unless `overwrite`.
    """
    make_folder(folder)
    written: list[str] = []
    unchanged: list[str] = []
    kept: list[str] = []
    for paper in each_once(papers):
        path = folder / file_name(paper)
        before = text_of(path)
        own = own_part(before) if before is not None else ""
        if own is None and not overwrite:
            kept.append(path.name)
            continue
        text = page(paper, own or "")
        if text == before:
            unchanged.append(path.name)
            continue
        save_file(path, text, overwrite=before is not None)
        written.append(path.name)
    return VaultResult(tuple(written), tuple(unchanged), tuple(kept))


def file_name(paper: Paper) -> str:
    """The name of the paper's file: from the id alone, so that it stays when the title changes."""
    return f"{safe_name(paper.id)}.md"


def own_part(text: str) -> str | None:
    """What the user wrote below the marker, with its line breaks; None where there is no marker."""
    _above, marker, below = text.partition(MARKER)
    return below.removeprefix("\n") if marker else None


def page(paper: Paper, own: str = "") -> str:
    """The whole file: front matter, links, sections, note, the marker, and the user's own part."""
    title = escape(one_line(paper.title))
    links = [f"[{label}]({target(url)})" for kind, label in _LINKS if (url := link_of(paper, kind))]
    parts = [f"# {title}", " · ".join(links)]
    if authors := "、".join(one_line(name) for name in paper.authors):
        parts.append(escape(authors))
    for reading in paper.readings:
        parts += _reading(reading, deeper=len(paper.readings) > 1)
    if note := several_lines(paper.note).strip():
        parts += [f"## {_('Note')}", note]
    body = "\n\n".join(part for part in parts if part)
    above = f"{_front_matter(paper)}\n{body}\n".replace(_MARKER_START, "<!-- paperdeck :")
    return f"{above}\n{MARKER}\n{own}"


def _reading(reading: Reading, *, deeper: bool) -> list[str]:
    """The sections of a reading under their titles; under the reading's day where there are several readings."""
    level = "###" if deeper else "##"
    parts = [f"## {reading.day} · {reading.format}"] if deeper else []
    for section in reading.sections:
        if title := one_line(section.title):
            parts.append(f"{level} {inert(title)}")
        parts.append(inert(several_lines(section.markdown)).strip())
    return parts


def _front_matter(paper: Paper) -> str:
    """YAML front matter; the values are JSON, which is YAML too, so that no title can end it."""
    marks = paper.marks
    date = issued(paper.id)
    fields: dict[str, object] = {
        "id": one_line(paper.id),
        "title": one_line(paper.title),
        "aliases": [one_line(paper.title)],
        "authors": [one_line(name) for name in paper.authors],
        "published": f"{date[0]}-{date[1]:02}" if date else "",
        "days": [one_line(day) for day in paper.days if day],
        "url": one_line(best_link(paper)),
        "tags": [tag.replace(" ", "-") for tag in tags_of(paper)],
        "read": marks.read,
        "starred": marks.starred,
        "later": marks.later,
    }
    lines = [f"{name}: {orjson.dumps(value).decode()}" for name, value in fields.items() if value not in ("", [])]
    return "\n".join(["---", *lines, "---", ""])
