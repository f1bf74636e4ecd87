"""The `digest` format: `## N. Title`, upvotes and authors, three bold labels, the abstract in details."""

import re
from collections.abc import Sequence

from ..patterns import pattern
from .choosing import first_of_weak, strongest
from .headings import Label, label_at
from .scanner import Scan, after_rule, heading_of
from .walk import Rules

_KEYS = ("io", "problem", "method")
_NAMES = (("io", "输入→输出"), ("problem", "问题"), ("method", "方案"), ("abstract", "Original Abstract"))
_NUMBERED = pattern(r"[ \t]{0,3}#{1,4}[ \t]*\d{1,4}[.、．)）](?!\d)[ \t]*\S")
_VOTES = pattern(r"(?:\*\*)?(?:Upvotes|点赞)(?:\*\*)?[ \t]*[:：]", re.IGNORECASE)
_LINKS = pattern(r"\[(?:🤗[ \t]*)?Hugging[ ]?Face\]\(http", re.IGNORECASE)
_HEAD = pattern(r"#[ \t]*(?:HF|Hugging[ ]?Face)[ \t]+(?:Daily[ \t]+)?Papers?\b(?!.{0,40}Report)", re.IGNORECASE)
_TOTAL = pattern(r"[ \t*]*(?:Total|共|总计|论文数)[ \t*:：]{0,12}(\d{1,5})[ \t]*(?:papers?|篇)", re.IGNORECASE)
_OWN = frozenset(("问题", "方案"))
_NEAR = 12


def opens_digest(lines: Sequence[str], index: int) -> bool:
    """Whether a paper of this format begins on the line: a numbered heading, then votes, links, a label or details."""
    if not _NUMBERED.match(lines[index]):
        return False
    weak = not _is_section(lines[index]) and after_rule(lines, index)
    seen = 0
    for line in lines[index + 1 : index + 1 + 2 * _NEAR]:
        text = line.strip()
        if not text:
            continue
        if text.startswith("#"):
            return False
        if _VOTES.match(text) or _LINKS.match(text):
            return True
        if text.startswith("<details"):
            return weak
        label = label_at(0, line) if text.startswith("**") else None
        if label and (label.key == "io" or label.title in _OWN):
            return weak
        seen += 1
        if seen == _NEAR:
            break
    return False


def continues_digest(lines: Sequence[str], index: int, level: int) -> bool:
    """Whether, in a file known to be a digest, a paper without any of its usual lines begins here, after a rule."""
    heading = heading_of(lines[index])
    if heading is None or heading[0] != level or not _NUMBERED.match(lines[index]) or _is_section(lines[index]):
        return False
    return after_rule(lines, index)


def _is_section(line: str) -> bool:
    """Whether a numbered heading is one of a section (`## 1. 应用领域`), not a paper's."""
    return label_at(0, line) is not None


def is_digest_head(lines: Sequence[str]) -> bool:
    """Whether the first lines of a file are those of a digest, even if it holds no paper."""
    return any(_HEAD.match(line) for line in lines)


def announced_total(lines: Sequence[str]) -> int | None:
    """How many papers the head announces (`Total: 3 papers`), or None."""
    match = next((m for line in lines if (m := _TOTAL.match(line[:200]))), None)
    return int(match[1]) if match else None


def _strength(label: Label) -> int:
    """How surely a label opens a section here: 4 surely, 0 not at all; numbered lines belong to the text of 方案."""
    if label.style == "heading":
        return 4
    if label.indent > 3:
        return 0
    if label.style == "bold" and label.number is None:
        return 4
    if label.style == "bullet":
        return 3 if label.key in _KEYS and label.number is None else 0
    if label.style == "numbered":
        return 1 if label.key in _KEYS and label.bold else 0
    return 1 if label.key in _KEYS or label.certain else 0


def _choose(labels: Sequence[Label], found: Scan) -> list[Label]:
    """The labels of sections; in details only bold ones, and none in the abstract's."""
    named = _named_details(found)
    usable = [
        label for label in labels if not (found.inside[label.index] and (label.style != "bold" or label.index in named))
    ]
    strength = {label.index: _strength(label) for label in usable}
    return first_of_weak(strongest(usable, strength), strength, 3)


def _named_details(found: Scan) -> set[int]:
    """Indices of lines in details that hold the abstract."""
    named: set[int] = set()
    holding = False
    for index, line in enumerate(found.lines):
        if not found.inside[index] and "<summary" not in line:
            holding = False
        if "<summary" in line:
            holding = "abstract" in line.lower() or "摘要" in line
        if holding:
            named.add(index)
    return named


RULES = Rules("digest", _choose, _NAMES, ruled=True)
