"""Every section of the sample library, of the shared reports, or of any folder, measured at every width.

`PAPERDECK_MEASURE` may name a folder of reports to be measured instead of the samples.
"""

import os
from functools import cache
from pathlib import Path

import pytest
from paperdeck.index.reports import read
from paperdeck.tui.typeset.document import Document
from paperdeck.tui.typeset.layout import Options, layout
from support import measures

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "reports"
SAMPLES = Path(os.environ.get("PAPERDECK_MEASURE") or ROOT / "index" / "samples")
WIDTHS = (20, 30, 40, 50, 60, 72, 80, 100, 120, 160, 200)

folders = pytest.mark.parametrize(
    "folder", [pytest.param(SHARED, id="shared", marks=pytest.mark.shared), pytest.param(SAMPLES, id="samples")]
)
widths = pytest.mark.parametrize("width", WIDTHS)


@cache
def sections(folder: Path) -> tuple[str, ...]:
    """The Markdown of every section in the reports under a folder."""
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not there")
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md"))]
    found = [s.markdown for text in texts for reading in read(text).readings for s in reading.sections]
    assert found, "no report with sections in the folder"
    return tuple(found)


@cache
def documents(folder: Path, width: int) -> tuple[Document, ...]:
    """The sections laid out, every fold open."""
    return tuple(layout(text, Options(width=width, unfold_all=True)) for text in sections(folder))


@folders
@widths
def test_no_line_is_wider_than_the_width(folder: Path, width: int) -> None:
    assert [line for doc in documents(folder, width) for line in measures.too_wide(doc)] == []


@folders
@widths
def test_no_line_begins_or_ends_with_a_mark_that_binds(folder: Path, width: int) -> None:
    flows = [flow for doc in documents(folder, width) for flow in measures.broken(doc)]
    assert [place for flow in flows for place in measures.forbidden(flow)] == []


@folders
@widths
def test_no_word_number_or_code_is_cut_that_would_fit(folder: Path, width: int) -> None:
    flows = [flow for doc in documents(folder, width) for flow in measures.broken(doc)]
    assert [place for flow in flows for place in measures.cut(flow)] == []


leasts = pytest.mark.parametrize(("width", "least"), [(40, 0.93), *((w, 0.97) for w in WIDTHS if w >= 60)])


@folders
@leasts
def test_lines_of_chinese_prose_are_filled(folder: Path, width: int, least: float) -> None:
    filled = [fill for doc in documents(folder, width) for fill in measures.fills(doc, only_chinese=True)]
    assert filled, "nothing was broken"
    assert sum(filled) / len(filled) >= least


@folders
@leasts
def test_all_lines_are_filled_abstracts_in_english_included(folder: Path, width: int, least: float) -> None:
    filled = [fill for doc in documents(folder, width) for fill in measures.fills(doc)]
    assert sum(filled) / len(filled) >= least


@folders
@widths
def test_the_text_is_the_source_in_order(folder: Path, width: int) -> None:
    for text, doc in zip(sections(folder), documents(folder, width), strict=True):
        assert measures.shown_letters(doc) == measures.source_letters(text)
