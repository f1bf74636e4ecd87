"""Rows and days for tests of lists: made from a few words, all else as a report without it would have it."""

from paperdeck.index.model import Entry, Marks, Paper, Reading, Section
from paperdeck.index.results import DaySummary


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
