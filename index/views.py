"""Lists of papers: rows that are loaded as they are looked at, and their order."""

from collections import OrderedDict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, get_args, overload

from .catalog import Catalog
from .catalog.rows import unpack_entry
from .errors import UsageError
from .language import _
from .model import NO_MARKS, Entry
from .results import Cancelled, never
from .said import Said

if TYPE_CHECKING:
    from .corpus import LibraryCorpus
    from .search.index import SearchIndex

SortKey = Literal["day", "upvotes", "title", "starred"]
SORT_KEYS: tuple[SortKey, ...] = get_args(SortKey)

PAGE = 256
"""Rows that are loaded together where all of them are wanted."""
SIGHT = 64
"""Rows that are loaded together where they are looked at: about what a screen shows."""
PAGES = 16
"""How many of those are kept."""

Load = Callable[[Sequence[str]], Sequence[Entry]]


class Rows(Sequence[Entry]):
    """The entries of some ids, loaded a few at a time with the marks of that moment; `ids` costs nothing to read.

    `loaded` are the first of them, where those are known already; `unindexed` counts papers that may belong here and
    were not looked at, as they are still being indexed.
    """

    def __init__(self, ids: Sequence[str], load: Load, unindexed: int = 0, *, loaded: Sequence[Entry] = ()) -> None:
        self.ids = ids
        self.unindexed = unindexed
        self._load = load
        starts = range(0, len(loaded), SIGHT)
        self._pages = OrderedDict((start // SIGHT, loaded[start : start + SIGHT]) for start in starts)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows": ...
    def __getitem__(self, index: int | slice) -> "Entry | Rows":
        if isinstance(index, slice):
            return self.of(self.ids[index])
        number, row = divmod(range(len(self.ids))[index], SIGHT)
        return self._page(number)[row]

    def __iter__(self) -> Iterator[Entry]:
        for start in range(0, len(self.ids), PAGE):
            yield from self._load(self.ids[start : start + PAGE])

    def _page(self, number: int) -> Sequence[Entry]:
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._load(self.ids[number * SIGHT : (number + 1) * SIGHT])
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return page

    def of(self, ids: Sequence[str]) -> "Rows":
        """The rows of other papers, loaded in the same way."""
        return Rows(ids, self._load)

    def refresh(self) -> None:
        """Forget what was loaded, so that rows show the marks of now."""
        self._pages.clear()


class Views:
    """Lists of papers of one library. `noted` gives the ids with a note, `search` the index, when text is asked for."""

    def __init__(
        self,
        catalog: Catalog,
        said: Said,
        *,
        noted: Callable[[], Container[str]],
        search: Callable[[], "SearchIndex"],
        corpus: Callable[[], "LibraryCorpus"],
    ) -> None:
        self._catalog = catalog
        self._said = said
        self._noted = noted
        self._search = search
        self._corpus = corpus

    def day(self, day: str) -> tuple[Entry, ...]:
        """The papers of one day in report order."""
        return self._with_marks(dict(self._catalog.day_packed(day)), day)

    def entries(self, ids: Iterable[str]) -> tuple[Entry, ...]:
        """The entries of these papers, without the unknown ones."""
        return self._with_marks(self._catalog.packed(ids), "")

    def load(self, ids: Sequence[str]) -> Sequence[Entry]:
        """The entries of these papers at once; one that is gone meanwhile has no days."""
        found = {entry.id: entry for entry in self.entries(ids)}
        return [found.get(name) or Entry(name, name, ()) for name in ids]

    def _with_marks(self, packed: Mapping[str, bytes], day: str) -> tuple[Entry, ...]:
        if not packed:
            return ()
        marks = self._said.several(list(packed))
        noted = self._noted()
        return tuple(
            unpack_entry(name, row, marks.get(name, NO_MARKS), noted=name in noted, day=day)
            for name, row in packed.items()
        )

    def view(
        self,
        text: str,
        *,
        sort: str = "day",
        reverse: bool = False,
        among: Sequence[str] | None = None,
        cancelled: Cancelled = never,
        most_read: int | None = None,
    ) -> tuple[Sequence[str], int]:
        """The papers that match a query, and how many were not looked at; QueryError, CancelledError, UsageError.

        Newest day first, or in the order of `among` where only those are asked. Stable: papers that are equal under
        the key stay in that order; `reverse` turns the whole list around. Of papers that are not indexed yet the
        newest `most_read` are looked at.
        """
        if sort not in SORT_KEYS:
            raise UsageError(
                _("There is no sort key {key}").format(key=sort),
                _("Sort by one of {keys}.").format(keys=", ".join(SORT_KEYS)),
            )
        ids, unindexed = self._matching(text, among, cancelled, most_read)
        if sort != "day":
            ids = self.arranged(ids, sort)
        return ids[::-1] if reverse else ids, unindexed

    def _matching(
        self, text: str, among: Sequence[str] | None, cancelled: Cancelled, most_read: int | None
    ) -> tuple[list[str], int]:
        """Ids in order, and how many papers were not looked at."""
        # A day is shown without a query, so that nothing of the query language is loaded for the first screen.
        from .query import parse
        from .query.ast import And
        from .query.evaluator import Evaluator, Unindexed

        query = parse(text)
        if query.root == And():
            return (self._catalog.ids() if among is None else list(among)), 0
        corpus = self._corpus()
        facts, asked = corpus.facts(), None if among is None else frozenset(among)
        if query.is_textual:
            found, unindexed = self._search().matching(query.root, facts, asked, cancelled, most_read)
        else:
            papers = Unindexed(self._catalog.ids, corpus.text)
            found, unindexed = Evaluator(papers, facts, cancelled).matching(query.root, asked), 0
        ordered = self._catalog.ids(found) if among is None else [name for name in among if name in found]
        return ordered, unindexed

    def arranged(self, ids: Sequence[str], sort: str) -> list[str]:
        """The papers by a sort key, in their order here where they are equal under it; the unknown ones are left out.

        "day" is newest day first.
        """
        if sort == "day":
            return self._catalog.ids(set(ids))
        if sort == "starred":
            starred = self._said.store.marked(sort)
            return [*(name for name in ids if name in starred), *(name for name in ids if name not in starred)]
        return [name for _key, name in sorted(self._keys(ids, sort), key=lambda pair: pair[0])]

    def _keys(self, ids: Sequence[str], sort: str) -> Iterator[tuple[tuple[int, str], str]]:
        for start in range(0, len(ids), PAGE):
            for name, packed in self._catalog.packed(ids[start : start + PAGE]).items():
                entry = unpack_entry(name, packed)
                if sort == "title":
                    yield (0, entry.title.casefold()), name
                else:
                    yield (-1 - entry.upvotes if entry.upvotes is not None else 0, ""), name
