"""The folder of the index: its manifest with sizes and checksums, commits, cleaning, and one writer at a time.

The manifest is written last and renamed into place, so that a writer killed at any moment leaves the generation before
it whole; files that it does not name are litter. Folder and files are private: Whoosh's are pickles.
"""

import contextlib
import os
import shutil
import zlib
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from ..language import _
from . import codec
from .damage import damage
from .segments import SIDE_FILES

_MANIFEST = "manifest.json"
_LOCK = "writer.lock"


class DamagedError(Exception):
    """The index on disk is not what was written; the message names the file and the fault."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as it was committed."""

    size: int
    crc: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One commit: its generation and its files by name."""

    generation: int = 0
    files: dict[str, FileRecord] = field(default_factory=dict[str, FileRecord])


def crc_of(path: Path) -> int:
    """The CRC-32 of a file, read in pieces."""
    crc = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 18):
            crc = zlib.crc32(piece, crc)
    return crc


class Store:
    """The folder, with what may be asked and done while holding the writer's lock or without it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stamp(self) -> tuple[int, int, int] | None:
        """What changes with every commit: inode, size and time of the manifest; None while there is none."""
        try:
            found = (self.folder / _MANIFEST).stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def manifest(self) -> Manifest | None:
        """The last commit; None where there is none. DamagedError where it cannot be read."""
        try:
            data: Any = orjson.loads((self.folder / _MANIFEST).read_bytes())
            records: dict[str, list[int]] = data["files"]
            files = {str(name): FileRecord(int(row[0]), int(row[1]), int(row[2])) for name, row in records.items()}
            if int(data["crc"]) != _table_crc(files):
                raise DamagedError(_MANIFEST + ": " + _("the checksum is wrong"))
            return Manifest(int(data["generation"]), files)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            raise DamagedError(f"{_MANIFEST}: {error}") from error

    def faults(self, manifest: Manifest, *, every_crc: bool = False) -> dict[str, str]:
        """Files that are not as they were committed, with the fault. Times that moved are settled by the checksum."""
        found: dict[str, str] = {}
        for name, record in manifest.files.items():
            path = self.folder / name
            try:
                now = path.stat()
                if now.st_size != record.size:
                    found[name] = _("{n} bytes instead of {size}").format(n=now.st_size, size=record.size)
                elif (every_crc or now.st_mtime_ns != record.mtime_ns) and crc_of(path) != record.crc:
                    found[name] = _("the checksum is wrong")
            except OSError as error:
                found[name] = error.strerror or type(error).__name__
        return found

    def stats(self, manifest: Manifest) -> tuple[tuple[int, int], ...] | None:
        """Size and time of every file, None where one is absent: compared before every search, no byte is read."""
        try:
            # Half the cost of Path.stat, for every file on every key.
            found = (os.stat(f"{self.folder}/{name}") for name in manifest.files)  # noqa: PTH116
            return tuple((now.st_size, now.st_mtime_ns) for now in found)
        except OSError:
            return None

    def segments(self, manifest: Manifest) -> list[codec.Segment]:
        """The segments of a commit with their deletions; DamagedError where the table of contents cannot be read."""
        if not manifest.files:
            return []
        try:
            return codec.read_contents(self.folder, manifest.generation)
        except damage() as error:
            raise DamagedError(f"{codec.contents_name(manifest.generation)}: {error!r}") from error

    @contextlib.contextmanager
    def writing(self) -> Generator[bool]:
        """Hold the writer's lock; gives False, and holds nothing, when another process has it. OSError where the
        folder cannot be written. The system takes the lock from a process that dies."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            self.folder.chmod(0o700)
        lock = FileLock(self.folder / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def commit(self, segments: list[codec.Segment], known: Manifest, fresh: list[str]) -> Manifest:
        """Make these segments the index: `fresh` names files written since `known`. OSError when the disk is full."""
        generation = known.generation + 1
        codec.write_contents(self.folder, segments, generation)
        names = [codec.contents_name(generation), *fresh]
        kept = {name for segment in segments for name in files_of(segment)}
        files = {name: record for name, record in known.files.items() if name in kept}
        for name in names:
            path = self.folder / name
            os.chmod(path, 0o600)  # noqa: PTH101 - one call, also where the umask is open
            found = path.stat()
            files[name] = FileRecord(found.st_size, crc_of(path), found.st_mtime_ns)
        rows = {name: [record.size, record.crc, record.mtime_ns] for name, record in files.items()}
        data = {"generation": generation, "crc": _table_crc(files), "files": rows}
        beside = self.folder / f"{_MANIFEST}.new"
        with beside.open("wb") as file:
            file.write(orjson.dumps(data))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / _MANIFEST)
        manifest = Manifest(generation, files)
        self.clean(manifest)
        return manifest

    def clean(self, manifest: Manifest) -> None:
        """Delete what the manifest does not name. Only while holding the lock; what cannot be deleted stays litter."""
        for path in self.folder.iterdir():
            if path.name not in manifest.files and path.name not in {_MANIFEST, _LOCK}:
                _delete(path)

    def empty(self) -> None:
        """Delete every file of the index. Only while holding the lock."""
        _delete(self.folder / _MANIFEST)
        self.clean(Manifest())


def _delete(path: Path) -> None:
    """Delete a file, or a folder that stands where a file should; whatever resists stays."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def files_of(segment: codec.Segment) -> list[str]:
    """The names of all files of one segment."""
    name = codec.segment_name(segment)
    return [*codec.files_of(segment), *(name + suffix for suffix in SIDE_FILES)]


def _table_crc(files: dict[str, FileRecord]) -> int:
    """The checksum of the manifest's own table."""
    rows = ";".join(f"{name}:{record.size}:{record.crc}:{record.mtime_ns}" for name, record in sorted(files.items()))
    return zlib.crc32(rows.encode())
