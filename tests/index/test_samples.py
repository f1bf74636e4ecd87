"""The sample library: what a first run shows reads without a problem and is typeset Chinese."""

import re
from pathlib import Path

import pytest
from paperdeck.index import places
from paperdeck.index.model import Reading, Report, is_arxiv_id
from paperdeck.index.reports import read_file

SECTIONS = {
    "analysis": ("domain", "contribution", "usage", "innovation", "results"),
    "digest": ("io", "problem", "method", "abstract"),
}
FILES = sorted(places.samples_dir().glob("*.md"))
HAN = "\u4e00-\u9fff"
LABEL = re.compile(r"^(?:- )?\*\*(?:链接|阅读来源|输入→输出|问题|方案)\*\*:", re.MULTILINE)
NOT_PROSE = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$|```.*?```|`[^`]*`|https?://\S+", re.DOTALL)


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return tuple(read_file(path) for path in FILES)


@pytest.fixture(scope="module")
def readings(reports: tuple[Report, ...]) -> tuple[Reading, ...]:
    return tuple(reading for report in reports for reading in report.readings)


def test_there_are_three_days_in_both_formats_and_nothing_is_odd(reports: tuple[Report, ...]) -> None:
    assert len({report.day for report in reports}) == 3
    assert {report.format for report in reports} == {"analysis", "digest"}
    assert [problem for report in reports for problem in report.problems] == []


def test_every_paper_has_its_sections_and_a_true_kind_of_id(readings: tuple[Reading, ...]) -> None:
    assert len({reading.paper_id for reading in readings}) >= 14
    for reading in readings:
        assert is_arxiv_id(reading.paper_id)
        keys = [section.key for section in reading.sections if section.key != "other"]
        assert tuple(keys) == SECTIONS[reading.format]
        assert all(len(section.markdown) > 15 for section in reading.sections if section.key != "other")


def test_one_paper_is_seen_on_two_days_in_both_formats(readings: tuple[Reading, ...]) -> None:
    seen = [reading for reading in readings if reading.paper_id == "2305.18290"]
    assert {reading.format for reading in seen} == {"analysis", "digest"}
    assert len({reading.day for reading in seen}) == 2
    assert len({reading.title for reading in seen}) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_chinese_has_full_width_punctuation_and_even_spacing(path: Path) -> None:
    text = NOT_PROSE.sub("X", LABEL.sub("", path.read_text(encoding="utf-8")))
    assert re.findall(f"[{HAN}][,;:!?()].{{0,9}}|[,;!?()][{HAN}]", text) == []
    assert re.findall(f"[{HAN}][A-Za-z0-9]+|[A-Za-z0-9]+[{HAN}]", text.replace("℃", "")) == []
    assert re.findall(r"[，。；：！？、] (?=\S)|\S [，。；：！？、]", text) == []
    assert text.count("“") == text.count("”")
    assert text.count("（") == text.count("）")


def test_the_samples_show_what_the_typesetter_can_do() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    for sign in ("|---", "$$", r"\mathcal{L}", "$O(n^2", "```python", "\n  > ", "    *   ", "**，", "`[MASK]`"):
        assert sign in text, sign
