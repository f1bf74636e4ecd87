"""The catalog's SQLite file: opened, healed when damaged, and replaced by memory where it cannot be written."""

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ..errors import CatalogError
from ..language import _
from ..results import Notice
from .connections import Connections
from .schema import VERSION, is_damage, prepared


def storable(text: str) -> bool:
    """Whether the text holds no lone surrogate, which SQLite cannot keep."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def storable_text(text: str) -> str:
    """The text with `?` in place of lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


class DamagedError(CatalogError):
    """The catalog's file is not what we wrote; `Store.heal` begins a new one."""


def unpack_path(path: bytes) -> str:
    """The path of a file; DamagedError for what is none."""
    try:
        return os.fsdecode(path)
    except TypeError as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error


class Store:
    """One SQLite file read by any number of threads and processes, written in short transactions.

    `file` None, or a folder that cannot be written, means memory; `notice` then says so.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.notice: Notice | None = None
        self._lock = threading.RLock()
        self._memory: sqlite3.Connection | None = None
        self._connections = Connections(file) if file is not None else None
        self._begin()

    @property
    def in_memory(self) -> bool:
        """Whether nothing of this catalog outlives the process."""
        return self._memory is not None

    @property
    def generation(self) -> int:
        """Another number each time the file was begun anew or found replaced: nothing in it is what it was."""
        return self._connections.generation if self._connections else 0

    def _begin(self) -> None:
        if self.file is None:
            self._memory = prepared(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
            return
        try:
            if os.path.lexists(self.file) and not self.file.is_file():
                self._set_aside()  # SQLite would wait for a FIFO
            try:
                self._look()
            except DamagedError:
                self._set_aside()
                self._look()
        except (OSError, CatalogError) as error:
            self._to_memory((isinstance(error, CatalogError) and error.advice) or str(error))

    def _look(self) -> None:
        with self._translated(), self._used():
            return

    @contextmanager
    def _used(self) -> Generator[sqlite3.Connection]:
        """The connection in memory, one thread at a time, or this thread's to the file."""
        with ExitStack() as using:
            if self._memory is not None:
                using.enter_context(self._lock)
            connection = self._memory
            if connection is None:
                if self._connections is None:
                    raise CatalogError(_("The catalog is closed"))
                try:
                    connection = using.enter_context(self._connections.use())
                except OSError as error:
                    raise CatalogError(_("The catalog cannot be used"), str(error)) from error
            yield connection

    @contextmanager
    def read(self) -> Generator[sqlite3.Connection]:
        """A connection to read with; DamagedError when the content makes no sense, CatalogError for other troubles."""
        with self._translated(), self._used() as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back on any error; into the file that is there now."""
        with self._translated(), self._lock:
            if self.moved():
                self.reopen()
            with self._used() as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise DamagedError(_("The catalog is damaged"), str(error)) from error
            raise CatalogError(_("The catalog cannot be used"), str(error)) from error
        except sqlite3.Error as error:
            raise CatalogError(_("The catalog cannot be used"), str(error)) from error

    def moved(self) -> bool:
        """Whether the file is no longer the one that was opened, since somebody deleted or replaced it."""
        return self._connections is not None and self._memory is None and self._connections.moved()

    def reopen(self) -> None:
        """Go on with the file that is there now."""
        with self._lock:
            self._retire()
            self._begin()

    def heal(self, *, keep: bool = True) -> None:
        """Set the damaged file aside, unless another process did, and begin again; without `keep` it is deleted."""
        with self._lock:
            replaced = self.moved()
            self._retire()
            self._memory = None
            if not replaced:
                self._set_aside()
                if not keep and self.file is not None:
                    self.file.with_name(self.file.name + ".damaged").unlink(missing_ok=True)
            self._begin()

    def turn_to_memory(self, reason: str) -> None:
        """Go on in memory with what the file holds, since it cannot be written; `notice` tells it."""
        with self._lock:
            if self._memory is None:
                self._retire()
                self._to_memory(reason)

    def _to_memory(self, reason: str) -> None:
        file = self.file
        self._memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        if file is None or not _copied(file, self._memory):
            self._memory.close()
            self._memory = prepared(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
        self.notice = Notice(
            _("The catalog cannot be kept in {path}").format(path=file.parent if file else ""),
            _("{reason}. The library is read anew each time; free space there or make the folder writable.").format(
                reason=reason.rstrip(".")
            ),
        )

    def _set_aside(self) -> None:
        """Rename the damaged file, so that its last state can be looked at, and drop what belongs to it."""
        if self.file is None:
            return
        for tail in ("-wal", "-shm"):
            with suppress(OSError):
                self.file.with_name(self.file.name + tail).unlink()
        with suppress(FileNotFoundError):
            self.file.replace(self.file.with_name(self.file.name + ".damaged"))

    def _retire(self) -> None:
        if self._connections is not None:
            self._connections.retire()

    def close(self) -> None:
        """Close every connection; nothing may be asked afterwards."""
        with self._lock:
            self._retire()
            if self._memory is not None:
                self._memory.close()
            self.file, self._memory, self._connections = None, None, None


def _copied(file: Path, memory: sqlite3.Connection) -> bool:
    """Whether a catalog that can only be read was copied into memory; its write-ahead log is left out of account."""
    try:
        source = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            source.backup(memory)
        finally:
            source.close()
        return memory.execute("PRAGMA user_version").fetchone() == (VERSION,)
    except (sqlite3.Error, OSError, ValueError):
        return False
