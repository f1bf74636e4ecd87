"""All that is known of the marks, in memory: the folded journals, the history, and the marks made from them."""

import gc
from collections.abc import Container, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from ..model import NO_MARKS, Marks
from .damage import Damage, aside
from .events import Change, Row, plain
from .folding import Folding
from .held import TAG, is_tag, marks_of, said_of
from .history import History
from .lines import parts, switches
from .reading import News, Reading
from .recovery import missing_operations, missing_words


class Book:
    """Reads the journals under `folder`. Not safe for threads: the store holds its lock."""

    def __init__(self, folder: Path, device: str) -> None:
        self.folding = Folding()
        self.history = History(self.folding)
        self.reading = Reading(folder, device)
        self.damaged: list[Damage] = []
        self.unreported: list[Damage] = []
        self.lost: list[Row] = []
        self._known: dict[str, Marks] = {}
        self._peeked = self.folding

    def look(self, waiting: Container[str] = ()) -> set[str]:
        """Read what is new in the folder; gives the papers whose marks changed. OSError for the folder.

        What no journal holds any more is forgotten, but for what this device said: `lost` then has its rows, without
        those of the operations that are `waiting` to be written.
        """
        found, anew = self.reading.news()
        if not anew:
            return self._take(found)
        folding, history = self.folding, self.history
        self.folding = Folding()
        self.history = History(self.folding)
        self._known.clear()
        self._take(found)
        self._bring_back(folding, history, waiting)
        self._peeked = self.folding
        papers = folding.papers.keys() | self.folding.papers.keys()
        return {paper for paper in papers if folding.papers.get(paper) != self.folding.papers.get(paper)}

    def _bring_back(self, folding: Folding, history: History, waiting: Container[str]) -> None:
        for op, rows in missing_operations(history, self.history).items():
            self.history.say(op, rows)
            self.take_in(rows)
            if op not in waiting:
                self.lost += rows
        words = missing_words(self.reading.device, folding, self.folding)
        self.lost += words
        self.take_in([dict(row) for row in words])  # folding uses up the rows of papers

    def _take(self, found: list[News]) -> set[str]:
        """Fold in the new lines of journals; gives the papers whose marks changed."""
        changed: set[str] = set()
        first = not self.folding.papers
        with _no_collecting():
            for news in found:  # known first, so that what was undone is never counted and then taken back
                changed |= self.take_in(list(switches(news.lines)))
            for news in found:
                for some in self._read(news):
                    if not first:
                        changed |= some
        return set(self.folding.papers) if first else changed

    def _read(self, news: News) -> Iterator[set[str]]:
        """Take in the lines of one journal, part by part; gives the papers whose marks changed."""
        bad: list[tuple[int, bytes]] = []
        for rows, damaged in parts(news.lines):
            yield self.take_in(rows)
            bad += damaged
        if news.own:
            self.history.read(news.lines)
        self._note_damage(news.damaged(bad))

    def take_in(self, rows: list[Row]) -> set[str]:
        """Fold rows in; gives the papers whose marks changed."""
        changed = self.folding.absorb(rows)
        for paper in changed if self._known else ():
            self._known.pop(paper, None)
        return changed

    def get(self, paper: str) -> Marks:
        """The marks of one paper."""
        known = self._known.get(paper)
        if known is None:
            registers = self.folding.papers.get(paper)
            if not registers:
                return NO_MARKS
            known = self._known[paper] = marks_of(registers)
        return known

    def peek(self, paper: str) -> Marks:
        """The marks of one paper while another thread may be changing them: as they were or as they will be."""
        registers = self._peeked.papers.get(paper)
        return marks_of(registers.copy()) if registers else NO_MARKS

    def marked(self, register: str) -> set[str]:
        """The papers of which a register says something other than no."""
        return self.folding.holding(register)

    def tags(self) -> dict[str, int]:
        """The tags in use, each with the number of its papers."""
        counts: dict[str, int] = {}
        for registers in self.folding.papers.values():
            for register, held in registers.items():
                if is_tag(register, held):
                    tag = register[len(TAG) :]
                    counts[tag] = counts.get(tag, 0) + 1
        return counts

    def new_changes(self, changes: Iterable[Change]) -> list[Change]:
        """The changes that say something that does not hold yet; of several on one register the last."""
        wanted: dict[tuple[str, str], Change] = {}
        for change in changes:
            tidy = Change(plain(change.paper), change.mark, change.value, change.on)
            wanted[tidy.paper, tidy.register] = tidy
        return [change for (paper, register), change in wanted.items() if self._is_new(paper, register, change)]

    def _is_new(self, paper: str, register: str, change: Change) -> bool:
        if not paper or register == TAG:
            return False
        return said_of(self.folding.papers.get(paper, {}).get(register))[1] != change.held_value

    def _note_damage(self, damaged: Iterable[Damage]) -> None:
        fresh = [damage for damage in damaged if damage not in self.damaged]
        if fresh:
            self.damaged += fresh
            known = {(damage.file, damage.raw) for damage in aside(self.reading.folder, self.reading.device)}
            self.unreported += [damage for damage in fresh if (damage.file, damage.raw) not in known]


@contextmanager
def _no_collecting() -> Generator[None]:
    """Make a hundred thousand records without looking for garbage among them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class LiveMarks(Mapping[str, Marks]):
    """The marks of every paper of which something was said; always as they are now."""

    def __init__(self, book: Book, lock: AbstractContextManager[object]) -> None:
        self._book = book
        self._lock = lock

    def __getitem__(self, paper: str) -> Marks:
        with self._lock:
            if paper not in self._book.folding.papers:
                raise KeyError(paper)
            return self._book.get(paper)

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            return iter(list(self._book.folding.papers))

    def __len__(self) -> int:
        return len(self._book.folding.papers)
