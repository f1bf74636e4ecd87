"""Ids, titles and authors of everything in one string in memory, for the first answer on every key."""

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from ..folding import TOKEN, match_form, plain


class Headings:
    """One line a paper in match form, newest first, as UTF-8: a key costs one search through the bytes."""

    def __init__(self, lines: Mapping[str, bytes]) -> None:
        """The line of each paper (see `heading_line`) by its id, newest first."""
        self.ids = list(lines)
        self._blob = b"\n".join(lines.values())
        self._starts = array("I", accumulate((length + 1 for length in map(len, lines.values())), initial=0))

    def find(self, text: str, limit: int) -> tuple[str, ...]:
        """The ids of the papers whose line has every word of the text, anywhere in it, newest first."""
        needles = sorted((word.encode("utf-8", "replace") for word in TOKEN.findall(match_form(plain(text)))), key=len)
        if not needles:
            return ()
        rarest, others = needles[-1], needles[:-1]
        found: list[str] = []
        at = self._blob.find(rarest)
        while at >= 0 and len(found) < limit:
            row = bisect_right(self._starts, at) - 1
            start, end = self._starts[row], self._starts[row + 1] - 1
            if all(self._blob.find(needle, start, end) >= 0 for needle in others):
                found.append(self.ids[row])
            at = self._blob.find(rarest, end)
        return tuple(found)


def heading_line(paper_id: str, title: str, authors: Sequence[str]) -> bytes:
    """The line of a paper that the index has not."""
    parts = (match_form(plain(part)) for part in (paper_id, title, *authors))
    return " ".join(" ".join(parts).split()).encode("utf-8", "replace")
