"""Greedy filling: each line takes what fits, and is broken at worse places only where it would else stay short."""

from bisect import bisect_right
from collections.abc import Iterator

from .prose import Prose
from .tailoring import DESPERATE, HANGING, NEVER_FIRST, NEVER_LAST, NORMAL, RELUCTANT

SHORT = 0.75
"""A line that would be filled to less than this is worth a break inside a word."""
_HANG = 2


def fill(prose: Prose, first_room: int, room: int, *, hanging: bool = False) -> Iterator[tuple[int, int]]:
    """Ranges of characters, a line each, without the spaces at their ends; the rooms are in cells, at least 2.

    With `hanging`, the rooms are 2 cells less than they could be, and a mark of punctuation may stand in those 2.
    """
    start, available = 0, first_room
    for stop in prose.hard:
        start = _skip_spaces(prose.text, start)
        if start >= stop:
            yield start, start
        while start < stop:
            end = _line_end(prose, start, stop, available, hanging=hanging)
            ink = end
            while ink > start and prose.text[ink - 1] in " \n":
                ink -= 1
            yield start, ink
            start, available = _skip_spaces(prose.text, end), room
        available = room


def _skip_spaces(text: str, place: int) -> int:
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def _line_end(prose: Prose, start: int, stop: int, room: int, *, hanging: bool) -> int:
    """Where the line that starts here ends, trailing spaces included."""
    text, sums, ranks = prose.text, prose.sums, prose.ranks
    limit = sums[start] + room
    if sums[_ink(text, start, stop)] <= limit:
        return stop
    reach = bisect_right(sums, limit, start) - 1
    while text[reach] == " ":
        reach += 1
    end = max(ranks.rfind(NORMAL, start + 1, reach + 1), 0)
    following = ranks.find(NORMAL, reach + 1, stop + 1)
    if hanging and following > 0:
        ink = _ink(text, start, following)
        if text[ink - 1] in HANGING and sums[ink - 1] <= limit and sums[ink] <= limit + _HANG:
            return following
    filled = (sums[_ink(text, start, end)] - sums[start]) / room if end else 0
    if filled >= SHORT:
        return end
    inside = ranks.rfind(RELUCTANT, start + 1, reach + 1)
    if inside > end:
        end = inside
        filled = (sums[end] - sums[start]) / room
        if filled >= SHORT:
            return end
    begin = end or start
    until = following if following > 0 else stop
    if sums[_ink(text, begin, until)] - sums[begin] <= room and end:
        return end
    forced = ranks.rfind(DESPERATE, start + 1, reach + 1)
    if forced > end:
        return forced
    return end or _cut(prose, start, limit)


def _ink(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n":
        end -= 1
    return end


def _cut(prose: Prose, start: int, limit: int) -> int:
    """Between two clusters of a word that is wider than the line, if possible not beside a mark that binds."""
    last = bisect_right(prose.sums, limit) - 1
    while last > start and prose.is_inside(last):
        last -= 1
    widest = max(last, _next_cluster(prose, start))
    place = widest
    for _attempt in range(6):
        if place <= start + 1:
            break
        is_bound = prose.text[place] in NEVER_FIRST or prose.text[place - 1] in NEVER_LAST
        if not is_bound and not prose.is_inside(place):
            return place
        place -= 1
    return widest


def _next_cluster(prose: Prose, start: int) -> int:
    """One past the cluster at `start`, so that every line takes something."""
    place = start + 1
    while prose.is_inside(place):
        place += 1
    return place
