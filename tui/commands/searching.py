"""`paperdeck search`: the papers whose text matches, best first, with snippets."""

from argparse import ArgumentParser

from ...index.language import _, ngettext
from ...index.search.answers import Hit, Results, Snippet
from .context import Context, progress_line
from .rows import Record, entry_line, entry_record, text_of
from .talk import colours_wanted, put, put_json, put_text, safe, tell

LIMIT = 20


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help=_('words, "a phrase", -without, fields like 创新:'))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    parser.add_argument("--limit", metavar="N", type=int, default=LIMIT, help=_("at most so many, 20 by default"))


def run(context: Context) -> int:
    """Bring the index up to date where that is quick to do, and print the hits."""
    options = context.options
    with context.library() as library:
        if library.search.wants_update:
            with progress_line() as show:
                library.search.update(show)
        limit = max(options.limit, 0)
        results = library.search.search(" ".join(options.query), limit=limit, snippets=limit)
        entries = {entry.id: entry for entry in library.entries(hit.id for hit in results.hits)}
    _tell(results)
    found = [(entries[hit.id], hit) for hit in results.hits if hit.id in entries]
    if options.json:
        put_json([{**entry_record(entry), **_hit_record(hit)} for entry, hit in found])
        return 0
    for entry, hit in found:
        put(("~" if hit.partial else " ") + entry_line(entry))
        for snippet in hit.snippets[:2]:
            put_text(f"        {_lit(snippet)}\n")
    return 0


def _tell(results: Results) -> None:
    """Say how the answer was found, where that is not the plain way."""
    count = results.matching
    near = len(results.hits) - count
    if results.mode == "begun" and results.corrected:
        word = results.corrected.rpartition(" ")[2].removesuffix("*")
        tell(_("No paper has the last word; searched for {word}… as the beginning of a word").format(word=word))
    elif results.mode == "corrected":
        tell(_("Showing results for “{text}”").format(text=results.corrected))
    elif results.mode == "relaxed" and near:
        tell(_("Nothing has all the words; these are the nearest"))
    elif results.mode == "scan":
        tell(_("The index is not ready; the reports were read instead"))
    if count and near:
        matching = ngettext("{n} paper matches", "{n} papers match", count).format(n=count)
        told = ngettext("{matching}; {n} more is only near (~)", "{matching}; {n} more are only near (~)", near)
        tell(told.format(matching=matching, n=near))
    if results.total > count:
        more = results.total - count
        tell(ngettext("{n} more paper: raise --limit", "{n} more papers: raise --limit", more).format(n=more))


def _hit_record(hit: Hit) -> Record:
    snippets = [
        {"section": snippet.section, "text": text_of(snippet.text), "marks": [list(mark) for mark in snippet.marks]}
        for snippet in hit.snippets
    ]
    return {"score": hit.score, "partial": hit.partial, "snippets": snippets}


def _lit(snippet: Snippet) -> str:
    """The snippet on one line, its hits in bold where stdout takes colours."""
    if not colours_wanted():
        return safe(snippet.text)
    parts: list[str] = []
    at = 0
    for start, stop in snippet.marks:
        parts += [safe(snippet.text[at:start]), "\x1b[1m", safe(snippet.text[start:stop]), "\x1b[0m"]
        at = stop
    return "".join((*parts, safe(snippet.text[at:])))
