"""The answer without an index: the reports themselves read, newest first. Slow, and always right."""

from collections.abc import Callable, Iterable
from datetime import date

from ..errors import PaperdeckError
from ..query_matching import EntryMatcher
from ..query_nodes import Node, Term
from ..results import CancelledError
from ..searchtext import SearchText, search_text
from .answers import Hit
from .corpus import Corpus
from .ranking import scoring_terms
from .terms import WEIGHTS, group_of

_NOTHING = SearchText(())


def scan(
    corpus: Corpus, ids: Iterable[str], node: Node, today: date, *, limit: int | None, cancelled: Callable[[], bool]
) -> tuple[list[Hit], bool]:
    """The papers among `ids` that match, best first, and whether all were looked at rather than `limit` found before.

    CancelledError when `cancelled` says so; a paper that cannot be read holds no words.
    """
    hits: list[tuple[float, Hit]] = []
    terms = scoring_terms(node)
    for paper_id in ids:
        if cancelled():
            raise CancelledError
        entry = corpus.entry(paper_id)
        if entry is None:
            continue
        read: list[SearchText] = []

        def text_of(wanted: str, read: list[SearchText] = read) -> SearchText:
            read.append(_text(corpus, wanted))
            return read[0]

        if EntryMatcher(entry, today, text_of).holds(node):
            value = _score(read[0], terms) if read else 0.0
            hits.append((value, Hit(paper_id, value)))
            if limit is not None and len(hits) >= limit:
                return [hit for _value, hit in sorted(hits, key=lambda row: -row[0])], False
    return [hit for _value, hit in sorted(hits, key=lambda row: -row[0])], True


def _text(corpus: Corpus, paper_id: str) -> SearchText:
    try:
        return search_text(corpus.paper(paper_id))
    except PaperdeckError:
        return _NOTHING


def _score(text: SearchText, terms: list[Term]) -> float:
    """The weights of the fields in which the terms stand, each field once a term."""
    total = 0.0
    for term in terms:
        groups = {group_of(field) for field, part in text.parts if SearchText(((field, part),)).holds(term)}
        total += sum(WEIGHTS[group] for group in groups)
    return total
