"""CSV for spreadsheets: one row a paper; no cell can be taken for a formula."""

import csv
import io
import re
from collections.abc import Sequence

from ..model import Paper
from .facts import each_once, link_of, one_line, section_text, several_lines, tags_of

COLUMNS = (
    *("id", "title", "authors", "days", "upvotes", "read", "starred", "later", "due", "tags"),
    *("contribution", "note", "arxiv", "hf", "pdf"),
)

BOM = "\ufeff"

_FORMULA = re.compile(r"\A *(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n]) *(?=[=+\-@＝＋－＠])")
"""Where a formula would begin: at the start of a cell, and after what separates cells in other places than ours."""


def table(papers: Sequence[Paper], *, bom: bool = False) -> str:
    """The rows under COLUMNS, each id once, line ends as RFC 4180 wants; `bom` lets Excel see that it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerow(COLUMNS)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([neutral(cell) for cell in _row(paper)] for paper in each_once(papers))
    return (BOM if bom else "") + out.getvalue()


def neutral(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run (OWASP, CSV injection)."""
    return _FORMULA.sub(r"'\g<0>", cell)


def _row(paper: Paper) -> tuple[str, ...]:
    """The cells of a paper in the order of COLUMNS."""
    marks = paper.marks
    return (
        one_line(paper.id),
        one_line(paper.title),
        "; ".join(one_line(name) for name in paper.authors),
        " ".join(day for day in paper.days if day),
        "" if paper.upvotes is None else str(paper.upvotes),
        *("yes" if mark else "" for mark in (marks.read, marks.starred, marks.later)),
        marks.due,
        "; ".join(tags_of(paper)),
        section_text(paper, "contribution"),
        several_lines(paper.note),
        *(one_line(link_of(paper, kind)) for kind in ("arxiv", "hf", "pdf")),
    )
