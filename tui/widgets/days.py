"""The sidebar: saved searches, months and days, with how much of each is still unread."""

from rich.segment import Segment

from ...index.results import DaySummary
from ..dates import today, weekday
from ..day_tree import DayRow, DayTree, MonthRow
from ..look import Look
from .rows import Rows

_BAR = 5


class DaySidebar(Rows):
    """Draws a DayTree. A day shows weekday, a bar of what is read, and how many papers are left."""

    def __init__(self, look: Look, calendar: DayTree) -> None:
        super().__init__(look, "days")
        self.calendar = calendar

    @property
    def count(self) -> int:
        return len(self.calendar.rows)

    @property
    def cursor(self) -> int:
        return self.calendar.cursor

    @property
    def ground(self) -> str:
        return "surface"

    def place_cursor(self, row: int) -> None:
        self.calendar.cursor = max(0, min(row, len(self.calendar.rows) - 1))

    def draw(self, row: int, line: int, width: int, ground: str) -> list[Segment]:
        del line
        look, found = self.look, self.calendar.rows[row]
        mark = look.glyphs.cursor if row == self.cursor else " "
        head = Segment(mark, look.style("accent", ground))
        if isinstance(found, DayRow):
            return [head, *self._day(found.summary, width - 1, ground)]
        if isinstance(found, MonthRow):
            sign = look.glyphs.folded if found.folded else look.glyphs.open
            return [head, *self._counted(f"{sign} {found.month}", found.unread, width - 1, ground, "heading")]
        return [head, *self._counted(f"/ {found.name}", found.unread, width - 1, ground, "link")]

    def _counted(self, text: str, unread: int | None, width: int, ground: str, role: str) -> list[Segment]:
        count = "" if not unread else str(unread)
        return [
            Segment(self.fit(text, width - len(count) - 1), self.look.style(role, ground, "bold")),
            Segment(count + " ", self.look.style("text-muted", ground)),
        ]

    def _day(self, day: DaySummary, width: int, ground: str) -> list[Segment]:
        look = self.look
        role = "foreground" if day.unread else "text-muted"
        counts = str(day.unread) if day.unread else ""
        if day.due and day.day == today():
            counts = f"{look.glyphs.later}{day.due} {counts}".rstrip()
        star = look.glyphs.star if day.starred else " "
        label = self.fit(f" {day.day[8:]} {weekday(day.day)}", 9)
        room = width - 9 - _BAR - 2 - len(counts) - 1
        segments = [Segment(label, look.style(role, ground, "bold" if day.unread else ""))]
        if room >= 0:
            segments += self._bar(day, ground)
            segments.append(Segment(" " + " " * room, look.style(role, ground)))
        else:
            segments.append(Segment(" " * max(0, width - 9 - 2 - len(counts)), look.style(role, ground)))
        segments.append(Segment(counts, look.style(role, ground)))
        segments.append(Segment(" " + star, look.style("star", ground)))
        return segments

    def _bar(self, day: DaySummary, ground: str) -> list[Segment]:
        """How much of the day is read, in half cells: full only where nothing is left, blank where nothing is read."""
        glyphs, done = self.look.glyphs, day.papers - day.unread
        halves = max(min(1, done), done * _BAR * 2 // day.papers) if day.papers else _BAR * 2
        full, half = divmod(halves, 2)
        filled = glyphs.bar * full + glyphs.half * half
        return [
            Segment(filled, self.look.style("read", ground)),
            Segment(glyphs.trough * (_BAR - full - half), self.look.style("border", ground)),
        ]
