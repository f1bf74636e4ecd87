"""The generic reader: papers in Markdown of no known format, and files that are no reports."""

import pytest
from paperdeck.index.model import Report
from paperdeck.index.reports import read

TITLE = "# 每日论文速递 2025-12-27\n\n"


def papers(report: Report) -> list[tuple[str, str, dict[str, str]]]:
    return [(r.paper_id, r.title, {s.key: s.markdown for s in r.sections}) for r in report.readings]


def test_headings_with_a_link_near_are_papers() -> None:
    report = read(
        TITLE
        + "## 1. Foo: Bar\n- **作者**: A, B\n- **链接**: [arXiv](https://arxiv.org/abs/2512.00001)\n\n**摘要**: abc\n\n"
        "### 创新点\n1. a\n\n## 2. Baz\narXiv:2512.00002v1\n\nText.\n\n### 相关论文\n- [Old](https://arxiv.org/abs/2401.00009)\n\n"
        "## 统计\n共2篇\n"
    )
    assert (report.format, report.day, report.problems) == ("generic", "2025-12-27", ())
    assert papers(report) == [
        ("2512.00001", "Foo: Bar", {"abstract": "abc", "innovation": "1. a"}),
        ("2512.00002", "Baz", {"other": "Text.\n\n### 相关论文\n- [Old](https://arxiv.org/abs/2401.00009)"}),
    ]
    assert report.readings[0].authors == ("A", "B")


def test_list_items_with_a_link_are_papers() -> None:
    report = read(
        TITLE + "## CV\n\n- [Foo](https://arxiv.org/abs/2512.00001) - A, B\n  - **摘要**：abc\n  - 备注\n"
        "- **Bar** (https://huggingface.co/papers/2512.00002)\n  一句话总结：y\n\n"
        "## CL\n\n1. Baz qux arXiv:2512.00003\n"
    )
    assert papers(report) == [
        ("2512.00001", "Foo", {"abstract": "abc\n- 备注", "other": "- [Foo](https://arxiv.org/abs/2512.00001) - A, B"}),
        ("2512.00002", "Bar", {"contribution": "y"}),
        ("2512.00003", "Baz qux", {}),
    ]


def test_list_items_beside_headings_are_papers_too() -> None:
    """The day's best under headings, the others in a list; a table of contents and references are no papers."""
    text = """# 论文日报 2025-12-27

- [Denoising Diffusion](https://arxiv.org/abs/2006.11239)
- [Attention](https://arxiv.org/abs/1706.03762)：目录里的一行

## 重点

### Attention Is All You Need
https://arxiv.org/abs/1706.03762

**方法**：自注意力。

- 比较对象：[ConvS2S](https://arxiv.org/abs/1705.03122)

## 其他论文

- [BERT](https://arxiv.org/abs/1810.04805)：双向编码。
- LoRA: Low-Rank Adaptation
  https://arxiv.org/abs/2106.09685
  - 方法：低秩增量。

## 参考

- [Adam](https://arxiv.org/abs/1412.6980)
"""
    assert papers(read(text)) == [
        ("2006.11239", "Denoising Diffusion", {}),
        (
            "1706.03762",
            "Attention Is All You Need",
            {"method": "自注意力。\n\n- 比较对象：[ConvS2S](https://arxiv.org/abs/1705.03122)"},
        ),
        ("1810.04805", "BERT", {"other": "- [BERT](https://arxiv.org/abs/1810.04805)：双向编码。"}),
        ("2106.09685", "LoRA: Low-Rank Adaptation", {"method": "低秩增量。"}),
    ]


def test_one_paper_a_file() -> None:
    report = read(
        "# Attention Is All You Need\n\narXiv: 1706.03762\n\n## 方法\n自注意力\n\n## 结论\n好\n", path="2025/12/27/a.md"
    )
    assert papers(report) == [("1706.03762", "Attention Is All You Need", {"method": "自注意力", "conclusion": "好"})]
    assert report.day == "2025-12-27"


def test_links_below_a_heading_of_their_own() -> None:
    block = "## {t}\n\n### Abstract\nabc\n\n### Links\n[arXiv](https://arxiv.org/abs/2512.0000{n})\n\n"
    report = read("# Daily 2025-12-27\n\n" + block.format(t="Foo", n=1) + block.format(t="Bar", n=2))
    assert [(r.paper_id, r.title) for r in report.readings] == [("2512.00001", "Foo"), ("2512.00002", "Bar")]


def test_votes_and_front_matter() -> None:
    report = read(
        "---\ndate: 2025-12-27\n---\n\n## 🔥 Foo\n\n🔗 https://arxiv.org/abs/2512.00001 👍 12\n\nTL;DR: short\n"
    )
    assert (report.day, report.readings[0].upvotes) == ("2025-12-27", 12)
    assert papers(report) == [("2512.00001", "🔥 Foo", {"contribution": "short"})]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("# My project\n\n[Paper](https://arxiv.org/abs/2512.00001)\n\n## Installation\npip\n\n## License\nMIT\n", ""),
        ("# Foo\n\nhttps://arxiv.org/abs/2512.00001\n", "README.md"),
        ("# 论文周报 2025-12-22 ~ 2025-12-28\n\n## Foo\nhttps://arxiv.org/abs/2512.00001\n", ""),
        ("# Papers of 2025-12-22 to 2025-12-28\n\n## Foo\nhttps://arxiv.org/abs/2512.00001\n", ""),
        ("# Papers\n\n## Foo\nhttps://arxiv.org/abs/2512.00001\n", "2025-W52.md"),
        ("# 目录\n\n- [2025-12-27](2025-12-27.md)\n- [2025-12-26](2025-12-26.md)\n", ""),
        ("# Notes\n\nNothing here.\n", "2025-12-27.md"),
        ('{"id": "2512.00001"}\n', "2025-12-27.json"),
    ],
)
def test_what_is_no_report(text: str, path: str) -> None:
    report = read(text, path=path)
    assert (report.format, report.readings, report.day) == (None, (), "")
    assert len(report.problems) == 1


def test_the_name_of_a_file_does_not_speak_against_a_known_format() -> None:
    text = "## 📄 T\n\n- **链接**: https://huggingface.co/papers/2512.00001\n- **阅读来源**: HTML\n"
    assert read(text, path="README.md").format == "analysis"
