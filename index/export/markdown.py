"""A Markdown list of papers: title with its link, days and marks, the one-line contribution, the note."""

import re
from collections.abc import Sequence

from ..model import Paper
from .facts import best_link, each_once, one_line, section_text, several_lines, tags_of
from .inert import inert

_PUNCTUATION = re.compile(r"[\\`*_\[\]<>$~|&]")
_URL_UNSAFE = {"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"}


def listing(papers: Sequence[Paper]) -> str:
    """One list item a paper, each id once; what belongs to it is indented under it."""
    return "\n".join(_item(paper) for paper in each_once(papers))


def title_link(paper: Paper) -> str:
    """The title as a Markdown link to the paper, or the title alone where nothing is known to link to."""
    title = escape(one_line(paper.title))
    url = best_link(paper)
    return f"[{title}]({target(url)})" if url else title


def escape(text: str) -> str:
    """The text with a backslash before what Markdown would take as markup."""
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def target(url: str) -> str:
    """The link with what would end a Markdown link target percent-encoded."""
    return "".join(_URL_UNSAFE.get(char, char) for char in one_line(url))


def _item(paper: Paper) -> str:
    """The list item of one paper, ending in a newline."""
    marks = paper.marks
    signs = ("★",) if marks.starred else ()
    tags = tuple(f"#{escape(tag.replace(' ', '-'))}" for tag in tags_of(paper))
    head = " · ".join((title_link(paper), *signs, *(day for day in paper.days[:1] if day), *tags))
    parts = [f"- {head}\n"]
    contribution = section_text(paper, "contribution") or section_text(paper, "problem")
    if contribution:
        parts.append(_indented(inert(contribution.split("\n\n")[0])))
    if note := several_lines(paper.note).strip():
        parts.append(_indented("\n".join(f"> {line}".rstrip() for line in note.split("\n"))))
    return "\n".join(parts)


def _indented(text: str) -> str:
    """The lines under a list item, ending in a newline."""
    return "".join(f"  {line}".rstrip() + "\n" for line in text.split("\n"))
