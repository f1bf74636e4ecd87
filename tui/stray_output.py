"""What would write over the open reader: threads that raise, and packages that log."""

import logging
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

from ..index import log


class _Foreign(logging.Handler):
    """Takes in what the packages log that we stand on; it would else go to stderr, over the reader."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write it as one of ours, with the trace that it may carry."""
        level = record.levelname.lower()
        error = record.exc_info[1] if record.exc_info else None
        told = f"{record.name}: {record.getMessage()[:300]}" + ("" if error is None else f"\n{log.trace(error)}")
        log.record(level if level in log.LEVELS else "error", told)


@contextmanager
def caught(take: Callable[[BaseException], object]) -> Generator[None]:
    """Meanwhile `take` what a thread raises, and put what packages log into our log."""

    def raised(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            take(arguments.exc_value)

    handler, before = _Foreign(logging.WARNING), threading.excepthook
    logging.getLogger().addHandler(handler)
    threading.excepthook = raised
    try:
        yield
    finally:
        threading.excepthook = before
        logging.getLogger().removeHandler(handler)
