"""The one thread that writes: in order, all that is waiting at once, again and again until the disk takes it."""

import atexit
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import StoreError
from .events import SaveState

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
_AT_EXIT = 2.0


@dataclass(frozen=True, slots=True)
class Batch:
    """The lines of one operation, and how many events they are; `op` is "" for what is written again."""

    op: str
    data: bytes
    events: int


class Writer:
    """A queue before `save`, which returns when the bytes are on the disk or raises StoreError having saved nothing.

    The thread starts with the first batch. It does not keep the process alive; what waits at the interpreter's exit
    is given two seconds.
    """

    def __init__(self, save: Callable[[bytes], None]) -> None:
        self._save = save
        self._queue: list[Batch] = []
        self._error: StoreError | None = None
        self._tries = 0
        self._closing = False
        self._given_up = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def submit(self, batch: Batch) -> None:
        """Queue a batch; returns at once."""
        with self._changed:
            self._queue.append(batch)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="paperdeck-marks", daemon=True)
                self._thread.start()
                atexit.register(self.close, _AT_EXIT)
            self._changed.notify_all()

    def waiting(self) -> set[str]:
        """The operations that are not on the disk yet."""
        with self._changed:
            return {batch.op for batch in self._queue}

    def state(self) -> SaveState:
        """What waits, and the error of the last attempt."""
        with self._changed:
            return SaveState(sum(batch.events for batch in self._queue), self._error)

    def flush(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until nothing waits; whether that is so."""
        with self._changed:
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._queue, timeout)

    def close(self, timeout: float) -> list[str]:
        """Write what waits and end the thread; gives the operations that could not be saved.

        A disk that refuses is tried once more and not waited for.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            self._closing = True
            tries = self._tries
            self._changed.notify_all()
            self._changed.wait_for(
                lambda: not self._queue or (self._error is not None and self._tries > tries), timeout
            )
            self._given_up = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            atexit.unregister(self.close)
            thread.join(max(0.0, deadline - time.monotonic()))
        with self._changed:
            return [batch.op for batch in self._queue]

    def _run(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._closing)
                if not self._queue or self._given_up:
                    return
                waiting = list(self._queue)
            error: StoreError | None = None
            try:
                self._save(b"".join(batch.data for batch in waiting))
            except StoreError as refused:
                error = refused
            with self._changed:
                self._tries += 1
                self._error = error
                if error is None:
                    del self._queue[: len(waiting)]
                    pause = _FIRST_PAUSE
                self._changed.notify_all()
                if error is not None and not self._given_up:
                    self._changed.wait(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)
