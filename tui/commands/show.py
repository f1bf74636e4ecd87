"""`paperdeck show`: papers laid out for the terminal, as the viewer lays them out; only the typesetter is loaded."""

import re
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...index.errors import UnknownPaperError
from ...index.language import _
from ...index.library import Library
from ...index.model import Paper
from ...index.section_labels import SECTION_LABELS
from .context import Context
from .ids import paper_ids
from .talk import colours_wanted, put_json, put_text

if TYPE_CHECKING:
    from ..typeset.options import Options

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PIPE_WIDTH = 80


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("what", metavar="ID|DAY", nargs="+", help=_("papers by id or link, or all of a day"))
    parser.add_argument("--section", metavar="KEY", choices=tuple(SECTION_LABELS), help=_("only this section"))
    parser.add_argument("--width", metavar="N", type=int, help=_("cells in a line"))
    parser.add_argument("--json", action="store_true", help=_("as JSON: one object, or an array of several"))


def run(context: Context) -> int:
    """Print the papers, the newest reading of each."""
    options = context.options
    with context.library() as library:
        ids = list(_ids(library, options.what))
        papers = (library.paper(paper_id) for paper_id in ids)
        if options.json:
            from ...index.export.records import record

            found = [{key: value for key, value in record(paper).items() if key != "marks"} for paper in papers]
            one = len(options.what) == 1 and not _DAY.fullmatch(options.what[0])
            put_json(found[0] if one else found)
            return 0
        look = _look(context)
        for number, paper in enumerate(papers):
            if number:
                put_text("\n")
            put_text(_laid_out(context, look, paper))
    return 0


def _ids(library: Library, words: Iterable[str]) -> Iterable[str]:
    for word in words:
        if not _DAY.fullmatch(word):
            yield from paper_ids(library, (word,))
        elif entries := library.day_entries(word):
            yield from (entry.id for entry in entries)
        else:
            raise UnknownPaperError(
                _("There is no report of {day}").format(day=word), _("See the days with: paperdeck days")
            )


def _look(context: Context) -> "Options":
    """The width asked for, else that of the terminal up to the reading column; folds open, since no key opens them."""
    from ..terminal_query import ambiguous_width
    from ..typeset.options import Options

    options, reading = context.options, context.config.reading
    terminal = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH
    return Options(
        width=max(options.width if options.width is not None else min(reading.column, terminal), 20),
        ambiguous=ambiguous_width(reading.ambiguous_width),
        hanging=reading.hanging,
        ascii=options.ascii or context.config.ascii,
        unfold_all=True,
    )


def _laid_out(context: Context, look: "Options", paper: Paper) -> str:
    """The head, a rule, and the sections of the newest reading, or the one section of the newest that has it."""
    from ..tabs import ALL, markdown_of
    from ..typeset.layout import layout
    from ..typeset.paint import to_ansi, to_plain
    from .heads import head

    key = context.options.section
    reading = next((reading for reading in paper.readings if key and reading.section(key)), paper.readings[0])
    text = f"{head(paper)}\n\n---\n\n{markdown_of(paper, reading, key or ALL)}"
    laid_out = layout(text, look)
    if colours_wanted():
        from .palette import palette

        return to_ansi(laid_out, palette(context.options.theme or context.config.theme))
    return to_plain(laid_out)
