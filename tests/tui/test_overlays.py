"""What lies over a text: hits, the selection and its source, letters on links, folds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from paperdeck.tui.overlays import Overlays
from paperdeck.tui.typeset.layout import Options, layout

TEXT = """# Heading

A **bold** word and a [first link](https://example.org/1).

中文段落里也有 word，还有[第二个链接](https://example.org/2)。

<details><summary>More</summary>

hidden word

</details>
"""


def over(text: str = TEXT, width: int = 40) -> Overlays:
    return Overlays(layout(text, Options(width=width)))


def test_hits_are_stepped_through_in_the_order_of_the_text() -> None:
    shown = over()
    shown.light(["word", "bold"])
    assert len(shown.hits) == 3
    lines = [shown.step(1, 0) for _hit in shown.hits]
    assert lines == sorted(line for line in lines if line is not None)
    assert shown.step(1, 0) is None, "past the last there is none"
    assert shown.current == 2
    assert shown.step(-1, 0) is not None


def test_the_first_hit_is_the_one_in_sight() -> None:
    shown = over("word\n\n" * 10)
    shown.light(["word"])
    assert shown.step(1, 7) == 8
    shown.light([])
    shown.light(["word"])
    assert shown.step(-1, 999) is not None
    assert shown.current == 9


def test_nothing_is_lit_without_a_word_and_nothing_steps() -> None:
    shown = over()
    shown.light(["", "  ", "absent"])
    assert shown.hits == ()
    assert shown.step(1, 0) is None
    assert shown.step(-1, 0) is None


def test_the_current_hit_looks_different() -> None:
    shown = over()
    shown.light(["word"])
    line = shown.step(1, 0)
    assert line is not None
    assert [role for _start, _end, role in shown.spans(line)] == ["hit-current"]
    shown.step(1, 0)
    assert [role for _start, _end, role in shown.spans(line)] == ["hit"]


def test_hints_stand_on_the_links_in_sight_and_are_typed() -> None:
    shown = over()
    assert shown.show_hints(0, 99)
    assert sorted(url for _line, _column, url in shown.hints.values()) == [
        "https://example.org/1",
        "https://example.org/2",
    ]
    assert shown.hint("s") == "https://example.org/2"
    assert not shown.hints
    assert not shown.show_hints(0, 2), "none in sight"
    shown.show_hints(0, 99)
    assert shown.hint("x") is None
    assert not shown.clear_hints()


def test_many_hints_need_two_keys() -> None:
    shown = over("\n".join(f"- [l{n}](https://example.org/{n})" for n in range(20)))
    shown.show_hints(0, 99)
    assert shown.hint("a") == ""
    (line, label) = next((line, badges) for line in range(20) if (badges := shown.badges(line)))
    assert line == 0
    assert label[0][1] == "a", "what is still to be typed"
    assert shown.hint("a") == "https://example.org/0"


def test_selecting_with_keys_gives_the_source() -> None:
    shown = over("A **bold** word.\n\nNext.")
    shown.start_selecting(0)
    assert shown.selecting is not None
    for key in ("w", "w", "w"):
        shown.selecting.key(key)
    assert "**bold**" in shown.source()
    assert [role for _start, _end, role in shown.spans(0)] == ["selection"]


def test_what_lies_between_two_cells_can_be_selected() -> None:
    shown = over("A **bold** 中文 word.\n\nNext.")
    assert shown.source() == ""
    shown.select(shown.place_at(0, 2), shown.place_at(0, 10))
    assert shown.source() == "bold** 中文", "from the first character that is selected to the last"
    shown.select(shown.place_at(-5, -5), shown.place_at(99, 99))
    assert shown.source() == shown.document.source.rstrip("\n")


def test_folds_are_found_where_they_stand() -> None:
    shown = over()
    assert shown.folds_between(0, 99) == [0]
    assert shown.folds_between(0, 1) == []


@pytest.mark.parametrize("text", ["", "\n", "中"])
def test_a_text_of_nearly_nothing(text: str) -> None:
    shown = over(text)
    shown.start_selecting(5)
    shown.light(["中"])
    shown.show_hints(0, 9)
    shown.source()


@example(text="\U00011c92", width=20, needle="\U00011c92", keys=[])
@given(
    text=st.text(max_size=60),
    width=st.integers(20, 80),
    needle=st.text(max_size=3),
    keys=st.lists(st.sampled_from(["j", "k", "l", "h", "w", "b", "$", "G", "o"]), max_size=10),
)
def test_any_text_can_be_lit_and_selected(text: str, width: int, needle: str, keys: list[str]) -> None:
    shown = over(text, width)
    shown.light([needle])
    shown.step(1, 0)
    shown.start_selecting(0)
    if shown.selecting is not None:
        for key in keys:
            shown.selecting.key(key)
    for number in range(len(shown.document.lines)):
        for start, end, _role in shown.spans(number):
            assert 0 <= start < end
    assert shown.source() in shown.document.source


def test_a_word_that_is_everywhere_is_lit_as_far_as_it_helps() -> None:
    shown = over("字" * 20_000)
    shown.light(["字"])
    assert 0 < len(shown.hits) < 20_000
    assert shown.step(1, 0) == 0
