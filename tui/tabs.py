"""The tabs of a paper and the Markdown behind each: overview, the reading's sections, all of them, the note."""

from collections.abc import Sequence
from typing import NamedTuple

from ..index.config.records import ReadingConfig
from ..index.language import _, current_language
from ..index.model import Paper, Reading
from ..index.patterns import pattern
from ..index.section_labels import SECTION_LABELS

OVERVIEW, ALL, NOTE = "overview", "all", "note"
_BOLD = pattern(r"\*\*(?=([^*\n]*)\*\*)")
_DIGIT = pattern(r"\d")
_SENTENCE = pattern(r"[^。！？；\n]*[。！？；]?")
_BULLET = pattern(r"^\s*(?:[-*+•]|\d+[.、)])\s+")
_MOST_FIGURES = 6
_LOOKED_AT = 200_000
"""Characters of a section in which figures are sought, as many as are laid out of it."""
PARTS = ("contribution", "domain", "results")


class Tab(NamedTuple):
    """One tab: its key, the digit that chooses it ("" beyond nine), its label in the language in force."""

    key: str
    digit: str
    label: str


class TabChoice(NamedTuple):
    """The tab that was chosen, which stays from paper to paper, and the one that this paper was turned to, if any."""

    kept: str = OVERVIEW
    here: str = ""


def section_label(key: str) -> str:
    """The label of a section key in the language in force."""
    chinese, english = SECTION_LABELS[key]
    return chinese if current_language() == "zh_CN" else english


def _keys(reading: Reading) -> list[str]:
    """The keys of the sections that a reading has, each once, in the order of the table of sections."""
    present = {section.key for section in reading.sections if section.markdown.strip()}
    return [key for key in SECTION_LABELS if key in present]


def tabs_of(reading: Reading, order: Sequence[str] = ()) -> tuple[Tab, ...]:
    """The tabs of a reading: overview first, then its sections, then all, then the note. `0` is always all.

    `order` names the section keys that come first; the others follow in the order of the table.
    """
    present = _keys(reading)
    keys = [key for key in order if key in present]
    keys += [key for key in present if key not in keys]
    tabs = [Tab(OVERVIEW, "1", _("Overview"))]
    tabs += [Tab(key, str(i) if i <= 9 else "", section_label(key)) for i, key in enumerate(keys, 2)]
    number = len(keys) + 2
    return (*tabs, Tab(ALL, "0", _("All")), Tab(NOTE, str(number) if number <= 9 else "", _("Note")))


def ending_tab(reading: Reading, settings: ReadingConfig) -> str:
    """The tab whose last line ends a paper: its last section that the overview does not show whole, else that."""
    shown = overview(reading, settings.overview)
    keys = [tab.key for tab in tabs_of(reading, settings.tabs) if tab.key not in (OVERVIEW, ALL, NOTE)]
    left_out = [key for key in keys if section_markdown(reading, key).strip() not in shown]
    return left_out[-1] if left_out else OVERVIEW


def section_markdown(reading: Reading, key: str) -> str:
    """The Markdown of all sections with this key, in order; empty where there is none."""
    return "\n\n".join(section.markdown for section in reading.sections if section.key == key)


def markdown_of(paper: Paper, reading: Reading, key: str, parts: Sequence[str] = PARTS) -> str:
    """The Markdown that a tab shows; `parts` are the section keys of the overview."""
    if key == NOTE:
        return paper.note
    if key == OVERVIEW:
        return overview(reading, parts)
    if key == ALL:
        return _joined(reading, _keys(reading), "##")
    return section_markdown(reading, key)


def _joined(reading: Reading, keys: Sequence[str], level: str) -> str:
    """Sections under their labels; those without text are left out."""
    texts = ((key, section_markdown(reading, key).strip("\n")) for key in keys)
    return "\n\n".join(f"{level} {section_label(key)}\n\n{text}" for key, text in texts if text.strip())


def figures(markdown: str) -> list[str]:
    """The sentences of a text that set a figure in bold, without their list signs, at most six."""
    found: list[str] = []
    for line in markdown[:_LOOKED_AT].splitlines():
        for sentence in _SENTENCE.findall(_BULLET.sub("", line)):
            is_label = sentence.rstrip().endswith(("：", ":"))
            if not is_label and any(_DIGIT.search(bold) for bold in _BOLD.findall(sentence)):
                found.append(_closed(sentence.strip()))
                if len(found) == _MOST_FIGURES:
                    return found
    return found


def _closed(sentence: str) -> str:
    """A sentence cut out of its line, without a half of a pair of asterisks."""
    return sentence.replace("**", "", 1) if sentence.count("**") % 2 else sentence


def overview(reading: Reading, parts: Sequence[str] = PARTS) -> str:
    """The first tab: the parts that the user wants, of the results only the figures that the report set in bold.

    Where a report has none of these, problem, input and output, method, abstract or whatever there is stand in.
    """
    pieces: list[str] = []
    for key in parts:
        numbers = figures(section_markdown(reading, key)) if key == "results" else []
        if numbers:
            pieces.append(f"### {section_label(key)}\n\n" + "\n".join(f"- {line}" for line in numbers))
        elif key != "results" and (piece := _joined(reading, (key,), "###")):
            pieces.append(piece)
    if not pieces:
        pieces.append(_joined(reading, ("io", "problem"), "###"))
    for key in ("method", "abstract", "results", "other"):
        if not any(pieces):
            pieces.append(_joined(reading, (key,), "###"))
    return "\n\n".join(filter(None, pieces))
