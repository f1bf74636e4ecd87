"""The marks of all papers as one object: said at once in memory, saved by a thread, shared with other windows."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .. import disk, places
from ..errors import StoreError
from ..model import Marks
from .book import Book, LiveMarks
from .clock import Clock
from .damage import SUFFIX, Damage, aside
from .device import is_device, known_device, lock_file, make_device
from .events import Change, Operation, Row, SaveState, event_rows
from .importing import imported_changes
from .journal import Journal, check_format
from .lines import encode
from .writer import Batch, Writer


class MarkStore:
    """What the user says of papers. Any thread may call any method.

    `folder` holds the journals and may be synced between machines; `device_file` lies on this machine only and holds
    its id. Opening creates nothing; the first write does. Where the folder is of a later format or cannot be read
    `state` says so: what can be read holds, and what is said is kept in memory.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], float] = time.time,
        device: str | None = None,
        device_file: Path | None = None,
    ) -> None:
        if device is not None and not is_device(device):
            raise ValueError(device)
        self.folder = folder
        self.restored = 0
        self._now = clock
        self._device_file = device_file or places.device_file()
        self._given_device = device
        known = device or known_device(self._device_file)
        self._book = Book(folder, known or "")
        self._clock: Clock | None = None
        self._journal: Journal | None = None
        self._lock = threading.RLock()
        self._news: set[str] = set()
        self._refused: StoreError | None = None
        self._writer = Writer(self._save)
        self.marks: Mapping[str, Marks] = LiveMarks(self._book, self._lock)
        self._look()
        self._news.clear()

    def get(self, paper: str) -> Marks:
        """The marks of one paper; NO_MARKS where nothing was said. Waits for nobody, however much is being said."""
        if not self._lock.acquire(blocking=False):
            return self._book.peek(paper)
        try:
            return self._book.get(paper)
        finally:
            self._lock.release()

    def marked(self, mark: str) -> set[str]:
        """The papers that are read, starred or later, or that carry a tag (`tag:NAME`); quick for all papers."""
        with self._lock:
            return self._book.marked(mark)

    def tags(self) -> dict[str, int]:
        """The tags in use, each with the number of its papers."""
        with self._lock:
            return self._book.tags()

    def apply(self, changes: Sequence[Change], *, label: str = "") -> Operation:
        """Say something: it holds at once and is queued for the disk.

        What holds already is left out; where nothing is left the operation has no id and nothing is written.
        """
        with self._lock:
            said = self._book.new_changes(changes)
            clock = self._ready()
            now = clock.local_time()
            if not said:
                return Operation("", label, now, ())
            op = clock.tick(max(self._book.folding.stamp(change.paper, change.register) for change in said))
            self._say(op, event_rows(op, now, label, said))
            return self._book.history.operation(op)

    def apply_imported(self, papers: Mapping[str, Marks], *, label: str = "") -> Operation:
        """Merge marks from another place as one operation, with their days: the newer is kept (see `importing`)."""
        with self._lock:
            return self.apply(imported_changes(papers, self._book.folding.papers), label=label)

    def undo(self) -> Operation | None:
        """Take back what the user of this device said last, in any window, and what was marked by itself after that.

        Gives the user's operation; None where there is none.
        """
        with self._lock:
            self._look()
            targets = self._book.history.to_undo()
            self._switch(targets, "reverts")
            return self._book.history.operation(targets[-1]) if targets else None

    def redo(self) -> Operation | None:
        """Bring back what was undone last, unless something new was said since; None where there is nothing."""
        with self._lock:
            self._look()
            targets = self._book.history.to_redo()
            self._switch(targets, "restores")
            return self._book.history.operation(targets[0]) if targets else None

    def go_to(self, operation: str) -> tuple[Operation, ...]:
        """Undo or redo until this operation is the newest that holds ("" for none); gives what was switched.

        The papers touched are the `ids` of what it gives. An operation that is not in the history changes nothing.
        """
        with self._lock:
            self._look()
            undo, redo = self._book.history.undoable(), self._book.history.redoable()
            key, targets = "reverts", list[str]()
            if operation in redo:
                key, targets = "restores", redo[redo.index(operation) :][::-1]
            elif operation in undo or not operation:
                targets = undo[undo.index(operation) + 1 if operation else 0 :][::-1]
            self._switch(targets, key)
            return tuple(self._book.history.operation(op) for op in targets)

    def history(self, limit: int = 100) -> tuple[Operation, ...]:
        """What can be undone and redone, newest first; `undone` tells the ones that redo would bring back."""
        with self._lock:
            return tuple(self._book.history.listed()[:limit])

    def poll(self) -> set[str]:
        """Look what other windows and devices wrote; gives the papers whose marks changed since the last call.

        Costs a look at the folder where nothing changed. Where it cannot be read, or a later version of paperdeck has
        taken it over, `state` says so.
        """
        with self._lock:
            self._look()
            news, self._news = self._news, set()
            return news

    @property
    def refused(self) -> StoreError | None:
        """What keeps the journals from being read or written at present, as far as the last look saw."""
        return self._refused

    def state(self) -> SaveState:
        """How many events wait for the disk, and the error that keeps them from it."""
        state = self._writer.state()
        return SaveState(state.pending, state.error or self._refused)

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait up to `timeout` seconds until all that was said is on the disk; whether it is."""
        return self._writer.flush(timeout)

    def close(self, timeout: float = 5.0) -> tuple[Operation, ...]:
        """Write what waits and stop; gives the operations that could not be saved, to be told to the user."""
        unsaved = self._writer.close(timeout)
        with self._lock:
            return tuple(self._book.history.operation(op) for op in unsaved if op)

    def damaged(self) -> tuple[Damage, ...]:
        """All lines that could not be read: those that this store found, and those that were set aside earlier."""
        with self._lock:
            earlier = aside(self.folder, self._book.reading.device)
            known = {(damage.file, damage.raw) for damage in earlier}
            return (*earlier, *(found for found in self._book.damaged if (found.file, found.raw) not in known))

    def unreported(self) -> tuple[Damage, ...]:
        """The damaged lines that this store was the first to find: to be told to the user once."""
        with self._lock:
            return tuple(self._book.unreported)

    def _look(self) -> None:
        """Take in what is new on the disk; what cannot be read now is told by `state`, and read when it can be."""
        self._refused = None
        try:
            if not self._book.reading.device and (device := known_device(self._device_file)):
                self._book.reading.become(device)
            self._news |= self._book.look(self._writer.waiting())
            if error := self._book.reading.unreadable.get(self._book.reading.device + SUFFIX):
                self._refused = disk.unreadable(error, self.folder)
            check_format(self.folder)
            self._write_again()
        except StoreError as error:
            self._refused = error
        except OSError as error:
            self._refused = disk.unreadable(error, self.folder)

    def _write_again(self) -> None:
        """Queue what this device said and its journal lost; `restored` counts it."""
        rows, self._book.lost = self._book.lost, []
        if rows:
            self._ready()
            self.restored += len(rows)
            self._writer.submit(Batch("", encode(rows), len(rows)))

    def _ready(self) -> Clock:
        """Know who writes, which is settled with the first thing said."""
        if self._clock is None:
            device = self._given_device or make_device(self._device_file)
            self._book.reading.become(device)
            self._journal = Journal(self.folder, device, lock_file(self._device_file))
            self._clock = Clock(self._now, device)
        return self._clock

    def _say(self, op: str, rows: list[Row]) -> None:
        """Let rows of this device hold, and queue them."""
        self._book.take_in(rows)
        self._book.history.say(op, rows)
        self._writer.submit(Batch(op, encode(rows), len(rows)))

    def _switch(self, targets: list[str], key: str) -> None:
        """Undo ("reverts") or redo ("restores") operations in this order."""
        if not targets:
            return
        clock = self._ready()
        settled = self._book.folding.settled
        op = clock.tick(max(settled.get(target, ("",))[0] for target in targets))
        self._say(op, [{"op": op, key: list(targets), "at": clock.local_time()}])

    def _save(self, data: bytes) -> None:
        """Called by the writer thread."""
        if self._journal is not None:
            self._journal.save(data, tuple(self._book.damaged))
