"""What Tab offers: fields of a query, their values, tags."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.index.config.records import Config
from paperdeck.index.errors import QueryError
from paperdeck.index.library import Library
from paperdeck.index.query import parse
from paperdeck.tui.completion import complete_query
from paperdeck.tui.verbs.tagging import clean_tag, complete_tag, tag_changes


@pytest.fixture
def library(library_dir: Path) -> Iterator[Library]:
    opened = Library.open(Config(), [library_dir])
    opened.refresh()
    opened.mark(["1706.03762"], tag=["rl", "world-model", "强化学习"])
    yield opened
    opened.close()


def test_fields_and_values_are_offered_for_the_last_word(library: Library) -> None:
    assert complete_query(library, "tit") == ["title:"]
    assert complete_query(library, "agent -is:st") == ["agent -is:starred"]
    assert complete_query(library, "tag:") == ["tag:rl", "tag:world-model", "tag:强化学习"]
    assert "day:2025-10-15" in complete_query(library, "day:2025")
    assert complete_query(library, "nothing") == []
    assert complete_query(library, "title:x") == []


def test_every_value_that_is_offered_is_understood(library: Library) -> None:
    for field in ("is:", "day:", "tag:", "has:", "format:", "up:"):
        offers = complete_query(library, field)
        assert offers, field
        for offer in offers:
            try:
                parse(offer)
            except QueryError as error:
                pytest.fail(f"{offer}: {error}")


def test_tags_are_offered_by_their_beginning_then_by_what_they_contain(library: Library) -> None:
    assert complete_tag(library, "r") == ["rl", "world-model"]
    assert complete_tag(library, "rl 强") == ["rl 强化学习"]
    assert complete_tag(library, "rl -w") == ["rl -world-model"]
    assert complete_tag(library, "world-model") == []


@pytest.mark.parametrize(
    ("before", "typed", "add", "remove"),
    [
        ((), "rl 强化学习", ("rl", "强化学习"), ()),
        ((), "#rl，vlm, x", ("rl", "vlm", "x"), ()),
        (("rl",), "rl x", ("x",), ()),
        (("rl", "x"), "rl", (), ("x",)),
        (("rl",), "-rl", (), ("rl",)),
        (("rl",), "rl -rl", (), ("rl",)),
        (("rl",), "rl -other", (), ("other",)),
        (("rl",), "", (), ("rl",)),
        ((), " , - # ", (), ()),
        ((), "x x", ("x",), ()),
    ],
)
def test_what_is_typed_tells_what_to_add_and_what_to_take_away(
    before: tuple[str, ...], typed: str, add: tuple[str, ...], remove: tuple[str, ...]
) -> None:
    assert tag_changes(before, typed) == (add, remove)


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True), st.text(max_size=20))
def test_nothing_is_both_added_and_taken_away_and_tags_are_words(before: list[str], typed: str) -> None:
    add, remove = tag_changes(before, typed)
    assert not set(add) & set(remove)
    for tag in add:
        assert tag == clean_tag(tag)
        assert tag.split() == [tag]
