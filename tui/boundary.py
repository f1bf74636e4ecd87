"""The reader's one boundary: an error that nothing caught is told and recorded, and the reader goes on where it can."""

import time
from collections.abc import Callable

from ..index import log, places
from ..index.errors import FaultError, PaperdeckError
from ..index.language import _

QUIET_SECONDS = 60.0
"""How long the same error, when nobody did anything, is neither told nor recorded again."""


class Boundary:
    """Takes errors. `tell` shows one line, `goes_on` is whether the reader stands, and `end` leaves it where not."""

    def __init__(self, tell: Callable[[str], None], goes_on: Callable[[], bool], end: Callable[[], None]) -> None:
        self._tell = tell
        self._goes_on = goes_on
        self._end = end
        self._last: dict[tuple[str, int], float] = {}
        self.ended_by: PaperdeckError | None = None
        self.left = False

    def take(self, error: BaseException, *, again: bool) -> None:
        """Tell an error and record it. `again`: tell it also when it was told a moment ago, for a key asked for it."""
        now = time.monotonic()
        key = _place(error)
        is_new = now - self._last.get(key, -QUIET_SECONDS) >= QUIET_SECONDS
        if is_new:
            self._last[key] = now
        told = told_of(error, recorded=is_new)
        if self.left:
            return
        if not self._goes_on():
            self.ended_by = self.ended_by or told
            self._end()
        elif is_new or again:
            self._tell(told.line)


def told_of(error: BaseException, *, recorded: bool = True) -> PaperdeckError:
    """What to tell of an error: itself where it is ours, else that paperdeck is at fault; `recorded` in the log."""
    if isinstance(error, PaperdeckError):
        # A refused command line or query may quote a note.
        if recorded and error.exit_status == 1:
            log.warning(error.line)
        return error
    if recorded:
        log.fault(error)
    title = _("A fault of paperdeck: {error}").format(error=log.describe(error))
    return FaultError(title, _("Its trace is in {file}").format(file=places.shown(log.log_file())))


def _place(error: BaseException) -> tuple[str, int]:
    """The kind of an error and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return type(error).__qualname__, trace.tb_lineno if trace is not None else 0
