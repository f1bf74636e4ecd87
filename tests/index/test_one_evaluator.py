"""Search, list and filter answer every question alike, and as a plain reading of every paper does."""

import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from benchmarks.library import generate
from paperdeck.index.config.records import Config
from paperdeck.index.library import Library
from paperdeck.index.model import Paper
from paperdeck.index.query import parse
from paperdeck.index.query.evaluator import Evaluator
from paperdeck.index.results import CancelledError
from support.plain_matching import matches
from support.scale import scaled

RUN = re.compile(r"[\u4e00-\u9fff]+")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,}")
FIELDS = ("title", "author", "method", "创新", "摘要", "contribution", "problem", "results", "note")
STATES = (
    *("is:read", "is:unread", "is:starred", "is:later", "is:due", "is:noted", "is:seen-before", "tag:rl", "tag:待*"),
    *("has:math", "has:table", "has:results", "has:abstract", "has:arxiv", "has:hf", "has:authors", "has:upvotes"),
    *("has:tags", "has:note", "format:digest", "format:analysis", "up:>50", "up:..30", "id:1601", "day:2016-01"),
    *("day:2016-01-01..2016-01-04", "day:>2016-01-05", "day:today"),
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty reports of three formats, 240 papers."""
    folder = tmp_path_factory.mktemp("reports")
    generate(folder, 240, 30, seed=3)
    return folder


@pytest.fixture
def library(reports: Path) -> Iterator[Library]:
    """The library with marks, tags and notes; most papers are indexed, the last day's are not yet."""
    opened = Library.open(Config(), [reports])
    opened.refresh()
    ids = opened.view().ids
    looked = iter(range(len(ids) - 12))
    opened.search.update(cancelled=lambda: next(looked, None) is None)
    assert 0 < len(ids) - opened.search.count() < 20
    chance = random.Random(5)
    opened.mark(chance.sample(ids, 90), read=True)
    opened.mark(chance.sample(ids, 40), starred=True)
    opened.mark(chance.sample(ids, 30), later=True, due="2016-01-02")
    opened.mark(chance.sample(ids, 25), tag=["rl", "待读/强化学习"])
    for paper in chance.sample(ids, 20):
        opened.notes.write(paper, f"复现 {chance.choice(['GRPO', '扩散模型', 'benchmark'])} 的结果")
    yield opened
    opened.close()


def questions(papers: list[Paper], count: int, seed: int) -> Iterator[str]:
    """Random questions: terms, phrases, fields, marks, days, negation, OR, parentheses."""
    chance = random.Random(seed)

    def term() -> str:
        one = chance.choice(papers)
        text = chance.choice(one.readings[0].sections).markdown
        run, word = chance.choice(RUN.findall(text) or ["模型"]), chance.choice(WORD.findall(text) or ["GRPO"])
        start = chance.randrange(len(run))
        han = run[start : start + chance.randint(1, 8)]
        line = chance.choice([part for part in text.split("\n") if part.strip()]).strip()
        at = chance.randrange(len(line))
        phrase = line[at : at + chance.randint(3, 16)].replace('"', " ").strip()
        return (
            han,
            word,
            f"{word[: chance.randint(1, len(word))]}*",
            f'"{phrase}"' if re.search(r"\w", phrase) else han,
            f"{chance.choice(FIELDS)}:{chance.choice([han, word])}",
            chance.choice(STATES),
            chance.choice(STATES),
            chance.choice(["复现", "grpo", "待读", "rl", "结果"]),
        )[chance.randrange(8)]

    def node(depth: int) -> str:
        kind = chance.randrange(6) if depth else 0
        if kind < 2:
            return term()
        if kind == 2:
            return f"-{node(0)}" if chance.random() < 0.5 else f"-({node(depth - 1)})"
        joint = " " if kind < 5 else " OR "
        return f"({joint.join(node(depth - 1) for _ in range(chance.randint(2, 3)))})"

    for _ in range(count):
        yield " ".join(node(2) for _ in range(chance.randint(1, 2)))


def test_search_list_and_filter_answer_as_a_plain_reading_does(library: Library) -> None:
    ids = list(library.view().ids)
    papers = {name: library.paper(name) for name in ids}
    entries = {entry.id: entry for entry in library.entries(ids)}
    assert library.search.wants_update
    for asked, question in enumerate(questions(list(papers.values()), scaled(500), seed=11)):
        query = parse(question)
        expected = [
            name
            for name in ids
            if matches(query, entries[name], today=date.fromisoformat(library.today()), paper_of=papers.__getitem__)
        ]
        assert list(library.view(question).ids) == expected, question
        some = ids[asked % 7 :: 2]
        assert list(library.view(question, among=some).ids) == [n for n in some if n in set(expected)], question
        results = library.search.search(question, limit=None, snippets=0)
        strict = {hit.id for hit in results.hits if not hit.partial} if results.corrected is None else set[str]()
        assert strict == set(expected), question
    library.search.update()
    assert not library.search.wants_update


def test_a_question_that_nobody_waits_for_is_given_up(library: Library) -> None:
    with pytest.raises(CancelledError):
        library.view("模型 -图像", cancelled=lambda: True)
    assert library.search.search("模型", cancelled=lambda: True).cancelled


def test_papers_that_are_not_indexed_yet_are_counted_where_they_are_not_looked_at(library: Library) -> None:
    missing = len(library.view().ids) - library.search.count()
    assert library.view("模型", most_read=0).unindexed == missing
    assert library.view("模型", most_read=missing - 1).unindexed == 1
    assert library.view("模型").unindexed == 0
    assert library.view("is:unread", most_read=0).unindexed == 0


def test_a_fault_of_the_program_shows_as_one(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise TypeError("injected")

    monkeypatch.setattr(Evaluator, "matching", broken)
    for ask in (library.view, library.search.search):
        with pytest.raises(TypeError, match="injected"):
            ask("模型")
    assert library.search.health().state == "sound"
