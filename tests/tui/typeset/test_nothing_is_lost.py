"""Every letter, digit and Han character of a section stands in the cells of its lines, however damaged."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from paperdeck.index.reports import read_bytes
from paperdeck.tui.typeset.layout import Options, layout
from paperdeck.tui.typeset.paint import to_plain
from support.mutations import mutated
from support.report_maker import FORMATS, make_report
from support.scale import scaled
from support.seen import lost, unseen

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "reports"


def reports() -> Iterator[bytes]:
    """The real reports beside a checkout, the samples, and what the tests make."""
    for folder in (SHARED, ROOT / "index" / "samples"):
        yield from (path.read_bytes() for path in sorted(folder.glob("*.md")))
    yield from (make_report(seed, kind, 2).encode() for seed in range(3) for kind in FORMATS)


def losses(data: bytes, width: int) -> list[str]:
    """What each section of a report loses."""
    sections = [section for reading in read_bytes(data).readings for section in reading.sections]
    return [f"{section.markdown!r} loses {left}" for section in sections if (left := lost(section.markdown, width))]


@pytest.mark.parametrize("width", [20, 80])
def test_reports_are_shown_with_every_character(width: int) -> None:
    assert [loss for data in reports() for loss in losses(data, width)] == []


def test_damaged_reports_are_shown_with_every_character() -> None:
    luck = random.Random(13)
    sources = list(reports())
    assert [loss for _ in range(scaled(300)) for loss in losses(mutated(luck.choice(sources), luck), 80)] == []


def shown(markdown: str, width: int = 60) -> str:
    """The lines with all folds open, after a look whether anything is lost."""
    doc = layout(markdown, Options(width=width, unfold_all=True))
    assert unseen(markdown, doc) == {}
    return to_plain(doc)


@pytest.mark.parametrize("cell", ["$p(x|y)$", "\\(p(x|y)=1\\)", "`a|b`", "a \\| b", "``a|`b``"])
def test_a_bar_inside_a_formula_or_code_divides_no_cells(cell: str) -> None:
    text = shown(f"| 名 | 式 |\n|---|---|\n| 甲 | {cell} |\n| 乙 | 1 |")
    assert text.splitlines()[2].count("│") == 1


def test_a_bar_between_two_lone_ticks_or_dollars_divides_cells() -> None:
    assert shown("| 甲 | 乙 |\n|--|--|\n| ` | ` |\n| $5 | $6 |").splitlines()[2:4] == ["`  │ `", "$5 │ $6"]


def test_a_row_with_more_cells_than_the_head_keeps_them() -> None:
    assert "二 | 三" in shown("| 甲 | 乙 |\n|--|--|\n| 一 | 二 | 三 |")


@pytest.mark.parametrize(
    "markdown",
    [
        "[注]: 这里是说明文字",
        "[1]: https://example.org/a 文字",
        "[注](见附录的说明)",
        "[图](图1.png) 与 ![图一](图2.png)",
        "[甲](https://example.org/a '题目') ![乙](https://example.org/b.png '说明')",
        "<details>\n<summary>没有关上的摘要\n正文第一段\n\n第二段\n\n</details>\n末尾",
        "<details>\n<summary>没有关上的摘要\n\n第二段\n\n<p>第三段</p>\n</details>",
        "<summary>外面的摘要",
        "<details><summary>甲</summary><summary>乙</summary>丙</details>",
        "当 a <b 而且 c >d 时",
        "当 a <b and c >d 时",
        "<p 效果更好>\n文字",
        "```应用领域：视觉\n代码\n```",
        "1. 甲\n3. 丙\n7. 庚",
        "2024. 年度总结",
        "<https://example.org/%E6%B1%89>",
        "<name@example.org>",
        "$\\tag{1} x\\unknown{汉2}$",
        "$x^{a_b^{c}}_{d}'$",
        "<img src='https://example.org/a.png' alt='图' title='说明'>",
        "| a | b |\n|---|\n| 1 | 2 |",
        "- " * 60 + "深",
        "> " * 60 + "深",
    ],
)
def test_text_that_was_nowhere_once_is_shown(markdown: str) -> None:
    shown(markdown)


def test_numbers_of_a_list_are_those_that_were_written() -> None:
    assert shown("1. 甲\n3. 丙\n7. 庚").split() == ["1.", "甲", "3.", "丙", "7.", "庚"]
    assert shown("1. 甲\n1. 乙").split() == ["1.", "甲", "2.", "乙"]


def test_the_check_sees_a_loss() -> None:
    """The check itself: of what is shown, taking any line away is noticed."""
    markdown = "## 标题\n\n- 第一 $x_1$ 与 **2** 个 [链接](https://example.org)\n\n| 甲 | 乙 |\n|--|--|\n| 3 | d |"
    doc = layout(markdown, Options(width=60))
    for number, line in enumerate(doc.lines):
        if any(char.isalnum() for char in line.text):
            rest = (*doc.lines[:number], *doc.lines[number + 1 :])
            assert unseen(markdown, type(doc)(rest, doc.source, doc.links, (), 60))
