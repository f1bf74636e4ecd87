"""The tabs of a paper and the Markdown behind each: overview, the reading's sections, all of them, the note."""

import re
from dataclasses import dataclass

from ..index.language import _, current_language
from ..index.model import SECTION_LABELS, Paper, Reading

OVERVIEW, ALL, NOTE = "overview", "all", "note"
_FIGURE = re.compile(r"\*\*[^*\n]*\d[^*\n]*\*\*")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.、)])\s+")
_MOST_FIGURES = 6


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, the digit that chooses it ("" beyond nine), its label in the language in force."""

    key: str
    digit: str
    label: str


def section_label(key: str) -> str:
    """The label of a section key in the language in force."""
    chinese, english = SECTION_LABELS[key]
    return chinese if current_language() == "zh_CN" else english


def _keys(reading: Reading) -> list[str]:
    """The keys of the sections that a reading has, each once, in the order of the table of sections."""
    present = {section.key for section in reading.sections if section.markdown.strip()}
    return [key for key in SECTION_LABELS if key in present]


def tabs_of(reading: Reading) -> tuple[Tab, ...]:
    """The tabs of a reading: overview first, then its sections, then all, then the note. `0` is always all."""
    keys = _keys(reading)
    tabs = [Tab(OVERVIEW, "1", _("Overview"))]
    tabs += [Tab(key, str(i) if i <= 9 else "", section_label(key)) for i, key in enumerate(keys, 2)]
    number = len(keys) + 2
    return (*tabs, Tab(ALL, "0", _("All")), Tab(NOTE, str(number) if number <= 9 else "", _("Note")))


def section_markdown(reading: Reading, key: str) -> str:
    """The Markdown of all sections with this key, in order; empty where there is none."""
    return "\n\n".join(section.markdown for section in reading.sections if section.key == key)


def markdown_of(paper: Paper, reading: Reading, key: str) -> str:
    """The Markdown that a tab shows."""
    if key == NOTE:
        return paper.note
    if key == OVERVIEW:
        return overview(reading)
    if key == ALL:
        parts = [f"## {section_label(k)}\n\n{section_markdown(reading, k)}" for k in _keys(reading)]
        return "\n\n".join(parts)
    return section_markdown(reading, key)


def figures(markdown: str) -> list[str]:
    """The sentences of a text that set a figure in bold, without their list signs, at most six."""
    found: list[str] = []
    for line in markdown.splitlines():
        for sentence in _SENTENCE.findall(_BULLET.sub("", line)):
            if _FIGURE.search(sentence) and len(found) < _MOST_FIGURES:
                found.append(_closed(sentence.strip()))
    return found


def _closed(sentence: str) -> str:
    """A sentence cut out of its line, without a half of a pair of asterisks."""
    return sentence.replace("**", "", 1) if sentence.count("**") % 2 else sentence


def overview(reading: Reading) -> str:
    """The first tab: what the paper gives in a line, its domain, the figures that the report set in bold.

    Where a report has none of these, its problem and method stand in, then its abstract, then whatever there is.
    """
    parts: list[str] = []
    for key in ("contribution", "domain", "io", "problem"):
        if text := section_markdown(reading, key).strip():
            parts.append(f"### {section_label(key)}\n\n{text}")
    if numbers := figures(section_markdown(reading, "results")):
        parts.append(f"### {section_label('results')}\n\n" + "\n".join(f"- {line}" for line in numbers))
    if not parts:
        keys = [key for key in ("method", "abstract", "other") if section_markdown(reading, key).strip()]
        parts += [f"### {section_label(key)}\n\n{section_markdown(reading, key)}" for key in keys[:1]]
    return "\n\n".join(parts)
