"""Greedy filling: each line takes what fits, and is broken at worse places only where it would else stay short."""

from bisect import bisect_right
from collections.abc import Iterator

from .prose import Opportunities, Prose
from .tailoring import HANGING, NEVER_FIRST, NEVER_LAST

SHORT = 0.75
"""A line that would be filled to less than this is worth a break inside a word."""
_HANG = 2


def fill(prose: Prose, first_room: int, room: int, *, hanging: bool = False) -> Iterator[tuple[int, int]]:
    """Ranges of characters, a line each, without the spaces at their ends; the rooms are in cells, at least 2.

    With `hanging`, the rooms are 2 cells less than they could be, and a mark of punctuation may stand in those 2.
    """
    start, available = 0, first_room
    for stop in prose.hard or (len(prose.text),):
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
    sums = prose.sums
    limit = sums[start] + room
    if sums[_ink(prose.text, start, stop)] <= limit:
        return stop
    end, following = _latest(prose.normal, start, limit)
    if hanging and following is not None and following <= stop:
        ink = _ink(prose.text, start, following)
        if prose.text[ink - 1] in HANGING and sums[ink - 1] <= limit and sums[ink] <= limit + _HANG:
            return following
    filled = (sums[_ink(prose.text, start, end)] - sums[start]) / room if end else 0
    if filled >= SHORT:
        return end
    inside, _next = _latest(prose.reluctant, start, limit)
    if inside > end:
        end = inside
        filled = (sums[end] - sums[start]) / room
        if filled >= SHORT:
            return end
    begin = end or start
    until = min(following if following is not None else stop, stop)
    if sums[_ink(prose.text, begin, until)] - sums[begin] <= room and end:
        return end
    forced, _next = _latest(prose.desperate, start, limit)
    if forced > end:
        return forced
    return end or _cut(prose, start, limit)


def _latest(places: Opportunities, start: int, limit: int) -> tuple[int, int | None]:
    """The last place of this rank after `start` whose ink ends within the limit (0: none), and the place after it."""
    index = bisect_right(places.inks, limit)
    following = places.places[index] if index < len(places.places) else None
    if index and places.places[index - 1] > start:
        return places.places[index - 1], following
    return 0, following


def _ink(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n":
        end -= 1
    return end


def _cut(prose: Prose, start: int, limit: int) -> int:
    """Between two clusters of a word that is wider than the line, if possible not beside a mark that binds."""
    last = bisect_right(prose.sums, limit) - 1
    while last > start and last < len(prose.text) and prose.cells[last] == 0:
        last -= 1
    widest = max(last, _next_cluster(prose, start))
    place = widest
    for _attempt in range(6):
        if place <= start + 1:
            break
        if prose.text[place] not in NEVER_FIRST and prose.text[place - 1] not in NEVER_LAST and prose.cells[place]:
            return place
        place -= 1
    return widest


def _next_cluster(prose: Prose, start: int) -> int:
    """One past the cluster at `start`, so that every line takes something."""
    place = start + 1
    while place < len(prose.text) and prose.cells[place] == 0:
        place += 1
    return place
