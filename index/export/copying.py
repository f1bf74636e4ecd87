"""What can be copied of papers, as text: links, id, title, reference, Markdown, note, one section."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..errors import UsageError
from ..language import _
from ..model import Paper
from .bibtex import citation
from .facts import each_once, link_of, one_line, section_text
from .markdown import title_link

_BLOCKS = frozenset({"bibtex", "note", "section"})

_TEXTS: dict[str, Callable[[Paper], str]] = {
    "arxiv": lambda paper: link_of(paper, "arxiv"),
    "id": lambda paper: paper.id,
    "pdf": lambda paper: link_of(paper, "pdf"),
    "hf": lambda paper: link_of(paper, "hf"),
    "title": lambda paper: one_line(paper.title),
    "bibtex": citation,
    "markdown": title_link,
    "note": lambda paper: paper.note.strip("\n"),
}

WHATS: tuple[str, ...] = (*_TEXTS, "section")
"""What `copy_text` knows. `section` wants the key of a section besides."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The text for the clipboard, "" when no paper has it; `missing` are the ids of papers that do not."""

    text: str
    missing: tuple[str, ...]


def copy_text(paper: Paper, what: str, section: str = "") -> str:
    """One thing of a paper as text, "" where the paper has none. Raises UsageError for an unknown `what`.

    A section is the Markdown of the newest reading that has it, as the report wrote it.
    """
    if what == "section":
        return section_text(paper, section)
    if what not in _TEXTS:
        raise UsageError(
            _("{what} cannot be copied").format(what=what), _("Choose from {names}.").format(names=", ".join(WHATS))
        )
    return _TEXTS[what](paper)


def copy_texts(papers: Sequence[Paper], what: str, section: str = "") -> Copied:
    """The same of several papers: one a line, or with a blank line between for references, notes and sections."""
    unique = each_once(papers)
    texts = {paper.id: copy_text(paper, what, section) for paper in unique}
    found = [text.rstrip("\n") for text in texts.values() if text]
    joined = ("\n\n" if what in _BLOCKS else "\n").join(found)
    if what == "bibtex" and joined:
        joined += "\n"
    return Copied(joined, tuple(paper_id for paper_id, text in texts.items() if not text))
