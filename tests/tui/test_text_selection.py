"""Selecting text with the keys, as vim moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.text_selection import TextSelection

LINES = ("alpha beta", "", "中文 and Latin")


def after(keys: str, start: tuple[int, int] = (0, 0)) -> TextSelection:
    found = TextSelection(LINES, start, start)
    for key in keys.split():
        assert found.key(key), key
    return found


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("l l", (0, 2)),
        ("h", (0, 0)),
        ("$", (0, 9)),
        ("$ 0", (0, 0)),
        ("w", (0, 6)),
        ("w w", (1, 0)),
        ("w w w", (2, 0)),
        ("w w w w", (2, 3)),
        ("G", (2, 11)),
        ("G g", (0, 0)),
        ("G b", (2, 7)),
        ("j j", (2, 0)),
        ("j j j", (2, 0)),
        ("k", (0, 0)),
        ("down right up left", (0, 0)),
    ],
)
def test_the_cursor_moves_as_in_vim(keys: str, cursor: tuple[int, int]) -> None:
    assert after(keys).cursor == cursor


def test_the_span_is_in_reading_order_and_holds_both_ends() -> None:
    assert after("l l").span == ((0, 0), (0, 3))
    assert after("k", (2, 3)).span == ((1, 0), (2, 4))


def test_o_changes_the_ends() -> None:
    found = after("l l o h", (0, 2))
    assert (found.anchor, found.cursor) == ((0, 4), (0, 1))


def test_other_keys_are_not_taken() -> None:
    found = TextSelection(LINES, (0, 0), (0, 0))
    assert not found.key("x")
    assert not found.key("escape")
    assert found.cursor == (0, 0)


@given(
    st.lists(st.text(max_size=6), min_size=1, max_size=5),
    st.lists(st.sampled_from(["h", "l", "j", "k", "0", "$", "G", "g", "w", "b", "e", "o"]), max_size=30),
)
def test_the_cursor_never_leaves_the_text(lines: list[str], keys: list[str]) -> None:
    found = TextSelection(lines, (0, 0), (0, 0))
    for key in keys:
        assert found.key(key)
        for line, column in (found.cursor, found.anchor):
            assert 0 <= line < len(lines)
            assert 0 <= column <= max(0, len(lines[line]) - 1)
        assert found.span[0] < found.span[1]
