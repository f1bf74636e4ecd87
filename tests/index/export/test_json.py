"""JSON: everything that was said of a paper goes out and comes back the same; any other file is told, never fatal."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.errors import ExportError
from paperdeck.index.export import Imported, read_import, record, write
from paperdeck.index.model import Marks
from support.exported import paper

NAMES = [
    "id",
    "title",
    "days",
    "read",
    "starred",
    "later",
    "due",
    "tags",
    "noted",
    "upvotes",
    "authors",
    "arxiv",
    "hf",
    "pdf",
]

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
days = st.dates().map(lambda day: day.isoformat())
tags = st.lists(words.map(str.strip).filter(bool), max_size=4, unique=True).map(tuple)


@st.composite
def any_marks(draw: st.DrawFn) -> Marks:
    later = draw(st.booleans())
    day = st.one_of(st.just(""), days)
    return Marks(
        read=draw(st.booleans()),
        starred=draw(st.booleans()),
        later=later,
        due=draw(day) if later else "",
        tags=draw(tags),
        read_on=draw(day),
        starred_on=draw(day),
        later_on=draw(day),
    )


def imported(*items: Any) -> Imported:
    return read_import(orjson.dumps(list(items)))


def test_the_names_are_those_of_list_and_show() -> None:
    fields = record(paper(note="n"))
    assert list(fields)[: len(NAMES)] == NAMES
    (reading,) = json.loads(write([paper()], "json"))[0]["readings"]
    assert list(reading) == ["day", "format", "source", "file", "sections"]
    assert list(reading["sections"][0]) == ["key", "title", "markdown"]


@given(st.lists(st.tuples(any_marks(), words), max_size=4))
def test_marks_and_notes_come_back_as_they_were(said: list[tuple[Marks, str]]) -> None:
    papers = [paper(paper_id=f"2512.1968{n}", marks=marks, note=note) for n, (marks, note) in enumerate(said)]
    back = read_import(write(papers, "json").encode())
    assert back.problems == ()
    assert [(found.id, found.marks, found.note) for found in back.papers] == [
        (given_paper.id, given_paper.marks, given_paper.note) for given_paper in papers
    ]


def test_one_object_as_show_gives_it_is_read_too() -> None:
    back = read_import(b"\xef\xbb\xbf" + orjson.dumps(record(paper(note="n", marks=Marks(starred=True)))))
    assert [(found.note, found.marks.starred) for found in back.papers] == [("n", True)]


def test_the_last_word_on_an_id_holds() -> None:
    back = imported({"id": "a", "note": "1"}, {"id": "b"}, {"id": "a", "note": "2"})
    assert [(found.id, found.note) for found in back.papers] == [("a", "2"), ("b", "")]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"null", b"7", b'"x"', b"{}", b'{"a": 1}'])
def test_what_is_no_export_is_refused(data: bytes) -> None:
    with pytest.raises(ExportError) as caught:
        read_import(data)
    assert caught.value.advice


def test_what_is_wrong_is_told_and_the_rest_is_kept() -> None:
    back = imported(
        {
            "id": "a",
            "read": "yes",
            "starred": True,
            "tags": ["x", 3, " "],
            "note": 7,
            "marks": {"read_on": "2025-13-40"},
        },
        {"title": "no id"},
        5,
        {"id": "b", "later": False, "marks": {"due": "2026-01-01"}},
    )
    first, second = back.papers
    assert first.marks == Marks(starred=True, tags=("x",))
    assert first.note == ""
    assert second.marks == Marks()
    assert len(back.problems) == 6
    assert any("Element 2 has no id" in problem for problem in back.problems)
    assert any("read_on of a" in problem for problem in back.problems)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*NAMES, "note", "marks", "due", "read_on"]), inner, max_size=5),
    ),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=4))
def test_any_array_gives_papers_and_problems(values: list[object]) -> None:
    back = imported(*values)
    assert len({found.id for found in back.papers}) == len(back.papers)
    assert len(back.papers) <= len(values)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_import(data)
    except ExportError:
        return
