"""The catalog's SQLite file: opened, healed when damaged, and replaced by memory where it cannot be written."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import CatalogError
from ..language import _
from ..results import Notice

VERSION = 1
BUSY_SECONDS = 20.0

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
  id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
  format TEXT, day TEXT NOT NULL, encoding TEXT NOT NULL, problems BLOB NOT NULL);
CREATE INDEX files_by_day ON files (day);
CREATE TABLE readings (
  id INTEGER PRIMARY KEY, file INTEGER NOT NULL, position INTEGER NOT NULL, paper TEXT NOT NULL, day TEXT NOT NULL,
  facts BLOB NOT NULL, line INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, crc INTEGER NOT NULL);
CREATE INDEX readings_by_file ON readings (file);
CREATE INDEX readings_by_paper ON readings (paper);
CREATE INDEX readings_by_day ON readings (day, file, position, paper);
CREATE TABLE papers (
  name TEXT PRIMARY KEY, newest TEXT NOT NULL, lead INTEGER NOT NULL, stamp INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE INDEX papers_by_day ON papers (newest);
CREATE TABLE days (day TEXT PRIMARY KEY, reports INTEGER NOT NULL, papers INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE said (paper TEXT PRIMARY KEY, marks BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE counts (day TEXT PRIMARY KEY, read INTEGER NOT NULL, starred INTEGER NOT NULL) WITHOUT ROWID;
"""


def storable_text(text: str) -> str:
    """The text with `?` in place of lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


class DamagedError(CatalogError):
    """The catalog's file is not what we wrote; `Store.heal` begins a new one."""


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the error speaks of the file's content; a lock, a full disk or a missing permission does not."""
    if not isinstance(error, sqlite3.OperationalError):
        return not isinstance(error, sqlite3.ProgrammingError)
    text = str(error)
    return any(
        sign in text for sign in ("no such table", "already exists", "no such column", "decode to UTF-8", "malformed")
    )


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
            self._memory = _prepared(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
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
                _prepared(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            if _is_damage(error):
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
            if _is_damage(error):
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
            self._memory = _prepared(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
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


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables in an empty database; DatabaseError where something else is in it."""
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")
    return connection


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
