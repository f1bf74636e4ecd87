"""CSV and Markdown lists: cells and titles come back, no cell is a formula, no title is markup."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from paperdeck.index.errors import UsageError
from paperdeck.index.export import FORMATS, SUFFIXES, write
from paperdeck.index.export.csv_table import neutral
from paperdeck.index.export.facts import one_line
from paperdeck.index.model import Link, Marks
from support.exported import AWKWARD_TITLES, paper, titles


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def leaves(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from leaves(token.children or [])


def link_texts(markdown: str) -> list[tuple[str, str]]:
    """Text and target of each link, as CommonMark reads it."""
    found: list[tuple[str, str]] = []
    target: str | None = None
    for token in leaves(MarkdownIt().parse(markdown)):
        if token.type == "link_open":
            target = str(token.attrs["href"])
            found.append(("", target))
        elif token.type == "link_close":
            target = None
        elif target is not None:
            found[-1] = (found[-1][0] + token.content, target)
    return found


def test_csv_has_a_row_for_each_paper() -> None:
    marks = Marks(read=True, starred=True, later=True, due="2026-01-02", tags=("rl", "to read"))
    (row,) = rows(write([paper(marks=marks, note="two\nlines")], "csv"))
    assert row["id"] == "1706.03762"
    assert row["days"] == "2025-12-27"
    assert (row["read"], row["starred"], row["later"], row["due"]) == ("yes", "yes", "yes", "2026-01-02")
    assert row["tags"] == "rl; to read"
    assert row["note"] == "two\nlines"
    assert row["contribution"] == "只用**注意力**，去掉循环与卷积。"
    assert row["pdf"] == "https://arxiv.org/pdf/1706.03762"


def test_csv_begins_with_a_bom_only_when_asked() -> None:
    assert write([paper()], "csv", bom=True).encode()[:3] == b"\xef\xbb\xbf"
    assert write([paper()], "csv").startswith("id,")


@given(titles(), titles())
def test_csv_carries_any_title_and_no_formula(title: str, note: str) -> None:
    found = rows(write([paper(title, note=note), paper("Next", "2512.19680")], "csv"))
    assert [row["id"] for row in found] == ["1706.03762", "2512.19680"]
    assert found[0]["title"] in (one_line(title), f"'{one_line(title)}")
    for cell in found[0].values():
        assert not cell.strip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "  =1", "＝SUM(A1)"])
def test_a_formula_is_quoted(cell: str) -> None:
    (row,) = rows(write([paper(cell)], "csv"))
    assert row["title"] == f"'{one_line(cell)}"


@given(titles())
def test_a_markdown_list_shows_the_title_and_links_the_paper(title: str) -> None:
    text = write([paper(title), paper("Next", "2512.19680")], "markdown")
    (shown, url), second = link_texts(text)
    assert shown == one_line(title)
    assert url == "https://arxiv.org/abs/1706.03762"
    assert second == ("Next", "https://arxiv.org/abs/2512.19680")


@pytest.mark.parametrize("title", AWKWARD_TITLES)
def test_awkward_titles_are_one_item_of_the_list(title: str) -> None:
    tokens = MarkdownIt().parse(write([paper(title, note="- a\n\n# b", marks=Marks(starred=True))], "markdown"))
    assert [token.type for token in tokens].count("bullet_list_open") == 2  # ours, and the one in the quoted note
    assert tokens[-1].type == "bullet_list_close"
    assert tokens[-1].level == 0


def test_a_link_target_cannot_end_early() -> None:
    link = Link("other", "https://example.org/a) [x](javascript:alert(1)")
    text = write([paper(paper_id="p", links=(link,))], "markdown")
    assert link_texts(text) == [
        ("Attention Is All You Need", "https://example.org/a%29%20%5Bx%5D%28javascript:alert%281%29")
    ]


def test_each_paper_is_written_once() -> None:
    for name in set(FORMATS) - {"vault"}:
        once = write([paper()], name)
        assert write([paper(), paper()], name) == once


def test_every_format_takes_no_papers() -> None:
    assert [write([], name).strip() for name in ("markdown", "bibtex", "ris", "csl-json", "json")] == [
        "",
        "",
        "",
        "[]",
        "[]",
    ]
    assert rows(write([], "csv")) == []
    assert set(SUFFIXES) == set(FORMATS)


@pytest.mark.parametrize(("name", "said"), [("bibtx", "bibtex"), ("word", "markdown, vault"), ("vault", "-o")])
def test_an_unknown_format_says_what_there_is(name: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        write([], name)
    assert said in caught.value.advice


@given(st.text(max_size=60))
def test_no_text_of_a_report_puts_controls_into_an_export(text: str) -> None:
    given_paper = paper(text, note=text, authors=(text,), marks=Marks(tags=(text,)))
    for name in set(FORMATS) - {"vault", "json"}:
        written = write([given_paper], name)
        written.encode("utf-8")
        assert not set(written) & {chr(point) for point in (0, 7, 8, 27, 0x7F, 0x9B)}


@pytest.mark.parametrize("cell", ["a;=1+1", "x; +cmd", "a\n-1", "a\t@x", "=1", " =1", "\t=1", "a;＝1", "a\r\n=1"])
def test_no_cell_is_a_formula_where_other_signs_separate(cell: str) -> None:
    for separator in ";\t\n\r":
        for part in neutral(cell).split(separator):
            assert not part.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_every_field_of_a_row_is_quoted() -> None:
    row = write([paper(title="a; b")], "csv").split("\r\n")[1]
    assert '"a; b"' in row
    assert row.startswith('"')
