"""A view: a list of papers with its order, filter, cursor and selection. Pure state; the widgets draw it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..index.model import Entry

ViewKind = Literal["day", "query", "search"]
SortKey = Literal["", "day", "upvotes", "title", "starred"]


def _sort_value(key: SortKey) -> Callable[[Entry], tuple[object, ...]]:
    """What entries are compared by: ascending in the natural order of the key (newest, most, A to Z, starred first)."""
    match key:
        case "day":
            return lambda entry: tuple(-ord(c) for c in (entry.days[0] if entry.days else ""))
        case "upvotes":
            return lambda entry: (-(entry.upvotes if entry.upvotes is not None else -1),)
        case "title":
            return lambda entry: (entry.title.casefold(),)
        case "starred":
            return lambda entry: (not entry.marks.starred,)
        case _:
            return lambda _entry: ()


@dataclass
class View:
    """A list of papers. `name` is the day or the query; `title` how a person calls it;
    `entries` stand in their own order, `rows` is what is shown of them.

    `selected` holds paper ids; `anchor` is the row where a range selection began, or None.
    """

    kind: ViewKind
    name: str
    entries: tuple[Entry, ...]
    sort: SortKey = ""
    backwards: bool = False
    filter: str = ""
    kept: frozenset[str] | None = None
    title: str = ""
    cursor: int = 0
    selected: set[str] = field(default_factory=set[str])
    anchor: int | None = None
    rows: list[Entry] = field(init=False, default_factory=list[Entry])

    def __post_init__(self) -> None:
        self.arrange()

    def arrange(self) -> None:
        """Lay out `rows` anew by filter, sort and direction; cursor and anchor keep to papers that are still shown."""
        current, anchor = self.current, self.rows[self.anchor].id if self.anchor is not None else ""
        rows = [entry for entry in self.entries if self.kept is None or entry.id in self.kept]
        rows.sort(key=_sort_value(self.sort))
        if self.backwards:
            rows.reverse()
        self.rows = rows
        self.place(current.id if current else "")
        self.anchor = next((row for row, entry in enumerate(rows) if entry.id == anchor), None) if anchor else None

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor, None in an empty view."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def place(self, paper_id: str) -> bool:
        """Put the cursor on a paper; where it is not shown the cursor stays, within the rows. Whether it was found."""
        found = next((i for i, entry in enumerate(self.rows) if entry.id == paper_id), None)
        self.cursor = found if found is not None else max(0, min(self.cursor, len(self.rows) - 1))
        return found is not None

    def move(self, rows: int) -> bool:
        """Move the cursor by so many rows, within the list; whether it moved."""
        before = self.cursor
        self.cursor = max(0, min(self.cursor + rows, len(self.rows) - 1))
        return self.cursor != before

    def replace_entries(self, entries: Sequence[Entry]) -> None:
        """The same view over newer entries; selection and cursor keep to their papers."""
        self.entries = tuple(entries)
        self.selected &= {entry.id for entry in entries}
        self.arrange()

    def update_marks(self, newer: Iterable[Entry]) -> None:
        """Show the newest marks of these papers without moving any row: a list that jumps under the cursor misleads."""
        changed = {entry.id: entry for entry in newer}

        def fresh(entry: Entry) -> Entry:
            new = changed.get(entry.id)
            return entry if new is None else entry._replace(marks=new.marks, noted=new.noted)

        self.entries = tuple(map(fresh, self.entries))
        self.rows = list(map(fresh, self.rows))

    def targets(self) -> tuple[str, ...]:
        """The ids that a verb acts on: the selection, with what a filter hides of it, else the paper at the cursor."""
        if self.anchor is not None:
            self.select_range()
        if self.selected:
            # What the filter hides comes last: all in the order of the rows, then the rest.
            return tuple(dict.fromkeys(e.id for e in (*self.rows, *self.entries) if e.id in self.selected))
        return (self.current.id,) if self.current else ()

    def select_range(self) -> None:
        """Add the rows between the anchor and the cursor to the selection."""
        if self.anchor is not None:
            low, high = sorted((self.anchor, self.cursor))
            self.selected.update(entry.id for entry in self.rows[low : high + 1])

    def clear_selection(self) -> bool:
        """Select nothing; whether anything was selected."""
        had = bool(self.selected) or self.anchor is not None
        self.selected, self.anchor = set(), None
        return had

    def next_unread(self, step: int = 1) -> int | None:
        """The row of the next unread paper below the cursor (`step` 1) or above it (-1), None where there is none."""
        row = self.cursor + step
        while 0 <= row < len(self.rows):
            if not self.rows[row].marks.read:
                return row
            row += step
        return None

    @property
    def read_count(self) -> int:
        """How many of the rows are read."""
        return sum(entry.marks.read for entry in self.rows)

    @property
    def starred_count(self) -> int:
        """How many of the rows are starred."""
        return sum(entry.marks.starred for entry in self.rows)
