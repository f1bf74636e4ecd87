"""What is said and how it is written down: changes and operations, and the rows (lines) of the journal.

A row is one JSON object on a line. These are the kinds:

- an event `{"op","paper","mark","value","on"[,"at","label"]}`; `mark` is read, starred, later, tag or untag, `on` the
  day; the first row of an operation carries its time `at` and its label;
- an undo or redo `{"op","reverts":[op,...]|"restores":[op,...],"at"}`;
- in a compacted file, a paper `{"base":paper,register:held,...}` and `{"settled":{op:[op,undone]}}`;
- a head `{"journal":device,"generation":random}`, first in a compacted file.

Rows of any other shape are of a later version: they are kept and not understood.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from ..errors import StoreError
from .held import TAG, Value

Row = dict[str, object]

AUTOMATIC = frozenset({"read-end", "read-time"})
"""The labels of operations that the read policy made, not the user."""

KINDS = ("read", "starred", "later", "tag", "untag")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing said of one paper.

    `mark` is one of KINDS. `value` is a bool for read and starred; for later False, True or the ISO day it is due;
    for tag and untag the tag. `on` is the ISO day of saying it, "" for now; only an import gives it.
    """

    paper: str
    mark: str
    value: Value = True
    on: str = ""

    def __post_init__(self) -> None:
        if self.mark not in KINDS:
            raise ValueError(self.mark)

    @property
    def register(self) -> str:
        """The register that it sets: the mark's name, or `tag:` and the tag."""
        return TAG + tag_name(self.value) if self.mark in ("tag", "untag") else self.mark

    @property
    def held_value(self) -> Value:
        """The value that the register takes: for later a due day, "" or False."""
        if self.mark in ("tag", "untag"):
            return self.mark == "tag"
        if self.mark == "later":
            return "" if self.value is True else plain(self.value) if self.value else self.value
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Operation:
    """What one key press did: one thing in the history, one thing to undo.

    `when` is ISO local time with offset. An operation that changed nothing has neither id nor changes.
    """

    id: str
    label: str
    when: str
    changes: tuple[Change, ...]
    undone: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The papers that it touched, each once, in order."""
        return tuple(dict.fromkeys(change.paper for change in self.changes))


@dataclass(frozen=True, slots=True)
class SaveState:
    """How many events are not on the disk yet, and why, where something keeps them from it."""

    pending: int = 0
    error: StoreError | None = None


def plain(text: object) -> str:
    """The text without lone surrogates, which JSON cannot carry."""
    return str(text).encode("utf-8", "replace").decode("utf-8")


def tag_name(text: object) -> str:
    """A tag as it is kept: printable, without spaces around it, single spaces within."""
    return " ".join("".join(c if c.isprintable() else " " for c in plain(text)).split())


def event_rows(op: str, at: str, label: str, changes: Iterable[Change]) -> list[Row]:
    """The rows of an operation said at a local time, one a change."""
    rows: list[Row] = []
    for change in changes:
        named = change.mark in ("tag", "untag")
        value = tag_name(change.value) if named else change.held_value
        rows.append(
            {"op": op, "paper": change.paper, "mark": change.mark, "value": value, "on": _day(change.on) or at[:10]}
        )
    if rows:
        rows[0] |= {"at": at, "label": plain(label)} if label else {"at": at}
    return rows


def _day(text: str) -> str:
    """A day that comes from elsewhere, without what would break a held string."""
    return "".join(plain(text)[:10].split())


def change_of(row: Row) -> Change | None:
    """The change that an event row records, or None where this version does not know its mark."""
    paper, mark, value, on = row.get("paper"), row.get("mark"), row.get("value"), row.get("on", "")
    if isinstance(paper, str) and mark in KINDS and isinstance(value, bool | str) and isinstance(on, str):
        return Change(paper, str(mark), True if mark == "later" and value == "" else value, on)
    return None


def is_understood(row: Row) -> bool:
    """Whether folding takes in all that the row says."""
    if "base" in row:
        return all(isinstance(held, str) for held in row.values())
    if "paper" not in row:
        return bool(row.keys() & {"reverts", "restores", "settled", "journal"})
    return (
        "on" in row
        and "0" < str(row.get("op")) < "1"
        and isinstance(row.get("mark"), str)
        and isinstance(row.get("value"), bool | str)
    )


def names(value: object) -> list[str]:
    """The strings of a JSON list; nothing for anything else."""
    return [name for name in cast("list[object]", value) if isinstance(name, str)] if isinstance(value, list) else []
