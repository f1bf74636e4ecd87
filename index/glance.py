"""The last answer to `days --json`, kept beside the catalog: given again at once for as long as nothing changed.

A status bar asks every few seconds. What it takes to know that nothing changed (the environment, the config file, the
journals, the report files) is looked at here without the library's imports, which would cost more than the looking.
"""

from __future__ import annotations

import os
import sys
import zlib
from typing import TYPE_CHECKING

from .walking import Walk, fingerprint_of, journals_fingerprint

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b"paperdeck glance 2"
_NAME = "days.glance"
_ASKED = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ANDROID_DATA", "ANDROID_ROOT")
"""What the folders depend on, beside the variables of XDG and our own."""


def _circumstances() -> str:
    """All of the environment that says where things lie: under the same, they lie where they lay."""
    named = (f"{name}={value}" for name, value in os.environ.items() if name.startswith(("XDG_", "PAPERDECK_")))
    return fingerprint_of([sys.platform, *sorted(named), *(f"{name}={os.environ.get(name)}" for name in _ASKED)])


def _likely_folder() -> str:
    """Where the cache lies on most systems. Asking platformdirs costs half of what a status bar may; nothing hangs on
    this being right, since an answer tells the circumstances under which it was put there."""
    own = os.environ.get("PAPERDECK_CACHE_DIR")
    return own or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "paperdeck")  # noqa: PTH111, PTH118


def _kept() -> bytes:
    """The file of the last answer; OSError where there is none."""
    try:
        with open(os.path.join(_likely_folder(), _NAME), "rb") as file:  # noqa: PTH118, PTH123 - without pathlib's import
            return file.read()
    except FileNotFoundError:
        from . import places

        return (places.cache_dir() / _NAME).read_bytes()


def _state(file: str) -> str:
    """What a file looks like from outside."""
    try:
        status = os.stat(file)  # noqa: PTH116 - a status bar waits
    except OSError:
        return "-"
    return fingerprint_of([str(status.st_size), str(status.st_mtime_ns), str(status.st_ino)])


def recall() -> bytes | None:
    """The last answer, None when there is none or anything changed since."""
    try:
        head, crc, rest = _kept().split(b"\n", 2)
        if head != HEAD or zlib.crc32(rest) != int(crc):
            return None
        around, config, state, marks_folder, marks, files, roots, answer = rest.split(b"\n", 7)
    except (OSError, ValueError):
        return None
    if around.decode() != _circumstances() or state.decode() != _state(os.fsdecode(config)):
        return None
    if marks.decode() != journals_fingerprint(os.fsdecode(marks_folder)):
        return None
    walk = Walk(os.fsdecode(roots).split("\0"))
    return answer if walk.fingerprint() == files.decode() and not (walk.lost or walk.closed or walk.large) else None


class Glance:
    """What stood when an answer was begun; `keep` writes it with the answer, as nothing older can be wrong then."""

    def __init__(self, marks_folder: Path) -> None:
        from . import places

        self._file = places.cache_dir() / _NAME
        config = str(places.config_file())
        marks = str(marks_folder)
        self._seen = (_circumstances(), config, _state(config), marks, journals_fingerprint(marks))

    def keep(self, roots: tuple[Path, ...], files: str, answer: bytes) -> None:
        """Keep the answer for these roots and this fingerprint of their files; skipped where nothing can be written."""
        from . import disk

        lines = [os.fsencode(text) for text in (*self._seen, files, "\0".join(map(str, roots)))]
        if any(b"\n" in line for line in lines):
            return
        body = b"\n".join((*lines, answer))
        try:
            disk.replace(self._file, b"\n".join((HEAD, str(zlib.crc32(body)).encode(), body)), durable=False)
        except OSError:
            return
