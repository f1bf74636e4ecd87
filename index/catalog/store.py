"""The catalog's SQLite file: opened, healed when damaged, and replaced by memory where it cannot be written."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import CatalogError
from ..language import _
from ..results import Notice
from .schema import VERSION, is_damage, prepared

BUSY_SECONDS = 20.0


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


class Store:
    """One SQLite file read by any number of threads and processes, written in short transactions.

    `file` None, or a folder that cannot be written, means memory; `notice` then says so.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.notice: Notice | None = None
        self._lock = threading.RLock()
        self._local = threading.local()
        self._generation = 0
        self._open: list[sqlite3.Connection] = []
        self._memory: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._begin()

    @property
    def in_memory(self) -> bool:
        """Whether nothing of this catalog outlives the process."""
        return self._memory is not None

    def _begin(self) -> None:
        if self.file is None:
            self._memory = prepared(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
            return
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._connection()
            except DamagedError:
                self._set_aside()
                self._connection()
        except (OSError, sqlite3.Error, DamagedError) as error:
            self._to_memory(str(error))

    def _connect(self, file: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
                prepared(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            if is_damage(error):
                raise DamagedError(str(error)) from error
            raise
        return connection

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection to the file, made when it has none yet."""
        held: tuple[int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is not None and held[0] == self._generation:
            return held[1]
        if self.file is None:
            raise CatalogError(_("The catalog is closed"))
        with self._lock:
            connection = self._connect(self.file)
            self._open.append(connection)
            status = self.file.stat()
            self._identity = (status.st_dev, status.st_ino)
            self._local.held = (self._generation, connection)
        return connection

    @contextmanager
    def read(self) -> Generator[sqlite3.Connection]:
        """A connection to read with; DamagedError when the content makes no sense, CatalogError for other troubles."""
        with self._translated():
            if self._memory is not None:
                with self._lock:
                    yield self._memory
            else:
                yield self._connection()

    @contextmanager
    def write(self) -> Generator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back on any error. A full disk turns the catalog to memory."""
        with self._translated(), self._lock:
            connection = self._memory or self._connection()
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
        if self.file is None or self._memory is not None:
            return False
        try:
            status = self.file.stat()
        except OSError:
            return True
        return self._identity != (status.st_dev, status.st_ino)

    def reopen(self) -> None:
        """Let go of all connections and begin again with the file that is there now."""
        with self._lock:
            self._close_all()
            self._begin()

    def heal(self, *, keep: bool = True) -> None:
        """Set the damaged file aside, unless another process did, and begin again; without `keep` it is deleted."""
        with self._lock:
            replaced = self.moved()
            self._close_all()
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
                self._close_all()
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

    def _close_all(self) -> None:
        self._generation += 1
        for connection in self._open:
            connection.close()
        self._open.clear()

    def close(self) -> None:
        """Close every connection; nothing may be asked afterwards."""
        with self._lock:
            self._close_all()
            if self._memory is not None:
                self._memory.close()
            self.file, self._memory = None, None


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
