"""Papers as a person or a script names them: an id, also with a version, any link, a line of `list`, or a query."""

import difflib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from typing import cast

from ...index.errors import UnknownPaperError, UsageError
from ...index.language import _
from ...index.library import Library
from ...index.patterns import pattern
from .. import streams

STDIN = "-"

_LIST_LINE = pattern(r"[N ][* ][w ][e ] \d{4}-\d{2}-\d{2} (\S+) ")
"""What a line of `list` begins with: signs, day, id."""


def add_ids(parser: ArgumentParser) -> None:
    """The papers of a command that takes several."""
    parser.add_argument("ids", metavar="ID", nargs="*", help=_("ids of papers, or links to them; - is stdin"))
    parser.add_argument("--query", metavar="QUERY", help=_("all papers that match; - is stdin"))


def chosen_ids(library: Library, options: Namespace) -> list[str]:
    """The papers that words and query name together, each once, maybe none; UsageError where nothing names any."""
    words: list[str] = options.ids
    if not words and options.query is None:
        raise UsageError(_("No paper is named"), _("Give ids, - to read them from stdin, or --query."))
    if STDIN in words and options.query == STDIN:
        raise UsageError(_("Stdin can be read once only"), _("Take either ids or the query from it."))
    if STDIN in words:
        read = list(_named(streams.read_text()))
        words = [paper for word in words for paper in (read if word == STDIN else [word])]
    found = paper_ids(library, words)
    if options.query is not None:
        query = streams.read_text().strip() if options.query == STDIN else options.query
        if not query.strip():
            raise UsageError(_("The query is empty"), _("It would mean every paper. Say which ones, like is:unread."))
        found += [entry.id for entry in library.view(query)]
    return list(dict.fromkeys(found))


def paper_ids(library: Library, words: Iterable[str]) -> list[str]:
    """The ids that are meant, each once; UnknownPaperError for the first that no report describes."""
    wanted = tuple(words)
    known = {entry.id for entry in library.entries(wanted)}
    return list(dict.fromkeys(word if word in known else _meant(library, word) for word in wanted))


def _named(text: str) -> Iterator[str]:
    """The ids in a text: JSON of papers, whole or one a line, or lines that are ids or come from `list`."""
    if text.lstrip().startswith("["):
        yield from _of_json(text)
        return
    for line in filter(str.strip, text.splitlines()):
        if line.lstrip().startswith("{"):
            yield from _of_json(line)
        else:
            listed = _LIST_LINE.match(f"{line} ")
            yield listed[1] if listed else line.strip()


def _of_json(text: str) -> Iterator[str]:
    """The ids of one paper or of several in JSON; UsageError where it holds none."""
    import json

    try:
        found = cast("object", json.loads(text))
    except ValueError as error:
        raise UsageError(_("Stdin holds broken JSON"), _("Send what list --json prints, or ids one a line.")) from error
    for paper in cast("list[object]", found if isinstance(found, list) else [found]):
        paper_id = cast("dict[str, object]", paper).get("id") if isinstance(paper, dict) else paper
        if not isinstance(paper_id, str):
            raise UsageError(_("Stdin holds JSON without ids"), _("Send what list --json prints, or ids one a line."))
        yield paper_id


def _meant(library: Library, word: str) -> str:
    """The id in a link, or without its version; UnknownPaperError."""
    from ...index.reports.identity import arxiv_id, bare_id

    found = arxiv_id(word) or bare_id(word)
    if found and library.entries((found,)):
        return found
    near = difflib.get_close_matches(found or word, library.view().ids, 1, 0.75)
    raise UnknownPaperError(
        _("No report describes {paper}").format(paper=word),
        _("Is {near} meant?").format(near=near[0]) if near else _("See what there is with: paperdeck list"),
    )
