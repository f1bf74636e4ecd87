"""A lock on a file that processes of one user hold by turns: the system's, else a marker file that names its holder.

Network drives and some containers have no working `flock`. There a marker beside the lock file does for one writer at
a time: it names process and machine, and is taken over when that process is gone or the marker is old.
"""

import errno
import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from .language import _
from .results import Notice

MARKER = ".held"
"""What the name of a marker file ends with, after the name of the lock file."""

_STALE_SECONDS = 900.0
"""A marker older than this is taken over also from a machine that cannot be queried; no holder takes as long."""

_NO_LOCKS = frozenset(
    {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ELOOP, errno.EISDIR, errno.EACCES}
)
"""What a file system without locks answers, and a lock file that is a link, a folder or another user's."""

_marked: set[Path] = set()
_guard = threading.Lock()


@contextmanager
def locked(file: Path, *, timeout: float, poll: float = 0.01) -> Generator[None]:
    """Hold the lock on a file in a folder that exists. TimeoutError after `timeout` seconds, OSError for the folder.

    TimeoutError is an OSError: catch it first.
    """
    from filelock import FileLock, SoftFileLock

    lock = FileLock(file, timeout=timeout, poll_interval=poll, fallback_to_soft=False)
    try:
        lock.acquire()
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        marker = marker_of(file)
        with suppress(OSError):
            if time.time() - marker.stat().st_mtime > _STALE_SECONDS:
                marker.unlink()
        lock = SoftFileLock(marker, timeout=timeout, poll_interval=poll)
        lock.acquire()
        with _guard:
            _marked.add(file.parent)
    try:
        yield
    finally:
        lock.release()


def marker_of(file: Path) -> Path:
    """The marker that stands for a lock file where the system has no locks."""
    return file.with_name(file.name + MARKER)


def in_use(file: Path) -> Path:
    """The file that holds others off: the marker where there is one, else the lock file."""
    marker = marker_of(file)
    return marker if marker.exists() else file


def work_in(folder: Path) -> bool:
    """Whether files can be locked in a folder; True where nothing can be tried, as nothing can be written there."""
    import tempfile

    from filelock import FileLock

    try:
        with tempfile.NamedTemporaryFile(dir=folder) as file, FileLock(file.name, timeout=0, fallback_to_soft=False):
            return True
    except OSError as error:
        return error.errno not in _NO_LOCKS or not os.access(folder, os.W_OK)


def notices() -> tuple[Notice, ...]:
    """The folders in which this process met no working locks, each with what a person can do."""
    with _guard:
        folders = sorted(_marked)
    advice = _("Marker files are used instead. Let only one paperdeck write there at a time.")
    return tuple(Notice(_("Files cannot be locked in {folder}").format(folder=folder), advice) for folder in folders)
