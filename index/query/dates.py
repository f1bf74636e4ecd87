"""Days in a query: ISO days, months and years, ranges of them, and names such as `last-week`, in both languages."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from ..patterns import pattern
from .fields import DAY_VALUES, value_named

FIRST, LAST = "0001-01-01", "9999-12-31"

_ISO = pattern(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?")
_WRITTEN = pattern(r"(\d{4})[/.年-](?:(\d{1,2})(?:[/.月-](?:(\d{1,2})日?)?)?)?")
_AGO = pattern(r"(\d{1,4})d(?:ays?)?")
_RANGE = pattern(r"\.{2,3}|。{2,3}|…|~|～|至|到")
_COMPARED = pattern(r"(>=|<=|≥|≤|>|<|=)(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A closed span of days; each end an ISO day, or a name or `7d` (the last 7 days) that waits for today's date."""

    first: str
    last: str

    def resolve(self, today: date) -> tuple[str, str]:
        """The first and the last ISO day of the span, seen from `today`."""
        return _name_span(self.first, today)[0], _name_span(self.last, today)[1]

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first
        short = _shortest(self.first, self.last)
        if short:
            return short
        return f"{'' if self.first == FIRST else self.first}..{'' if self.last == LAST else self.last}"


def _shortest(first: str, last: str) -> str | None:
    """The month or year that the two ISO days span exactly, None where they span none."""
    for text in (first[:4], first[:7]):
        if _point(text) == (first, last):
            return text
    return None


def _iso(day: date) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _month(year: int, month: int) -> tuple[str, str]:
    """First and last ISO day of a month; ValueError for one that does not exist."""
    first = date(year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1) if (year, month) != (9999, 12) else None
    return _iso(first), LAST if after is None else _iso(after - timedelta(days=1))


def _name_span(name: str, today: date) -> tuple[str, str]:
    """The ISO days that a name spans on `today`; weeks begin on Monday. An ISO day spans itself."""
    if ago := _AGO.fullmatch(name):
        back = min(max(int(ago.group(1)), 1) - 1, (today - date.min).days)
        return _iso(today - timedelta(days=back)), _iso(today)
    if name not in DAY_VALUES:
        return name, name
    if name in {"today", "yesterday"}:
        day = _iso(_back(today, 0 if name == "today" else 1))
        return day, day
    which, _, unit = name.partition("-")
    if unit == "week":
        monday = _back(today, today.weekday() + (7 if which == "last" else 0))
        return _iso(monday), _iso(min(monday, date.max - timedelta(days=6)) + timedelta(days=6))
    if unit == "month":
        inside = today if which == "this" else _back(today.replace(day=1), 1)
        return _month(inside.year, inside.month)
    year = max(today.year - (which == "last"), 1)
    return f"{year:04}-01-01", f"{year:04}-12-31"


def _back(day: date, days: int) -> date:
    """The date so many days before, no earlier than the calendar's first."""
    return day - timedelta(days=min(days, (day - date.min).days))


def _point(text: str) -> tuple[str, str] | None:
    """Both ends of one day, month, year or name; None for anything else."""
    if name := value_named("day", text):
        return name, name
    text = unicodedata.normalize("NFKC", text).lower()
    if _AGO.fullmatch(text):
        return text, text
    match = _ISO.fullmatch(text) or _WRITTEN.fullmatch(text)
    if match is None or (not text.isascii() and not set(text) - set("0123456789") <= set("年月日")):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or not 1 <= year <= 9999:
            return None
        if month is None:
            return f"{year:04}-01-01", f"{year:04}-12-31"
        if day is None:
            return _month(year, month)
        exact = _iso(date(year, month, day))
    except ValueError:
        return None
    return exact, exact


def _beside(day: str, days: int) -> str | None:
    """The ISO day before (-1) or after (+1); None for names and beyond the calendar."""
    try:
        return _iso(date.fromisoformat(day) + timedelta(days=days))
    except (ValueError, OverflowError):
        return None


def parse_days(text: str) -> DaySpan | None:
    """The span of days that a typed value means; None where it means none.

    `2025`, `2025-12`, `2025-12-20`, `20251220`, `2025年12月`, `a..b`, `a..`, `..b`, `>2025-12`, `today`, `7d`.
    """
    text = text.strip()
    if compared := _COMPARED.fullmatch(text):
        return _compared(compared.group(1), compared.group(2))
    if whole := _point(text):
        return DaySpan(*whole)
    for gap in _RANGE.finditer(text):
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        first = _point(left) if left else (FIRST, FIRST)
        last = _point(right) if right else (LAST, LAST)
        if first and last and (left or right):
            return DaySpan(first[0], last[1])
    return None


def _compared(sign: str, text: str) -> DaySpan | None:
    """The span of a comparison; a name keeps its own end, so that `>=last-week` begins on that Monday."""
    point = _point(text.strip())
    if point is None:
        return None
    first, last = point
    if sign in {">", "<"}:
        bound = _beside(last, 1) if sign == ">" else _beside(first, -1)
        if bound is None:
            return None
        return DaySpan(bound, LAST) if sign == ">" else DaySpan(FIRST, bound)
    return {
        "=": DaySpan(first, last),
        ">=": DaySpan(first, LAST),
        "≥": DaySpan(first, LAST),
        "<=": DaySpan(FIRST, last),
        "≤": DaySpan(FIRST, last),
    }[sign]
