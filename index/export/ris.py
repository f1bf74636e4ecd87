"""RIS, as reference managers read it: one unpublished work a paper, each line a tag and a value."""

from collections.abc import Sequence

from ..model import Paper, is_arxiv_id
from .facts import (
    authors_of,
    best_link,
    doi_of,
    each_once,
    issued,
    link_of,
    one_line,
    section_text,
    several_lines,
    tags_of,
)


def references(papers: Sequence[Paper]) -> str:
    """The RIS records of all papers, each id once, a blank line between them.

    Tags as Zotero and EndNote read them; UNPB is what they take a preprint for, AN its number, L1 its PDF.
    """
    return "\n".join(_record(paper) for paper in each_once(papers))


def _record(paper: Paper) -> str:
    """One record. A note of several lines becomes several N1 lines, since a value has no line breaks."""
    lines: list[tuple[str, str]] = [("TY", "UNPB"), ("ID", paper.id), ("TI", paper.title)]
    lines += [("AU", f"{name.family}, {name.given}" if name.given else name.family) for name in authors_of(paper).names]
    if date := issued(paper.id):
        lines += [("PY", str(date[0])), ("DA", f"{date[0]}/{date[1]:02}//")]
    if is_arxiv_id(paper.id):
        lines += [("PB", "arXiv"), ("AN", f"arXiv:{paper.id}"), ("DO", doi_of(paper))]
    lines += [("UR", best_link(paper)), ("L1", link_of(paper, "pdf"))]
    lines.append(("AB", section_text(paper, "abstract")))
    lines += [("KW", tag) for tag in tags_of(paper)]
    lines += [("N1", line) for line in several_lines(paper.note).split("\n")]
    values = ((tag, one_line(value)) for tag, value in lines)
    return "".join(f"{tag}  - {value}\n" for tag, value in values if value) + "ER  - \n"
