"""Bytes that are on the disk when a call returns: appends and replacements that no crash can tear."""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Generator
from pathlib import Path

from .errors import StoreError
from .language import _
from .places import shown

_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_BESIDE = ".paperdeck-"
_OLD = 3600.0
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def sync(descriptor: int) -> None:
    """Wait until what was written through this descriptor is on the disk itself; OSError."""
    try:
        import fcntl
    except ImportError:  # Windows
        os.fsync(descriptor)
        return
    full: int | None = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(descriptor)
    else:  # macOS: fsync leaves the bytes in the drive's cache
        fcntl.fcntl(descriptor, full)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; a no-op where folders cannot be opened (Windows)."""
    try:
        descriptor = os.open(folder, _FOLDER_FLAGS)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):  # network file systems
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Create a folder and its parents, and make their names durable; nothing happens where it exists. OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, however short the single writes turn out; OSError."""
    view = memoryview(data)
    while view:
        written = os.write(descriptor, view)
        if written == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        view = view[written:]


def read(path: Path, limit: int = -1) -> bytes:
    """The bytes of a file, `limit` at most; OSError, also for what is no file: a FIFO would be waited for for ever."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, _("it is not a regular file"), str(path))
        return file.read(limit)


def append(path: Path, data: bytes) -> None:
    """Append to a file and sync it; on an error the file is cut back to what it was, as far as the disk lets us.

    The caller holds the lock of the file. A file that is new is made durable together with its name. OSError.
    """
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o666)
    try:
        size = os.fstat(descriptor).st_size
        try:
            write_all(descriptor, data)
            sync(descriptor)
        except OSError:
            _cut(descriptor, size)
            raise
    finally:
        os.close(descriptor)
    if new:
        sync_folder(path.parent)


def _cut(descriptor: int, size: int) -> None:
    """Cut a file back; where even that fails, the next writer mends the torn end."""
    try:
        os.ftruncate(descriptor, size)
    except OSError:
        return


def replace(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put new content in the place of a file: written beside it, synced, renamed, the folder synced; OSError.

    A link is followed and stays; the file's permissions stay. After a crash the old or the new content is there. What
    can be made again, as caches can, need not be `durable`: nothing waits for the disk then.
    """
    path = Path(os.path.realpath(path))
    with _beside(path, data, durable=durable) as beside:
        beside.replace(path)
    if durable:
        sync_folder(path.parent)


def create(path: Path, data: bytes) -> None:
    """Make a file that is not there yet, whole or not at all; FileExistsError where one is, OSError.

    Where there are no hard links a file that comes into being meanwhile may be replaced.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    with _beside(path, data, durable=True) as beside:
        try:
            path.hardlink_to(beside)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            if os.path.lexists(path):
                raise FileExistsError(path) from None
            beside.replace(path)
    sync_folder(path.parent)


@contextlib.contextmanager
def _beside(path: Path, data: bytes, *, durable: bool) -> Generator[Path]:
    """A new file with the content and the permissions of a path, in its folder; removed unless it was renamed."""
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=_BESIDE, suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        try:
            write_all(descriptor, data)
            _take_mode(descriptor, path)
            if durable:
                sync(descriptor)
        finally:
            os.close(descriptor)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def leftovers(folder: Path, *, older: float = _OLD) -> list[Path]:
    """New content that a crash left beside the old, at least `older` seconds ago: it was never in use."""
    found: list[Path] = []
    for path in folder.glob(f"{_BESIDE}*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime >= older:
                found.append(path)
    return found


def _take_mode(descriptor: int, path: Path) -> None:
    """Give a new file the permissions of the one it replaces, or those of any new file."""
    if not hasattr(os, "fchmod"):
        return
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0o077)
        os.umask(mask)
        mode = 0o666 & ~mask
    os.fchmod(descriptor, mode)


def is_full(error: OSError) -> bool:
    """Whether there is no room left."""
    return error.errno in _FULL


def is_forbidden(error: OSError) -> bool:
    """Whether the folder is read-only, or another's."""
    return error.errno in _FORBIDDEN


def store_error(error: OSError, folder: Path) -> StoreError:
    """What a failed write means to the person before the screen, and what to do about it."""
    if is_full(error):
        return StoreError(_("The disk is full"), _("Free some space where {folder} lies.").format(folder=shown(folder)))
    if is_forbidden(error):
        return StoreError(
            _("Your marks cannot be written"),
            _("Make {folder} writable, or set data_dir in the config to a folder that is.").format(
                folder=shown(folder)
            ),
        )
    reason = error.strerror or str(error)
    return StoreError(
        _("Your marks cannot be saved: {reason}").format(reason=reason),
        _("Check the disk that holds {folder}.").format(folder=shown(folder)),
    )


def unreadable(error: OSError, folder: Path) -> StoreError:
    """Marks that cannot be read now: what that means and what to do about it."""
    return StoreError(
        _("Your marks cannot be read: {reason}").format(reason=error.strerror or error),
        _("Make {folder} readable; what you mark meanwhile is kept in memory and saved then.").format(
            folder=shown(folder)
        ),
    )
