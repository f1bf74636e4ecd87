"""The tabs of a paper: which there are, their numbers, and the text behind each."""

import pytest
from paperdeck.index.language import set_language
from paperdeck.index.section_labels import SECTION_LABELS
from paperdeck.tui.tabs import ALL, NOTE, OVERVIEW, figures, markdown_of, overview, tabs_of
from support.listed import described, reading

FIVE = reading(
    domain="视觉",
    contribution="一句话。",
    usage="输入。",
    innovation="- 新",
    results="*   准确率 **92.7%**，比基线高 **2 个点**。没有数字的**粗体**。\n1.  提升 **3.5x**；训练更快。",
)


def test_tabs_are_numbered_from_the_overview_and_zero_is_all() -> None:
    assert [(tab.key, tab.digit) for tab in tabs_of(FIVE)] == [
        (OVERVIEW, "1"),
        ("domain", "2"),
        ("contribution", "3"),
        ("usage", "4"),
        ("innovation", "5"),
        ("results", "6"),
        (ALL, "0"),
        (NOTE, "7"),
    ]


def test_the_order_of_the_config_comes_first() -> None:
    keys = [tab.key for tab in tabs_of(FIVE, ("results", "abstract", "contribution"))]
    assert keys[1:6] == ["results", "contribution", "domain", "usage", "innovation"]


def test_sections_without_text_have_no_tab_and_repeated_ones_have_one() -> None:
    found = reading(domain=" \n", method="a", abstract="b")
    assert [tab.key for tab in tabs_of(found)] == [OVERVIEW, "method", "abstract", ALL, NOTE]


def test_labels_are_in_the_language_in_force() -> None:
    assert tabs_of(FIVE)[1].label == "Domain"
    set_language("zh_CN")
    assert tabs_of(FIVE)[1].label == "领域"


def test_digits_are_one_each_and_end_at_nine() -> None:
    tabs = tabs_of(reading(**dict.fromkeys(SECTION_LABELS, "text")))
    digits = [tab.digit for tab in tabs if tab.digit]
    assert len(digits) == len(set(digits)) == 10
    assert [tab.digit for tab in tabs if tab.key in (ALL, NOTE)] == ["0", ""]


def test_each_tab_shows_its_text() -> None:
    paper = described(FIVE, note="my **note**")
    assert markdown_of(paper, FIVE, "domain") == "视觉"
    assert markdown_of(paper, FIVE, NOTE) == "my **note**"
    everything = markdown_of(paper, FIVE, ALL)
    for section in FIVE.sections:
        assert section.markdown.strip("\n") in everything
    assert markdown_of(paper, FIVE, "abstract") == ""


def test_the_overview_tells_contribution_domain_and_the_figures() -> None:
    text = overview(FIVE)
    assert text.index("一句话。") < text.index("视觉") < text.index("92.7%")
    assert "没有数字" not in text
    assert "输入" not in text


def test_the_overview_shows_what_the_config_names() -> None:
    assert overview(FIVE, ("usage",)) == "### Usage\n\n输入。"


@pytest.mark.parametrize(
    ("sections", "shown"),
    [
        ({"io": "进 → 出", "problem": "难", "method": "做"}, "进 → 出"),
        ({"problem": "难", "method": "做"}, "难"),
        ({"method": "做", "abstract": "An abstract."}, "做"),
        ({"abstract": "An abstract."}, "An abstract."),
        ({"results": "没有粗体的结果"}, "没有粗体的结果"),
        ({"other": "其余"}, "其余"),
    ],
)
def test_where_nothing_of_it_is_there_something_stands_in(sections: dict[str, str], shown: str) -> None:
    assert shown in overview(reading(**sections))


def test_a_reading_without_text_has_an_empty_overview() -> None:
    assert overview(reading()) == ""
    assert [tab.key for tab in tabs_of(reading())] == [OVERVIEW, ALL, NOTE]


def test_figures_are_sentences_with_a_bold_number() -> None:
    assert figures(FIVE.sections[-1].markdown) == ["准确率 **92.7%**，比基线高 **2 个点**。", "提升 **3.5x**；"]


def test_figures_are_at_most_six_and_never_half_bold() -> None:
    assert len(figures("**1** a。" * 20)) == 6
    (only,) = figures("**粗体。跨句 1** 后 **2**。")[-1:]
    assert only.count("**") % 2 == 0
