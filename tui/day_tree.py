"""The sidebar's rows: saved searches, months that fold, and the days in them. Pure state; the widget draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..index.results import DaySummary


class SavedRow(NamedTuple):
    """A saved search with the count of its unread papers, None while it is not known."""

    name: str
    query: str
    unread: int | None = None


class MonthRow(NamedTuple):
    """A month (`2025-12`) with its papers and unread papers; `folded` hides its days."""

    month: str
    papers: int
    unread: int
    folded: bool


class DayRow(NamedTuple):
    """One day."""

    summary: DaySummary


Row = SavedRow | MonthRow | DayRow


@dataclass
class DayTree:
    """Rows and cursor of the sidebar. Months are open when named in `opened`; the newest is from the start."""

    days: tuple[DaySummary, ...] = ()
    saved: Mapping[str, str] = field(default_factory=dict[str, str])
    saved_unread: Mapping[str, int] = field(default_factory=dict[str, int])
    opened: set[str] = field(default_factory=set[str])
    cursor: int = 0
    rows: list[Row] = field(init=False, default_factory=list[Row])

    def __post_init__(self) -> None:
        if self.days:
            self.opened.add(self.days[0].day[:7])
        self.arrange()

    def show(self, days: Sequence[DaySummary]) -> None:
        """Other days or other counts; the cursor stays on its row."""
        if not self.days and days:
            self.opened.add(days[0].day[:7])
        self.days = tuple(days)
        self.arrange()

    def arrange(self) -> None:
        """Lay out the rows anew; the cursor stays on its day, month or search."""
        kept = self.key(self.cursor)
        rows: list[Row] = [SavedRow(name, query, self.saved_unread.get(name)) for name, query in self.saved.items()]
        month, start = "", 0
        for i, day in enumerate((*self.days, None)):
            if day is None or day.day[:7] != month:
                if month:
                    rows += self._month(month, self.days[start:i])
                if day is not None:
                    month, start = day.day[:7], i
        self.rows = rows
        self.place(kept)

    def _month(self, month: str, days: Sequence[DaySummary]) -> list[Row]:
        folded = month not in self.opened
        head = MonthRow(month, sum(day.papers for day in days), sum(day.unread for day in days), folded)
        return [head] if folded else [head, *map(DayRow, days)]

    def key(self, row: int) -> str:
        """What names a row for good: `/name` of a search, `2025-12`, `2025-12-27`; empty where there is no row."""
        if not 0 <= row < len(self.rows):
            return ""
        found = self.rows[row]
        if isinstance(found, SavedRow):
            return "/" + found.name
        return found.month if isinstance(found, MonthRow) else found.summary.day

    def place(self, key: str) -> bool:
        """Put the cursor on the row of this name, or on its month while that is folded; whether there is one."""
        for wanted in (key, key[:7]):
            for row in range(len(self.rows)):
                if wanted and self.key(row) == wanted:
                    self.cursor = row
                    return True
        self.cursor = max(0, min(self.cursor, len(self.rows) - 1))
        return False

    def reveal(self, day: str) -> bool:
        """Open the month of a day and put the cursor on it."""
        if any(summary.day == day for summary in self.days):
            self.opened.add(day[:7])
            self.arrange()
        return self.place(day)

    def toggle(self, row: int) -> None:
        """Fold or unfold the month at a row."""
        if 0 <= row < len(self.rows) and isinstance(month := self.rows[row], MonthRow):
            self.opened ^= {month.month}
            self.arrange()

    def unread_day(self, day: str, step: int) -> str | None:
        """The nearest day with unread papers after `day` (newer, `step` 1) or before it (-1)."""
        with_unread = [summary.day for summary in self.days if summary.unread]
        later = [other for other in with_unread if other > day]
        earlier = [other for other in with_unread if other < day]
        if step > 0:
            return min(later, default=None)
        return max(earlier, default=None)
