"""What search answers: hits with snippets, the way in which they were found, and the state of the index."""

from dataclasses import dataclass
from typing import Literal

from ..errors import SearchError


class DamagedIndexError(SearchError):
    """The index on disk is not what was written; the title names the file and the fault."""


Mode = Literal["strict", "begun", "corrected", "relaxed", "scan"]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a section around a hit: `marks` are half-open ranges of characters in `text`."""

    section: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One paper found; `partial` when it holds only part of what was asked."""

    id: str
    score: float
    snippets: tuple[Snippet, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query, best first.

    `mode`: "strict" (what was asked), "begun" and "corrected" (`corrected`, the last word being taken as the beginning
    of one, or a mistyped word being mended), "relaxed" (nothing matches), "scan" (there is no sound index: the reports
    themselves were read, newest first). Hits that match come first; a few are followed by others that match in part
    only, marked `partial`. `total` counts the papers that match, at least, and just so many when `exact`. `missing`
    counts papers that neither index nor scan has looked at yet. `understood` is the query as printed back.
    """

    hits: tuple[Hit, ...]
    mode: Mode
    understood: str
    corrected: str | None = None
    total: int = 0
    exact: bool = True
    missing: int = 0
    cancelled: bool = False

    @property
    def matching(self) -> int:
        """How many of the hits match; the others are near."""
        return sum(not hit.partial for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the index on disk. `problems` name files and faults, in words for the doctor."""

    state: Literal["sound", "absent", "damaged", "unusable"]
    papers: int = 0
    missing: int = 0
    segments: int = 0
    size: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What an update did: papers written and taken out; `busy` when another process is writing; `error` a reason."""

    added: int = 0
    removed: int = 0
    busy: bool = False
    complete: bool = True
    error: str = ""
