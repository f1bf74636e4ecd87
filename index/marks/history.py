"""The operations of this device in the order in which they were said, and what undo and redo would take.

Undo takes back the newest operation of this device that holds, whichever window made it; redo brings back what was
undone last; a new operation ends what could be redone. What the read policy marked by itself does neither: it goes
and comes with the user's operation before it on the same paper, or by the history. Other devices' operations are
theirs to undo. The newest OPERATIONS can be undone, together up to EVENTS events (the newest ten in any case);
compaction keeps twice as much, so that a window that is a little behind never undoes what is no longer in the file.
"""

from collections.abc import Sequence
from itertools import takewhile

from .events import AUTOMATIC, Operation, Row, change_of, names
from .folding import Folding
from .lines import parse

OPERATIONS = 200
EVENTS = 10_000
ALWAYS = 10


def window(sizes: Sequence[int], *, slack: int = 1) -> int:
    """How many of the newest operations can be undone, from the numbers of their events, oldest first."""
    count = events = 0
    for size in reversed(sizes):
        events += size
        if count >= OPERATIONS * slack or (events > EVENTS * slack and count >= ALWAYS * slack):
            break
        count += 1
    return count


_Rows = dict[tuple[str, str, str], Row]
"""The rows of one operation by what they are about, in the order of the journal."""


class History:
    """What this device said. Not safe for threads: the store holds its lock."""

    def __init__(self, folding: Folding) -> None:
        self._folding = folding
        self._saved: dict[str, _Rows] = {}
        self._pending: dict[str, _Rows] = {}
        self._unread = b""

    def say(self, op: str, rows: list[Row]) -> None:
        """Note an operation that is not in the journal yet."""
        self._pending[op] = {_key(row): row for row in rows}

    def read(self, lines: bytes) -> None:
        """Note lines as they stand in this device's journal: their order there counts, and a row counts once.

        They are read when the history is asked for, or with the next ones: the start does not wait for it.
        """
        self._catch_up()
        self._unread = _recent(lines)

    def _catch_up(self) -> None:
        lines, self._unread = self._unread, b""
        said, last = list(self._pending), ""
        for row in parse(lines)[0]:
            op = row.get("op")
            if type(op) is str:
                known = self._saved.get(op)
                if known is None:
                    last = op if op in self._pending else last
                    known = self._saved[op] = self._pending.pop(op, {})
                known[_key(row)] = row
        for op in said[: said.index(last)] if last else ():
            self._pending.pop(op, None)  # it stands further up, where nothing is read: what is said is written in order
        if len(self._saved) > OPERATIONS * 8:
            self._forget()

    def undoable(self) -> list[str]:
        """The operations that hold and can be undone, oldest first."""
        return self._stacks()[0]

    def redoable(self) -> list[str]:
        """The operations that can be redone; the last one is the next."""
        return self._stacks()[1]

    def to_undo(self) -> list[str]:
        """What one undo takes back, newest first: the user's last act is the last of them."""
        undo = self.undoable()
        at = next((at for at in reversed(range(len(undo))) if not self._is_automatic(undo[at])), None)
        return [] if at is None else self._with_followers(undo[at:])[::-1]

    def to_redo(self) -> list[str]:
        """What one redo brings back, oldest first: the user's act is the first of them."""
        redo = self.redoable()[::-1]
        at = next((at for at, op in enumerate(redo) if not self._is_automatic(op)), None)
        return redo[:1] if at is None else self._with_followers(redo[at:])

    def _with_followers(self, ops: Sequence[str]) -> list[str]:
        """An act and, of what follows it, the automatic marks of its papers up to the next act."""
        papers = set(self.operation(ops[0]).ids)
        following = takewhile(self._is_automatic, ops[1:])
        return [ops[0], *(op for op in following if papers.issuperset(self.operation(op).ids))]

    def _is_automatic(self, op: str) -> bool:
        return is_automatic(next(iter(self._rows(op).values())))

    def _rows(self, op: str) -> _Rows:
        return self._pending.get(op) or self._saved[op]

    def recent(self) -> dict[str, list[Row]]:
        """The rows of all operations from the oldest on that can be undone or redone."""
        undo, redo = self._stacks()
        inner, seen = {*undo, *redo}, False
        found: dict[str, list[Row]] = {}
        for op, rows in [*self._saved.items(), *self._pending.items()]:
            seen = seen or op in inner
            if seen:
                found[op] = list(rows.values())
        return found

    def knows(self, op: str) -> bool:
        """Whether an operation is in the journal or on its way there."""
        self._catch_up()
        return op in self._saved or op in self._pending

    def listed(self) -> list[Operation]:
        """What can be undone or redone, newest first."""
        undo, redo = self._stacks()
        return [self.operation(op) for op in [*redo, *reversed(undo)]]

    def operation(self, op: str) -> Operation:
        """The operation of this name; an undo or redo is described by its label alone."""
        if op not in self._pending:
            self._catch_up()
        rows = list(self._rows(op).values())
        return Operation(
            op,
            next((label for row in rows if isinstance(label := row.get("label"), str)), ""),
            next((at for row in rows if isinstance(at := row.get("at"), str)), ""),
            tuple(change for row in rows if (change := change_of(row))),
            undone=self._folding.is_undone(op),
        )

    def _stacks(self) -> tuple[list[str], list[str]]:
        """Replay the operations: those that hold, and those that can be brought back."""
        self._catch_up()
        undo: dict[str, None] = {}
        redo: dict[str, None] = {}
        known = self._window()
        for op, rows in [*self._saved.items(), *self._pending.items()]:
            head = next(iter(rows.values()))
            if reverts := _targets(head, "reverts"):
                for target in reverts:
                    if target in undo:
                        del undo[target]
                        redo[target] = None
            elif restores := _targets(head, "restores"):
                for target in restores:
                    if target in redo:
                        del redo[target]
                        undo[target] = None
            elif op in known:
                undo[op] = None
                if not is_automatic(head):
                    redo.clear()
        return list(undo), list(redo)

    def _window(self) -> set[str]:
        sizes = {
            op: len(rows)
            for op, rows in [*self._saved.items(), *self._pending.items()]
            if is_said(next(iter(rows.values())))
        }
        return set(list(sizes)[len(sizes) - window(list(sizes.values())) :])

    def _forget(self) -> None:
        """Let go of what is far behind the window, so that a reader that is never closed does not grow."""
        for op in list(self._saved)[: -OPERATIONS * 4]:
            del self._saved[op]


def is_said(row: Row) -> bool:
    """Whether the row belongs to an operation of the user's that is not itself an undo or redo."""
    return "mark" in row


def is_automatic(row: Row) -> bool:
    """Whether the first row of an operation is one of the read policy's."""
    return row.get("label") in AUTOMATIC


def _key(row: Row) -> tuple[str, str, str]:
    return str(row.get("paper")), str(row.get("mark")), str(row.get("value"))


def _recent(lines: bytes) -> bytes:
    """The end of a journal that holds all that can be undone: of an operation the first row tells the time."""
    at = len(lines)
    for _operation in range(OPERATIONS * 2 + 1):
        at = lines.rfind(b'","at":"', 0, at)
        if at < 0:
            return lines
    return lines[lines.rfind(b"\n", 0, at) + 1 :]


def _targets(row: Row, key: str) -> list[str]:
    return names(row.get(key))
