"""Hint letters choose one link each."""

from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.hints import labels


@given(st.integers(0, 600))
def test_no_label_begins_another(count: int) -> None:
    found = labels(count)
    assert len(found) == len(set(found)) == count
    assert len({len(label) for label in found}) <= 1
    assert all(label.isalpha() for label in found)


def test_few_links_need_one_key_and_the_keys_under_the_fingers_come_first() -> None:
    assert labels(3) == ["a", "s", "d"]
    assert {len(label) for label in labels(16)} == {1}
    assert {len(label) for label in labels(17)} == {2}
