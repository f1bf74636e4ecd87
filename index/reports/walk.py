"""One pass over the lines of a block, sorting each into the header, a section, or what fits nowhere else."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..model import FormatName
from ..patterns import pattern
from .headings import Label
from .identity import matter
from .labels import key_of
from .metadata import Facts, italic_authors, understand
from .scanner import Scan, heading_of, is_rule, is_separator, labels_in, summary_of
from .sections import Fragment

_TAGS = pattern(r"(</?(?:details|summary)\b[^>]{0,200}>)", re.IGNORECASE)
_LONGEST_TITLE = 1000


class Rules(NamedTuple):
    """What makes a format: which labels open sections, and what a paper is expected to have.

    `choose` picks the labels among all of a block; `expected` are (key, name in such reports); `ruled` says that a rule
    ends a section; `frame` is the summary of details that only wrap sections; `italic` that authors stand in an italic
    line; `anywhere` that the id may stand anywhere in the block.
    """

    name: FormatName
    choose: Callable[[Sequence[Label], Scan], Sequence[Label]]
    expected: tuple[tuple[str, str], ...] = ()
    ruled: bool = False
    frame: str = ""
    italic: bool = False
    anywhere: bool = False


class Walk:
    """The state of the pass; `header`, `fragments` and `facts` are its result."""

    def __init__(self, found: Scan, rules: Rules, title: str, edges: Mapping[int, str] | None = None) -> None:
        """`edges` are lines, blank in `found`, that go to the header as they are."""
        self.found = found
        self.rules = rules
        self.facts = Facts()
        self.edges = edges or {}
        self.header: list[str] = []
        self.fragments: list[Fragment] = []
        self._current: Fragment | None = None
        self._chosen = {label.index: label for label in rules.choose(labels_in(found), found)}
        self._details: list[bool] = []
        self._sectioned = False
        self._headed: Fragment | None = None
        self._title = matter(title[:_LONGEST_TITLE])

    def run(self) -> None:
        """Sort every line after the first."""
        lines, code, chosen = self.found.lines, self.found.code, self._chosen
        for index in range(1, len(lines)):
            line = lines[index]
            if index in chosen:
                label = chosen[index]
                self._open(label.key, label.title, index, label.rest, line).level = label.level
            elif code[index]:
                self._keep(index, line)
            elif index in self.edges:
                self.header.append(self.edges[index])
            elif is_separator(line) or (self.rules.ruled and not self._details and is_rule(line)):
                self._current = None
            elif "<" not in line or not self._tags(index, line):
                self._line(index, line)

    def _line(self, index: int, line: str) -> None:
        """A line without tags, labels and code."""
        current = self._current
        if current is None or current.key == "other":
            self._outside(index, line)
        elif line[:1] == "#" and current.level < 7 and self._ends_section(index, line, current.level):
            self._current = None
            self._outside(index, line)
        else:
            current.lines.append(line)

    def _ends_section(self, index: int, line: str, level: int) -> bool:
        """Whether a heading that names no section stands beside the section's own, not within it."""
        heading = heading_of(line) if self.found.open_line(index) else None
        return heading is not None and heading[0] <= level

    def _open(self, key: str, title: str, index: int, rest: str = "", source: str = "") -> Fragment:
        self._current = Fragment(key, title, index, rest, source)
        self.fragments.append(self._current)
        self._sectioned = self._sectioned or key != "other"
        return self._current

    def _keep(self, index: int, line: str) -> None:
        """Put a line where the text now is: into the open section, else into `other`."""
        (self._current or self._open("other", "", index)).lines.append(line)

    def _outside(self, index: int, line: str) -> None:
        """A line under no section: metadata, a repeated title, or text that fits nowhere else."""
        if not line.strip():
            if self._current is not None:
                self._current.lines.append(line)
        elif is_rule(line):
            self._current = None
        elif heading := heading_of(line) if self.found.open_line(index) else None:
            repeats = self._title and matter(heading[1][:_LONGEST_TITLE]) == self._title
            if repeats and len(heading[1]) < _LONGEST_TITLE:
                self.header.append(line)
            else:
                self._keep(index, line)
                self._headed = self._current
        elif self.rules.italic and not self._sectioned and self._italic(index, line):
            return
        elif understand(line, self.facts) and (self._headed is None or self._headed is not self._current):
            self.header.append(line)
        else:
            self._keep(index, line)

    def _italic(self, index: int, line: str) -> bool:
        """An italic line of authors, which forks of the pipeline follow with ` | **Main category: …**`."""
        found, rest = italic_authors(line, self.facts)
        if not found:
            return False
        self.header.append(line[: line.rindex(rest)] if rest else line)
        if rest:
            name, colon, value = rest.strip("* ").partition(":")
            key = key_of(name)[0] if colon and value.strip() else ""
            self._open(key or "other", name.strip() if key else "", index, value.strip() if key else rest, rest)
            self._current = None
        return True

    def _tags(self, index: int, line: str) -> bool:
        """Follow details and summaries on a line; False where there are none, or they belong to running text."""
        pieces = _TAGS.split(line)
        if len(pieces) == 1:
            return False
        if (self._details and self._details[-1]) or self._wraps_text(index, pieces):
            self._count(pieces)
            self._keep(index, line)
            return True
        taken = -1
        for at, piece in enumerate(pieces):
            tag = piece.lower() if at % 2 else ""
            if tag.startswith("<details"):
                self._details.append(False)
                self._current = None
            elif tag.startswith("</details"):
                self._count(["", piece])
                self._current = None
            elif tag.startswith("<summary"):
                taken = at + 1
                self._summary(index, pieces[at + 1].strip(), line)
            elif not tag and at != taken and piece.strip():
                self._line(index, piece)
        return True

    def _count(self, pieces: Sequence[str]) -> None:
        """Keep the depth of details whose tags stay in the text."""
        for tag in pieces[1::2]:
            if tag.lower().startswith("<details"):
                self._details.append(True)
            elif tag.lower().startswith("</details") and self._details:
                self._details.pop()

    def _wraps_text(self, index: int, pieces: Sequence[str]) -> bool:
        """Whether details that open here belong to the open section, not a frame around sections or themselves one."""
        if self._current is None or not any(tag.lower().startswith("<details") for tag in pieces[1::2]):
            return False
        lines = self.found.lines
        for ahead in range(index, min(index + 4, len(lines))):
            if (summary := summary_of(lines[ahead])) is not None:
                if key_of(summary)[0] or summary == self.rules.frame:
                    return False
                break
        end = self.found.inside.find(0, index + 1)
        stop = min(end if end >= 0 else len(lines), index + 60)
        return not any(at in self._chosen for at in range(index, stop))

    def _summary(self, index: int, summary: str, line: str) -> None:
        """Open the section that a summary names; the words of a frame belong to the header, others to `other`."""
        if key := key_of(summary)[0]:
            self._open(key, summary, index, "", line)
        elif summary and summary == self.rules.frame:
            self.header.append(line)
        elif summary:
            self._current = None
            self._keep(index, summary)
