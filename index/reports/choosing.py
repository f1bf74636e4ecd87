"""Which of several lines that look like section headings are meant as such: help for the formats."""

from collections.abc import Iterable, Mapping, Sequence

from .headings import Label


def strongest(labels: Iterable[Label], strength: Mapping[int, int]) -> list[Label]:
    """For each key only the labels of its strongest form; `strength` is by line index, 0 is never a section."""
    best: dict[str, int] = {}
    known = [label for label in labels if strength[label.index]]
    for label in known:
        best[label.key] = max(best.get(label.key, 0), strength[label.index])
    return [label for label in known if strength[label.index] == best[label.key]]


def first_of_weak(labels: Iterable[Label], strength: Mapping[int, int], least: int) -> list[Label]:
    """Labels weaker than `least` only where their key comes first: a repeated phrase is running text."""
    seen: set[str] = set()
    kept: list[Label] = []
    for label in labels:
        if strength[label.index] >= least or label.key not in seen:
            kept.append(label)
        seen.add(label.key)
    return kept


def shallow_headings(labels: Sequence[Label], numbers: Mapping[str, int]) -> list[Label]:
    """Headings of one key only at its outermost level, or with the number that the format gives the key."""
    outermost: dict[str, int] = {}
    for label in labels:
        if label.style == "heading":
            outermost[label.key] = min(outermost.get(label.key, 7), label.level)
    return [
        label
        for label in labels
        if label.style != "heading"
        or label.level == outermost[label.key]
        or (label.number is not None and label.number == numbers.get(label.key))
    ]


def numbered_in_order(labels: Iterable[Label], numbers: Mapping[str, int]) -> list[Label]:
    """Numbered lines with the number of their key, or that of the section before plus one: others are list items."""
    last = 0
    kept: list[Label] = []
    for label in labels:
        fits = label.number in (numbers.get(label.key), last + 1) or not last
        if label.style == "numbered" and not fits:
            continue
        kept.append(label)
        last = label.number or last + 1
    return kept
