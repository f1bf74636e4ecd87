"""The parts of a block put together: texts of one key joined, lists moved to the margin, nothing left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Section
from .scanner import is_rule


@dataclass(slots=True)
class Fragment:
    """A run of lines under one heading; `rest` is the text on the heading's line, `index` counts lines of the block.

    `level` is that of the heading, 7 for the forms that are none; `source` is its whole line.
    """

    key: str
    title: str
    index: int
    rest: str = ""
    source: str = ""
    level: int = 7
    lines: list[str] = field(default_factory=list[str])

    def markdown(self) -> str:
        """The text without blank lines and rules around it, its outermost indentation taken away."""
        return tidy(self.lines, self.rest)


def tidy(lines: Sequence[str], rest: str = "") -> str:
    """Lines as Markdown that stands by itself; `rest` goes before them."""
    first, last = 0, len(lines)
    while first < last and (not lines[first].strip() or is_rule(lines[first])):
        first += 1
    while last > first and (not lines[last - 1].strip() or is_rule(lines[last - 1])):
        last -= 1
    body = to_margin(lines[first:last])
    gap = [""] if first and body else []
    return "\n".join([rest, *gap, *body] if rest else body).rstrip()


def to_margin(lines: Sequence[str]) -> list[str]:
    """Take away the indentation that the first line has, or a later line that has less, as an item of a list would."""
    base = None
    moved: list[str] = []
    for line in lines:
        text = line.lstrip(" \t")
        if not text:
            moved.append("")
            continue
        if base == 0:
            moved.append(line)
            continue
        indent = len(line[: len(line) - len(text)].expandtabs(4))
        base = indent if base is None else min(base, indent)
        moved.append(" " * (indent - base) + text)
    return moved


def join(fragments: Sequence[tuple[Fragment, str]], first_line: int) -> tuple[tuple[Section, ...], list[Fragment]]:
    """The sections of a paper in the order in which they begin, `other` last; and the repeated fragments.

    `fragments` come with their Markdown. A key that comes again is joined to the first, under its own title in bold.
    """
    texts: dict[str, list[str]] = {}
    heads: dict[str, Fragment] = {}
    repeated: list[Fragment] = []
    for fragment, text in fragments:
        if fragment.key in heads and fragment.key != "other":
            repeated.append(fragment)
            texts[fragment.key].append(f"**{fragment.title}**")
        if text:
            heads.setdefault(fragment.key, fragment)
            texts.setdefault(fragment.key, []).append(text)
    order = sorted(heads, key=lambda key: key == "other")
    sections = tuple(
        Section(key, heads[key].title, "\n\n".join(texts[key]), first_line + heads[key].index) for key in order
    )
    return sections, repeated
