"""The library as search and queries see it: every paper newest first, and what is known without any text."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache

from .catalog import Catalog
from .errors import SourceError, UnknownPaperError
from .folding import match_form, plain
from .model import Paper
from .notes import Notes
from .query.ast import Days, Term, Upvotes, Value
from .said import Said
from .searchtext import SearchText, search_text

_TEXTS = 500
"""Texts of papers that are not indexed yet, held from letter to letter."""


class LibraryCorpus:
    """The `Corpus` of a library (see `search.updater`). Any thread may call any method. `today` is ISO."""

    def __init__(
        self, catalog: Catalog, said: Said, notes: Notes, *, paper: Callable[[str], Paper], today: Callable[[], str]
    ) -> None:
        self._catalog = catalog
        self._said = said
        self._today = today
        self._forms = _NoteForms(notes)
        self.paper = paper
        self._texts = lru_cache(maxsize=_TEXTS)(self._read)

    def stamp(self) -> str:
        """The state of the catalog."""
        return self._catalog.generation() or "empty"

    def fingerprints(self) -> Mapping[str, str]:
        """Every paper id, in no order, with a checksum of its readings."""
        return {name: f"{stamp:x}" for name, stamp in self._catalog.stamps().items()}

    def ids(self) -> Sequence[str]:
        """Every paper id, newest day first, a day's papers in report order."""
        return self._catalog.ids()

    def text(self, paper_id: str) -> SearchText:
        """The searchable text of one paper; an empty one where it cannot be read."""
        return self._texts(paper_id, self.stamp())

    def _read(self, paper_id: str, _stamp: str) -> SearchText:
        try:
            return search_text(Paper(paper_id, self.paper(paper_id).readings))
        except (UnknownPaperError, SourceError):
            return SearchText(())

    def facts(self) -> "LibraryFacts":
        """What is known at this moment, for one question."""
        return LibraryFacts(self._catalog, self._said, self._forms, date.fromisoformat(self._today()))


class _NoteForms:
    """The text of every note in match form; only what changed is folded anew."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._texts: Mapping[str, str] = {}
        self._forms: Mapping[str, str] = {}

    def ids(self) -> AbstractSet[str]:
        """The papers with a note."""
        return self._notes.ids()

    def forms(self) -> Mapping[str, str]:
        """The notes by paper; the same object for as long as no note changed."""
        texts = self._notes.texts()
        if texts is not self._texts:
            known = zip(self._texts.items(), self._forms.values(), strict=True)
            old = {(name, text): form for (name, text), form in known}
            self._forms = {name: old.get((name, text)) or match_form(plain(text)) for name, text in texts.items()}
            self._texts = texts
        return self._forms


class LibraryFacts:
    """The `Facts` of a library for one question: each leaf is looked up once."""

    def __init__(self, catalog: Catalog, said: Said, notes: _NoteForms, today: date) -> None:
        self._catalog = catalog
        self._said = said
        self._notes = notes
        self._today = today
        self._known: dict[tuple[str, object], AbstractSet[str]] = {}
        self._forms: Mapping[str, str] | None = None

    def ids(self, leaf: Value | Days | Upvotes) -> AbstractSet[str]:
        """The papers of a leaf that no text answers."""
        key = ("ids", leaf)
        if key not in self._known:
            self._known[key] = self._ids(leaf)
        return self._known[key]

    def _ids(self, leaf: Value | Days | Upvotes) -> AbstractSet[str]:
        if isinstance(leaf, Days):
            return self._catalog.between(*leaf.span.resolve(self._today))
        if isinstance(leaf, Upvotes):
            return self._catalog.with_upvotes(leaf.least, leaf.most)
        match leaf.field:
            case "id":
                return self._catalog.with_prefix(leaf.value)
            case "tag":
                return self._tagged(match_form(leaf.value))
            case "format":
                return self._catalog.with_fact(f"format:{leaf.value}")
            case "has":
                return self._catalog.with_fact(leaf.value)
            case "is":
                return self._in_state(leaf.value)

    def _tagged(self, wanted: str) -> AbstractSet[str]:
        """The papers with a tag of the user's, in match form; with a star at the end, with one that begins so."""
        start = wanted.rstrip("*") if wanted.endswith("*") else None
        store = self._said.store
        forms = ((tag, match_form(tag)) for tag in store.tags())
        tags = [tag for tag, form in forms if (form == wanted if start is None else form.startswith(start))]
        return set[str]().union(*(store.marked(f"tag:{tag}") for tag in tags))

    def _in_state(self, state: str) -> AbstractSet[str]:
        store = self._said.store
        match state:
            case "noted":
                return self._notes.ids()
            case "seen-before":
                return self._catalog.with_fact(state)
            case "due":
                today = self._today.isoformat()
                return {name for name in store.marked("later") if store.get(name).due <= today}
            case _:
                return store.marked(state)

    def written(self, leaf: Term | Value) -> AbstractSet[str]:
        """The papers whose tags or note answer a textual leaf."""
        key = ("written", leaf)
        if key not in self._known:
            self._known[key] = self._written(leaf)
        return self._known[key]

    def _written(self, leaf: Term | Value) -> AbstractSet[str]:
        store = self._said.store
        if isinstance(leaf, Value):
            tags = store.tags() if leaf.value == "tags" else ()
            return set[str]().union(*(store.marked(f"tag:{tag}") for tag in tags))
        found: set[str] = set()
        if leaf.field in ("", "note"):
            if self._forms is None:
                self._forms = self._notes.forms()
            found.update(name for name, form in self._forms.items() if SearchText((("note", form),)).holds(leaf))
        if not leaf.field:
            tags = [tag for tag in store.tags() if SearchText((("tag", match_form(tag)),)).holds(leaf)]
            found.update(*(store.marked(f"tag:{tag}") for tag in tags))
        return found
