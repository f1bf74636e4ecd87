"""RIS and CSL-JSON: libraries by others read back titles, ids, names and links as they are."""

import json
from typing import Any

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from paperdeck.index.export import write
from paperdeck.index.export.facts import one_line
from paperdeck.index.model import Marks
from support.exported import AWKWARD_TITLES, paper, titles

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>
    <names variable="author"><name/></names><text prefix="|" variable="title"/>
    <date prefix="|" variable="issued"><date-part name="year"/></date><text prefix="|" variable="URL"/>
  </layout></bibliography>
</style>
"""


def items(text: str) -> list[dict[str, Any]]:
    return json.loads(text)


@pytest.mark.parametrize("title", AWKWARD_TITLES)
def test_ris_is_read_back_by_rispy(title: str) -> None:
    given_paper = paper(title, marks=Marks(tags=("rl", "精读")), note="first\n\nTY  - second")
    (entry,) = rispy.loads(write([given_paper], "ris"))
    assert entry["title"] == one_line(title)
    assert entry["id"] == "1706.03762"
    assert entry["urls"] == ["https://arxiv.org/abs/1706.03762"]
    assert entry["doi"] == "10.48550/arXiv.1706.03762"
    assert entry["authors"] == ["Vaswani, Ashish", "Shazeer, Noam"]
    assert entry["year"] == "2017"
    assert entry["keywords"] == ["rl", "精读"]
    assert entry["notes"] == ["first", "TY - second"]
    assert entry["abstract"] == "A network made of attention alone."


@given(titles(), titles())
def test_ris_carries_any_title_and_note(title: str, note: str) -> None:
    entries = rispy.loads(write([paper(title, note=note), paper("Next", "2512.19680")], "ris"))
    assert [entry["id"] for entry in entries] == ["1706.03762", "2512.19680"]
    assert entries[0].get("title", "") == one_line(title)


def test_csl_json_has_what_a_processor_needs() -> None:
    (item,) = items(write([paper(authors=("Laurens van der Maaten", "王小明"), note="两行\n笔记")], "csl-json"))
    assert item["type"] == "article"
    assert item["author"] == [{"family": "van der Maaten", "given": "Laurens"}, {"literal": "王小明"}]
    assert item["issued"] == {"date-parts": [[2017, 6]]}
    assert item["note"] == "两行\n笔记"
    assert item["URL"] == "https://arxiv.org/abs/1706.03762"
    (bare,) = items(write([paper(paper_id="x", authors=(), sections=())], "csl-json"))
    assert sorted(bare) == ["id", "title", "type"]


@given(titles())
def test_csl_json_carries_any_title(title: str) -> None:
    (item,) = items(write([paper(title)], "csl-json"))
    assert item.get("title", "") == one_line(title)


def test_a_citation_processor_prints_the_papers(tmp_path: Any) -> None:
    (tmp_path / "style.csl").write_text(STYLE, encoding="utf-8")
    plain = ["VA-π: Variational Policy Alignment & 100% of A_B for $5", "强化学习：从 $O(n^2)$ 到 #1 方法"]
    papers = [paper(title, f"2512.1968{number}") for number, title in enumerate(plain)]
    source = CiteProcJSON(items(write(papers, "csl-json")))
    style = CitationStylesStyle(str(tmp_path / "style.csl"), validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for given_paper in papers:
        bibliography.register(Citation([CitationItem(given_paper.id)]))
    printed = [str(item) for item in bibliography.bibliography()]
    for line, title, given_paper in zip(printed, plain, papers, strict=True):
        authors, shown, year, url = line.split("|")
        assert "Vaswani" in authors
        assert (shown, year, url) == (title, "2025", f"https://arxiv.org/abs/{given_paper.id}")
