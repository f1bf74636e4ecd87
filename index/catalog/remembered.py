"""What the user says, remembered in the catalog, so that the first screen need not fold the journals.

It holds as long as the journals have the fingerprint under which it was remembered; the journals are the truth.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..language import _
from .store import DamagedError, Store, storable_text

if TYPE_CHECKING:
    import sqlite3

    from ..model import Marks

CHUNK = 500


class Count(NamedTuple):
    """How many papers of a day are read, and how many starred."""

    read: int
    starred: int


class Remembered:
    """The marks of papers, and the counts of days, under one fingerprint of the journals."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def fingerprint(self) -> str:
        """The fingerprint under which all this was remembered; "" when nothing was."""
        return self._meta("said")

    def due(self) -> dict[str, str]:
        """The papers of the later queue that have a due day (ISO)."""
        text = self._meta("due")
        return unpack_due(text) if text else {}

    def _meta(self, key: str) -> str:
        with self._store.read() as connection:
            return _known(connection, key)

    def marks(self, ids: Iterable[str]) -> dict[str, Marks]:
        """The marks of those of the papers of which anything was said."""
        from .rows import unpack_marks

        wanted = list(dict.fromkeys(storable_text(name) for name in ids))
        found: dict[str, Marks] = {}
        with self._store.read() as connection:
            for start in range(0, len(wanted), CHUNK):
                part = wanted[start : start + CHUNK]
                signs = ",".join("?" * len(part))
                query = f"SELECT paper, marks FROM said WHERE paper IN ({signs})"  # noqa: S608 - question marks
                found.update((paper, unpack_marks(marks)) for paper, marks in connection.execute(query, part))
        return found

    def all_marks(self) -> dict[str, Marks]:
        """The marks of all papers."""
        from .rows import unpack_marks

        with self._store.read() as connection:
            found = connection.execute("SELECT paper, marks FROM said").fetchall()
        return {paper: unpack_marks(marks) for paper, marks in found}

    def counts(self) -> dict[str, Count]:
        """The counts by day; days whose reports changed since are missing."""
        with self._store.read() as connection:
            found = connection.execute("SELECT day, read, starred FROM counts").fetchall()
        if not all(type(read) is type(starred) is int for _day, read, starred in found):
            raise DamagedError(_("The catalog is damaged"), "counts")
        return {day: Count(read, starred) for day, read, starred in found}

    def remember(
        self,
        fingerprint: str,
        marks: Mapping[str, Marks],
        *,
        counts: Mapping[str, Count],
        due: Mapping[str, str],
        since: str | None,
    ) -> bool:
        """Remember under a fingerprint all marks, or with `since` those that changed after this other fingerprint.

        Nothing is done, and False is given, where what is remembered is no longer that of `since`: another process
        remembered something else, or the catalog was begun anew.
        """
        from .rows import pack_marks

        said = [(storable_text(paper), pack_marks(its)) for paper, its in marks.items()]
        with self._store.write() as connection:
            if since not in (None, _known(connection, "said")):
                return False
            if since is None:
                connection.execute("DELETE FROM said")
            connection.executemany("INSERT OR REPLACE INTO said VALUES (?, ?)", said)
            connection.execute("DELETE FROM counts")
            connection.executemany(
                "INSERT INTO counts VALUES (?, ?, ?)", [(day, *both) for day, both in counts.items()]
            )
            meta = [("said", fingerprint), ("due", json.dumps(dict(due)))]
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)
        return True


def unpack_due(text: str) -> dict[str, str]:
    """The due day of each paper of the later queue that has one; DamagedError when the text is not what was written."""
    try:
        due: dict[str, str] = dict(json.loads(text))
        "".join(due.values())
    except (ValueError, TypeError) as error:
        raise DamagedError(_("The catalog is damaged"), str(error)) from error
    return due


def _known(connection: sqlite3.Connection, key: str) -> str:
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else ""
