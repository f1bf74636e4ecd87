"""Reads report files into rows, one after the other or, when there are many, in helper processes."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr
from itertools import islice
from typing import TYPE_CHECKING

from ..language import current_language, set_language
from ..limits import LARGEST_FILE
from ..sources import ReportFile
from .build import FileRows, file_rows

if TYPE_CHECKING:
    from concurrent.futures import Future

MANY = 60
"""Files from which helper processes pay: each takes a third of a second to start."""
MOST_HELPERS = 4
AHEAD = 24
"""Files that may be read ahead of the writing; they wait in memory."""
NICENESS = 5

Outcome = FileRows | OSError


def read_all(files: Sequence[ReportFile], cancelled: Callable[[], bool]) -> Iterator[Outcome]:
    """The rows of each file, in order, or the error that kept it from being read; ends early when cancelled.

    Many files are read in helper processes, which end with this one however it ends. Where they cannot be had, or
    break, the rest is read here.
    """
    done = 0
    if len(files) >= MANY:
        # The newest is read here, so that it shows before the first helper has started.
        yield _outcome(files[0])
        done = 1
        for outcome in _helped(files[1:], cancelled):
            done += 1
            yield outcome
    for file in islice(files, done, None):
        if cancelled():
            return
        yield _outcome(file)


def _helped(files: Sequence[ReportFile], cancelled: Callable[[], bool]) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    helpers = min(MOST_HELPERS, os.cpu_count() or 1)
    _start_tracker()
    try:
        pool = ProcessPoolExecutor(
            helpers, mp_context=get_context("spawn"), initializer=_settle_in, initargs=(current_language(),)
        )
    except (OSError, NotImplementedError, ImportError):
        return
    ahead: deque[Future[Outcome]] = deque()
    try:
        for file in files:
            if cancelled():
                return
            ahead.append(pool.submit(_outcome, file))
            if len(ahead) > AHEAD:
                yield ahead.popleft().result()
        while ahead and not cancelled():
            yield ahead.popleft().result()
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_tracker() -> None:
    """Start the process that cleans up after helpers while stderr is a real one: it inherits that by its number.

    The reader's is no file, and the number that it gives makes the start fail.
    """
    try:
        from multiprocessing.resource_tracker import ensure_running
    except ImportError:  # not on Windows
        return
    with redirect_stderr(sys.__stderr__):
        ensure_running()


def _settle_in(language: str) -> None:
    """Begin a helper: quiet, polite, speaking the user's language, and gone when the one it helps is gone."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    set_language(language)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _outcome(file: ReportFile) -> Outcome:
    try:
        return read_rows(file)
    except OSError as error:
        return error


def read_rows(file: ReportFile) -> FileRows:
    """One file as rows, with the fingerprint of exactly the bytes that were read; OSError."""
    from ..reports import read_bytes

    with file.path.open("rb") as stream:
        status = os.fstat(stream.fileno())
        data = stream.read(LARGEST_FILE + 1)
    path = str(file.path)
    return file_rows(read_bytes(data, path=path), data, path, status.st_size, status.st_mtime_ns)
