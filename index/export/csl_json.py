"""CSL-JSON, the data of citation processors: one article without a journal (a preprint) a paper."""

from collections.abc import Sequence

import orjson

from ..json_escapes import escaped
from ..model import Paper, is_arxiv_id
from .facts import authors_of, best_link, doi_of, each_once, issued, one_line, section_text, several_lines, tags_of


def items(papers: Sequence[Paper]) -> str:
    """The CSL-JSON array of all papers, each id once.

    Source: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV.
    """
    found = [_item(paper) for paper in each_once(papers)]
    return escaped(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)).decode()


def _item(paper: Paper) -> dict[str, object]:
    """One item; fields that are not known are left out."""
    date = issued(paper.id)
    arxiv = is_arxiv_id(paper.id)
    fields: dict[str, object] = {
        "id": one_line(paper.id),
        "type": "article",
        "title": one_line(paper.title),
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in authors_of(paper).names
        ],
        "issued": {"date-parts": [list(date)]} if date else None,
        "publisher": "arXiv" if arxiv else "",
        "number": f"arXiv:{paper.id}" if arxiv else "",
        "DOI": doi_of(paper),
        "URL": one_line(best_link(paper)),
        "abstract": one_line(section_text(paper, "abstract")),
        "keyword": ", ".join(tags_of(paper)),
        "note": several_lines(paper.note),
    }
    return {name: value for name, value in fields.items() if value}
