"""Each format by example: how its papers begin, which lines open sections, what becomes metadata."""

import pytest
from paperdeck.index.model import Reading
from paperdeck.index.reports import read

HEAD = (
    "# Hugging Face Daily Papers Report\n**Date**: 2025-12-27\n"
    "**Source URL**: https://huggingface.co/papers/date/2025-12-27\n\n" + "=" * 60 + "\n\n"
)
PAPER = "## 📄 A Title\n\n- **链接**: https://huggingface.co/papers/2512.00001\n- **阅读来源**: HTML\n\n"
NAMES = ("应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果")
KEYS = ["domain", "contribution", "usage", "innovation", "results"]
DIGEST = "# HF Daily Papers - 2025-12-26\n\nTotal: 1 papers\n\n---\n\n"
ENTRY = (
    "## 1. A Title\n\n**Upvotes**: 51 | **Authors**: Ann Lee, 王小明, Bo...\n\n"
    "[HuggingFace](https://huggingface.co/papers/2512.00001) | [arXiv](https://arxiv.org/abs/2512.00001)\n\n"
)
ABSTRACT = "<details>\n<summary>Original Abstract</summary>\n\nWe show.\n\n</details>\n\n---\n"


def only(text: str) -> Reading:
    (reading,) = read(text).readings
    return reading


def texts(reading: Reading) -> dict[str, str]:
    return {section.key: section.markdown for section in reading.sections}


def five(style: str, body: str = "正文{n}。") -> str:
    return "\n\n".join(f"{style.format(n=n, s=s)}\n{body.format(n=n)}" for n, s in enumerate(NAMES, 1)) + "\n"


class TestAnalysis:
    @pytest.mark.parametrize(
        "style",
        [
            "1. **{s}**：",
            "{n}. **{s}**",
            "## {n}. {s}",
            "### {n}. {s}",
            "### {n}. **{s}**",
            "#### {n}. {s}",
            "##{n}. {s}：",
            "**{n}. {s}**：",
            "**{n}、{s}：**",
            "（{n}）**{s}**",
            "({n}) {s}",
            "第{n}部分：{s}",
            "## 🎯 {s}",
            "🎯 **{s}**",
            "**{s}**:  ",
            "- **{s}**：",
            "• **{s}**：",
            "> **{n}. {s}**：",
            "{n}. **{s}** ：",
            "### {n}. {s} (In English)：",
            "{n}\ufe0f\u20e3 **{s}**",
            "# {s}",
            "【{s}】",
            "__{s}__：",
            "### {n}、{s}",
            "## {n}. {s} ##",
            "## {n}. {s} —— 概述",
            "{n}\\. **{s}**：",
            "{n}.**{s}**：",
            "##\u00a0{n}.\u00a0{s}",
            "\u3000\u3000**{s}**：",
            "\u200b### {n}. {s}",
            "    {n}. **{s}**：",
            "###### {n}）{s}",
        ],
    )
    def test_every_way_to_write_a_heading_opens_the_section(self, style: str) -> None:
        style = "{n}" + style[1:] if style.startswith("1") else style
        reading = only(HEAD + PAPER + five(style))
        assert texts(reading) == {key: f"正文{n}。" for n, key in enumerate(KEYS, 1)}

    def test_text_may_stand_on_the_line_of_the_heading(self) -> None:
        reading = only(HEAD + PAPER + "1. **应用领域**：视觉\n   与语言\n\n### 5. 实验效果：好\n")
        assert texts(reading) == {"domain": "视觉\n与语言", "results": "好"}

    def test_names_may_be_english(self) -> None:
        names = ("Application Domain", "Core Contribution", "Usage Guide", "Key Innovations", "Experimental Results")
        body = "".join(f"### {n}. {name}\nx\n" for n, name in enumerate(names, 1))
        assert list(texts(only(HEAD + PAPER + body))) == KEYS

    def test_metadata(self) -> None:
        reading = only(HEAD + PAPER + five("## {n}. {s}"))
        assert (reading.paper_id, reading.title, reading.source) == ("2512.00001", "A Title", "HTML")
        assert [(link.kind, link.url) for link in reading.links] == [
            ("arxiv", "https://arxiv.org/abs/2512.00001"),
            ("hf", "https://huggingface.co/papers/2512.00001"),
            ("pdf", "https://arxiv.org/pdf/2512.00001"),
        ]

    def test_a_translated_title_can_be_read_and_a_repeated_one_is_not_doubled(self) -> None:
        again = only(HEAD + PAPER + "# A Title\n\n" + five("## {n}. {s}"))
        assert "other" not in texts(again)
        translated = only(HEAD + PAPER + "# A: 一个标题 论文报告\n\n" + five("## {n}. {s}"))
        assert texts(translated)["other"] == "# A: 一个标题 论文报告"

    def test_running_text_and_list_items_open_nothing(self) -> None:
        body = (
            "1. **应用领域**：A\n\n2. **一句话核心贡献**：B\n\n3. **使用指南**：\n"
            "1. **输入**：x\n2. **方法**：z\n**实验效果**的提升\n"
            "*   **实验效果**：内文\n\n4. **主要创新点**：\n"
            "1. **核心贡献**：foo\n2. **实验结果**：bar\n\n5. **实验效果**：\n- E\n"
        )
        found = texts(only(HEAD + PAPER + body))
        assert found["usage"] == "1. **输入**：x\n2. **方法**：z\n**实验效果**的提升\n*   **实验效果**：内文"
        assert found["innovation"] == "1. **核心贡献**：foo\n2. **实验结果**：bar"
        assert found["results"] == "- E"

    def test_deeper_headings_with_section_names_stay_inside(self) -> None:
        body = "## 1. 应用领域\nA\n## 3. 使用指南\n### 方法\nC\n### 实验结果\nD\n## 5. 实验效果\n### 结论\nE\n"
        found = texts(only(HEAD + PAPER + body))
        assert found == {"domain": "A", "usage": "### 方法\nC\n### 实验结果\nD", "results": "### 结论\nE"}

    def test_code_and_details_open_neither_papers_nor_sections(self) -> None:
        quoted = "## 📄 Fake\n\n- **链接**: https://huggingface.co/papers/2401.00001\n\n## 5. 实验效果\n不是\n"
        for opening, closing in (("```", "```"), ("~~~~md", "~~~~"), ("<details><summary>x</summary>", "</details>")):
            body = five("## {n}. {s}").replace("正文3。", f"{opening}\n{quoted}{closing}\n后")
            report = read(HEAD + PAPER + body)
            assert len(report.readings) == 1
            assert report.problems == ()
            found = texts(report.readings[0])
            assert list(found) == KEYS
            assert "Fake" in found["usage"]
            assert found["usage"].endswith("后")

    def test_a_heading_beside_the_sections_that_names_none_goes_to_other(self) -> None:
        found = texts(only(HEAD + PAPER + five("## {n}. {s}") + "## 6. 局限性\n慢\n"))
        assert (found["results"], found["other"]) == ("正文5。", "## 6. 局限性\n慢")

    def test_a_comment_opens_nothing(self) -> None:
        report = read(HEAD + PAPER + "<!--\n## 📄 Fake\n\n## 1. 应用领域\n-->\n" + five("## {n}. {s}"))
        assert report.problems == ()
        assert texts(report.readings[0])["domain"] == "正文1。"

    def test_metadata_below_a_repeated_title_is_read_and_shown(self) -> None:
        reading = only(HEAD + PAPER.replace("\n\n-", "\n\n# 论文报告\n-") + five("## {n}. {s}"))
        assert (reading.paper_id, reading.source) == ("2512.00001", "HTML")
        assert texts(reading)["other"].startswith("# 论文报告\n- **链接**")

    def test_an_answer_wholly_in_a_fence_is_opened(self) -> None:
        found = texts(only(HEAD + PAPER + "```markdown\n" + five("## {n}. {s}") + "```\n"))
        assert list(found) == KEYS

    def test_an_unclosed_fence_ends_with_its_paper(self) -> None:
        second = PAPER.replace("00001", "00002")
        report = read(
            HEAD + PAPER + five("## {n}. {s}") + "```py\nx\n" + "=" * 60 + "\n" + second + five("## {n}. {s}")
        )
        assert [list(texts(r)) for r in report.readings] == [KEYS, KEYS]
        assert [p.line for p in report.problems] == [26]

    def test_a_repeated_section_is_joined_and_told(self) -> None:
        report = read(HEAD + PAPER + five("## {n}. {s}") + "## 5. 实验效果\n又\n")
        assert texts(report.readings[0])["results"] == "正文5。\n\n**5. 实验效果**\n\n又"
        assert [(p.line, "comes again" in p.message) for p in report.problems] == [(26, True)]

    def test_a_missing_or_empty_section_is_told(self) -> None:
        report = read(
            HEAD + PAPER + five("## {n}. {s}").replace("## 2. 一句话核心贡献\n正文2。\n\n", "").replace("正文3。", "")
        )
        assert [(p.line, p.message.split()[1]) for p in report.problems] == [(7, "一句话核心贡献"), (15, "3.")]

    def test_lists_come_to_the_margin_with_their_nesting(self) -> None:
        body = "1. **使用指南**：\n    *   a\n        1.  b\n    *   c\n"
        assert texts(only(HEAD + PAPER + body))["usage"] == "*   a\n    1.  b\n*   c"

    def test_a_paper_without_the_page_sign_is_known_by_its_lines(self) -> None:
        assert only(HEAD + PAPER.replace("📄 ", "") + five("## {n}. {s}")).format == "analysis"

    def test_an_empty_day_is_still_a_report(self) -> None:
        report = read(HEAD)
        assert (report.format, report.day, report.readings, report.problems) == ("analysis", "2025-12-27", (), ())


class TestDigest:
    def test_all_its_parts(self) -> None:
        report = read(
            DIGEST + ENTRY + "**输入→输出**: a\n\n**问题**：b\n\n**方案**: 1. c\n2. d\n3. 实验结果: e\n\n" + ABSTRACT
        )
        assert report.problems == ()
        (reading,) = report.readings
        assert texts(reading) == {
            "io": "a",
            "problem": "b",
            "method": "1. c\n2. d\n3. 实验结果: e",
            "abstract": "We show.",
        }
        assert (reading.upvotes, reading.authors) == (51, ("Ann Lee", "王小明", "Bo"))
        assert [(link.kind, link.label) for link in reading.links] == [
            ("arxiv", "arXiv"),
            ("hf", "HuggingFace"),
            ("pdf", ""),
        ]

    def test_plain_text_without_labels_is_kept(self) -> None:
        report = read(DIGEST + ENTRY + "只是一段话。\n\n" + ABSTRACT)
        assert texts(report.readings[0]) == {"abstract": "We show.", "other": "只是一段话。"}
        assert [p.line for p in report.problems] == [7]

    def test_numbered_headings_in_the_text_are_no_papers(self) -> None:
        body = "**输入→输出**: x\n\n**问题**: y\n\n**方案**: 1. a\n## 2. 训练\n2. b\n### 3. Title\n1. **问题**: c\n\n"
        report = read(DIGEST + ENTRY + body + ABSTRACT)
        assert len(report.readings) == 1
        assert texts(report.readings[0])["method"] == "1. a\n## 2. 训练\n2. b\n### 3. Title\n1. **问题**: c"

    def test_details_that_are_not_closed_end_with_the_paper(self) -> None:
        second = ENTRY.replace("## 1.", "## 2.").replace("00001", "00002")
        report = read(DIGEST + ENTRY + "**问题**: x\n\n" + ABSTRACT.replace("</details>", "") + second + ABSTRACT)
        assert [texts(r)["abstract"] for r in report.readings] == ["We show.", "We show."]
        assert any("<details>" in p.message for p in report.problems)

    def test_details_on_one_line(self) -> None:
        line = "<details><summary>Original Abstract</summary>We show.</details>\n"
        assert texts(only(DIGEST + ENTRY + "**问题**: x\n" + line)) == {"problem": "x", "abstract": "We show."}

    def test_the_announced_number_is_compared(self) -> None:
        report = read(DIGEST.replace("1 papers", "3 papers"))
        assert (report.format, [p.line for p in report.problems]) == ("digest", [1])


class TestArxivDaily:
    HEAD = (
        "<div id=toc></div>\n\n# Table of Contents\n\n- [cs.CV](#cs.CV) [Total: 1]\n- [cs.CL](#cs.CL) [Total: 1]\n\n"
        "<div id='cs.CV'></div>\n\n# cs.CV [[Back]](#toc)\n\n"
    )
    BODY = (
        "### [{n}] [The [best] $f(x)$](https://arxiv.org/abs/2512.0000{n}v2)\n"
        "*Ann Lee,Bo Chen*\n\nMain category: cs.CV\n\n"
        "TL;DR: 短\n\n\n<details>\n  <summary>Details</summary>\nMotivation: 动机\n\nMethod: 方法\n\nResult: 结果\n\n"
        "Conclusion: 结论\n\nAbstract: Background: x\nMethods: y\nConclusion: z\n\n</details>\n\n\n"
    )

    def test_all_its_parts(self) -> None:
        second = "<div id='cs.CL'></div>\n\n# cs.CL [[Back]](#toc)\n\n" + self.BODY.format(n=2)
        report = read(self.HEAD + self.BODY.format(n=1) + second, path="data/2025-12-27.md")
        assert (report.problems, report.day) == ((), "2025-12-27")
        assert [r.paper_id for r in report.readings] == ["2512.00001", "2512.00002"]
        for reading in report.readings:
            assert (reading.title, reading.authors, reading.tags) == (
                "The [best] $f(x)$",
                ("Ann Lee", "Bo Chen"),
                ("cs.CV",),
            )
            assert reading.links[0].url.endswith("v2")
            assert texts(reading) == {
                "domain": "cs.CV",
                "contribution": "短",
                "problem": "动机",
                "method": "方法",
                "results": "结果",
                "conclusion": "结论",
                "abstract": "Background: x\nMethods: y\nConclusion: z",
            }

    def test_the_labels_of_forks(self) -> None:
        text = (
            "### [1] [T](https://arxiv.org/abs/2512.00001)\n> *译名*\n\n*A, B* | **Main category: cs.CV**\n\n"
            "**Keywords:** k1, k2\n\n> **TL;DR:** 短\n\n<details>\n"
            "  <summary>Details</summary>\n\n**Motivation:** 动机\n\n"
            "> **ai_Abstract:** abs\n\n> **摘要翻译:** 译\n\n</details>\n\n[Code](https://github.com/a/b)\n"
        )
        reading = only(text)
        assert (reading.authors, reading.tags) == (("A", "B"), ("cs.CV", "k1", "k2"))
        assert texts(reading) == {
            "domain": "cs.CV",
            "contribution": "短",
            "problem": "动机",
            "abstract": "abs\n\n**摘要翻译**\n\n译",
            "other": "> *译名*",
        }
        assert [link.kind for link in reading.links] == ["arxiv", "hf", "pdf", "other"]

    def test_an_empty_day_is_still_a_report(self) -> None:
        assert read("<div id=toc></div>\n\n# Table of Contents\n\n\n", path="2025-12-27.md").format == "arxiv-daily"


def test_styles_mixed_in_one_file_are_read_paper_by_paper() -> None:
    digest = ENTRY.replace("00001", "00002") + "**输入→输出**: a\n\n" + ABSTRACT
    other = "---\n\n## One More\n\nhttps://arxiv.org/abs/2512.00004\n\n摘要：abc\n"
    arxiv = TestArxivDaily.BODY.format(n=3)
    report = read(HEAD + PAPER + five("## {n}. {s}") + "=" * 60 + "\n\n" + digest + arxiv + other)
    assert [(r.format, r.paper_id) for r in report.readings] == [
        ("analysis", "2512.00001"),
        ("digest", "2512.00002"),
        ("arxiv-daily", "2512.00003"),
        ("generic", "2512.00004"),
    ]
    assert texts(report.readings[3]) == {"abstract": "abc"}
