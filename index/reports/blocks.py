"""One block of lines to one Reading, the same within its file and when the block is read again alone."""

from collections.abc import Sequence
from typing import NamedTuple

from ..language import _
from ..model import Problem, Reading, Section, is_arxiv_id
from .identity import arxiv_id, bare_id, links_of, stable_id
from .scanner import Scan, heading_of, scan
from .sections import Fragment, join, to_margin
from .titles import Title, says_more, title_of
from .walk import Rules, Walk

_FENCED_SECTIONS = 3


class Block(NamedTuple):
    """A reading without day, file and span, and what was odd in its lines."""

    reading: Reading
    problems: tuple[Problem, ...]


def read_block(lines: Sequence[str], rules: Rules, first_line: int) -> Block:
    """Read the lines of one paper, the first of which opens it; `first_line` is its 1-based number in the file."""
    if heading_of(lines[0]) is None:
        lines = [lines[0], *to_margin(lines[1:])]
    title = title_of(lines[0])
    text = "\n".join(lines)
    found = scan(lines, text)
    walk = _walked(found, rules, title.text)
    if says_more(lines[0], title):
        walk.fragments.insert(0, Fragment("other", "", 0, lines=[lines[0].strip()]))
    written = [(fragment, fragment.markdown()) for fragment in walk.fragments]
    full = [(fragment, text) for fragment, text in written if text]
    empty = [fragment for fragment, text in written if not text and fragment.key != "other"]
    walk.header.extend(f.source for f in empty)
    sections, repeated = join(full, first_line)
    paper_id, told = _identify(title, walk, text, rules)
    reading = Reading(
        paper_id=paper_id,
        title=title.text or (paper_id if told else "") or _("Untitled"),
        format=rules.name,
        source=walk.facts.source,
        sections=sections,
        authors=walk.facts.authors,
        upvotes=walk.facts.upvotes,
        tags=_tags(walk, sections),
        links=links_of(paper_id, [text], is_arxiv=is_arxiv_id(paper_id)),
        line=first_line,
        header="\n".join([lines[0], *walk.header]),
    )
    problems = [
        *_oddities(found, first_line),
        *_title_problems(title, first_line, told=told, paper_id=paper_id),
        *_section_problems(sections, repeated, empty, rules, first_line),
    ]
    return Block(reading, tuple(sorted(problems, key=lambda p: p.line)))


def _walked(found: Scan, rules: Rules, title: str) -> Walk:
    """The pass over the lines; where all sections lie in one fence, as when a model fences its answer, it is opened."""
    walk = Walk(found, rules, title)
    walk.run()
    first = found.code.find(1)
    if first < 0 or any(fragment.key != "other" for fragment in walk.fragments):
        return walk
    after = found.code.find(0, first)
    last = (after if after >= 0 else len(found.lines)) - 1
    edges = frozenset(at for at in (first, last) if found.lines[at].lstrip()[:3] in {"```", "~~~"})
    lines = ["" if index in edges else line for index, line in enumerate(found.lines)]
    opened = Walk(scan(lines, "\n".join(lines)), rules, title, {at: found.lines[at] for at in edges})
    opened.run()
    keys = {fragment.key for fragment in opened.fragments}
    return opened if len(keys - {"other"}) >= _FENCED_SECTIONS else walk


def _identify(title: Title, walk: Walk, text: str, rules: Rules) -> tuple[str, bool]:
    """The paper's id, and whether the report told it: from title, metadata, text, link, else made from the title."""
    first = text[: text.find("\n")] if "\n" in text else text
    places = [title.link.url if title.link else "", first, *walk.facts.told]
    outside = "\n".join("\n".join(f.lines) for f in walk.fragments if f.key == "other")
    places.append(text if rules.anywhere else outside)
    for place in places:
        if place and (found := arxiv_id(place)):
            return found, True
    if found := bare_id(first):
        return found, True
    known = links_of("", [first, *walk.facts.told], is_arxiv=False)
    if known:
        return stable_id(title.text, known[0].url), True
    return stable_id(title.text, block=text), False


def _tags(walk: Walk, sections: Sequence[Section]) -> tuple[str, ...]:
    """The tags told, after the categories that a short domain section consists of (`cs.CL`, `stat.ML`)."""
    domain = next((s.markdown for s in sections if s.key == "domain"), "")
    words = domain.replace(",", " ").replace(";", " ").split() if len(domain) < 120 else []
    groups = [w.strip("*`") for w in words]
    is_categories = bool(groups) and all(g.isascii() and len(g) < 20 and ("." in g or "-" in g) for g in groups)
    return tuple(dict.fromkeys((*(groups if is_categories else ()), *walk.facts.tags)))


def _oddities(found: Scan, first_line: int) -> list[Problem]:
    """What was never closed."""
    problems: list[Problem] = []
    if found.fence is not None:
        message = _("a code fence is opened and never closed; it was ended with the paper")
        problems.append(Problem(first_line + found.fence, message))
    if found.details is not None:
        message = _("<details> is opened and never closed; it was ended with the paper")
        problems.append(Problem(first_line + found.details, message))
    return problems


def _title_problems(title: Title, line: int, *, told: bool, paper_id: str) -> list[Problem]:
    """A paper without a title, or without anything that identifies it."""
    problems: list[Problem] = []
    if not title.text:
        problems.append(Problem(line, _("the paper has no title; it is shown under its id")))
    if not told:
        message = _("no arXiv id and no link near this title; the id {id} was made from the title")
        problems.append(Problem(line, message.format(id=paper_id)))
    return problems


def _section_problems(
    sections: Sequence[Section], repeated: Sequence[Fragment], empty: Sequence[Fragment], rules: Rules, line: int
) -> list[Problem]:
    """Sections that are missing, empty, or there more than once."""
    problems: list[Problem] = []
    present = {s.key for s in sections}
    for fragment in repeated:
        message = _("section {name} comes again; it was joined to the first")
        problems.append(Problem(line + fragment.index, message.format(name=fragment.title)))
    for fragment in empty:
        message = _("section {name} is empty; it was left out")
        problems.append(Problem(line + fragment.index, message.format(name=fragment.title)))
    silent = {f.key for f in empty} | present
    missing = [name for key, name in rules.expected if key not in silent]
    if missing and len(missing) == len(rules.expected):
        message = _("no section was recognised in this paper; its text is shown under Other")
        problems.append(Problem(line, message))
    elif missing:
        message = _("section {names} was not found in this paper; it is shown without")
        problems.append(Problem(line, message.format(names=", ".join(missing))))
    return problems
