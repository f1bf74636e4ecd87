"""Where the papers of a file begin and end, and in which format each is written: by content, paper by paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..model import FormatName
from .analysis import RULES as ANALYSIS
from .analysis import has_page_sign, is_analysis_head, opens_analysis
from .arxiv_daily import RULES as ARXIV_DAILY
from .arxiv_daily import closes_category, is_arxiv_head, listed_total, opens_arxiv
from .digest import RULES as DIGEST
from .digest import announced_total, continues_digest, is_digest_head, opens_digest
from .generic import RULES as GENERIC
from .generic import find_generic, ids_of, is_collection
from .headings import label_at
from .scanner import Scan, after_rule, heading_of, scan
from .walk import Rules

RULES: Mapping[FormatName, Rules] = {
    "analysis": ANALYSIS,
    "digest": DIGEST,
    "arxiv-daily": ARXIV_DAILY,
    "generic": GENERIC,
}
_HEAD = 80
_NEAR = 6


class Place(NamedTuple):
    """The block of one paper: half-open range of line indices, and the format in which to read it."""

    start: int
    end: int
    format: FormatName


class Finding(NamedTuple):
    """The papers of a file in order; `format` is None where there is no report; `head` stands before them."""

    places: tuple[Place, ...]
    format: FormatName | None
    head: Sequence[str]
    announced: int | None = None


def find(lines: Sequence[str], text: str, path: str = "") -> Finding:
    """Find the papers of a file whose lines joined are `text`.

    Formats are told by content alone; `path` only speaks against files of no known format.
    """
    openings = _openings(lines)
    found = scan(lines, text, frozenset(openings))
    starts: dict[int, FormatName] = {i: kind for i, kind in openings.items() if found.open_line(i)}
    shape = _shape(lines[: min(starts, default=_HEAD)][:_HEAD] if starts else lines[:_HEAD])
    if starts or shape:
        _continue_digest(lines, found, starts, shape)
        _add_generic(lines, found, starts)
        stops = _stops(lines, found, starts)
    elif is_collection(lines, path):
        return Finding((), None, lines[:_HEAD])
    else:
        opened, stops = find_generic(lines, found)
        starts = dict.fromkeys(opened, GENERIC.name)
    places = _places(starts, stops, len(lines))
    kinds: Counter[FormatName] = Counter(place.format for place in places)
    kind: FormatName | None = kinds.most_common(1)[0][0] if kinds else shape
    head = lines[: places[0].start if places else len(lines)][:_HEAD]
    return Finding(places, kind, head, announced_total(head) if kind == "digest" else listed_total(lines[:400]))


def _openings(lines: Sequence[str]) -> dict[int, FormatName]:
    """The lines that would open a paper of a known format if they stood neither in code nor in details."""
    openings: dict[int, FormatName] = {}
    last = ""
    for index, line in enumerate(lines):
        if "#" not in line[:4]:
            continue
        if opens_arxiv(lines, index):
            openings[index] = "arxiv-daily"
        elif opens_analysis(lines, index):
            near = _near_id(lines, index)
            if not has_page_sign(line) and near and near == last:
                continue
            openings[index] = "analysis"
            last = near
        elif opens_digest(lines, index):
            openings[index] = "digest"
    signed = any(has_page_sign(lines[i]) for i, kind in openings.items() if kind == "analysis")
    for index in [i for i, kind in openings.items() if kind == "analysis" and signed]:
        if not has_page_sign(lines[index]) and not after_rule(lines, index):
            del openings[index]
    levels = {i: h[0] for i, kind in openings.items() if kind == "digest" and (h := heading_of(lines[i]))}
    outer = min(levels.values(), default=0)
    return {index: kind for index, kind in openings.items() if levels.get(index, outer) == outer}


def _near_id(lines: Sequence[str], index: int, found: Scan | None = None) -> str:
    """The arXiv id on the line or on those just below it, before the next heading; "" where there is none."""
    for at in range(index, min(index + _NEAR + 1, len(lines))):
        if at > index and lines[at].startswith("#"):
            break
        if found and found.code[at]:
            continue
        if near := ids_of(lines[at : at + 1])[0]:
            return near
    return ""


def _shape(head: Sequence[str]) -> FormatName | None:
    """The format that the head of a file shows, so that an empty day is known as one; None where it shows none."""
    if is_analysis_head(head):
        return "analysis"
    if is_digest_head(head):
        return "digest"
    return "arxiv-daily" if is_arxiv_head(head) else None


def _continue_digest(
    lines: Sequence[str], found: Scan, starts: dict[int, FormatName], shape: FormatName | None
) -> None:
    """In a digest, numbered headings after a rule are papers too, even bare ones."""
    levels = {h[0] for index, kind in starts.items() if kind == "digest" and (h := heading_of(lines[index]))}
    if not levels and shape != "digest":
        return
    for index, line in enumerate(lines):
        free = "#" in line[:4] and index not in starts and found.open_line(index)
        if free and any(continues_digest(lines, index, level) for level in levels or {2}):
            starts[index] = "digest"


def _add_generic(lines: Sequence[str], found: Scan, starts: dict[int, FormatName]) -> None:
    """Papers of no known format among those of one: a heading with an id of its own, after a rule or on their level."""
    deepest = max((h[0] for index in starts if (h := heading_of(lines[index]))), default=3)
    last, level = "", 0
    for index, line in enumerate(lines):
        if "#" not in line[:4]:
            continue
        if index in starts:
            last = _near_id(lines, index)
            heading = heading_of(line)
            # A model that writes sections may head them on the level of the papers; a filled template does not.
            level = heading[0] if heading and starts[index] != "analysis" else 0
        elif found.open_line(index) and (heading := heading_of(line)) and heading[0] <= deepest:
            near = _near_id(lines, index, found)
            own = near not in {"", last} and label_at(0, line) is None
            if own and (heading[0] == level or after_rule(lines, index)):
                starts[index] = "generic"
                last = near


def _stops(lines: Sequence[str], found: Scan, starts: Mapping[int, FormatName]) -> list[int]:
    """Lines that end a block without opening the next: a category of arxiv-daily, the head of another report."""
    categories = "arxiv-daily" in starts.values()
    stops: list[int] = []
    for index, line in enumerate(lines):
        first = line[:1]
        if first not in {"#", "<"} or index in starts or not found.open_line(index):
            continue
        if (categories and closes_category(line)) or (first == "#" and _shape(lines[index : index + 1])):
            stops.append(index)
    return stops


def _places(starts: Mapping[int, FormatName], stops: Sequence[int], count: int) -> tuple[Place, ...]:
    """The blocks: from each start to the next start or stop."""
    borders = sorted({*starts, *stops, count})
    following = dict(pairwise(borders))
    return tuple(Place(start, following[start], starts[start]) for start in sorted(starts))
