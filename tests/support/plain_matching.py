"""Whether a paper matches a query, told by a plain reading of its row and its text: the oracle for the evaluator."""

from collections.abc import Callable
from datetime import date

from paperdeck.index.folding import find_term, match_form, plain
from paperdeck.index.model import Entry, Paper
from paperdeck.index.query import Query
from paperdeck.index.query.ast import And, Days, Node, Not, Or, Term, Upvotes, Value
from paperdeck.index.searchtext import SearchText, search_text

PaperOf = Callable[[str], Paper | SearchText | None]
"""Gives the paper with an id, or its search text, or None where neither can be had: then no word is found in it."""

_NOTHING = SearchText(())


def holds_in(needle: Term, texts: tuple[str, ...]) -> bool:
    """Whether a term is found in one of these short texts: titles, names."""
    prefix = needle.kind == "prefix"
    return any(find_term(match_form(plain(text)), needle.form, prefix=prefix) >= 0 for text in texts)


class EntryMatcher:
    """One paper held against queries: its list row, and its text once that is needed."""

    def __init__(self, entry: Entry, today: date, paper_of: PaperOf) -> None:
        self._entry = entry
        self._today = today
        self._paper_of = paper_of
        self._text: SearchText | None = None

    def _searched(self) -> SearchText:
        """The text, asked for once."""
        if self._text is None:
            paper = self._paper_of(self._entry.id)
            self._text = search_text(paper) if isinstance(paper, Paper) else paper or _NOTHING
        return self._text

    def holds(self, node: Node) -> bool:
        """Whether the node holds; parts that need no text are asked first."""
        if isinstance(node, Not):
            return not self.holds(node.part)
        if isinstance(node, And):
            return all(self.holds(part) for part in sorted(node.parts, key=_cost))
        if isinstance(node, Or):
            return any(self.holds(part) for part in sorted(node.parts, key=_cost))
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Days):
            first, last = node.span.resolve(self._today)
            return any(first <= day <= last for day in self._entry.days)
        if isinstance(node, Upvotes):
            count = self._entry.upvotes
            return count is not None and node.least <= count and (node.most is None or count <= node.most)
        return self._value(node)

    def _term(self, term: Term) -> bool:
        if term.field == "title":
            return holds_in(term, (self._entry.title,))
        if term.field == "author":
            return holds_in(term, self._entry.authors)
        return self._searched().holds(term)

    def _value(self, value: Value) -> bool:
        entry, asked = self._entry, value.value
        if value.field == "is":
            return self._is(asked)
        if value.field == "format":
            return asked in entry.formats
        if value.field == "id":
            return entry.id.lower().startswith(asked.lower())
        if value.field == "tag":
            wanted = match_form(asked)
            tags = [match_form(tag) for tag in entry.marks.tags]
            if wanted.endswith("*"):
                return any(tag.startswith(wanted.rstrip("*")) for tag in tags)
            return wanted in tags
        return self._has(asked)

    def _is(self, flag: str) -> bool:
        entry, marks = self._entry, self._entry.marks
        due = marks.later and (not marks.due or marks.due <= self._today.isoformat())
        return {
            "read": marks.read,
            "unread": not marks.read,
            "starred": marks.starred,
            "later": marks.later,
            "due": due,
            "noted": entry.noted,
            "seen-before": entry.seen_before,
        }[flag]

    def _has(self, flag: str) -> bool:
        entry = self._entry
        if flag in {"arxiv", "hf", "pdf"}:
            return flag in entry.links
        if flag == "authors":
            return bool(entry.authors)
        if flag == "upvotes":
            return entry.upvotes is not None
        return (flag == "tags" and bool(entry.marks.tags)) or self._searched().has(flag)


def _cost(node: Node) -> int:
    """0 for what the list row answers, 1 for what needs the text, 2 for groups."""
    if isinstance(node, Not):
        return _cost(node.part)
    if isinstance(node, And | Or):
        return max((_cost(part) for part in node.parts), default=0) + 1
    return 1 if isinstance(node, Term) and node.field not in {"title", "author"} else 0


def matches(query: Query, entry: Entry, *, today: date, paper_of: PaperOf) -> bool:
    """Whether the paper of this list row matches."""
    return EntryMatcher(entry, today, paper_of).holds(query.root)
