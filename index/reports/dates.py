"""The day of a report: from its own head, else from its file name, else from its folders."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from ..patterns import pattern

_SEPARATED = pattern(r"(?<!\d)((?:19|20)\d\d)[ \t]*[-_./\\年][ \t]*(\d{1,2})[ \t]*[-_./\\月][ \t]*(\d{1,2})(?!\d)")
_COMPACT = pattern(r"(?<!\d)((?:19|20)\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = pattern(
    rf"(?<![A-Za-z])({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?[ \t]+(\d{{1,2}})(?:st|nd|rd|th)?,?[ \t]+((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_LABEL = pattern(
    r"[ \t>*_#-]*(?:report[ \t]+)?(?:date|日期|报告日期|生成日期|day)[ \t]*[*_]*[ \t]*[:：]", re.IGNORECASE
)
_RANGE = pattern(r"(\d)\s*(?:~|～|–|—|至|到|to|-{1,2}>?)\s*((?:19|20)?\d)", re.IGNORECASE)
_WIDEST = 400


def in_text(text: str) -> str:
    """The first real date in a text as an ISO day, or "": 2025-12-27, 2025/1/5, 20251227, 2025年12月27日, and so on."""
    days = all_in_text(text)
    return days[0] if days else ""


def all_in_text(text: str) -> list[str]:
    """Every real date in a piece of text as ISO days, in order."""
    found: list[tuple[int, str]] = []
    for written in (_SEPARATED, _COMPACT):
        found.extend((m.start(), _iso(m[1], m[2], m[3])) for m in written.finditer(text[:_WIDEST]))
    worded = _WORDED.finditer(text[:_WIDEST])
    found.extend((m.start(), _iso(m[3], str(_MONTHS.index(m[1].lower()) + 1), m[2])) for m in worded)
    return list(dict.fromkeys(day for _at, day in sorted(found) if day))


def in_head(lines: Iterable[str]) -> str:
    """The day that the head of a report names: on a line labelled as the date, in a heading, in an address; or ""."""
    heading = address = ""
    for line in lines:
        if _LABEL.match(line[:_WIDEST]) and (day := in_text(line)):
            return day
        if not heading and line.lstrip().startswith("#"):
            heading = in_text(line)
        if not address and "://" in line[:_WIDEST]:
            address = in_text(line[line.index("://") :])
    return heading or address


def in_path(path: str) -> str:
    """The day that a path names: in the file name, else across its folders (`2025/12/27.md`, `2025-12/27/a.md`)."""
    if not path:
        return ""
    pure = PurePath(path.replace("\\", "/"))
    if named := all_in_text(pure.stem):
        return named[-1]
    whole = "/".join((*pure.parts[:-1], pure.stem))
    folders = all_in_text(whole[-_WIDEST:])
    return folders[-1] if folders else ""


def names_a_range(text: str) -> bool:
    """Whether a title spans several days (`2025-12-22 ~ 2025-12-28`), as that of a weekly summary does."""
    return len(all_in_text(text)) > 1 and _RANGE.search(text[:_WIDEST]) is not None


def _iso(year: str, month: str, day: str) -> str:
    """The three numbers as an ISO day, "" where there is no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
