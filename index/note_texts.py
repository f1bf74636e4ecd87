"""The bytes of notes: any encoding to text, stamps that tell contents apart, names of copies, and what errors mean."""

import hashlib
import re
from pathlib import Path

from . import disk
from .errors import StoreError
from .language import _

COPY = re.compile(r"(?:\.(?:sync-)?conflict[-.]|[ (（].*(?:conflict|冲突)).*md$", re.IGNORECASE)
"""What follows a note's name in the name of a copy that we or a sync tool left beside it."""


def stamp_of(data: bytes | None) -> str:
    """What tells one content of a note from another; "" for no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()[:24]


def decode(data: bytes | None) -> tuple[str, bool]:
    """The text of a note in any encoding, with `\n` line ends; and whether it can be written as UTF-8 without loss."""
    if data is None:
        return "", True
    for encoding, marks in (("utf-8-sig", (b"",)), ("utf-16", (b"\xff\xfe", b"\xfe\xff")), ("gb18030", (b"",))):
        if data.startswith(marks):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return text.replace("\r\n", "\n"), encoding == "utf-8-sig"
    return data.decode("utf-8", "replace").replace("\r\n", "\n"), False


def note_error(error: OSError, folder: Path) -> StoreError:
    """What a failed write of a note means, and what to do about it."""
    if disk.is_full(error):
        return StoreError(_("The disk is full; the note is not saved"), _("Free some space and save again."))
    if disk.is_forbidden(error):
        return StoreError(
            _("The folder of your notes cannot be used"),
            _("Make {folder} readable and writable, or set data_dir in the config.").format(folder=folder),
        )
    reason = error.strerror or str(error)
    return StoreError(_("The note cannot be read or saved: {reason}").format(reason=reason), str(folder))
