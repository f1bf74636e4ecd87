"""Rows and days for tests of lists: made from a few words, all else as a report without it would have it."""

from collections.abc import Sequence

from paperdeck.index.model import Entry, Marks, Paper, Reading, Section
from paperdeck.index.results import DaySummary
from paperdeck.index.views import Rows
from paperdeck.tui.view import View


def entry(
    paper_id: str, title: str = "", *, day: str = "2025-12-27", upvotes: int | None = None, marks: Marks | None = None
) -> Entry:
    """One row of a list."""
    return Entry(paper_id, title or paper_id, (day,), upvotes=upvotes, marks=marks or Marks())


def entries(text: str) -> tuple[Entry, ...]:
    """A row a word; `!` after it is read, `*` starred: `"a b! c*"`."""
    rows: list[Entry] = []
    for word in text.split():
        marks = Marks(read="!" in word, starred="*" in word)
        rows.append(entry(word.rstrip("!*"), marks=marks))
    return tuple(rows)


def rows(entries: Sequence[Entry], loads: list[Sequence[str]] | None = None) -> Rows:
    """Entries to be looked at; what is loaded of them is added to `loads`."""
    known = {entry.id: entry for entry in entries}

    def load(ids: Sequence[str]) -> Sequence[Entry]:
        if loads is not None:
            loads.append(ids)
        return [known[paper] for paper in ids]

    return Rows(tuple(known), load)


def day(entries: Sequence[Entry]) -> View:
    """The view of a day with these entries."""
    read = {entry.id for entry in entries if entry.marks.read}
    return View("day", "2025-12-27", rows(entries), read, {entry.id for entry in entries if entry.marks.starred})


def days(text: str) -> tuple[DaySummary, ...]:
    """A day a word, newest first, with its unread papers of ten after a colon: `"2025-12-27:3 2025-12-26:0"`."""
    pairs = (word.split(":") for word in text.split())
    return tuple(DaySummary(day, reports=1, papers=10, unread=int(unread)) for day, unread in pairs)


def reading(**sections: str) -> Reading:
    """One account of a paper with these sections, in this order."""
    found = tuple(Section(key, key, markdown) for key, markdown in sections.items())
    return Reading("1706.03762", "Attention Is All You Need", "analysis", "2025-12-27", sections=found)


def described(first: Reading, note: str = "") -> Paper:
    """A paper with one account."""
    return Paper(first.paper_id, (first,), note=note)
