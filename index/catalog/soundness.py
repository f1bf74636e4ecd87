"""Whether the rows of the catalog are what was written: each is unpacked, which takes a second for a large one."""

import sqlite3

from .remembered import unpack_due
from .rows import check_place, unpack_entry, unpack_marks, unpack_problems, unpack_reading
from .store import DamagedError, unpack_path

_LOST = {
    "readings": "SELECT 1 FROM readings LEFT JOIN files ON files.id = file WHERE files.id IS NULL",
    "papers": "SELECT 1 FROM papers LEFT JOIN readings ON paper = name WHERE readings.id IS NULL",
}
"""Rows that belong to others which are not there, by table."""


def flaw(connection: sqlite3.Connection) -> str:
    """What is wrong with the first row that is not as it was written, "" when all are."""
    kinds = [_kinds(connection, table) for table in _tables(connection)]
    for table, query in [*kinds, *_LOST.items()]:
        if connection.execute(f"{query} LIMIT 1").fetchone():
            return f"{table}: odd row"
    try:
        _unpack_all(connection)
    except DamagedError as error:
        return error.advice or error.title
    return ""


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]


def _kinds(connection: sqlite3.Connection, table: str) -> tuple[str, str]:
    """The table, and the question for its rows with values of other kinds than its columns are declared to have."""
    odd = [
        f"typeof({name}) NOT IN ('{kind.lower()}', '{kind.lower() if strict else 'null'}')"
        for _number, name, kind, strict, *_rest in connection.execute(f"PRAGMA table_info({table})").fetchall()
    ]
    return table, f"SELECT 1 FROM {table} WHERE {' OR '.join(odd)}"  # noqa: S608 - names of our schema


def _unpack_all(connection: sqlite3.Connection) -> None:
    """Unpack every packed value; DamagedError for the first that cannot be."""
    for paper, packed in connection.execute("SELECT name, packed FROM papers"):
        unpack_entry(paper, packed)
    for (packed,) in connection.execute("SELECT marks FROM said"):
        unpack_marks(packed)
    for (due,) in connection.execute("SELECT value FROM meta WHERE key = 'due'"):
        unpack_due(due)
    for path, problems in connection.execute("SELECT path, problems FROM files"):
        unpack_path(path)
        unpack_problems(problems)
    query = "SELECT paper, facts, start, stop, size, encoding FROM readings JOIN files ON files.id = file"
    for paper, facts, start, stop, size, encoding in connection.execute(query):
        unpack_reading(paper, "", "", facts, line=0, span=(start, stop))
        check_place((start, stop), size, encoding)
