"""Paper ids, links and days: what they are read from."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.reports import read
from paperdeck.index.reports.dates import in_head, in_path, in_text, names_a_range
from paperdeck.index.reports.identity import arxiv_id, kind_of, links_in, links_of, stable_id
from paperdeck.index.reports.metadata import names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://arxiv.org/abs/2512.19680", "2512.19680"),
        ("http://www.arxiv.org/pdf/2512.19680v3.pdf", "2512.19680"),
        ("https://arxiv.org/html/2512.19680v1#S2", "2512.19680"),
        ("https://huggingface.co/papers/2512.19680?x=1", "2512.19680"),
        ("https://hf.co/papers/2512.19680)", "2512.19680"),
        ("https://hf-mirror.com/papers/2512.19680", "2512.19680"),
        ("https://alphaxiv.org/abs/2512.19680", "2512.19680"),
        ("https://papers.cool/arxiv/2512.19680", "2512.19680"),
        ("https://doi.org/10.48550/arXiv.2512.19680", "2512.19680"),
        ("arXiv:2512.19680v2", "2512.19680"),
        ("**arXiv**: [2512.19680](x)", "2512.19680"),
        ("arXiv ID: 0704.0001", "0704.0001"),
        ("https://arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136", "math.GT/0309136"),
        ("https://huggingface.co/papers/date/2025-12-27", ""),
        ("https://arxiv.org/abs/2513.19680", ""),
        ("https://arxiv.org/abs/2512.196801", ""),
        ("version 2512.19680", ""),
    ],
)
def test_arxiv_ids(text: str, found: str) -> None:
    assert arxiv_id(text) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_made_ids_are_stable_and_safe_as_file_names(title: str, url: str) -> None:
    made = stable_id(title, url)
    assert made == stable_id(title, url)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", made)


def test_the_same_title_or_link_makes_the_same_id() -> None:
    assert stable_id("A  Title: Two") == stable_id("A Title： two")
    assert stable_id("A", "http://www.x.org/p/") == stable_id("B", "https://x.org/p#top")
    assert stable_id("标题") != stable_id("题标")
    openreview = "## 📄 T\n\n- **链接**: https://openreview.net/forum?id=abC\n- **阅读来源**: HTML\n"
    assert read(openreview).readings[0].paper_id == stable_id("T", "https://openreview.net/forum?id=abC")


def test_only_links_to_the_web_are_links() -> None:
    text = "[a](javascript:x) [b](file:///etc) ftp://x [c](https://x.org/a_(b)), （https://y.org/z）。 HTTP://Z.org"
    assert [(found.url, found.label) for found in links_in(text)] == [
        ("https://x.org/a_(b)", "c"),
        ("https://y.org/z", ""),
        ("HTTP://Z.org", ""),
    ]


def test_links_as_written_come_before_derived_ones() -> None:
    links = links_of(
        "2512.00001", ["[PDF](http://arxiv.org/pdf/2512.00001v2) https://arxiv.org/abs/2401.00001"], is_arxiv=True
    )
    assert [(link.kind, link.url) for link in links] == [
        ("arxiv", "https://arxiv.org/abs/2512.00001"),
        ("hf", "https://huggingface.co/papers/2512.00001"),
        ("pdf", "http://arxiv.org/pdf/2512.00001v2"),
        ("other", "https://arxiv.org/abs/2401.00001"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A. B, C D and E & F", ("A. B", "C D", "E", "F")),
        ("王小明、李明；张三 等", ("王小明", "李明", "张三")),
        ("A B, C D et al.", ("A B", "C D")),
        ("**A B**, C...", ("A B", "C")),
        ("Anderson Sand", ("Anderson Sand",)),
        ("", ()),
    ],
)
def test_names_of_authors(text: str, found: tuple[str, ...]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2025-12-27.md", "2025-12-27"),
        ("hf-daily-20251227.md", "2025-12-27"),
        ("/r/2025/12/27.md", "2025-12-27"),
        ("r/2025/12/27/report.md", "2025-12-27"),
        ("2025\\1\\5\\x.md", "2025-01-05"),
        ("2025-12/27/x.md", "2025-12-27"),
        ("2025年1月5日.md", "2025-01-05"),
        ("a/2025-12-26/b-2025-12-27.md", "2025-12-27"),
        ("2025_12_27_zh.md", "2025-12-27"),
        ("2025-13-40.md", ""),
        ("2512.19680.md", ""),
        ("12-27.md", ""),
        ("", ""),
    ],
)
def test_days_in_paths(path: str, day: str) -> None:
    assert in_path(path) == day


def test_days_in_heads() -> None:
    assert in_text("Dec 27, 2025") == "2025-12-27"
    assert in_head(["# Report 2025-12-26", "**Date**: 2025/12/27"]) == "2025-12-27"
    assert in_head(["# 报告（2025年12月27日）"]) == "2025-12-27"
    assert in_head(["https://huggingface.co/papers/date/2025-12-27"]) == "2025-12-27"
    assert in_head(["seen 2025-12-27"]) == ""
    assert names_a_range("2025-12-22 ~ 2025-12-28")
    assert not names_a_range("2025-12-22")


def test_the_text_is_believed_before_the_name() -> None:
    report = read("# HF Daily Papers - 2025-12-26\n", path="2025-12-27.md")
    assert report.day == "2025-12-26"
    assert any("2025-12-27" in problem.message for problem in report.problems)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://arxiv.org/abs/2512.11111", "arxiv"),
        ("https://www.arxiv.org/abs/2512.11111v2", "arxiv"),
        ("http://export.arxiv.org/pdf/2512.11111v2.pdf", "pdf"),
        ("https://arxiv.org/pdf/2512.11111", "pdf"),
        ("https://arxiv.org/html/2512.11111v1", "arxiv"),
        ("https://huggingface.co/papers/2512.11111", "hf"),
        ("https://hf.co/papers/2512.11111", "hf"),
        ("https://evil.example/arxiv.org/abs/2512.11111", "other"),
        ("https://evil.example/papers/2512.11111", "other"),
        ("https://evil.example/pdf/2512.11111", "other"),
        ("https://evil.example/paper.pdf", "other"),
        ("https://evilarxiv.org/abs/2512.11111", "other"),
        ("https://arxiv.org.evil.example/abs/2512.11111", "other"),
        ("https://arxiv.org@evil.example/abs/2512.11111", "other"),
        ("https://evil.example@arxiv.org/abs/2512.11111", "other"),
        ("https://arxiv.org:8080/abs/2512.11111", "other"),
        ("https://evil.example/?arxiv.org/abs/2512.11111", "other"),
        ("https://arxiv.org/abs/2512.22222", "other"),
        ("https://[arxiv.org/abs/2512.11111", "other"),
    ],
)
def test_only_the_true_hosts_have_the_page_and_the_pdf(url: str, kind: str) -> None:
    assert kind_of(url, "2512.11111") == kind
    links = links_of("2512.11111", [f"text {url} end"], is_arxiv=True)
    own = {link.kind: link.url for link in reversed(links) if link.kind != "other"}
    assert {urlsplit(address).netloc.removeprefix("www.") for address in own.values()} <= {
        *("arxiv.org", "export.arxiv.org", "huggingface.co", "hf.co"),
    }
    assert set(own) == {"arxiv", "hf", "pdf"}


def test_a_pdf_of_a_paper_without_an_id_is_a_link_like_any_other() -> None:
    (link,) = links_of("some-paper", ["https://evil.example/arxiv.org/pdf/paper.pdf"], is_arxiv=False)
    assert link.kind == "other"
