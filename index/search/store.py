"""The folder of the index: its manifest with sizes and checksums, commits, cleaning, and one writer at a time.

The manifest is written last and renamed into place, so that a writer killed at any moment leaves the generation before
it whole; files that it does not name are orphaned and deleted by the next writer. Folder and files are private.
"""

import contextlib
import os
import re
import zlib
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from ..errors import PaperdeckError
from ..language import _
from ..results import CancelledError
from . import codec
from .answers import DamagedIndexError
from .codec import Segment

VERSION = 2
"""The version of schema, analyzer and files; part of the folder's name."""

FILES = (*codec.TERM_FILES, ".docs", ".text", ".at", ".lex")
"""The endings of all files of a segment."""

_MANIFEST = "manifest.json"
_LOCK = "writer.lock"


def index_folder(cache: Path) -> Path:
    """The folder of the index under the cache folder."""
    return cache / f"search-v{VERSION}"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as it was committed."""

    size: int
    crc: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One commit: its generation, its segments, its files by name.

    `source` is the state of the corpus (`Corpus.stamp`) that it holds wholly, "" for none.
    """

    generation: int = 0
    source: str = ""
    segments: tuple[Segment, ...] = ()
    files: dict[str, FileRecord] = field(default_factory=dict[str, FileRecord])

    def pack(self) -> bytes:
        """The manifest as the bytes of its file: a checksum, a line break, JSON."""
        files = {name: [record.size, record.crc, record.mtime_ns] for name, record in self.files.items()}
        segments = [[name, papers, sorted(deleted)] for name, papers, deleted in self.segments]
        body = orjson.dumps(
            {"generation": self.generation, "source": self.source, "segments": segments, "files": files}
        )
        return b"%08x\n%s" % (zlib.crc32(body), body)

    @classmethod
    def unpack(cls, data: bytes) -> "Manifest":
        """The manifest that `pack` wrote. ValueError, TypeError or LookupError for other bytes."""
        crc, _newline, body = data.partition(b"\n")
        if int(crc, 16) != zlib.crc32(body):
            raise ValueError(_("the checksum is wrong"))
        record: dict[str, Any] = orjson.loads(body)
        segments = tuple(Segment(str(name), int(papers), frozenset(gone)) for name, papers, gone in record["segments"])
        files = {str(name): FileRecord(*map(int, row)) for name, row in record["files"].items()}
        for name in (*files, *(segment.name for segment in segments)):
            if not re.fullmatch(r"_?papers_\w+(?:\.\w+)?", name, re.ASCII):
                raise ValueError(ascii(name))
        return cls(int(record["generation"]), str(record["source"]), segments, files)


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
        """The last commit; None where there is none. DamagedIndexError where it cannot be read."""
        try:
            return Manifest.unpack((self.folder / _MANIFEST).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError, LookupError) as error:
            raise DamagedIndexError(f"{_MANIFEST}: {error}") from error

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

    @contextlib.contextmanager
    def reading(self, manifest: Manifest) -> Generator[None]:
        """Tell damage from a fault of the program: whatever reading raises is damage where a checksum is wrong.

        DamagedIndexError then; else the error itself.
        """
        try:
            yield
        except (PaperdeckError, CancelledError):
            raise
        except Exception as error:
            if faults := self.faults(manifest, every_crc=True):
                name, fault = next(iter(faults.items()))
                raise DamagedIndexError(f"{name}: {fault}") from error
            raise

    @contextlib.contextmanager
    def writing(self) -> Generator[bool]:
        """Hold the writer's lock; gives False, and holds nothing, when another process has it.

        OSError where the folder cannot be written. The system takes the lock from a process that dies.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            self.folder.chmod(0o700)
        from filelock import FileLock, Timeout

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

    def commit(
        self, segments: Sequence[Segment], known: Manifest, fresh: Iterable[str] = (), *, source: str = ""
    ) -> Manifest:
        """Make these segments the index: `fresh` names files written since `known`. OSError when the disk is full."""
        generation = known.generation + 1
        codec.write_contents(self.folder, segments, generation)
        kept = {segment.name + ending for segment in segments for ending in FILES}
        files = {name: record for name, record in known.files.items() if name in kept}
        for name in (codec.contents_name(generation), *fresh):
            path = self.folder / name
            os.chmod(path, 0o600)  # noqa: PTH101 - one call, also where the umask is open
            found = path.stat()
            files[name] = FileRecord(found.st_size, crc_of(path), found.st_mtime_ns)
        manifest = Manifest(generation, source, tuple(segments), files)
        beside = self.folder / f"{_MANIFEST}.new"
        with beside.open("wb") as file:
            file.write(manifest.pack())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / _MANIFEST)
        self.clean(manifest)
        return manifest

    def clean(self, manifest: Manifest) -> None:
        """Delete what the manifest does not name. Only while holding the lock; what cannot be deleted stays."""
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
            import shutil

            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
