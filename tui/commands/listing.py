"""`paperdeck list`: the papers that match a query."""

from argparse import ArgumentParser, Namespace
from itertools import islice
from typing import TYPE_CHECKING

from ...index.language import _
from .context import Context, progress_line
from .rows import entry_line, entry_record
from .talk import put, put_json

if TYPE_CHECKING:
    from ...index.library import Library
    from ...index.views import Rows

FLAGS = ("starred", "unread", "later", "due", "noted")
SORT_KEYS = ("day", "upvotes", "title", "starred")


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    add_query(parser)
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help=_("as JSON"))
    shape.add_argument("--ids", action="store_true", help=_("ids alone, one a line, as mark - and copy - read them"))
    parser.add_argument("--limit", metavar="N", type=int, help=_("at most so many"))
    parser.add_argument(
        "--sort", metavar="KEY", choices=SORT_KEYS, default="day", help=_("day, upvotes, title, starred")
    )
    parser.add_argument("--reverse", action="store_true", help=_("the other way round"))


def add_query(parser: ArgumentParser) -> None:
    """The query as words, and what it says often as options."""
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", help=_("words, fields like title:, is:unread, day:2025-12")
    )
    parser.add_argument("--day", metavar="DAY", help=_("of a day, a month, or a span like 2025-12-01..2025-12-07"))
    for flag in FLAGS:
        parser.add_argument(f"--{flag}", action="store_true", help=_("only what is:{flag} finds").format(flag=flag))


def query_of(options: Namespace, default: str = "") -> str:
    """The query that words and options ask for together, in the query language; typed but empty, it means all."""
    words = " ".join(options.query)
    parts = [f"is:{flag}" for flag in FLAGS if getattr(options, flag)]
    if options.day:
        parts.append(f"day:{options.day}")
    if words and parts:
        parts.append(f"({words})")
    elif words:
        return words
    return " ".join(parts) or ("" if options.query else default)


def view_of(library: "Library", query: str, *, sort: str = "day", reverse: bool = False) -> "Rows":
    """The papers that match; before the index is asked for words it is brought up to date, with its progress."""
    from ...index.query import parse

    if parse(query).is_textual and library.search.wants_update:
        with progress_line() as show:
            library.search.update(show)
    return library.view(query, sort=sort, reverse=reverse)


def run(context: Context) -> int:
    """Print the papers, one a line."""
    options = context.options
    with context.library() as library:
        rows = view_of(library, query_of(options), sort=options.sort, reverse=options.reverse)
        found = islice(rows, None if options.limit is None else max(options.limit, 0))
        if options.json:
            put_json([entry_record(entry) for entry in found])
        else:
            for entry in found:
                put(entry.id if options.ids else entry_line(entry))
    return 0
