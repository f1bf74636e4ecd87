"""The breaker without tailoring, against Unicode's test and uniseg; the tailoring, against the rules of CLREQ."""

import lzma
import random
import tracemalloc
from itertools import accumulate
from pathlib import Path

import pytest
from paperdeck.tui.typeset.breaking import opportunities
from paperdeck.tui.typeset.tailoring import NEVER_FIRST, NEVER_LAST, NORMAL, levels
from uniseg.linebreak import line_break_units

DATA = Path(__file__).parents[2] / "data" / "LineBreakTest-17.0.0.txt.xz"

EXCEPTIONS: dict[str, str] = {}
"""Lines of LineBreakTest.txt that come out otherwise, with the rule that causes it. There is none."""


def unicode_cases() -> list[tuple[str, str, list[bool]]]:
    """Each line of the test with its text and whether a break is allowed before each character and at the end."""
    cases: list[tuple[str, str, list[bool]]] = []
    for line in lzma.decompress(DATA.read_bytes()).decode().splitlines():
        if line.startswith("#"):
            continue
        fields = line.split()
        text = "".join(chr(int(field, 16)) for field in fields if field not in "×÷")
        cases.append((line.strip(), text, [field == "÷" for field in fields if field in "×÷"]))
    return cases


def test_the_test_of_unicode_passes_whole() -> None:
    cases = unicode_cases()
    assert len(cases) > 19_000
    wrong = [line for line, text, wanted in cases if list(map(bool, opportunities(text))) != wanted]
    assert [line for line in wrong if line not in EXCEPTIONS] == []
    assert len(EXCEPTIONS) <= 0.005 * len(cases)


KINDS = (
    "汉字文章的内容",
    "abcXYZ",
    "0123456789",
    "，。、；：？！",
    "（）「」【】《》",
    "()[]{}",
    ".,;:!?",
    "-/%$+",
    "     ",
    "éüßабвαβγ",
    "あいうえおアイ",
    "한국어",
    "·…→×",
)


def test_random_mixed_text_breaks_as_uniseg_has_it() -> None:
    chance = random.Random(20251225)
    differing: list[str] = []
    total = 800
    for _number in range(total):
        text = "".join(chance.choice(chance.choice(KINDS)) for _place in range(chance.randint(2, 40)))
        ends = [0]
        for unit in line_break_units(text):
            ends.append(ends[-1] + len(unit))
        ours = [place for place, verdict in enumerate(opportunities(text)) if verdict]
        if ours != ends[1:]:
            differing.append(text)
    assert len(differing) <= 0.005 * total, differing[:5]


def test_long_runs_break_as_uniseg_has_it() -> None:
    text = "".join(part * length for length in (1, 39, 40, 41, 42, 200) for part in ("字", "a", "，", "0", "é ", "“"))
    ends = list(accumulate(map(len, line_break_units(text))))
    assert [place for place, verdict in enumerate(opportunities(text)) if verdict] == ends


def places(text: str) -> list[str]:
    """The text cut at its normal places."""
    marks = [place for place, level in enumerate(levels(text)) if level == NORMAL]
    return [text[a:b] for a, b in zip([0, *marks], [*marks, len(text)], strict=True)]


@pytest.mark.parametrize("mark", NEVER_FIRST)
def test_no_line_begins_with(mark: str) -> None:
    for before in ("字", "字 ", "a", "a ", "9 ", "）", "”"):
        assert levels(f"{before}{mark}字")[len(before)] == 0


@pytest.mark.parametrize("mark", NEVER_LAST)
def test_no_line_ends_with(mark: str) -> None:
    for after in ("字", " 字", "a", "《", "9"):
        assert levels(f"字{mark}{after}")[2 + after.startswith(" ")] == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("中文text中文", ["中", "文", "text", "中", "文"]),
        ("他说“你好”。", ["他", "说", "“你", "好”。"]),
        ("don’t stop", ["don’t ", "stop"]),
        ('用"引号"写', ["用", '"引', '号"', "写"]),
        ("共 100 GB 内存", ["共 ", "100 GB ", "内", "存"]),
        ("提升 3.5% 左右", ["提", "升 ", "3.5% ", "左", "右"]),
        ("约50万篇", ["约", "50万", "篇"]),
        ("误差 ± 0.5 点", ["误", "差 ", "± 0.5 点"]),
        ("破折——号", ["破", "折——", "号"]),
        ("端到端（End-to-End）的", ["端", "到", "端", "（End-to-End）", "的"]),
        ("见 https://a.org/b-c/d。好", ["见 ", "https://a.org/b-c/d。", "好"]),
        ("输入/输出", ["输", "入/", "输", "出"]),
    ],
)
def test_places_to_break(text: str, parts: list[str]) -> None:
    assert places(text) == parts


def test_nothing_of_a_gigantic_text_is_kept() -> None:
    """What was judged once is remembered, as it comes again; but not forty thousand marks in a row."""
    opportunities("。")
    tracemalloc.start()
    for number in range(5):
        opportunities("。，" * 20_000 + "，" * number)
    kept, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 100_000
