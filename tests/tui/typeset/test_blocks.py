"""How each kind of block looks, and what can be clicked, selected and painted in it."""

import subprocess
import sys

import pytest
from paperdeck.tui.typeset.layout import Options, layout
from paperdeck.tui.typeset.paint import STYLE_NAMES, to_ansi, to_plain
from paperdeck.tui.typeset.safety import harmless
from paperdeck.tui.typeset.seeking import link_at, links_in_view, run_at, source_at, source_range


def look(markdown: str, width: int = 40, *, hanging: bool = False) -> list[str]:
    """The lines without trailing spaces."""
    return to_plain(layout(markdown, Options(width=width, hanging=hanging))).splitlines()


def test_importing_the_room_loads_neither_textual_nor_a_parser() -> None:
    heavy = "('textual', 'markdown_it', 'pylatexenc')"
    program = f"import sys, paperdeck.tui.typeset.layout; print([m for m in {heavy} if m in sys.modules])"
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == "[]"


def test_lists_hang_and_numbers_are_right_aligned() -> None:
    assert look("9. 第九项的文字\n10. 第十项\n    - 里面的一项，长到要换行为止的文字都在这里", 30) == [
        " 9. 第九项的文字",
        "10. 第十项",
        "    ◦ 里面的一项，长到要换行为",
        "      止的文字都在这里",
    ]


def test_a_loose_list_has_air_and_a_tight_one_has_none() -> None:
    assert look("- 甲\n- 乙") == ["• 甲", "• 乙"]
    assert look("- 甲\n\n- 乙") == ["• 甲", "", "• 乙"]


def test_headings_quotes_and_rules() -> None:
    assert look("# 标题\n\n> 引文\n>\n> - 列表\n\n---", 20) == ["标题", "", "│ 引文", "│", "│ • 列表", "", "─" * 20]


@pytest.mark.parametrize("text", ["甲\n\n====\n\n乙", f"甲\n{'=' * 60}\n乙", "甲\n\n---\n\n乙"])
def test_a_line_of_equals_signs_is_a_rule(text: str) -> None:
    assert look(text, 20) == ["甲", "", "─" * 20, "", "乙"]


def test_a_bar_in_code_stays_what_it_is() -> None:
    assert look(f"```\n{'=' * 30}\n```") == ["  " + "=" * 30]


def test_soft_breaks_between_wide_characters_are_no_spaces() -> None:
    assert look("第一行\n第二行\nthird\nfourth，\nfifth") == ["第一行第二行 third fourth，fifth"]


def test_code_wraps_with_a_mark_or_scrolls() -> None:
    code = "```\n0123456789abcdefghij\n```"
    assert look(code, 20) == ["  0123456789abcdefgh", "  ↪ij"]
    assert to_plain(layout(code, Options(width=20, code_wrap=False))) == "  0123456789abcdefg›\n"
    assert to_plain(layout(code, Options(width=20, code_wrap=False, code_shift=5))) == "  56789abcdefghij\n"


DETAILS = "<details>\n<summary>Original Abstract</summary>\n\nThe text.\n\n</details>\n\n后文"


def test_folds_open_and_close() -> None:
    folded = layout(DETAILS, Options(width=40))
    assert to_plain(folded).splitlines() == ["▸ Original Abstract", "", "后文"]
    run = run_at(folded, 0, 0)
    assert run is not None
    assert run.details == folded.details[0].number == 0
    opened = layout(DETAILS, Options(width=40, unfolded=frozenset((0,))))
    assert to_plain(opened).splitlines() == ["▾ Original Abstract", "", "The text.", "", "后文"]
    assert opened.details[0].is_open


def test_html_is_read_for_its_text() -> None:
    assert look("H<sub>2</sub>O，x<sup>2</sup>，x<sup>甲</sup><br>新行<!-- 不见 -->") == ["H₂O，x²，x^甲", "新行"]
    assert look("模板 <think>想</think> 完") == ["模板 <think>想</think> 完"]
    assert look("<p align='center'>中</p>\n<!-- 不见 -->") == ["中"]


def test_images_are_their_text_and_a_link() -> None:
    doc = layout("![架构图](https://a.org/f.png) ![](https://a.org/g.png)", Options(width=40))
    assert doc.lines[0].text == "[架构图] [g.png]"
    assert [link.url for link in doc.links] == ["https://a.org/f.png", "https://a.org/g.png"]


def test_links_are_found_in_view_and_only_web_addresses_lead_anywhere() -> None:
    text = (
        "[甲](https://a.org/x) [乙](javascript:alert) [丙](file:///etc/passwd) 见 https://b.org/y。\n\n<https://c.org>"
    )
    doc = layout(text, Options(width=30))
    assert [link.url for link in doc.links] == ["https://a.org/x", "https://b.org/y", "https://c.org"]
    assert link_at(doc, 0, 0) == "https://a.org/x"
    assert links_in_view(doc, 0, 1)[0].spans == ((0, 0, 2),)
    assert [link.url for link in links_in_view(doc, len(doc.lines) - 1, len(doc.lines))] == ["https://c.org"]


def test_a_link_over_two_lines_is_one_link() -> None:
    doc = layout("前面的字[一个很长很长很长很长很长的链接](https://a.org)后", Options(width=20))
    (link,) = doc.links
    assert len(link.spans) == 2
    assert link.text == "一个很长很长很长很长很长的链接"


def test_every_cell_leads_back_to_its_source() -> None:
    source = "- 前**重**后 `x`\n\n| 甲\\|乙 | b |\n|--|--|\n| 丙 | 丁 |\n\n```\ncode\n```\n"
    doc = layout(source, Options(width=40))
    for number, line in enumerate(doc.lines):
        column = 0
        for run in line.runs:
            if run.flow >= 0 and run.is_literal:
                for offset, character in enumerate(run.text):
                    if character.isalnum():
                        place = source_at(doc, number, column + 2 * offset if character > "\u1100" else column + offset)
                        assert place is not None
                        assert source[place] == character or "*`".count(source[place])
            column += run.cells


def test_a_selection_over_lines_is_the_source_between() -> None:
    source = "第一段文字比较长，要占两行才放得下。\n\n第二段。"
    doc = layout(source, Options(width=20))
    assert source[slice(*source_range(doc, (3, 4), (0, 6)))] == source[3:-2]
    assert source_range(doc, (2, 0), (2, 5)) == (0, 0)


def test_colours_are_from_the_palette_and_text_sends_nothing() -> None:
    doc = layout("**重** `\x1b[31m红\x1b]0;标题\x07` \u202e反\u009b31m", Options(width=60))
    plain = to_plain(doc)
    assert plain == "重 ␛[31m红␛]0;标题␇ ␦反␦31m\n"
    assert to_ansi(doc, {}) == plain
    painted = to_ansi(doc, {"strong": "1", "code": "36"})
    assert painted.startswith("\x1b[1m重\x1b[0m ")
    assert painted.count("\x1b") == 4


@pytest.mark.parametrize("entity", ["&#12;", "&#13;", "&#x1b;", "&#x9b;", "&#x2028;", "&#x202e;", "&#x2066;"])
def test_no_entity_puts_into_the_text_what_a_terminal_obeys(entity: str) -> None:
    text = "".join(line.text for line in layout(f"前{entity}后", Options(width=60)).lines)
    assert text.startswith("前")
    assert text.endswith("后")
    assert harmless(text) == text


def test_every_style_has_a_name_of_the_list() -> None:
    text = f"{DETAILS}\n\n# a\n\n> **a** *b* ~~c~~ `d` $e$ [f](https://g)\n\n|h|i|\n|-|-|\n|j|<k>|\n\n---\n\n"
    text += "1. l<sub>甲</sub>\n\n```\nm\n```"
    styles = {style for line in layout(text, Options(width=40)).lines for run in line.runs for style in run.style}
    assert styles <= set(STYLE_NAMES)
    assert {"strong", "emph", "strike", "code", "math", "link", "rule", "bullet", "html", "table.header"} <= styles


@pytest.mark.parametrize(("ambiguous", "ascii_only"), [(2, False), (1, True)])
def test_no_glyph_of_ours_is_ambiguous_where_that_is_wide(ambiguous: int, ascii_only: bool) -> None:
    text = (
        "- 甲\n  - 乙\n    - 丙\n\n> 丁\n\n---\n\n|a|b|\n|-|-|\n|c|d|\n\n" + DETAILS + "\n\n```\n" + "x" * 50 + "\n```"
    )
    doc = layout(text, Options(width=40, ambiguous=2 if ambiguous == 2 else 1, ascii=ascii_only))
    ours = {c for line in doc.lines for run in line.runs if run.flow < 0 for c in run.text}
    if ascii_only:
        assert all(map(str.isascii, ours))
    else:
        from paperdeck.tui.typeset.characters import is_ambiguous

        assert not [c for c in ours if is_ambiguous(c)]


def test_ambiguous_characters_take_two_cells_where_the_terminal_says_so() -> None:
    text = "“引号”—→①" * 10
    narrow, wide = (layout(text, Options(width=40, ambiguous=a)) for a in (1, 2))
    assert len(wide.lines) > len(narrow.lines)
    assert all(line.cells <= 40 for line in wide.lines)


def test_punctuation_may_hang() -> None:
    text = "一二三四五六七八九，十一二三四五六七八九十"
    assert look(text, 20) == ["一二三四五六七八九，", "十一二三四五六七八九", "十"]
    hung = "一二三四五六七八九，十一二三四五六七八，九十"
    assert look(hung, 20, hanging=True)[0] == "一二三四五六七八九，"
