"""What a search answers: order, corrections, partial matches, snippets, counts; and what upkeep does to the index."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.errors import QueryError
from paperdeck.index.query import parse
from paperdeck.index.results import Progress
from paperdeck.index.search import updater
from paperdeck.index.search.answers import Upkeep
from paperdeck.index.search.index import SearchIndex
from paperdeck.index.search.snippets import lit, snippets_of
from support.corpus import FolderCorpus, MemoryCorpus
from support.papers import paper, papers

Make = Callable[..., SearchIndex]


@pytest.fixture
def index_of(tmp_path: Path) -> Iterator[Make]:
    """Makes an up-to-date index of papers."""
    opened: list[SearchIndex] = []

    def make(*made: object, corpus: MemoryCorpus | None = None) -> SearchIndex:
        index = SearchIndex(tmp_path / f"search-{len(opened)}", corpus or MemoryCorpus(made))  # pyright: ignore[reportArgumentType]
        assert index.update().complete
        opened.append(index)
        return index

    yield make
    for index in opened:
        index.close()


def ids(index: SearchIndex, query: str, *, prefix_last: bool = False) -> list[int]:
    """The numbers of the papers found, best first."""
    return [int(hit.id[5:]) for hit in index.search(query, prefix_last=prefix_last).hits if not hit.partial]


def test_titles_and_contributions_count_more_and_then_newer_is_first(index_of: Make) -> None:
    index = index_of(
        paper(1, day="2025-01-01", method="奖励"),
        paper(2, day="2025-01-02", method="奖励"),
        paper(3, day="2025-01-01", contribution="奖励"),
        paper(4, day="2025-01-01", title="奖励", method="别的"),
    )
    assert ids(index, "奖励") == [4, 3, 2, 1]


def test_while_typing_the_last_word_may_go_on(index_of: Make) -> None:
    index = index_of(paper(1, text="diffusion 模型"), paper(2, text="diffraction 模型"), paper(3, text="different"))
    assert ids(index, "diffu", prefix_last=True) == [1]
    assert sorted(ids(index, "模型 diff", prefix_last=True)) == [1, 2]
    assert sorted(ids(index, "d", prefix_last=True)) == [1, 2, 3]
    assert ids(index, '"模型', prefix_last=True) == [2, 1]
    assert not ids(index, "diffu ", prefix_last=True)
    with pytest.raises(QueryError):
        index.search('"模型')


def test_a_whole_word_is_before_its_continuations(index_of: Make) -> None:
    index = index_of(paper(1, text="rag"), *(paper(n, day="2026-01-01", text="ragged edges") for n in range(2, 6)))
    assert ids(index, "rag", prefix_last=True)[0] == 1


@pytest.mark.parametrize("typed", ["diffusoin", "difusion", "diffussion", "diffusien", "dffusion"])
def test_one_error_in_an_english_word_is_mended_and_told(index_of: Make, typed: str) -> None:
    index = index_of(paper(1, text="diffusion 模型"), paper(2, text="another"))
    results = index.search(f"{typed} 模型")
    assert (results.mode, results.corrected) == ("corrected", "diffusion 模型")
    assert [hit.id for hit in results.hits] == ["2512.00001"]
    assert results.understood == f"{typed} 模型"


def test_a_known_word_is_never_corrected(index_of: Make) -> None:
    index = index_of(paper(1, text="model"), paper(2, text="models 学习"))
    assert index.search("model 学习").corrected is None


def test_nothing_found_relaxes_to_the_best_partial_matches(index_of: Make) -> None:
    index = index_of(
        paper(1, text="通过像素级重建质量作为内在奖励优化自回归模型"),
        paper(2, text="自回归语言模型"),
        *(paper(n, text="别的研究与方法") for n in range(3, 30)),
    )
    results = index.search("像素级重建误差当作奖励")
    assert results.mode == "relaxed"
    assert results.total == 0
    assert results.hits[0].id == "2512.00001"
    assert all(hit.partial for hit in results.hits)
    assert not index.search("像素级重建误差当作奖励 day:2020").hits


def test_few_hits_are_followed_by_partial_ones(index_of: Make) -> None:
    index = index_of(
        paper(1, text="强化学习 世界模型"), paper(2, text="强化学习"), *(paper(n, text="其他") for n in range(3, 9))
    )
    results = index.search("强化学习 世界模型")
    assert results.mode == "strict"
    assert [(hit.id, hit.partial) for hit in results.hits] == [("2512.00001", False), ("2512.00002", True)]
    assert results.total == 1


def test_a_last_word_that_no_paper_has_is_the_beginning_of_one(index_of: Make) -> None:
    index = index_of(
        paper(1, text="TurboDiffusion 模型"),
        paper(2, text="diffusion 模型"),
        *(paper(n, text="其他") for n in range(3, 9)),
    )
    for asked in ("turbodiff", "模型 turbodiff"):
        results = index.search(asked)
        assert [hit.id for hit in results.hits if not hit.partial] == ["2512.00001"], asked
        assert (results.mode, results.corrected) == ("begun", f"{asked}*")
    assert index.search("diffusion 其他").mode != "begun", "a word that papers have stands for itself"
    assert index.search('"turbodiff"').mode == "begun"
    assert not index.search("turbodiff 其他").total, "only the last word may go on"


def test_limits_and_counts(index_of: Make) -> None:
    index = index_of(*papers(60))
    everything = index.search("的", limit=None)
    assert everything.exact
    assert everything.total == len(everything.hits) > 10
    few = index.search("的", limit=10)
    assert few.hits == tuple(replace(hit, snippets=hit.snippets) for hit in few.hits)
    assert [hit.id for hit in few.hits] == [hit.id for hit in everything.hits[:10]]
    assert few.total == everything.total
    assert [bool(hit.snippets) for hit in index.search("的", limit=10, snippets=3).hits] == [True] * 3 + [False] * 7


def test_a_search_given_up_comes_back_empty(index_of: Make) -> None:
    index = index_of(*papers(20))
    results = index.search("模型", cancelled=lambda: True)
    assert results.cancelled
    assert not results.hits


def test_what_is_not_indexed_yet_is_found_by_scan(index_of: Make) -> None:
    corpus = MemoryCorpus([paper(1, text="强化 one")])
    index = index_of(corpus=corpus)
    corpus.put(paper(2, text="强化 two"))
    assert index.wants_update
    assert sorted(ids(index, "强化")) == [1, 2]
    corpus.put(paper(1, text="弱化"))
    assert ids(index, "强化") == [2]
    corpus.drop("2512.00002")
    assert not ids(index, "强化")


def test_a_snippet_shows_the_hit_and_marks_it(index_of: Make) -> None:
    long = "前面还有很多别的话。" * 20
    index = index_of(paper(1, text="摘要", method=f"{long}这里把**内在奖励**用于\n优化 VA-π，效果好。{long}"))
    for typed, lights in (
        ("内在奖励", ["内在奖励"]),
        ("va-pi", ["VA-π"]),
        ('"优化VA-π"', ["优化 VA-π"]),
        ("内在 va", ["内在", "VA"]),
    ):
        snippet = index.search(typed).hits[0].snippets[0]
        assert snippet.section == "method"
        assert [snippet.text[start:end] for start, end in snippet.marks] == lights
        assert len(snippet.text) < 150
        assert "\n" not in snippet.text
    assert index.search("title").hits[0].snippets[0].section == "title"


@given(
    st.text(alphabet="强化学習ABc π①ﬁ①½é１２ \n**-", max_size=40),
    st.sampled_from(["强化", "π", "fi", "12", "学习", "a", "1"]),
)
def test_marks_are_always_inside_the_text_and_in_order(text: str, typed: str) -> None:
    places = lit(text, parse(typed).terms)
    flat = [at for place in places for at in place]
    assert flat == sorted(set(flat))
    assert all(0 <= at <= len(text) for at in flat)
    for snippet in snippets_of(paper(1, text=text), parse(typed).terms):
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)


def test_upkeep_writes_only_what_changed_and_tells_how_far_it_is(index_of: Make) -> None:
    corpus = MemoryCorpus(papers(50))
    index = index_of(corpus=corpus)
    assert index.update() == Upkeep()
    corpus.put(paper(900, text="新"), paper(901, text="新"))
    corpus.drop("2512.00005")
    told: list[Progress] = []
    done = index.update(told.append)
    assert (done.added, done.removed, done.complete) == (2, 1, True)
    assert told[-1] == Progress(2, 2, "index")
    assert index.health().papers == 51


def test_many_small_days_stay_few_segments(index_of: Make) -> None:
    corpus = MemoryCorpus(papers(30))
    index = index_of(corpus=corpus)
    for number in range(20):
        corpus.put(paper(800 + number, day=f"2026-01-{number + 1:02}", text=f"每天 day{number}"))
        assert index.update().complete
    health = index.health(verify_crc=True)
    assert health.papers == 50
    assert health.segments <= 8
    assert ids(index, "每天 day7") == [807]
    assert ids(index, "每天")[0] == 819


def test_an_update_given_up_keeps_what_it_has(index_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updater, "FIRST_BATCH", 10)
    monkeypatch.setattr(updater, "BATCH", 10)
    corpus = MemoryCorpus(papers(45))
    index = SearchIndex(index_of()._store.folder.parent / "slow", corpus)
    seen: list[int] = []

    def cancelled() -> bool:
        seen.append(1)
        return len(seen) > 25

    assert not index.update(cancelled=cancelled).complete
    health = index.health()
    assert (health.state, health.papers, health.missing) == ("sound", 25, 20)
    newest = corpus.ids()[:25]
    assert {hit.id for hit in index.search("day:2025", limit=None, snippets=0, prefix_last=True).hits} >= set(newest)
    assert index.update().complete
    assert index.health().missing == 0
    index.close()


def test_a_rebuild_starts_over(index_of: Make) -> None:
    index = index_of(*papers(12))
    assert index.rebuild().added == 12
    assert index.health().papers == 12


def test_the_samples_are_searched_as_a_library_is(repo_root: Path, tmp_path: Path) -> None:
    corpus = FolderCorpus(repo_root / "index" / "samples")
    index = SearchIndex(tmp_path / "search", corpus)
    assert index.search("强化学习").mode == "scan"
    index.update()
    results = index.search("强化学习")
    assert results.mode == "strict"
    assert all(hit.snippets for hit in results.hits)
    index.close()
