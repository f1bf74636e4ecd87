"""Ids, titles and authors of everything in one string in memory, for the first answer on every key."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from time import sleep

from ..folding import TOKEN, match_form, plain

_AT_ONCE = 500


class Headings:
    """One line a paper in match form, newest first, as UTF-8: a key costs one search through the bytes."""

    def __init__(self, rows: Iterable[tuple[str, str, Sequence[str]]], known: Mapping[str, bytes]) -> None:
        """`rows`: id, title and authors, newest first; `known`: lines that the index has, by id."""
        self.ids: list[str] = []
        lines: list[bytes] = []
        for at, (paper_id, title, authors) in enumerate(rows):
            self.ids.append(paper_id)
            lines.append(known.get(paper_id) or _line(paper_id, title, authors))
            if at % _AT_ONCE == _AT_ONCE - 1:
                sleep(0)  # lets the thread that draws have its turn
        self._blob = b"\n".join(lines).lower()
        self._starts = array("I", accumulate((len(line) + 1 for line in lines), initial=0))

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


def _line(paper_id: str, title: str, authors: Sequence[str]) -> bytes:
    parts = (match_form(plain(part)) for part in (paper_id, title, *authors))
    return " ".join(" ".join(parts).split()).encode("utf-8", "replace")
