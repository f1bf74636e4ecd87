"""The generic reader: headings or list items of any Markdown that have an arXiv or Hugging Face papers id near them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import PurePath

from ..patterns import pattern
from .choosing import first_of_weak, strongest
from .dates import in_text, names_a_range
from .headings import Label, label_at
from .identity import arxiv_id, bare_id
from .metadata import is_field
from .scanner import Scan, heading_of
from .titles import opening_text, title_of
from .walk import Rules

_ITEM = pattern(r"( {0,3})(?:[-*+•]|\d{1,4}[.)、．])[ \t]+\S")
_PLURAL = pattern(
    r"周报|每周|本周|上周|一周|月报|每月|本月|年度|weekly|monthly|yearly|annual|week[ _-]?\d|\bw\d\d\b|-w\d\d\b"
    r"|索引|目录|归档|archive|\bindex\b|awesome|readme|changelog|contributing|\btoc\b|table of contents",
    re.IGNORECASE,
)
_MANUAL = pattern(
    r"[^\w]{0,8}(?:install|installation|getting started|quick ?start|license|citation|acknowledge?ments?|contributing"
    r"|安装|快速开始|许可证|引用|致谢|环境配置|requirements)",
    re.IGNORECASE,
)
_ASIDE = pattern(
    r"[^\w]{0,8}(?:links?|references?|related|resources?|toc|contents?|overview|statistics|summary|further reading"
    r"|see also|bibliography|链接|参考|相关|资源|目录|总结|总览|统计|概览|导读|延伸阅读|扩展阅读|引用文献)",
    re.IGNORECASE,
)
_DAILY = pattern(r"[^\w]{0,8}(?:每日|今日|日报|daily|today)", re.IGNORECASE)
_LABELS_OF_LINKS = frozenset(
    (
        "arxiv",
        "pdf",
        "hf",
        "huggingface",
        "hugging face",
        "paper",
        "code",
        "link",
        "abs",
        "html",
        "链接",
        "论文",
        "原文",
    )
)
_REGION = 40


def ids_of(lines: Sequence[str]) -> list[str]:
    """The arXiv id that each line names, "" for most."""
    return [_id_in(line) for line in lines]


def _id_in(line: str) -> str:
    if "://" in line or "xiv" in line or "Xiv" in line or "XIV" in line:
        return arxiv_id(line)
    return bare_id(line) if len(line) < 200 and "." in line and (_ITEM.match(line) or line.lstrip()[:1] == "#") else ""


def find_generic(lines: Sequence[str], found: Scan) -> tuple[list[int], list[int]]:
    """The lines that open papers, and those after which a paper cannot go on; ([], []) where there are none.

    Papers are headings of one level with the list items beside them, or list items alone.
    """
    ids = ids_of(lines)
    headings = [
        (index, *heading)
        for index, line in enumerate(lines)
        if "#" in line[:4] and found.open_line(index) and (heading := heading_of(line))
    ]
    items = _items(lines, found, ids)
    headed = _near(headings, lines, ids, items)
    starts = sorted(headed) or sorted(items) or _below(headings, ids)
    stops = _ends(lines, found, starts) if starts else []
    if headed:
        beside = list(_beside(headings, items, starts, stops))
        told = [item for item in beside if items[item] in headed.values()]
        starts = sorted({*starts, *beside}.difference(told))
        stops = sorted({*stops, *told})
    return starts, stops


def _ends(lines: Sequence[str], found: Scan, starts: Sequence[int]) -> list[int]:
    """The headings after which a paper's block cannot go on: as high as the papers' own, and no section's."""
    level = max((h[0] for start in starts if (h := heading_of(lines[start]))), default=6)
    return [
        index
        for index, line in enumerate(lines)
        if "#" in line[:4]
        and found.open_line(index)
        and (heading := heading_of(line))
        and heading[0] <= level
        and label_at(0, line) is None
    ]


def is_collection(lines: Sequence[str], path: str) -> bool:
    """Whether a file without a known format is a weekly summary, an index or a README, by title, headings and name."""
    headings = [heading[1] for line in lines if "#" in line[:4] and (heading := heading_of(line))]
    first = headings[0] if headings else next((line for line in lines if line.strip()), "")
    if _PLURAL.search(first[:300]) or names_a_range(first) or _PLURAL.search(PurePath(path.replace("\\", "/")).stem):
        return True
    return sum(_MANUAL.match(text) is not None for text in headings) >= 2


def _is_paper_name(text: str, line: str) -> bool:
    """Whether a heading may be a paper's title: no section, no list of links, no heading of a whole day."""
    if in_text(text) or _DAILY.match(text):
        return False
    return bool(text) and label_at(0, line) is None and not (_ASIDE.match(text) and len(text) < 24)


def _near(
    headings: Sequence[tuple[int, int, str]], lines: Sequence[str], ids: Sequence[str], items: Container[int]
) -> dict[int, str]:
    """Headings, with their ids, of the level at which most have one on their line or before the next heading."""
    known: dict[int, dict[int, str]] = {}
    for turn, (index, level, text) in enumerate(headings):
        until = headings[turn + 1][0] if turn + 1 < len(headings) else len(lines)
        near = ids[index]
        for at in range(index + 1, min(until, index + _REGION)):
            if near or at in items:
                break
            near = ids[at]
        if near and _is_paper_name(opening_text(lines[index]) or text, lines[index]):
            known.setdefault(level, {})[index] = near
    if not known:
        return {}
    return known[max(known, key=lambda level: (len(set(known[level].values())), -level))]


def _beside(
    headings: Sequence[tuple[int, int, str]], items: Iterable[int], starts: Sequence[int], stops: Sequence[int]
) -> Iterator[int]:
    """The list items that are in no headed paper's block, nor under an aside."""
    opened = set(starts)
    edges = sorted(opened.union(stops))
    aside = {index: _ASIDE.match(text) is not None for index, _level, text in headings}
    places = list(aside)
    for item in items:
        edge, heading = bisect_left(edges, item) - 1, bisect_left(places, item) - 1
        if not (edge >= 0 and edges[edge] in opened) and not (heading >= 0 and aside[places[heading]]):
            yield item


def _below(headings: Sequence[tuple[int, int, str]], ids: Sequence[str]) -> list[int]:
    """Headings of the level at which most have an id anywhere below them, their sub-headings included."""
    at = [index for index, found in enumerate(ids) if found]
    counts: Counter[int] = Counter()
    owners: dict[int, list[int]] = {}
    trail: list[tuple[int, int, str]] = []
    turn = 0
    for number in at:
        while turn < len(headings) and headings[turn][0] <= number:
            trail = [*(h for h in trail if h[1] < headings[turn][1]), headings[turn]]
            turn += 1
        for index, level, text in trail:
            if (
                not _ASIDE.match(text)
                and not in_text(text)
                and not _DAILY.match(text)
                and owners.get(level, [-1])[-1] != index
            ):
                owners.setdefault(level, []).append(index)
                counts[level] += 1
    if not counts:
        return []
    return owners[max(counts, key=lambda level: (counts[level], -level))]


def _items(lines: Sequence[str], found: Scan, ids: Sequence[str]) -> dict[int, str]:
    """Outermost list items with a title of their own, and the id on their line or on the indented lines below."""
    items: dict[int, str] = {}
    open_item = -1
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if not found.open_line(index):
            continue
        if _ITEM.match(line):
            open_item = index if _has_title(line) else -1
        elif line[0] not in " \t":
            open_item = -1
        if open_item >= 0 and ids[index]:
            items[open_item] = ids[index]
            open_item = -1
    return items


def _has_title(line: str) -> bool:
    """Whether a list item begins with a title, not with a label or a mere link."""
    if is_field(line) or label_at(0, line):
        return False
    title = title_of(line)
    return len(title.text) > 1 and title.text.casefold() not in _LABELS_OF_LINKS and "://" not in title.text


def _strength(label: Label) -> int:
    """How surely a label opens a section here: 4 surely, 0 not at all."""
    if label.style == "heading":
        return 4
    if label.indent > 3:
        return 0
    if label.style in ("bold", "bullet", "numbered"):
        return 3 if label.colon or label.style == "bold" else (2 if label.certain else 0)
    return 1 if label.certain or label.key in ("abstract", "conclusion", "method", "problem") else 0


def _choose(labels: Sequence[Label], found: Scan) -> list[Label]:
    """The labels of sections, each key in its strongest form only; a repeated phrase that is no heading is text."""
    usable = [label for label in labels if not (found.inside[label.index] and label.style == "heading")]
    strength = {label.index: _strength(label) for label in usable}
    return first_of_weak(strongest(usable, strength), strength, 4)


RULES = Rules("generic", _choose, anywhere=True)
