"""The bytes of notes: read without waiting, any encoding to text, stamps, names of copies, and what errors mean."""

import codecs
import errno
import hashlib
import os
import re
import stat
from pathlib import Path

from . import disk
from .errors import StoreError
from .language import _

LARGEST = 1_000_000
"""How many bytes of a note are read."""

_COPY = re.compile(r"(?:\.(?:sync-)?conflict[-.]|[ (（].*(?:conflict|冲突)).*md$", re.IGNORECASE)
"""What follows a note's name in the name of a copy that we or a sync tool left beside it."""

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def copied_stem(name: str) -> str | None:
    """The name, without suffix, of the note that the file of this name is a copy of; None where it is none."""
    if "conflict" not in name.lower() and "冲突" not in name:
        return None
    found = _COPY.search(name)
    return name[: found.start()] if found else None


def read_part(path: Path) -> tuple[bytes, bool]:
    """The first LARGEST bytes of a file, and whether these are all. OSError, also for a pipe or a device."""
    _hold_to_files(path.stat())
    descriptor = os.open(path, _OPEN)
    try:
        _hold_to_files(os.fstat(descriptor))
        data = bytearray()
        while len(data) <= LARGEST and (more := os.read(descriptor, LARGEST + 1 - len(data))):
            data += more
    finally:
        os.close(descriptor)
    return bytes(data[:LARGEST]), len(data) <= LARGEST


def _hold_to_files(status: os.stat_result) -> None:
    """Raise OSError for what is no file; to open a device may already do something, so it is asked before too."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, _("it is no ordinary file"))


def stamp_of(data: bytes | None) -> str:
    """What tells one content of a note from another; "" for no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()[:24]


def decode(data: bytes | None, *, whole: bool = True) -> tuple[str, bool]:
    """The text of a note in any encoding, with `\n` line ends; and whether it can be written as UTF-8 without loss.

    Of data that is not `whole` the end may be missing in the middle of a character.
    """
    if data is None:
        return "", True
    for encoding, marks in (("utf-8-sig", (b"",)), ("utf-16", (b"\xff\xfe", b"\xfe\xff")), ("gb18030", (b"",))):
        if data.startswith(marks):
            try:
                text = codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
            except UnicodeDecodeError:
                continue
            return text.replace("\r\n", "\n"), whole and encoding == "utf-8-sig"
    return data.decode("utf-8", "replace").replace("\r\n", "\n"), False


def read_error(error: OSError, path: Path) -> StoreError:
    """What a failed reading of a note means, and what to do about it."""
    return StoreError(
        _("The note cannot be read: {reason}").format(reason=error.strerror or error),
        _("Look what {path} is, and make it an ordinary file that you may read.").format(path=path),
    )


def too_large(path: Path) -> StoreError:
    """What keeps a note from being edited of which only the beginning was read."""
    return StoreError(
        _("The note is larger than 1 MB, and only its beginning is read"),
        _("Edit {path} itself in your editor, or make it shorter.").format(path=path),
    )


def folder_error(error: OSError, folder: Path) -> StoreError:
    """Why the folder of the notes cannot be listed, and what to do about it."""
    return StoreError(
        _("The folder of your notes cannot be read: {reason}").format(reason=error.strerror or error),
        _("Make {folder} a folder that you may read and write, or set data_dir in the config.").format(folder=folder),
    )


def note_error(error: OSError, folder: Path) -> StoreError:
    """What a failed writing of a note means, and what to do about it."""
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return folder_error(OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)), folder)
    if disk.is_full(error):
        return StoreError(_("The disk is full; the note is not saved"), _("Free some space and save again."))
    if disk.is_forbidden(error):
        return StoreError(
            _("The folder of your notes cannot be used"),
            _("Make {folder} readable and writable, or set data_dir in the config.").format(folder=folder),
        )
    reason = error.strerror or str(error)
    return StoreError(_("The note cannot be read or saved: {reason}").format(reason=reason), str(folder))
