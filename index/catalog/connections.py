"""The connections to the catalog's SQLite file: one a thread, and none is closed under its reader."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from .schema import VERSION, is_damage, prepared

BUSY_SECONDS = 20.0
TRIES = 5
"""How often a connection is tried where somebody deletes the file or its folder meanwhile."""

Identity = tuple[int, int]
"""Device and inode of a file."""


class _Held:
    """One thread's connection, the generation it belongs to, and how many of its uses are under way: one at first."""

    def __init__(self, connection: sqlite3.Connection, generation: int) -> None:
        self.connection = connection
        self.generation = generation
        self.users = 1


class Connections:
    """The connections to one file. Any thread may call any method.

    `generation` is another number each time all were retired, or the file was found to be another one. A connection
    of an older generation is closed when its last user is done with it.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.generation = 0
        self._guard = threading.Lock()
        self._opening = threading.Lock()
        self._local = threading.local()
        self._open: list[_Held] = []
        self._identity: Identity | None = None

    @contextmanager
    def use(self) -> Generator[sqlite3.Connection]:
        """This thread's connection, made when it has none of this generation; sqlite3.Error, OSError."""
        held = self._take()
        try:
            yield held.connection
        finally:
            with self._guard:
                held.users -= 1
                if held.users == 0 and held.generation != self.generation:
                    held.connection.close()

    def moved(self) -> bool:
        """Whether the file is no longer the one that was opened, since somebody deleted or replaced it."""
        try:
            return self._identity not in (None, _identity(self.file))
        except OSError:
            return True

    def retire(self) -> None:
        """Begin a generation: each thread gets a new connection, to the file that is there then."""
        with self._guard:
            self._retire()
            self._identity = None

    def _retire(self) -> None:
        self.generation += 1
        for held in self._open:
            if held.users == 0:
                held.connection.close()
        self._open.clear()

    def _take(self) -> _Held:
        held: _Held | None = getattr(self._local, "held", None)
        with self._guard:
            if held is not None and held.generation == self.generation:
                held.users += 1
                return held
        with self._opening:
            connection, identity = self._connect()
            with self._guard:
                if self._identity not in (None, identity):
                    self._retire()
                self._identity = identity
                held = self._local.held = _Held(connection, self.generation)
                self._open.append(held)
        return held

    def _connect(self) -> tuple[sqlite3.Connection, Identity]:
        for left in reversed(range(TRIES)):
            try:
                self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                return _connected(self.file)
            except PermissionError:
                raise
            except (OSError, sqlite3.Error) as error:
                if not left or (isinstance(error, sqlite3.DatabaseError) and is_damage(error)):
                    raise
        raise AssertionError


def _connected(file: Path) -> tuple[sqlite3.Connection, Identity]:
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
            prepared(connection)
        return connection, _identity(file)
    except BaseException:
        connection.close()
        raise


def _identity(file: Path) -> Identity:
    status = file.stat()
    return status.st_dev, status.st_ino
