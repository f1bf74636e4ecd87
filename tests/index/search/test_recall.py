"""Every paper that holds what was typed is found, and no other: the index against a scan of the text."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paperdeck.index.model import Paper
from paperdeck.index.query import parse
from paperdeck.index.search.index import SearchIndex
from support.corpus import FolderCorpus, MemoryCorpus, entry_of
from support.papers import HAN, LATIN, paper, papers
from support.plain_matching import matches
from support.scale import scaled

TODAY = date(2025, 12, 28)
WORD = re.compile(r"[A-Za-z]{2,}")
RUN = re.compile(r"[\u4e00-\u9fff]+")


def raw(one: Paper) -> str:
    """Everything that the reports say of a paper, without emphasis marks: the scan that knows nothing of the index."""
    texts = [section.markdown for reading in one.readings for section in reading.sections]
    titles = [reading.title for reading in one.readings]
    return "\n\n".join(
        [*titles, *one.authors, *(tag for r in one.readings for tag in r.tags), *texts, one.note]
    ).replace("*", "")


def found(index: SearchIndex, query: str) -> set[str]:
    """The ids of all papers that match strictly."""
    results = index.search(query, limit=None, snippets=0)
    return {hit.id for hit in results.hits if not hit.partial} if results.corrected is None else set()


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SearchIndex, dict[str, Paper]]]:
    """An index of generated papers in several segments, some of them replaced and some deleted again."""
    made = papers(400)
    corpus = MemoryCorpus(made[200:])
    index = SearchIndex(tmp_path_factory.mktemp("cache") / "search", corpus)
    index.update()
    for start in range(0, 200, 40):
        corpus.put(*made[start : start + 40])
        index.update()
    corpus.drop(*(one.id for one in made[380:]))
    corpus.put(*(paper(int(one.id[5:]), title="Replaced", text="全新的内容", day=one.days[0]) for one in made[:5]))
    assert index.update().complete
    yield index, corpus.papers
    index.close()


def check_substrings(index: SearchIndex, texts: dict[str, str], count: int, seed: int) -> None:
    """Random substrings of 1 to 8 Han characters and words, drawn from the texts, against `in`."""
    chance = random.Random(seed)
    everything = list(texts.values())
    for turn in range(count):
        text = chance.choice(everything)
        if turn % 4:
            runs = RUN.findall(text)
            if not runs:
                continue
            run = chance.choice(runs)
            start = chance.randrange(len(run))
            typed = run[start : start + chance.randint(1, 8)]
            expected = {paper_id for paper_id, text in texts.items() if typed in text}
        else:
            words = WORD.findall(text)
            if not words:
                continue
            typed = chance.choice(words)
            whole = re.compile(rf"(?<![^\W\d_\u4e00-\u9fff]){typed}(?![^\W\d_\u4e00-\u9fff])", re.IGNORECASE)
            expected = {paper_id for paper_id, text in texts.items() if whole.search(text)}
        assert found(index, f'"{typed}"') == expected, typed


def test_random_substrings_and_words_are_found_just_where_they_stand(
    generated: tuple[SearchIndex, dict[str, Paper]],
) -> None:
    index, known = generated
    # A line break between two Han characters is none to a reader, and none here.
    texts = {one.id: re.sub(r"(?<=[\u4e00-\u9fff，。、])\n(?=[\u4e00-\u9fff])", "", raw(one)) for one in known.values()}
    check_substrings(index, texts, scaled(700), seed=1)


@pytest.mark.shared
def test_random_substrings_of_real_reports(shared_reports: Path, tmp_path: Path) -> None:
    corpus = FolderCorpus(shared_reports)
    index = SearchIndex(tmp_path / "search", corpus)
    index.update()
    texts = {paper_id: raw(corpus.paper(paper_id)) for paper_id in corpus.ids()}
    check_substrings(index, {name: text.replace("`", "") for name, text in texts.items()}, scaled(700), seed=2)
    index.close()


def test_random_substrings_of_the_samples(repo_root: Path, tmp_path: Path) -> None:
    corpus = FolderCorpus(repo_root / "index" / "samples")
    index = SearchIndex(tmp_path / "search", corpus)
    index.update()
    texts = {paper_id: raw(corpus.paper(paper_id)) for paper_id in corpus.ids()}
    check_substrings(index, {name: text.replace("`", "") for name, text in texts.items()}, scaled(600), seed=3)
    index.close()


pieces = st.one_of(
    st.text(alphabet=HAN, min_size=1, max_size=4),
    st.sampled_from(LATIN),
    st.sampled_from(["qwen2", "2.5-vl", "va-pi", "experts", "1K", "gp*", "re*", "t*", "image*", "mixture-of-ex*"]),
    st.sampled_from(["is:unread", "day:2025-12", "has:results", "has:arxiv", "format:analysis"]),
    st.tuples(st.sampled_from(["title", "创新", "摘要", "方法"]), st.text(HAN, min_size=1, max_size=3)).map(":".join),
    st.tuples(st.text(HAN, min_size=1, max_size=3), st.sampled_from(["", " ", "，"]), st.sampled_from(LATIN)).map(
        lambda parts: f'"{"".join(parts)}"'
    ),
)
typed_queries = st.recursive(
    pieces,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"-{part}"),
    ),
    max_leaves=5,
)


@given(typed_queries)
@settings(max_examples=scaled(60), deadline=None)
def test_any_query_finds_what_a_filter_of_every_paper_finds(
    generated: tuple[SearchIndex, dict[str, Paper]], query: str
) -> None:
    index, known = generated
    asked = parse(query)
    expected = {
        one.id for one in known.values() if matches(asked, entry_of(one), today=TODAY, paper_of=known.__getitem__)
    }
    assert found(index, query) == expected


@given(st.data())
@settings(max_examples=scaled(60), deadline=None)
def test_phrases_and_fields_drawn_from_the_text_are_found(
    generated: tuple[SearchIndex, dict[str, Paper]], data: st.DataObject
) -> None:
    index, known = generated
    one = data.draw(st.sampled_from(list(known.values())))
    section = data.draw(st.sampled_from(one.readings[0].sections))
    line = max(section.markdown.replace("*", "").split("\n"), key=len).strip()
    start = data.draw(st.integers(0, max(len(line) - 4, 0)))
    phrase = line[start : start + data.draw(st.integers(2, 12))].strip(" -+._'")
    if re.search(r"\w", phrase) and not re.match(r"[A-Za-z]\w", line[max(start - 1, 0) :]):
        words = re.fullmatch(r".*[A-Za-z0-9]", phrase) is None
        if words:
            assert one.id in found(index, f'{section.key}:"{phrase}"')
            assert one.id in found(index, f'"{phrase}"')


def typed_alike(make: Callable[[MemoryCorpus], SearchIndex], typed: list[str], corpus: MemoryCorpus) -> list[set[str]]:
    """What each of the typed strings finds."""
    index = make(corpus)
    return [found(index, one) for one in typed]


@pytest.fixture
def indexed(tmp_path: Path) -> Iterator[Callable[[MemoryCorpus], SearchIndex]]:
    """Makes an up-to-date index of a corpus."""
    opened: list[SearchIndex] = []

    def make(corpus: MemoryCorpus) -> SearchIndex:
        index = SearchIndex(tmp_path / f"search-{len(opened)}", corpus)
        index.update()
        opened.append(index)
        return index

    yield make
    for index in opened:
        index.close()


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            "用强化学习训练（类似 GRPO）",
            ["强化学习 GRPO", "强化学习GRPO", "grpo 强化学习", "強化學習", "ＧＲＰＯ", "强", "习训"],
        ),
        ("方法 VA-π 与 $\\pi$ 网络", ["VA-π", "va-pi", "VA-PI", "π", "pi", '"方法VA-π"', "va"]),
        ("基于 Qwen2.5-VL-7B 的模型", ["qwen2.5-vl", "Qwen", "VL-7B", "2.5", "7b", '"的模型"', "qwen*", "q*"]),
        ("将**像素级**重建", ["像素级重建", '"像素级重建"', "将像素级"]),
        ("跨行的强化\n学习，以及 C++ 与 don't", ["强化学习", "c++", "don't", "行的强"]),
        ("使用ﬁne‑tuning，得分１２．５", ["fine-tuning", "12.5", "fine"]),
    ],
)
def test_one_text_is_found_by_all_of_its_spellings(
    indexed: Callable[[MemoryCorpus], SearchIndex], text: str, typed: list[str]
) -> None:
    corpus = MemoryCorpus([paper(1, text=text), paper(2, text="别的东西 unrelated")])
    assert typed_alike(indexed, typed, corpus) == [{"2512.00001"}] * len(typed)


def test_words_end_where_they_end(indexed: Callable[[MemoryCorpus], SearchIndex]) -> None:
    corpus = MemoryCorpus(
        [paper(1, text="storage of fragments"), paper(2, text="RAG 系统"), paper(3, text="强化了学习")]
    )
    assert typed_alike(indexed, ["rag", "强化学习", "fragment", "frag*"], corpus) == [
        {"2512.00002"},
        set(),
        set(),
        {"2512.00001"},
    ]


def test_notes_tags_authors_and_all_readings_are_searched(indexed: Callable[[MemoryCorpus], SearchIndex]) -> None:
    first, second = paper(1, text="早先的说法", title="Old Name"), paper(1, text="后来的说法", title="New Name")
    both = Paper(first.id, (*second.readings, *first.readings), note="我的复现笔记")
    corpus = MemoryCorpus([both])
    typed = ["早先", "后来", "old", "复现", "笔记:复现", "标题:new", "标题:old", "id:2512", "has:note"]
    assert [bool(ids) for ids in typed_alike(indexed, typed, corpus)] == [True] * 6 + [False, True, True]
