"""Keeps the search index up: a day in a thread, a whole archive in a process of its own, so that no key waits."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ..index.library import Library
from ..index.results import Cancelled, Progress, ProgressCall

LARGE = 1_000
"""Papers from which on indexing is worth a process: it takes minutes and 200 MB, and would share our interpreter."""
_LOOK_SECONDS = 0.25
_NICENESS = 5


def bring_up(library: Library, registered: Sequence[Path], progress: ProgressCall, cancelled: Cancelled) -> None:
    """Index what is missing and have the index open; from a thread. Others may write: then it is theirs to finish."""
    search = library.search
    missing = search.health().missing if search.wants_update else 0
    if missing >= LARGE:
        search.warm()  # minutes before the index is there, ids, titles and authors can be found
        _in_a_process(library, registered, missing, progress, cancelled)
    if not cancelled():
        search.update(progress, cancelled)
    if not cancelled():
        search.warm()


def _in_a_process(
    library: Library, registered: Sequence[Path], missing: int, progress: ProgressCall, cancelled: Cancelled
) -> None:
    """Run `paperdeck index` on this library until it ends, or until the reader does."""
    words = [sys.executable, "-m", "paperdeck"]
    if not library.is_sample and tuple(registered) != library.roots:
        words += [word for root in library.roots for word in ("-L", str(root))]
    silent, before = subprocess.DEVNULL, library.search.count()
    with subprocess.Popen([*words, "index"], stdin=silent, stdout=silent, stderr=silent) as child:  # noqa: S603 - ourselves
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, child.pid, _NICENESS)
        looked = 0.0
        while child.poll() is None:
            if cancelled():
                child.terminate()
                return
            if time.monotonic() - looked > 8 * _LOOK_SECONDS:
                looked = time.monotonic()
                progress(Progress(min(missing, max(0, library.search.count() - before)), missing, "index"))
            time.sleep(_LOOK_SECONDS)
