"""The tables of the catalog, how they are made, and how the errors of a damaged file are told from other troubles."""

import sqlite3

VERSION = 3
"""The version of the tables, kept in the file; another one is begun anew."""

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
  name TEXT PRIMARY KEY, newest TEXT NOT NULL, place BLOB NOT NULL, stamp INTEGER NOT NULL, upvotes INTEGER,
  facts TEXT NOT NULL, packed BLOB NOT NULL);
CREATE INDEX papers_in_order ON papers (newest DESC, place, name);
CREATE INDEX papers_by_fact ON papers (facts, upvotes, name);
CREATE TABLE days (day TEXT PRIMARY KEY, reports INTEGER NOT NULL, papers INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE said (paper TEXT PRIMARY KEY, marks BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE counts (day TEXT PRIMARY KEY, read INTEGER NOT NULL, starred INTEGER NOT NULL) WITHOUT ROWID;
"""


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables in an empty database; DatabaseError where something else is in it."""
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")
    return connection


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the error speaks of the file's content; a lock, a full disk or a missing permission does not."""
    if not isinstance(error, sqlite3.OperationalError):
        return not isinstance(error, sqlite3.ProgrammingError)
    text = str(error)
    return any(
        sign in text for sign in ("no such table", "already exists", "no such column", "decode to UTF-8", "malformed")
    )
