"""Copying: each thing of a paper as text, of several papers one a line."""

import pytest
from paperdeck.index.errors import UsageError
from paperdeck.index.export import WHATS, citation, copy_text, copy_texts
from paperdeck.index.model import Link
from support.exported import paper


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("arxiv", "https://arxiv.org/abs/1706.03762"),
        ("id", "1706.03762"),
        ("pdf", "https://arxiv.org/pdf/1706.03762"),
        ("hf", "https://huggingface.co/papers/1706.03762"),
        ("title", "Attention Is All You Need"),
        ("markdown", "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)"),
        ("note", "a\nb"),
        ("bibtex", citation(paper(note="a\nb\n"))),
    ],
)
def test_each_thing(what: str, text: str) -> None:
    assert copy_text(paper(note="a\nb\n"), what) == text


def test_a_section_is_copied_as_the_report_wrote_it() -> None:
    assert copy_text(paper(), "section", "contribution") == "只用**注意力**，去掉循环与卷积。"
    assert copy_text(paper(), "section", "usage") == ""


def test_links_of_the_report_come_first() -> None:
    own = paper(links=(Link("pdf", "https://example.org/x.pdf"),))
    assert copy_text(own, "pdf") == "https://example.org/x.pdf"


def test_a_paper_without_arxiv_id_has_no_arxiv_link() -> None:
    own = paper(paper_id="x", links=(Link("other", "https://example.org/x"),))
    assert copy_text(own, "arxiv") == ""
    assert copy_text(own, "markdown") == "[Attention Is All You Need](https://example.org/x)"


def test_several_are_one_a_line_and_the_missing_are_named() -> None:
    papers = [paper(), paper("X", "x"), paper("Two", "2512.19680"), paper()]
    copied = copy_texts(papers, "arxiv")
    assert copied.text == "https://arxiv.org/abs/1706.03762\nhttps://arxiv.org/abs/2512.19680"
    assert copied.missing == ("x",)
    assert copy_texts(papers, "bibtex").text == "\n".join(citation(each) for each in papers[:3])
    assert copy_texts(papers, "note").text == ""


def test_an_unknown_thing_says_what_there_is() -> None:
    with pytest.raises(UsageError) as caught:
        copy_text(paper(), "doi")
    assert all(what in caught.value.advice for what in WHATS)
