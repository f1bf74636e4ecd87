"""The `analysis` format: `## 📄 Title`, a link, and five sections that a language model headed as it liked."""

import re
from collections.abc import Sequence

from ..patterns import pattern
from .choosing import first_of_weak, numbered_in_order, shallow_headings, strongest
from .headings import Label
from .scanner import Scan, heading_of
from .walk import Rules

NUMBERS = {"domain": 1, "contribution": 2, "usage": 3, "innovation": 4, "results": 5}
_NAMES = (
    ("domain", "应用领域"),
    ("contribution", "一句话核心贡献"),
    ("usage", "使用指南"),
    ("innovation", "主要创新点"),
    ("results", "实验效果"),
)
_PAGE = pattern(r"[ \t]{0,3}#{1,6}[ \t]*(?:[*_]{2}[ \t]*)?(?:📄|📃|📑)")
_META = pattern(r"[ \t]*(?:[-*+•][ \t]+)?(?:\*\*)?阅读来源(?:\*\*)?[ \t]*[:：]")
_HEAD = pattern(r"#[ \t]*Hugging[ \t]?Face[ \t]+Daily[ \t]+Papers[ \t]+Report", re.IGNORECASE)
_NEAR = 4


def opens_analysis(lines: Sequence[str], index: int) -> bool:
    """Whether a paper of this format begins on the line: a heading with the page sign, or with 阅读来源 below."""
    line = lines[index]
    if _PAGE.match(line):
        return True
    heading = heading_of(line)
    if heading is None or heading[0] > 3:
        return False
    near = [text for text in lines[index + 1 : index + 1 + 2 * _NEAR] if text.strip()][:_NEAR]
    return any(_META.match(text) for text in near)


def has_page_sign(line: str) -> bool:
    """Whether the heading carries the sign that this format puts before a paper's title."""
    return _PAGE.match(line) is not None


def is_analysis_head(lines: Sequence[str]) -> bool:
    """Whether the first lines of a file are those of such a report, even if it holds no paper."""
    return any(_HEAD.match(line) for line in lines) or any(
        line.startswith("**Source URL**") and "huggingface.co/papers" in line for line in lines
    )


def _strength(label: Label) -> int:
    """How surely a label opens a section here: 4 surely, 0 not at all."""
    main = label.key in NUMBERS
    if label.style == "heading":
        return 4 if main else 3
    if not main:
        return 0
    if label.indent > 3:
        return 1 if label.style == "numbered" and label.certain else 0
    if label.style == "numbered":
        return 4
    if not label.certain:
        return 0
    return {"bold": 3, "bullet": 2, "plain": 1}[label.style]


def _choose(labels: Sequence[Label], found: Scan) -> list[Label]:
    """The headings of sections: by strength of form, never inside details, other names only on the same level."""
    outside = [label for label in labels if not found.inside[label.index]]
    strength = {label.index: _strength(label) for label in outside}
    kept = strongest(outside, strength)
    kept = shallow_headings(kept, NUMBERS)
    kept = numbered_in_order(kept, NUMBERS)
    levels = [label.level for label in kept if label.style == "heading" and label.key in NUMBERS]
    deepest = max(levels, default=6)
    kept = [label for label in kept if label.key in NUMBERS or label.level <= deepest]
    return first_of_weak(kept, strength, 4)


RULES = Rules("analysis", _choose, _NAMES)
