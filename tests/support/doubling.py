"""Inputs that grow: a unit of text, repeated, in one place of one format; and what is done with them."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from paperdeck.index.errors import QueryError
from paperdeck.index.model import Paper, Report
from paperdeck.index.query import parse
from paperdeck.index.reports import read
from paperdeck.index.searchtext import search_text
from paperdeck.tui.tabs import ALL, NOTE, figures, markdown_of, overview
from paperdeck.tui.typeset.document import Document
from paperdeck.tui.typeset.layout import Options, _blocks, layout

CHARACTERS = [*"!\"#$%&'()*+,-./0:;<=>?@[\\]^_`a{|}~ \t\n汉。，：·•…“【（👍📄\u00a0\u3000\u200b\u0301🇨\r\x00"]
SIGNS = "!#$&()*+-.:<=>[\\]_`|~ \t\n1a汉"
PAIRS = ["".join(pair) for pair in product(SIGNS, repeat=2) if pair[0] != pair[1]]
OPENERS = [
    "![", "](", "[a](", "[a]: ", "[x][", "**a", "*a_", "~~a", "__a", "`a", "``a`", "$a", "$$", "\\(", "\\[", "<a",
    "<a ", "</a", "<!--", "-->", "<details>", "</details>", "<summary>", "<summary", "<details>\n", "<summary>\n",
    "<b>", "<a href='", "<?", "<![CDATA[", "&amp;", "&#", "&#x", "http://a", "https://", "http://a ", "arxiv",
    "arxiv:", "arxiv[(", "arxiv.org/abs/", "2512.0000", "2512.00001 ", "2025-12-", "Jan 1", "- ", "- a\n",
    "  - a\n", "> ", "> a\n", "> > ", "1. ", "1. a\n", "1) ", "# ", "# a\n", "## 1. a\n", "```\n", "```", "~~~\n",
    "|-", "| a ", "|a|\n", "|-|\n", "|a|\n|-|\n", "---\n", "===\n", "a\n===\n", "* * ", "- - ", "\n\n", "\n\n- ",
    "\n    ", "a  \n", "a\\\n", "et al", ", and ", ", et al. ", "...", "👍 1", "1,000", "1.000", "(1", "（汉", "汉 a ",
    "a-", "a1", "a.1+", "\\a", "{", "\\frac{", "^{", "a^", "a_", "**问题**: ", "作者：", "第1部分", "1、", "**1", "1**",
    "**a1 ", "<div id=a></div>\n", "- [a](#b) [Total: 1]\n", "### [1] [T](https://arxiv.org/abs/2512.00001)\n",
    "[Back](#", "============\n", "[^a]: ", "[^a]", "\n[a]: b", "$$\na\n$$\n", "\\begin{", "a\u0301", "👨\u200d",
    "“", "a\"", "1 %", "1kg", "- 1 ",
]  # fmt: skip
UNITS = list(dict.fromkeys([*CHARACTERS, *OPENERS, *PAIRS]))

_LINK = "https://huggingface.co/papers/2512.00001"
_ANALYSIS = f"# Hugging Face Daily Papers Report\n\n**Date**: 2025-12-27\n\n## 📄 T\n\n- **链接**: {_LINK}\n"
_DIGEST = "# HF Daily Papers - 2025-12-26\n\nTotal: 1 papers\n\n---\n\n## 1. T\n\n**Upvotes**: 5 | **Authors**: A, B\n\n[HuggingFace](https://huggingface.co/papers/2512.00001)\n"
_DAILY = "<div id=toc></div>\n\n# Table of Contents\n\n- [cs.CV](#cs.CV) [Total: 1]\n"
_PAPER = "### [1] [T](https://arxiv.org/abs/2512.00001)\n*A, B*\n"
PLACES = {
    "title/analysis": "## 📄 T {}\n\n- **链接**: https://huggingface.co/papers/2512.00001\n",
    "title/digest": "# HF Daily Papers - 2025-12-26\n\n## 1. T {}\n\n**Upvotes**: 5\n",
    "title/arxiv-daily": "### [1] [T {}](https://arxiv.org/abs/2512.00001)\n*A, B*\n\nTL;DR: a\n",
    "title/generic": "# Day\n\n## T {}\n\nhttps://arxiv.org/abs/2512.00001\n\ntext\n",
    "item/generic": "# Day\n\n- T {} https://arxiv.org/abs/2512.00001\n",
    "links/analysis": "## 📄 T\n\n- **链接**: {}\n",
    "links/digest": f"{_DIGEST}[arXiv]({{}})\n",
    "links/generic": "# Day\n\n## T\n\nhttps://arxiv.org/abs/2512.00001 {}\n",
    "authors/analysis": f"{_ANALYSIS}- **作者**: A{{}}B\n",
    "authors/digest": "# HF Daily Papers - 2025-12-26\n\n## 1. T\n\n**Upvotes**: 5 | **Authors**: A{}B\n",
    "authors/arxiv-daily": "### [1] [T](https://arxiv.org/abs/2512.00001)\n*A{}B*\n\nTL;DR: a\n",
    "tags/generic": "# Day\n\n## T\n\nhttps://arxiv.org/abs/2512.00001\n\nTags: A{}B\n",
    "votes/digest": "# HF Daily Papers - 2025-12-26\n\n## 1. T\n\n**Upvotes**: {}1 | **Authors**: A\n",
    "label/analysis": f"{_ANALYSIS}\n1. **应用领域{{}}**：a\n",
    "label/digest": f"{_DIGEST}\n**问题{{}}**: a\n",
    "label/arxiv-daily": f"{_PAPER}\nTL;DR{{}}: a\n",
    "heading/analysis": f"{_ANALYSIS}\n### 1. 应用领域 {{}}\na\n",
    "heading/generic": "# Day\n\n## T\n\nhttps://arxiv.org/abs/2512.00001\n\n### Method {}\na\n",
    "body/analysis": f"{_ANALYSIS}\n### 5. **实验效果**\n\n{{}}\n",
    "figures/analysis": f"{_ANALYSIS}\n### 5. **实验效果**\n\n**{{}}1**\n",
    "unclosed/analysis": f"{_ANALYSIS}\n### 5. **实验效果**\n\n**{{}}\n",
    "body/digest": f"{_DIGEST}\n**方案**: {{}}\n",
    "body/arxiv-daily": f"{_PAPER}\nTL;DR: {{}}\n",
    "table/analysis": f"{_ANALYSIS}\n### 5. **实验效果**\n\n| a | b |\n|---|---|\n| {{}} | c |\n",
    "list/analysis": f"{_ANALYSIS}\n### 5. **实验效果**\n\n- {{}}\n",
    "details/digest": f"{_DIGEST}\n<details>\n<summary>Original Abstract</summary>\n\n{{}}\n\n</details>\n",
    "summary/digest": f"{_DIGEST}\n<details>\n<summary>{{}}</summary>\n\na\n\n</details>\n",
    "details/arxiv-daily": f"{_PAPER}\n<details>\n<summary>Details</summary>\nAbstract: {{}}\n</details>\n",
    "toc/arxiv-daily": f"{_DAILY}- [cs.{{}}](#a) [Total: 1]\n\n{_PAPER}\nTL;DR: a\n",
    "head/analysis": "# Hugging Face Daily Papers Report {}\n\n## 📄 T\n\n- **链接**: https://huggingface.co/papers/2512.00001\n",
    "head/none": "{}",
    "note": "",
    "query": "",
}  # fmt: skip


class Case(NamedTuple):
    """A unit in a place."""

    place: str
    unit: str

    def __str__(self) -> str:
        return f"{self.place}-{self.unit!a}"


def cases() -> Iterator[Case]:
    """Every unit in every place."""
    return (Case(place, unit) for place, unit in product(PLACES, UNITS))


def steps(case: Case, size: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is done with the case at a size in characters: each step by name."""
    filling = (case.unit * (size // len(case.unit) + 1))[:size]
    if case.place == "query":
        yield "query", lambda: _parsed(filling)
        return
    note = filling if case.place == "note" else ""
    text = f"{_ANALYSIS}\n**实验效果**：a\n" if note else PLACES[case.place].replace("{}", filling)
    kept: list[Report] = []
    yield "read", lambda: kept.append(read(text))
    if not kept[-1].readings:
        return
    reading = kept[-1].readings[0]
    paper = Paper(reading.paper_id, (reading,), note=note)
    yield "search text", lambda: search_text(paper)
    yield "overview", lambda: (overview(reading), [figures(section.markdown) for section in reading.sections])
    shown = markdown_of(paper, reading, NOTE if note else ALL)
    yield "layout", lambda: fresh(shown, Options(width=80, unfold_all=True))


def fresh(markdown: str, options: Options) -> Document:
    """A layout of which nothing is remembered."""
    _blocks.cache_clear()
    return layout(markdown, options)


def _parsed(text: str) -> object:
    try:
        return parse(text)
    except QueryError as error:
        return error
