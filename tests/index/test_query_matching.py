"""Queries as filters over list rows: every kind of value, and the text asked for only when it matters."""

from datetime import date

import pytest
from paperdeck.index.model import Entry, Marks, Paper
from paperdeck.index.query import parse
from paperdeck.index.search.updater import Corpus
from support.papers import paper
from support.plain_matching import matches

TODAY = date(2025, 12, 28)

ENTRY = Entry(
    "2512.19680",
    "VA-π: Policy Alignment",
    ("2025-12-27", "2025-12-20"),
    ("Xinyao Liao", "Qiyuan He"),
    51,
    ("analysis", "digest"),
    {"arxiv": "https://arxiv.org/abs/2512.19680"},
    Marks(read=True, starred=True, later=True, due="2025-12-28", tags=("待读/强化", "RL")),
    noted=True,
)
PAPER = paper(
    19680,
    title="VA-π: Policy Alignment",
    note="值得复现",
    contribution="把**像素级**重建质量当作奖励，权重 $\\alpha$",
    method="```python\nprint()\n```",
    results="| 方法 | 分数 |\n|---|---|\n| 甲 | 1 |",
)


@pytest.mark.parametrize(
    "query",
    [
        "is:read", "is:starred", "is:later", "is:due", "is:noted", "-is:seen-before", "-is:unread", "day:2025-12",
        "day:2025-12-20", "day:last-week", "-day:today", "day:..2025-12-21", "up:>50", "up:51", "-up:<51", "up:40..60",
        "tag:rl", "tag:待读/*", "-tag:r", "format:digest", "-format:generic", "id:2512.19680", "id:2512", "-id:2511",
        "标题:policy", "作者:liao", "作者:\"xinyao liao\"", "-作者:xin", "has:arxiv", "-has:hf", "has:math", "has:code",
        "has:table", "has:results", "-has:image", "has:authors", "has:upvotes", "has:tags", "has:note", "像素级重建",
        "贡献:奖励", "-方案:奖励", "笔记:复现", "标题:va-pi 奖励", "(is:unread OR 奖励) -视频", "",
    ],
)  # fmt: skip
def test_a_paper_matches(query: str) -> None:
    assert matches(parse(query), ENTRY, today=TODAY, paper_of=lambda _id: PAPER)
    if query:
        assert not matches(parse(f"-({query})"), ENTRY, today=TODAY, paper_of=lambda _id: PAPER)


@pytest.mark.parametrize(
    "query", ["is:unread 奖励", "is:starred OR 奖励", "标题:policy -is:unread", "作者:liao OR (奖励 质量)"]
)
def test_the_text_is_not_read_where_the_row_decides(query: str) -> None:
    def refuse(paper_id: str) -> Paper:
        pytest.fail(f"the text of {paper_id} was asked for")

    matches(parse(query), ENTRY, today=TODAY, paper_of=refuse)


def test_a_paper_without_text_holds_no_words() -> None:
    assert not matches(parse("奖励"), ENTRY, today=TODAY, paper_of=lambda _id: None)
    assert matches(parse("-奖励"), ENTRY, today=TODAY, paper_of=lambda _id: None)


def test_absent_values_match_no_bounds() -> None:
    bare = Entry("x", "t", ("2025-12-27",))
    for query in ("up:>=0", "has:authors", "tag:*", "is:due"):
        assert not matches(parse(query), bare, today=TODAY, paper_of=lambda _id: None)


def test_the_corpus_of_the_tests_keeps_the_protocol() -> None:
    from support.corpus import MemoryCorpus

    corpus: Corpus = MemoryCorpus([PAPER])
    assert corpus.ids() == ["2512.19680"]
