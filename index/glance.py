"""The last answer to `days --json`, kept beside the catalog: given again at once for as long as nothing changed.

A status bar asks every few seconds. What it takes to know that nothing changed (the config file, the journals, the
report files, the catalog) is looked at here without the library's imports, which would cost more than the looking.
"""

import os
import zlib
from pathlib import Path

from . import places
from .walking import Walk, fingerprint_of, journals_fingerprint

HEAD = b"paperdeck glance 1"


def _file() -> Path:
    return places.cache_dir() / "days.glance"


def _config_stamp() -> str:
    """The config file and the folders that hold when it says nothing, as they are now."""
    file, data = str(places.config_file()), str(places.data_dir())
    try:
        status = os.stat(file)  # noqa: PTH116 - a status bar waits
    except OSError:
        return fingerprint_of([file, data, "-"])
    return fingerprint_of([file, data, str(status.st_size), str(status.st_mtime_ns), str(status.st_ino)])


def recall() -> bytes | None:
    """The last answer, None when there is none or anything changed since."""
    try:
        head, crc, config, marks_folder, marks, files, roots, answer = _file().read_bytes().split(b"\n", 7)
        if head != HEAD or zlib.crc32(b"\n".join((config, marks_folder, marks, files, roots, answer))) != int(crc):
            return None
    except (OSError, ValueError):
        return None
    if config.decode() != _config_stamp() or marks.decode() != journals_fingerprint(os.fsdecode(marks_folder)):
        return None
    walk = Walk(os.fsdecode(roots).split("\0"))
    return answer if walk.fingerprint() == files.decode() and not (walk.lost or walk.closed or walk.large) else None


class Glance:
    """What stood when an answer was begun; `keep` writes it with the answer, as nothing older can be wrong then."""

    def __init__(self, marks_folder: Path) -> None:
        self._marks_folder = str(marks_folder)
        self._config = _config_stamp()
        self._marks = journals_fingerprint(self._marks_folder)

    def keep(self, roots: tuple[Path, ...], files: str, answer: bytes) -> None:
        """Keep the answer for these roots and this fingerprint of their files; skipped where nothing can be written."""
        folder, listed = os.fsencode(self._marks_folder), os.fsencode("\0".join(map(str, roots)))
        if b"\n" in folder + listed:
            return
        body = b"\n".join((self._config.encode(), folder, self._marks.encode(), files.encode(), listed, answer))
        file = _file()
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            beside.write_bytes(b"\n".join((HEAD, str(zlib.crc32(body)).encode(), body)))
            beside.replace(file)
        except OSError:
            beside.unlink(missing_ok=True)
