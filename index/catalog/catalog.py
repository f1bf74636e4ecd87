"""Questions to the catalog; every answer is in the order in which screens and commands show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..language import _
from ..results import Cancelled, Notice, ProgressCall, Refresh, never, tell_nobody
from .remembered import Remembered
from .store import DamagedError, Store, storable, storable_text, unpack_path

if TYPE_CHECKING:
    from ..model import Problem, Reading
    from .update import FileState

CHUNK = 500
FEW = 2_000


class DayRow(NamedTuple):
    """One day with the number of its report files and of its papers, each paper once."""

    day: str
    reports: int
    papers: int


class ReadingPlace(NamedTuple):
    """A reading without its text, and what it takes to read the text: the file's codec and its fingerprint then."""

    reading: Reading
    encoding: str
    size: int
    mtime_ns: int


class Catalog:
    """The catalog of one set of roots; `folders` are those looked into by the last update, with their mtimes, and
    `fingerprint` is that of the files it saw.

    Reads come from any thread; any of them may raise DamagedError (see `heal`)."""

    def __init__(self, file: Path | None) -> None:
        self.store = Store(file)
        self.remembered = Remembered(self.store)
        self.folders: Mapping[str, int] = {}
        self.fingerprint = ""
        self._files: Mapping[str, FileState] | None = None
        self._updated = self.store.generation
        self._scan_notices: tuple[Notice, ...] = ()

    def notices(self) -> tuple[Notice, ...]:
        """What the last update met, and that the catalog lives in memory only, if it does."""
        own = (self.store.notice,) if self.store.notice else ()
        return (*own, *self._scan_notices)

    def update(
        self, roots: Sequence[Path], progress: ProgressCall = tell_nobody, cancelled: Cancelled = never
    ) -> Refresh:
        """Read what changed under the roots; one process at a time, the others wait and find it done."""
        if self.store.moved():
            self.store.reopen()
        self._updated = self.store.generation
        # What reads reports is not needed to answer questions: the first screen does without.
        from .update import Update

        update = Update(self.store, progress, cancelled, self._files)
        result = update.run(roots)
        self._scan_notices = tuple(update.notices)
        self.folders, self.fingerprint, self._files = update.folders, update.fingerprint, update.files
        return result

    def is_replaced(self) -> bool:
        """Whether somebody deleted or replaced the file since the last update: the reports are to be read anew."""
        return self._updated != self.store.generation or self.store.moved()

    def days(self) -> list[DayRow]:
        """All days, newest first."""
        with self.store.read() as connection:
            days = [DayRow(*row) for row in connection.execute("SELECT * FROM days ORDER BY day DESC")]
        if not all(type(day) is str and type(reports) is type(papers) is int for day, reports, papers in days):
            raise DamagedError(_("The catalog is damaged"), "days")
        return days

    def day_ids(self, day: str) -> list[str]:
        """The papers of a day in report order, each once."""
        return [name for name, _packed in self.day_packed(day)]

    def day_packed(self, day: str) -> list[tuple[str, bytes]]:
        """Ids and packed entries (`rows.unpack_entry`) of a day in report order, each paper once."""
        with self.store.read() as connection:
            found = connection.execute(
                "SELECT paper, packed FROM readings JOIN files ON files.id = file JOIN papers ON name = paper"
                " WHERE readings.day = ? ORDER BY path, position",
                (day,),
            )
            return list(dict(found).items())

    def packed(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The packed entries of these papers in this order; unknown ids are missing."""
        wanted = list(dict.fromkeys(ids))
        if not storable("".join(wanted)):
            wanted = list(dict.fromkeys(map(storable_text, wanted)))
        found: dict[str, bytes] = {}
        with self.store.read() as connection:
            for start in range(0, len(wanted), CHUNK):
                part = wanted[start : start + CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT name, packed FROM papers WHERE name IN ({marks})"  # noqa: S608 - question marks
                found.update(connection.execute(query, part))
        return {name: found[name] for name in wanted if name in found}

    def ids(self, among: Collection[str] | None = None) -> list[str]:
        """Every paper (or those of `among` that are known), newest day first, a day's papers in report order."""
        with self.store.read() as connection:
            if among is None or len(among) > FEW:
                found = connection.execute("SELECT name FROM papers ORDER BY newest DESC, place")
                return [name for (name,) in found if among is None or name in among]
            rows: list[tuple[str, str, bytes]] = []
            for paper in among:
                query = "SELECT name, newest, place FROM papers WHERE name = ?"
                rows += connection.execute(query, (storable_text(paper),))
        rows.sort(key=lambda row: row[2])
        rows.sort(key=lambda row: row[1], reverse=True)
        return [name for name, *_place in rows]

    def between(self, first: str, last: str) -> set[str]:
        """The papers of the days (ISO) from `first` to `last`, both with them."""
        return self._names("SELECT paper FROM readings WHERE day BETWEEN ? AND ?", (first, last))

    def with_fact(self, fact: str) -> set[str]:
        """The papers of which a fact holds, see `rows.pack_facts`."""
        return self._names("SELECT name FROM papers WHERE instr(facts, ?)", (f" {fact} ",))

    def with_upvotes(self, least: int, most: int | None) -> set[str]:
        """The papers with a count of upvotes within these bounds, both with them."""
        return self._names("SELECT name FROM papers WHERE upvotes BETWEEN ? AND ?", (least, most or 2**63 - 1))

    def with_prefix(self, prefix: str) -> set[str]:
        """The papers whose id begins so, in any case."""
        folded = prefix.lower()
        return {name for name in self._names("SELECT name FROM papers", ()) if name.lower().startswith(folded)}

    def _names(self, query: str, values: Sequence[str | int]) -> set[str]:
        with self.store.read() as connection:
            return {name for (name,) in connection.execute(query, values)}

    def days_of(self, paper_id: str) -> list[str]:
        """The days on which a report described a paper, newest first, each once."""
        with self.store.read() as connection:
            query = "SELECT DISTINCT day FROM readings WHERE paper = ? ORDER BY day DESC"
            return [day for (day,) in connection.execute(query, (storable_text(paper_id),))]

    def places(self, paper_id: str) -> tuple[ReadingPlace, ...]:
        """All readings of a paper without their text, newest day first; empty for an unknown paper."""
        from .rows import check_place, unpack_reading

        with self.store.read() as connection:
            found = connection.execute(
                "SELECT readings.day, path, facts, line, start, stop, encoding, size, mtime_ns"
                " FROM readings JOIN files ON files.id = file WHERE paper = ?"
                " ORDER BY readings.day DESC, path, position",
                (storable_text(paper_id),),
            ).fetchall()
        for *_reading, start, stop, encoding, size, _mtime in found:
            check_place((start, stop), size, encoding)
        return tuple(
            ReadingPlace(
                unpack_reading(paper_id, day, unpack_path(path), facts, line=line, span=(start, stop)),
                encoding,
                size,
                mtime_ns,
            )
            for day, path, facts, line, start, stop, encoding, size, mtime_ns in found
        )

    def generation(self) -> str:
        """A text that is another after every change of the catalog, in any process."""
        with self.store.read() as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
        return found[0] if found else ""

    def stamps(self) -> dict[str, int]:
        """The checksums of all papers."""
        with self.store.read() as connection:
            stamps = dict(connection.execute("SELECT name, stamp FROM papers"))
        if not {int}.issuperset(map(type, stamps.values())):
            raise DamagedError(_("The catalog is damaged"), "stamp")
        return stamps

    def appearances(self, days: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """Day and id of every paper on every day (or on these days), each pair once, in no order."""
        query = "SELECT DISTINCT day, paper FROM readings"
        with self.store.read() as connection:
            if days is None:
                yield from connection.execute(query)
                return
            for day in days:
                yield from connection.execute(f"{query} WHERE day = ?", (day,))

    def file_problems(self) -> list[tuple[str, tuple[Problem, ...]]]:
        """The report files in which something was odd, with what it was."""
        from .rows import unpack_problems

        with self.store.read() as connection:
            found = connection.execute(
                "SELECT path, problems FROM files WHERE format IS NOT NULL AND problems <> '[]' ORDER BY path"
            ).fetchall()
        unpacked = ((unpack_path(path), unpack_problems(packed)) for path, packed in found)
        return [(path, problems) for path, problems in unpacked if problems]

    def verify(self) -> str:
        """What is wrong with the file's structure or with its rows: "" when it is sound."""
        from .soundness import flaw

        with self.store.read() as connection:
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return flaw(connection) if answer == "ok" else str(answer)

    def check(self) -> None:
        """Look at the whole file; DamagedError where it is not sound."""
        if damage := self.verify():
            raise DamagedError(_("The catalog is damaged"), damage)

    def check_today(self, today: str) -> None:
        """Look at the whole file once a day; DamagedError where it is not sound."""
        with self.store.read() as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'checked'").fetchone()
        if self.store.in_memory or found == (today,):
            return
        self.check()
        with self.store.write() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('checked', ?)", (today,))

    def heal(self, *, keep: bool = True) -> None:
        """Begin anew after DamagedError; the next update reads everything. `keep` sets the old file aside."""
        self.store.heal(keep=keep)

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()
