"""Marks from another place (an exported JSON) as changes to what is said here: the newer of the two is kept.

What is exported says days, and only of what holds. So a mark that is on there is taken over where nothing is said of
it here, or where what is said here is older by its day; on the same day what is said here stays. A mark that is off
there takes nothing away. A tag, which has no day, is added unless it was taken away here.
"""

from collections.abc import Mapping

from ..model import Marks
from .events import Change
from .held import TAG, said_of


def imported_changes(papers: Mapping[str, Marks], known: Mapping[str, Mapping[str, str]]) -> list[Change]:
    """The changes that bring these marks in; `known` holds the registers of papers here, as held strings."""
    changes: list[Change] = []
    for paper, marks in papers.items():
        here = known.get(paper, {})
        for mark, on, value, day in (
            ("read", marks.read, True, marks.read_on),
            ("starred", marks.starred, True, marks.starred_on),
            ("later", marks.later, marks.due or True, marks.later_on),
        ):
            if on and _is_newer(day, here.get(mark)):
                changes.append(Change(paper, mark, value, day))
        changes.extend(Change(paper, "tag", tag) for tag in marks.tags if TAG + tag not in here)
    return changes


def _is_newer(day: str, held: str | None) -> bool:
    """Whether what was said on a day ("" for unknown) is later than what is held."""
    return held is None or day > said_of(held)[0]
