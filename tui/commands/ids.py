"""Papers as a person names them: an id, also with a version, or any link to the paper."""

import difflib
from collections.abc import Iterable

from ...index.errors import UnknownPaperError
from ...index.language import _
from ...index.library import Library


def paper_ids(library: Library, words: Iterable[str]) -> list[str]:
    """The ids that are meant, each once; UnknownPaperError for the first that no report describes."""
    return list(dict.fromkeys(_paper_id(library, word) for word in words))


def _paper_id(library: Library, word: str) -> str:
    if library.entries((word,)):
        return word
    from ...index.reports.identity import arxiv_id, bare_id

    found = arxiv_id(word) or bare_id(word)
    if found and library.entries((found,)):
        return found
    near = difflib.get_close_matches(found or word, library.all_entries().ids, 1, 0.75)
    raise UnknownPaperError(
        _("No report describes {paper}").format(paper=word),
        _("Is {near} meant?").format(near=near[0]) if near else _("See what there is with: paperdeck list"),
    )
