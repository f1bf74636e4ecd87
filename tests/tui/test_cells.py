"""Text fitted to cells: never wider than asked, and nothing in it that a terminal obeys."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.cells import fit, one_line, truncate, wrap
from paperdeck.tui.typeset.widths import text_width

PIECES = st.sampled_from(
    ["中", "文", "ab", " ", "é", "e\u0301", "\U0001f469\u200d\U0001f52c", "🇨🇳", "“", "…", "\x1b[3m", "\x1b]52;c;e\x07",
     "\n", "\t", "\r", "\x9b", "\u202e", "\u200b", "ﾊﾝ", "😀", "\ufe0f", "한"]
)  # fmt: skip
TEXT = st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=30))
AMBIGUOUS = st.sampled_from([1, 2])


def obeyed(text: str) -> list[str]:
    """The characters that a terminal does not draw."""
    return [c for c in text if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202a\u202e\u2066\u2069"]


@given(TEXT, st.integers(0, 40), AMBIGUOUS)
def test_cut_text_is_never_wider_than_asked(text: str, width: int, ambiguous: Literal[1, 2]) -> None:
    assert text_width(truncate(text, width, ambiguous), ambiguous) <= width


@given(TEXT, st.integers(0, 40), AMBIGUOUS)
def test_fitted_text_is_as_wide_as_asked(text: str, width: int, ambiguous: Literal[1, 2]) -> None:
    assert text_width(fit(text, width, ambiguous), ambiguous) == width


@given(TEXT, st.integers(2, 40), AMBIGUOUS)
def test_wrapped_lines_fit_and_hold_every_letter(text: str, width: int, ambiguous: Literal[1, 2]) -> None:
    lines = wrap(text, width, ambiguous)
    assert lines
    widest = max((text_width(c, ambiguous) for c in one_line(text)), default=0)
    assert all(text_width(line, ambiguous) <= max(width, widest) for line in lines)
    assert "".join("".join(lines).split()) == "".join(one_line(text).split())


@given(TEXT, st.integers(0, 40))
def test_nothing_that_a_terminal_obeys_comes_out(text: str, width: int) -> None:
    for out in (one_line(text), truncate(text, width), fit(text, width), *wrap(text, max(1, width))):
        assert obeyed(out) == []


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("中文标题", 8, "中文标题"),
        ("中文标题", 7, "中文标…"),
        ("中文标题", 6, "中文…"),
        ("中文", 1, "…"),
        ("中文", 0, ""),
        ("", 5, ""),
        ("a  b\nc", 9, "a b c"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_text_is_cut_between_characters(text: str, width: int, cut: str) -> None:
    assert truncate(text, width) == cut


def test_an_ellipsis_of_one_s_own_and_wide_ambiguous_characters() -> None:
    assert truncate("abcdef", 4, ellipsis="~") == "abc~"
    assert truncate("“中”", 5, 2) == "“…"
    assert fit("ab", 4) == "ab  "


def test_wrapping_breaks_at_blanks_else_between_characters() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("中文标题很长", 5) == ["中文", "标题", "很长"]
    assert wrap("", 5) == [""]
