"""The `arxiv-daily` format (daily-arXiv-ai-enhanced): `### [N] [Title](link)`, TL;DR, five lines in details."""

import re
from collections.abc import Sequence

from ..patterns import pattern
from .headings import Label
from .scanner import Scan
from .walk import Rules

_PAPER = pattern(r"[ \t]{0,3}#{2,5}[ \t]*\[(\d{1,5})\][ \t]*\S")
_CATEGORY = pattern(
    r"[ \t]{0,3}#{1,3}[ \t]+[A-Za-z-]{2,12}(?:\.[A-Za-z-]{2,12})?[ \t]*\[\[?Back\]?\]\(#", re.IGNORECASE
)
_ANCHOR = pattern(r"<div[ \t]+id=[\"']?[A-Za-z.-]{2,24}[\"']?>[ \t]*</div>[ \t]*$")
_TOTAL = pattern(r"[-*][ \t]+\[[^\]\[]{1,40}\]\(#[^)]{1,40}\)[ \t]*\[Total:[ \t]*(\d{1,5})\]", re.IGNORECASE)
_EXPECTED = (
    ("contribution", "TL;DR"),
    ("problem", "Motivation"),
    ("method", "Method"),
    ("results", "Result"),
    ("conclusion", "Conclusion"),
    ("abstract", "Abstract"),
)
_PLAIN = {"main category", "tl;dr", "innovation snapshot", "motivation", "method", "result", "conclusion", "abstract"}


def opens_arxiv(lines: Sequence[str], index: int) -> bool:
    """Whether a paper of this format begins on the line."""
    return _PAPER.match(lines[index]) is not None


def closes_category(line: str) -> bool:
    """Whether the line begins the next category, which belongs to no paper."""
    return (line.startswith("<div") and _ANCHOR.match(line) is not None) or (
        "Back" in line[:80] and _CATEGORY.match(line) is not None
    )


def is_arxiv_head(lines: Sequence[str]) -> bool:
    """Whether the first lines of a file are those of such a report, even if it holds no paper."""
    return any(_CATEGORY.match(line) or _TOTAL.match(line[:200]) for line in lines) or (
        any(line.startswith("<div id=toc>") for line in lines)
    )


def listed_total(lines: Sequence[str]) -> int | None:
    """How many papers the table of contents announces, or None where there is none."""
    counts = [int(match[1]) for line in lines if (match := _TOTAL.match(line[:200]))]
    return sum(counts) if counts else None


def _choose(labels: Sequence[Label], found: Scan) -> list[Label]:
    """The labelled lines: plain ones by their exact names, once each, and after the abstract only past a blank line.

    An abstract of medicine has lines of its own that begin with `Methods:` or `Conclusion:`.
    """
    seen: set[str] = set()
    kept: list[Label] = []
    current = ""
    for label in labels:
        name = label.title.casefold()
        formed = label.style == "bold" or (label.style == "heading" and not found.inside[label.index])
        exact = label.style == "plain" and name in _PLAIN and label.indent == 0
        if not (formed or exact) or (label.key in seen and not (formed and label.key == "abstract")):
            continue
        if exact and current == "abstract" and found.lines[label.index - 1].strip():
            continue
        seen.add(label.key)
        current = label.key
        kept.append(label)
    return kept


RULES = Rules("arxiv-daily", _choose, _EXPECTED, frame="Details", italic=True)
