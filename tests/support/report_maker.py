"""Reports made from a seed, in every format and heading style, with the truth about each paper beside them.

`make_report(seed, format, papers)` gives only the text; `make(...)` gives the text and what a reader must find in it.
Every sentence holds a mark of its own (`k12k`), numbered through the report in the order of writing.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

FORMATS = ("analysis", "digest", "arxiv-daily", "generic")
SECTIONS = (
    ("domain", "应用领域", "Application Domain"),
    ("contribution", "一句话核心贡献", "Core Contribution"),
    ("usage", "使用指南", "Usage Guide"),
    ("innovation", "主要创新点", "Key Innovations"),
    ("results", "实验效果", "Experimental Results"),
)
_FIVE = (("problem", "Motivation"), ("method", "Method"), ("results", "Result"), ("conclusion", "Conclusion"))
_FOUR = (("method", "方法"), ("results", "Results"), ("abstract", "摘要"), ("problem", "动机"))
_HAN = [
    "模型",
    "推理",
    "视觉",
    "语言",
    "注意力",
    "机制",
    "数据集",
    "训练",
    "微调",
    "检索",
    "生成",
    "扩散",
    "对齐",
    "奖励",
    "强化",
    "学习",
    "智能体",
    "视频",
    "基准",
    "评测",
]
_LATIN = [
    "Transformer",
    "RAG",
    "LoRA",
    "GPT-5",
    "Qwen2.5-VL",
    "SOTA",
    "CNN",
    "PPO",
    "7B",
    "30B-A3B",
    "F1",
    "8.7%",
    "FID",
]
_NAMES = ["Lin Wei", "Ada Stone", "Émile Roux", "José Núñez", "王小明", "Kenji Ōta", "Sofia Maria Rossi", "J. R. Doe"]
_CHINESE_NUMBERS = "一二三四五"


@dataclass
class MadePaper:
    """What the report says of one paper: marks of the sentences of each section, in order."""

    id: str
    title: str
    format: str
    authors: tuple[str, ...] = ()
    upvotes: int | None = None
    source: str = ""
    marks: dict[str, list[int]] = field(default_factory=dict[str, list[int]])


@dataclass
class Made:
    """A report and the truth about it."""

    text: str
    papers: list[MadePaper]
    day: str
    format: str


class _Writer:
    """Writes sentences and remembers which mark went to which section of the paper at hand."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0
        self.paper = MadePaper("", "", "")

    def words(self, least: int, most: int) -> str:
        pool = _HAN * 3 + _LATIN
        return "".join(self.random.choice(pool) for _ in range(self.random.randint(least, most)))

    def sentence(self, key: str) -> str:
        self.count += 1
        self.paper.marks.setdefault(key, []).append(self.count)
        bold = self.random.random() < 0.2
        inner = self.words(2, 8)
        return f"{self.words(2, 6)}{f'**{inner}**' if bold else inner} k{self.count}k。"

    def start(self, number: int, kind: str) -> MadePaper:
        title = " ".join(self.random.choice(("Deep", "Latent", "Visual", "Agent", "Fast", "Robust")) for _ in range(3))
        self.paper = MadePaper(f"2512.{number:05d}", f"{title} {self.words(1, 2)}: A Study", kind)
        return self.paper

    def body(self, key: str, indent: int, *, tricky: bool = True) -> list[str]:
        """Lines of a section at an indentation, with the traps that real sections hold."""
        pad = " " * indent
        kinds: list[Callable[[], list[str]]] = [
            lambda: [pad + self.sentence(key), pad + self.sentence(key)],
            lambda: [f"{pad}*   **{self.words(1, 2)}**：{self.sentence(key)}" for _ in range(3)],
            lambda: [
                f"{pad}*   {self.sentence(key)}",
                *(f"{pad}{' ' * self.random.choice((2, 3, 4))}1.  {self.sentence(key)}" for _ in range(2)),
            ],
            lambda: [f"{pad}{n}.  **{self.words(1, 2)}**：{self.sentence(key)}" for n in (1, 2)],
            lambda: [f"{pad}| 指标 | F1 |", f"{pad}| --- | --- |", f"{pad}| {self.sentence(key)} | 8.7 |"],
        ]
        if tricky:
            kinds += [
                lambda: [f"{pad}**应用领域**的{self.sentence(key)}"],
                lambda: [f"{pad}*   **输入**：{self.sentence(key)}", f"{pad}*   **输出**：{self.sentence(key)}"],
                lambda: [
                    f"{pad}```markdown",
                    f"{pad}## 📄 Not a paper",
                    f"{pad}## 5. 实验效果",
                    f"{pad}### [3] [No](https://arxiv.org/abs/2401.00001)",
                    pad + self.sentence(key),
                    f"{pad}```",
                ],
                lambda: [f"{pad}在**实验效果**：{self.sentence(key)}"],
            ]
        lines: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            lines += self.random.choice(kinds)()
            lines += [""] * self.random.randint(0, 1)
        return lines


_STRONG: list[Callable[[int, str], str]] = [
    lambda n, name: f"{n}. **{name}**：",
    lambda n, name: f"{n}. **{name}**",
    lambda n, name: f"## {n}. {name}",
    lambda n, name: f"### {n}. {name}",
    lambda n, name: f"### {n}. **{name}**",
    lambda n, name: f"#### {n}. {name}",
    lambda n, name: f"## {n}. {name}：",
    lambda n, name: f"### {n}、{name}",
    lambda n, name: f"{n}、**{name}**：",
    lambda n, name: f"**{n}. {name}**：",
    lambda n, name: f"**{n}. {name}：**",
    lambda n, name: f"（{n}）**{name}**：",
    lambda n, name: f"{_CHINESE_NUMBERS[n - 1]}、{name}",
    lambda n, name: f"## {_CHINESE_NUMBERS[n - 1]}、{name}",
    lambda n, name: f"##{n}. {name}",
    lambda _n, name: f"## 🎯 {name}",
    lambda _n, name: f"## {name}",
    lambda n, name: f"### {n}\ufe0f\u20e3 {name}",
]
_WEAK: list[Callable[[int, str], str]] = [
    lambda _n, name: f"**{name}**：",
    lambda _n, name: f"**{name}**: ",
    lambda _n, name: f"**{name}**",
    lambda _n, name: f"- **{name}**：",
    lambda _n, name: f"*   **{name}**:",
    lambda _n, name: f"• **{name}**：",
    lambda _n, name: f"【{name}】",
]


def make_report(seed: int, format: str = "analysis", papers: int = 3, day: str = "2025-12-27") -> str:  # noqa: A002
    """The text of a report: the same for the same arguments."""
    return make(seed, format, papers, day).text


def make(seed: int, format: str = "analysis", papers: int = 3, day: str = "2025-12-27") -> Made:  # noqa: A002
    """A report and the truth about it; `format` may be "mixed", which writes each paper in a format of its own."""
    writer = _Writer(seed)
    writers = {"analysis": _analysis, "digest": _digest, "arxiv-daily": _arxiv_daily, "generic": _generic}
    made: list[MadePaper] = []
    parts = [_head("analysis" if format == "mixed" else format, day, papers)]
    for number in range(1, papers + 1):
        kind = writer.random.choice(("analysis", "digest", "arxiv-daily")) if format == "mixed" else format
        made.append(writer.start(number + seed % 1000 * 10, kind))
        parts.append(writers[kind](writer, number))
    return Made("\n".join(parts), made, day, format)


def _head(kind: str, day: str, papers: int) -> str:
    return {
        "analysis": "# Hugging Face Daily Papers Report\n"
        f"**Date**: {day}\n**Source URL**: https://huggingface.co/papers/date/{day}\n\n{'=' * 60}\n",
        "digest": f"# HF Daily Papers - {day}\n\nTotal: {papers} papers\n\n---\n",
        "arxiv-daily": f"<div id=toc></div>\n\n# Table of Contents {day}\n\n- [cs.CV](#cs.CV) [Total: {papers}]\n\n\n"
        "<div id='cs.CV'></div>\n\n# cs.CV [[Back]](#toc)\n",
        "generic": f"# 每日论文 {day}\n\n共 {papers} 篇\n",
    }[kind]


def _analysis(writer: _Writer, _number: int) -> str:
    paper, pick = writer.paper, writer.random
    paper.source = pick.choice(("HTML", "ArXiv Abs"))
    lines = [
        f"##{pick.choice((' 📄 ', ' 📄', ' 📄  '))}{paper.title}",
        "",
        f"- **链接**: https://huggingface.co/papers/{paper.id}",
        f"- **阅读来源**: {paper.source}",
        "",
    ]
    again = pick.choice(("", paper.title, f"论文阅读报告：{paper.title}", f"{paper.title} 论文报告", "translated"))
    if again == "translated":
        again = writer.sentence("other")
    if again:
        lines += [f"{'#' * pick.randint(1, 3)} {again}", ""]
    if pick.random() < 0.2:
        lines += [f"好的，以下是报告：{writer.sentence('other')}", ""]
    weak = pick.choice(_WEAK) if pick.random() < 0.25 else None
    english = pick.random() < 0.15
    order = list(enumerate(SECTIONS, 1))
    if pick.random() < 0.3:
        pick.shuffle(order)
    for number, (key, name, translated) in order:
        style = weak or pick.choice(_STRONG)
        heading = style(number, translated if english else name)
        # With text after it on the line, a name needs the colon to be more than running text.
        if heading.rstrip().endswith(("：", ":", "：**")) and pick.random() < 0.5:
            lines.append(f"{heading.rstrip()}{writer.sentence(key)}")
            lines += writer.body(key, pick.choice((0, 2, 3, 4)), tricky=not weak)
        else:
            lines += [heading.rstrip(), *[""] * pick.randint(0, 1)]
            lines += writer.body(key, pick.choice((0, 3)), tricky=not weak)
        lines.append("")
    return "\n".join([*lines, "", "=" * 60, ""])


def _digest(writer: _Writer, number: int) -> str:
    paper, pick = writer.paper, writer.random
    paper.upvotes = pick.randint(0, 400)
    paper.authors = tuple(pick.sample(_NAMES, pick.randint(1, 4)))
    lines = [
        f"## {number}. {paper.title}",
        "",
        f"**Upvotes**: {paper.upvotes} | **Authors**: {', '.join(paper.authors)}{pick.choice(('', '...'))}",
        "",
        f"[HuggingFace](https://huggingface.co/papers/{paper.id}) | [arXiv](https://arxiv.org/abs/{paper.id})",
        "",
    ]
    style = pick.choice(("labels", "labels", "labels", "plain", "missing"))
    if style == "plain":
        lines += [writer.sentence("other"), ""]
    else:
        for key, name in (("io", "输入→输出"), ("problem", "问题"), ("method", "方案")):
            if style == "missing" and key == "problem":
                continue
            colon = pick.choice((": ", "：", ":"))
            lines.append(f"**{name}**{colon}1. {writer.words(1, 1)}: {writer.sentence(key)}")
            if key == "method":
                steps = ("训练", "实验结果", "推理流程")
                lines += [f"{n}. {pick.choice(steps)}: {writer.sentence(key)}" for n in (2, 3)]
            lines.append("")
    abstract = [writer.sentence("abstract"), f"## 1. {writer.sentence('abstract')}"]
    lines += ["<details>", "<summary>Original Abstract</summary>", "", *abstract, "", "</details>", "", "---", ""]
    return "\n".join(lines)


def _arxiv_daily(writer: _Writer, number: int) -> str:
    paper, pick = writer.paper, writer.random
    paper.authors = tuple(pick.sample(_NAMES, pick.randint(1, 4)))
    say = writer.sentence
    bold = pick.random() < 0.3
    label: Callable[[str], str] = (lambda name: f"**{name}:**") if bold else (lambda name: f"{name}:")
    lines = [f"### [{number}] [{paper.title}](https://arxiv.org/abs/{paper.id})", f"*{','.join(paper.authors)}*", ""]
    lines += [
        f"Main category: {say('domain')}",
        "",
        f"{'> ' if bold else ''}{label('TL;DR')} {say('contribution')}",
        "",
    ]
    lines += ["", "<details>", "  <summary>Details</summary>"]
    for key, name in _FIVE:
        lines += [f"{label(name)} {say(key)}", ""]
    lines += [f"{label('Abstract')} {say('abstract')}", say("abstract"), f"Results: {say('abstract')}", ""]
    lines += ["</details>", "", f"[PDF](https://arxiv.org/pdf/{paper.id})", "", ""]
    return "\n".join(lines)


def _generic(writer: _Writer, number: int) -> str:
    paper, pick = writer.paper, writer.random
    paper.authors = tuple(pick.sample(_NAMES, pick.randint(1, 3)))
    number_sign = pick.choice(("", f"{number}. "))
    lines = [f"## {number_sign}{paper.title}", "", f"- 作者：{'、'.join(paper.authors)}"]
    lines += [f"- arXiv: [{paper.id}](https://arxiv.org/abs/{paper.id}v2)", "", writer.sentence("other"), ""]
    for key, name in pick.sample(_FOUR, 3):
        form = pick.choice(("### {}", "**{}**：", "- **{}**: "))
        lines += [form.format(name) + ("" if form.startswith("#") else writer.sentence(key)), writer.sentence(key), ""]
    return "\n".join(lines)
