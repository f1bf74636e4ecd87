"""This device's journal: appends under the lock of all its processes, mended ends, lines set aside, compaction."""

import contextlib
import os
from collections.abc import Generator, Iterable
from pathlib import Path

from .. import disk, locks
from ..errors import StoreError
from ..language import _
from .compaction import LEAST, compact
from .damage import SUFFIX, Damage, set_aside
from .lines import parse_line

FORMAT = 1
_MOST_DIGITS = 9
_LOCK_SECONDS = 10.0
_LONGEST = 1000
"""Bytes of a format that are read: Python converts no longer numbers than some thousand digits."""


def check_format(folder: Path) -> bool:
    """Whether the folder says its format; StoreError where that is a later one than this version knows. OSError."""
    try:
        text = disk.read(folder / "format", _LONGEST).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return False
    if text.isdecimal() and (len(text) > _MOST_DIGITS or int(text) > FORMAT):
        raise StoreError(
            _("Your marks were written by a newer version of paperdeck"),
            _("Format {theirs} in {folder}; this version knows {ours}. Update paperdeck; nothing was changed.").format(
                theirs=text[:_MOST_DIGITS], folder=folder, ours=FORMAT
            ),
        )
    return text.isdecimal()


class Journal:
    """Writes `<device>.jsonl` in `folder`. Only the writer thread, or a command that owns it, calls it."""

    def __init__(self, folder: Path, device: str, lock: Path) -> None:
        self.folder = folder
        self.path = folder / (device + SUFFIX)
        self._device = device
        self._lock = lock
        self._compact_at = 0

    @contextlib.contextmanager
    def locked(self) -> Generator[None]:
        """Hold the lock of this device; StoreError where another process keeps it too long."""
        lock = self._lock_path()
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(locks.locked(lock, timeout=_LOCK_SECONDS, poll=0.002))
            except TimeoutError as error:
                raise StoreError(
                    _("Another paperdeck holds the lock of your marks"),
                    _("If no other one runs, delete {lock}.").format(lock=locks.in_use(lock)),
                ) from error
            yield

    def _lock_path(self) -> Path:
        """The lock beside the device's id; in the marks folder where this machine keeps nothing of ours."""
        try:
            disk.make_folder(self._lock.parent)
        except OSError:
            return self.folder / f".{self._device}.lock"
        return self._lock if os.access(self._lock.parent, os.W_OK) else self.folder / f".{self._device}.lock"

    def save(self, data: bytes, damaged: Iterable[Damage] = ()) -> None:
        """Append whole lines and return when they are on the disk; StoreError, after which nothing was appended."""
        try:
            with self.locked():
                self.prepare()
                self.mend()
                disk.append(self.path, data)
                self._tidy(damaged)
        except OSError as error:
            raise disk.store_error(error, self.folder) from error

    def prepare(self) -> None:
        """Create what is missing of the folder; StoreError for a later format, OSError."""
        if not check_format(self.folder):
            disk.make_folder(self.folder)
            disk.replace(self.folder / "format", f"{FORMAT}\n".encode())

    def mend(self) -> bytes:
        """End a torn last line: complete it where only its end is missing, else set it aside; gives what was."""
        try:
            with self.path.open("rb+") as file:
                size = file.seek(0, 2)
                if not size:
                    return b""
                file.seek(size - 1)
                if file.read() == b"\n":
                    return b""
                file.seek(0)
                data = file.read()
                whole = data.rfind(b"\n") + 1
                torn = data[whole:]
                if parse_line(torn) is not None:
                    file.write(b"\n")
                    return b""
                number = data.count(b"\n") + 1
                set_aside(self.folder, self._device, [Damage(self.path.name, number, torn)])
                file.truncate(whole)
        except FileNotFoundError:
            return b""
        return torn

    def _tidy(self, damaged: Iterable[Damage]) -> None:
        """What is worth doing after an append and no reason to call it failed."""
        with contextlib.suppress(OSError):
            set_aside(self.folder, self._device, damaged)
            size = self.path.stat().st_size
            if size > max(self._compact_at, LEAST):
                self._compact_at = compact(self.path, self._device)
