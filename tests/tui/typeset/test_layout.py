"""What holds of every laid-out text, and of texts made to torture."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from paperdeck.tui.typeset.document import Document
from paperdeck.tui.typeset.layout import Options, layout
from paperdeck.tui.typeset.paint import to_plain
from paperdeck.tui.typeset.safety import harmless
from paperdeck.tui.typeset.seeking import find, line_of, offset_of, running_text, source_range
from rich.cells import cell_len
from support import measures
from wcwidth import wcswidth

SIGNS = "*_~`$|#>-+=[]()!<&\\\n\t ，。：（）“”—…％0129.aAé中文字あ한1/:"
MARKS = st.sampled_from([*SIGNS, "\n\n", "\n- ", "\n1. ", "**", "$$", "```\n", "\n|-|-|\n"])
MARKDOWN = st.one_of(st.lists(MARKS, max_size=120).map("".join), st.text(max_size=120))
WIDTHS = st.integers(20, 120)


@given(MARKDOWN, WIDTHS, st.sampled_from((1, 2)), st.booleans(), st.booleans())
def test_any_text_is_laid_out_within_the_width(
    text: str, width: int, ambiguous: int, hanging: bool, wrap: bool
) -> None:
    doc = layout(
        text,
        Options(width=width, ambiguous=2 if ambiguous == 2 else 1, hanging=hanging, code_wrap=wrap, unfold_all=True),
    )
    for line in doc.lines:
        assert cell_len(line.text) <= line.cells <= width
        assert 0 <= wcswidth(line.text) <= width
        assert sum(run.cells for run in line.runs) == line.cells


@given(MARKDOWN, WIDTHS)
def test_nothing_on_screen_drives_the_terminal(text: str, width: int) -> None:
    shown = to_plain(layout(text, Options(width=width, unfold_all=True))).replace("\n", "")
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [
        c
        for c in shown
        if unicodedata.bidirectional(c) in {"LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI"}
    ]


@given(MARKDOWN, WIDTHS)
@example("+ ` 字```\n`", 40)
def test_every_literal_run_is_the_source_at_its_place(text: str, width: int) -> None:
    doc = layout(text, Options(width=width, unfold_all=True))
    source = harmless(text)
    for line in doc.lines:
        for run in line.runs:
            assert 0 <= run.source_start <= run.source_end <= len(source)
            if run.flow >= 0 and run.is_literal and not {"math", "sub", "sup"} & set(run.style):
                written = source[run.source_start : run.source_end]
                assert run.text == written.replace("\t", " ").replace("\n", " ") or "&" in written or "\\" in written


@given(MARKDOWN, WIDTHS, st.integers(0, 200), st.integers(0, 200))
def test_what_is_shown_is_found(text: str, width: int, start: int, length: int) -> None:
    doc = layout(text, Options(width=width, unfold_all=True))
    needle = running_text(doc)[start : start + length + 1].strip()
    if needle and "\n" not in needle and "\0" not in needle:
        hits = find(doc, needle)
        assert hits
        for hit in hits:
            assert all(
                0 <= line < len(doc.lines) and first < last <= width for line, first, last in hit.spans if last > first
            )


@given(MARKDOWN, WIDTHS, WIDTHS)
def test_the_same_text_is_at_the_top_after_a_resize(text: str, width: int, other: int) -> None:
    before, after = (layout(text, Options(width=w, unfold_all=True)) for w in (width, other))
    for number in range(len(before.lines)):
        top = line_of(after, offset_of(before, number))
        assert 0 <= top < max(len(after.lines), 1)
    assert line_of(after, offset_of(before, 0)) == 0


def show(text: str, width: int) -> list[str]:
    """The lines, with every invariant checked."""
    doc = layout(text, Options(width=width, unfold_all=True))
    check(doc)
    return to_plain(doc).splitlines()


def check(doc: Document) -> None:
    """No line too wide, no forbidden break, no cut word."""
    assert measures.too_wide(doc) == []
    for flow in measures.broken(doc):
        assert measures.forbidden(flow) == []
        assert measures.cut(flow) == []


both = pytest.mark.parametrize("width", [40, 80])


@both
def test_a_table_with_chinese_cells_keeps_its_columns(width: int) -> None:
    lines = show(
        "| 模型 | 参数量 | 说明 |\n|:--|--:|:-:|\n| GPT-4o | 200B | 闭源的多模态模型，只能通过接口调用 |\n"
        "| Qwen2.5 | 72B | 开源 |",
        width,
    )
    bars = [[cell_len(line[:place]) for place, c in enumerate(line) if c in "│┼"] for line in lines]
    assert bars[0] and all(bar == bars[0] for bar in bars)
    text = "".join(line.replace(" ", "").replace("│", "") for line in lines)
    assert "闭源的多模态模型" in text if width == 80 else all(part in text for part in ("闭源", "接口"))


@both
def test_a_table_too_wide_for_the_room_becomes_lists(width: int) -> None:
    row = "|" + "|".join(f"第{n}列内容Abcdefgh{n}" for n in range(12)) + "|"
    lines = show(f"{row}\n|{'-|' * 12}\n{row}", width)
    assert "第11列内容" in "".join(lines)


@both
def test_a_line_of_5000_characters_is_filled_from_edge_to_edge(width: int) -> None:
    lines = show("汉" * 5000, width)
    assert "".join(lines) == "汉" * 5000
    assert {cell_len(line) for line in lines[:-1]} == {width}
    assert "".join(show("x" * 5000, width)) == "x" * 5000


@both
def test_a_code_block_of_300_lines_keeps_its_lines(width: int) -> None:
    code = [f"{'    ' * (n % 4)}x{n} = f({n})" for n in range(300)]
    lines = show("```python\n" + "\n".join(code) + "\n```", width)
    assert [line[2:] for line in lines] == code


@both
def test_a_list_nested_eight_deep_still_steps_to_the_right(width: int) -> None:
    lines = show("\n".join("  " * depth + f"- 第{depth}层的文字" for depth in range(8)), width)
    indents = [len(line) - len(line.lstrip()) for line in lines]
    assert len(lines) == 8
    assert indents == sorted(set(indents))


@both
def test_text_from_right_to_left_and_clusters_stay_whole(width: int) -> None:
    family, accented = "👨‍👩‍👧‍👦", "e\u0301"
    lines = show(f"{'شكرا جزيلا لكم ' * 10}\n\n{family * 30}\n\n{accented * 100}\n\n\u0301", width)
    for line in lines:
        assert not line.startswith(("\u200d", "\u0301"))
        assert line.count("\u200d") % 3 == 0
    assert lines[-1] == "\u25cc\u0301"


@both
def test_emphasis_that_never_closes_is_shown_as_written(width: int) -> None:
    assert "".join(show("前文 **没有结束的强调，后面还有很多很多的文字。", width)).startswith("前文 **没有结束")


def test_a_long_text_is_cut_off_with_a_word_about_it() -> None:
    doc = layout("汉字很多。" * 60_000, Options(width=40))
    assert "100000" in doc.lines[-1].text
    assert doc.lines[-1].kind == "more"


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000,
        "[" * 20_000,
        "*a_" * 10_000,
        "<!--" * 10_000,
        "- " * 3000 + "x",
        "1," * 50_000,
        "x" * 150_000,
        "$" * 20_000,
        "`x" * 10_000,
        "<details>\n\n" * 3000 + "x",
        "$" + "{" * 1900 + "$",
        "a\u0301" * 20_000,
        "🇨" * 20_001,
    ],
    ids=[
        "quotes",
        "brackets",
        "stars",
        "comments",
        "lists",
        "digits",
        "letters",
        "dollars",
        "ticks",
        "folds",
        "braces",
        "marks",
        "flags",
    ],
)
def test_hostile_text_is_laid_out_all_the_same(text: str) -> None:
    doc = layout(text, Options(width=40, unfold_all=True))
    assert doc.lines
    assert all(line.cells <= 40 for line in doc.lines)


def test_copies_are_the_source_with_its_marks() -> None:
    source = "前面的**重点文字**和公式 $a_{\\text{self}}$ 以及 `code`。"
    doc = layout(source, Options(width=80))
    text = doc.lines[0].text
    assert text == "前面的重点文字和公式 a_self 以及 code。"
    for shown, written in (
        ("重点文字", "**重点文字**"),
        ("a_self", "$a_{\\text{self}}$"),
        ("code", "`code`"),
        ("self", "$a_{\\text{self}}$"),
    ):
        start = cell_len(text[: text.index(shown)])
        low, high = source_range(doc, (0, start), (0, start + cell_len(shown)))
        assert source[low:high] == written
    assert source[slice(*source_range(doc, (0, 0), (1, 0)))] == source


def test_find_ignores_case_width_and_line_breaks() -> None:
    doc = layout("第一行文字里有ＡＢＣ这个词，后面接着很多很多字。", Options(width=20))
    assert [hit.spans for hit in find(doc, "abc")] == [((0, 14, 20),)]
    (hit,) = find(doc, "这个词，后面")
    assert len(hit.spans) == 1
    (hit,) = find(doc, "有abc这个")
    assert [span[0] for span in hit.spans] == [0, 1]
