"""A view: a list of papers with its order, filter, cursor and selection. Pure state; the widgets draw it.

Everything but the row that is looked at works on ids and on sets of ids: an entry is loaded when it is drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from ..index.model import Entry, Marks
from ..index.views import Rows

ViewKind = Literal["day", "query", "search"]
SortKey = Literal["", "day", "upvotes", "title", "starred"]


def _no_rows() -> Rows:
    return Rows((), lambda _ids: ())


@dataclass
class View:
    """A list of papers. `name` is the day or the query; `title` how a person calls it;
    `entries` stand in their own order, `order` are their ids by `sort`, `rows` is what is shown of them.

    `near` are those that match a search in part only.
    `read` and `starred` hold the papers that have these marks, of this view at least; `selected` holds paper ids;
    `anchor` is the row where a range selection began, or None.
    """

    kind: ViewKind
    name: str
    entries: Rows = field(default_factory=_no_rows)
    read: set[str] = field(default_factory=set[str])
    starred: set[str] = field(default_factory=set[str])
    sort: SortKey = ""
    order: Sequence[str] = ()
    backwards: bool = False
    filter: str = ""
    kept: AbstractSet[str] | None = None
    title: str = ""
    near: AbstractSet[str] = frozenset()
    cursor: int = 0
    selected: set[str] = field(default_factory=set[str])
    anchor: int | None = None
    rows: Rows = field(init=False, default_factory=_no_rows)
    _counts: tuple[int, int] | None = field(init=False, default=None)
    _kept_in_order: Sequence[str] = field(init=False, default=())

    def __post_init__(self) -> None:
        self.order = self.order or self.ids
        self.arrange()

    @property
    def ids(self) -> Sequence[str]:
        """All papers in their own order, also those that a filter hides."""
        return self.entries.ids

    def sort_by(self, key: SortKey, order: Sequence[str]) -> None:
        """Show the papers in the order of a key; those that are not in it, which have gone, come last."""
        self.sort, self.backwards = key, False
        self.order = order if len(order) == len(self.ids) else tuple(dict.fromkeys((*order, *self.ids)))
        self.arrange()

    def keep(self, text: str, kept: AbstractSet[str] | None, in_order: Sequence[str] = ()) -> None:
        """Show only these papers, which a filter found; all where it is None.

        Where they are given `in_order` of the view's ids too, nothing is gone through that is as long as the view.
        """
        self.filter, self.kept, self._kept_in_order = text, kept, in_order
        self.arrange()

    def turn(self) -> None:
        """Show the rows in the opposite order."""
        self.backwards = not self.backwards
        self.arrange()

    def arrange(self) -> None:
        """Lay out `rows` anew by filter, order and direction; cursor and anchor keep to papers that are still shown."""
        current, anchor = self.current_id, self.rows.ids[self.anchor] if self.anchor is not None else ""
        if self.kept is None:
            shown = self.order
        elif self._kept_in_order and self.order is self.ids:
            shown = self._kept_in_order
        else:
            shown = [paper for paper in self.order if paper in self.kept]
        if self.backwards:
            shown = shown[::-1]
        self.rows = self.entries if shown is self.ids else self.entries.of(shown)
        self._counts = None
        self.place(current)
        self.anchor = self._row_of(anchor) if anchor else None

    def _row_of(self, paper_id: str) -> int | None:
        try:
            return self.rows.ids.index(paper_id)
        except ValueError:
            return None

    @property
    def current_id(self) -> str:
        """The paper under the cursor, "" in an empty view."""
        return self.rows.ids[self.cursor] if 0 <= self.cursor < len(self.rows) else ""

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor, None in an empty view."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def place(self, paper_id: str) -> bool:
        """Put the cursor on a paper; where it is not shown the cursor stays, within the rows. Whether it was found."""
        found = self._row_of(paper_id)
        self.cursor = found if found is not None else max(0, min(self.cursor, len(self.rows) - 1))
        return found is not None

    def move(self, rows: int) -> bool:
        """Move the cursor by so many rows, within the list; whether it moved."""
        before = self.cursor
        self.cursor = max(0, min(self.cursor + rows, len(self.rows) - 1))
        return self.cursor != before

    def replace_entries(self, newer: "View", order: Sequence[str] = ()) -> None:
        """The papers and marks of a newer view, in an order of theirs; selection and cursor keep to their papers."""
        self.entries, self.read, self.starred = newer.entries, newer.read, newer.starred
        self.order = order or newer.ids
        self._kept_in_order = ()
        self.selected &= set(newer.ids)
        self.arrange()

    def mark(self, papers: Iterable[str], mark: Literal["read", "starred"], *, holds: bool) -> None:
        """Show a mark of some papers, before what says so is done."""
        marked = self.read if mark == "read" else self.starred
        (marked.update if holds else marked.difference_update)(papers)
        self._counts = None

    def update_marks(self, newer: Mapping[str, Marks]) -> None:
        """Show the newest marks of these papers without moving any row: a list that jumps under the cursor misleads."""
        for paper, marks in newer.items():
            (self.read.add if marks.read else self.read.discard)(paper)
            (self.starred.add if marks.starred else self.starred.discard)(paper)
        self.use_marks(self.read, self.starred)

    def use_marks(self, read: set[str], starred: set[str]) -> None:
        """From now on these papers are read and starred."""
        self.read, self.starred, self._counts = read, starred, None
        self.entries.refresh()
        self.rows.refresh()

    def targets(self) -> Sequence[str]:
        """The ids that a verb acts on: the selection, with what a filter hides of it, else the paper at the cursor."""
        if self.anchor is not None:
            self.select_range()
        if not self.selected:
            return (self.current_id,) if self.current_id else ()
        # What the filter hides comes last: all in the order of the rows, then the rest.
        shown = [paper for paper in self.rows.ids if paper in self.selected]
        hidden = self.selected.difference(shown)
        return (*shown, *(paper for paper in self.ids if paper in hidden)) if hidden else tuple(shown)

    def select_range(self) -> None:
        """Add the rows between the anchor and the cursor to the selection."""
        if self.anchor is not None:
            low, high = sorted((self.anchor, self.cursor))
            self.selected.update(self.rows.ids[low : high + 1])

    def clear_selection(self) -> bool:
        """Select nothing; whether anything was selected."""
        had = bool(self.selected) or self.anchor is not None
        self.selected, self.anchor = set(), None
        return had

    def next_unread(self, step: int = 1) -> int | None:
        """The row of the next unread paper below the cursor (`step` 1) or above it (-1), None where there is none."""
        rows = range(self.cursor + 1, len(self.rows)) if step > 0 else range(self.cursor - 1, -1, -1)
        return next((row for row in rows if self.rows.ids[row] not in self.read), None)

    def unread(self) -> list[str]:
        """The rows that are not read: all of them, or the selected."""
        shown = (paper for paper in self.rows.ids if paper not in self.read)
        return [paper for paper in shown if paper in self.selected] if self.selected else list(shown)

    def _counted(self) -> tuple[int, int]:
        if self._counts is None:
            shown = self.kept if self.kept is not None and self._kept_in_order else self.rows.ids
            self._counts = len(self.read.intersection(shown)), len(self.starred.intersection(shown))
        return self._counts

    @property
    def read_count(self) -> int:
        """How many of the rows are read."""
        return self._counted()[0]

    @property
    def starred_count(self) -> int:
        """How many of the rows are starred."""
        return self._counted()[1]
