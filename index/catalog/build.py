"""Writes the catalog: the rows of changed files, and the papers and days that follow from them."""

import os
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ..language import _
from ..model import Paper, Problem, Reading, Report
from ..sources import day_in_path, day_of_mtime
from .rows import pack_entry, pack_facts, pack_problems, pack_reading, unpack_reading
from .store import storable_text

CHUNK = 400
"""Names in one SQL list; SQLite allows 999 parameters at least."""

ReadingRow = tuple[int, str, str, bytes, int, int, int, int]


@dataclass(frozen=True, slots=True)
class FileRows:
    """All that the catalog keeps of one file, ready to be written."""

    path: str
    size: int
    mtime_ns: int
    format: str | None
    day: str
    encoding: str
    problems: tuple[Problem, ...]
    readings: tuple[ReadingRow, ...]


def file_rows(report: Report, data: bytes, path: str, size: int, mtime_ns: int) -> FileRows:
    """The rows of a report; one without a date gets the day of its path, else of its modification, and a problem."""
    problems = report.problems
    day = report.day or day_in_path(Path(path))
    if not day and report.format is not None:
        day = day_of_mtime(mtime_ns)
        message = _("no date in the text or the file's name; the day of its last change is used: {day}")
        problems = (*problems, Problem(1, message.format(day=day)))
    readings = tuple(_reading_row(number, reading, day, data) for number, reading in enumerate(report.readings))
    return FileRows(path, size, mtime_ns, report.format, day, report.encoding, problems, readings)


def _reading_row(position: int, reading: Reading, day: str, data: bytes) -> ReadingRow:
    start, stop = reading.span
    crc = zlib.crc32(memoryview(data)[start:stop])
    name = storable_text(reading.paper_id)
    return position, name, reading.day or day, pack_reading(reading), reading.line, start, stop, crc


@dataclass(slots=True)
class Touched:
    """The papers and days that a transaction has to work out anew."""

    papers: set[str]
    days: set[str]


def write_files(connection: sqlite3.Connection, files: Iterable[FileRows]) -> Touched:
    """Replace the rows of these files inside the caller's transaction."""
    touched = Touched(set(), set())
    for file in files:
        path = os.fsencode(file.path)
        _forget(connection, path, touched)
        problems = pack_problems(file.problems)
        cursor = connection.execute(
            "INSERT INTO files (path, size, mtime_ns, format, day, encoding, problems) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (path, file.size, file.mtime_ns, file.format, file.day, file.encoding, problems),
        )
        connection.executemany(
            "INSERT INTO readings (file, position, paper, day, facts, line, start, stop, crc)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(cursor.lastrowid, *row) for row in file.readings],
        )
        touched.papers.update(row[1] for row in file.readings)
        touched.days.update(row[2] for row in file.readings)
        if file.format is not None:
            touched.days.add(file.day)
    return touched


def forget_files(connection: sqlite3.Connection, paths: Iterable[str]) -> Touched:
    """Drop the rows of files that are gone, inside the caller's transaction."""
    touched = Touched(set(), set())
    for path in paths:
        _forget(connection, os.fsencode(path), touched)
    return touched


def _forget(connection: sqlite3.Connection, path: bytes, touched: Touched) -> None:
    found = connection.execute("SELECT id, format, day FROM files WHERE path = ?", (path,)).fetchone()
    if found is None:
        return
    file, format_name, day = found
    for name, its_day in connection.execute("SELECT paper, day FROM readings WHERE file = ?", (file,)):
        touched.papers.add(name)
        touched.days.add(its_day)
    if format_name is not None:
        touched.days.add(day)
    connection.execute("DELETE FROM readings WHERE file = ?", (file,))
    connection.execute("DELETE FROM files WHERE id = ?", (file,))


def settle(connection: sqlite3.Connection, touched: Touched) -> None:
    """Work out the rows of touched papers and days from their readings, inside the caller's transaction."""
    now = f"{time.time_ns():x}-{os.getpid():x}"
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('generation', ?)", (now,))
    for names in _chunks(sorted(touched.papers)):
        _settle_papers(connection, names)
    for day in touched.days:
        connection.execute("DELETE FROM counts WHERE day = ?", (day,))
        reports, papers = connection.execute(
            "SELECT (SELECT count(*) FROM (SELECT id FROM files WHERE day = ?1 AND format IS NOT NULL"
            " UNION SELECT file FROM readings WHERE day = ?1)),"
            " (SELECT count(DISTINCT paper) FROM readings WHERE day = ?1)",
            (day,),
        ).fetchone()
        if reports:
            connection.execute("INSERT OR REPLACE INTO days VALUES (?, ?, ?)", (day, reports, papers))
        else:
            connection.execute("DELETE FROM days WHERE day = ?", (day,))


def _settle_papers(connection: sqlite3.Connection, names: Sequence[str]) -> None:
    left = set(names)
    written: list[tuple[str, str, bytes, int, int | None, str, bytes]] = []
    for name, found in groupby(_readings_of(connection, names), key=lambda row: row[1].paper_id):
        together = list(found)
        left.discard(name)
        paper = Paper(name, tuple(reading for _place, reading, _crc in together))
        packed = pack_entry(paper)
        stamp = zlib.crc32(repr([(crc, reading.day) for _place, reading, crc in together]).encode(), zlib.crc32(packed))
        upvotes = None if paper.upvotes is None else min(paper.upvotes, 2**63 - 1)
        written.append((name, paper.days[0], together[0][0], stamp, upvotes, pack_facts(paper), packed))
    connection.executemany("INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?, ?, ?, ?)", written)
    connection.executemany("DELETE FROM papers WHERE name = ?", [(name,) for name in left])


def _readings_of(connection: sqlite3.Connection, names: Sequence[str]) -> Iterator[tuple[bytes, Reading, int]]:
    """Place in the library, reading without text, and checksum of all readings of these papers, newest first."""
    marks = ",".join("?" * len(names))
    query = (
        "SELECT path, position, paper, readings.day, facts, crc FROM readings JOIN files ON files.id = file"  # noqa: S608
        f" WHERE paper IN ({marks}) ORDER BY paper, readings.day DESC, path, position"
    )
    for path, position, paper, day, facts, crc in connection.execute(query, names):
        yield path + position.to_bytes(5, "big"), unpack_reading(paper, day, "", facts, line=0, span=(0, 0)), crc


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), CHUNK):
        yield names[start : start + CHUNK]
