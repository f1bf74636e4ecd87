"""`paperdeck copy`: a link, the reference or the title of a paper to the clipboard."""

import os
from argparse import ArgumentParser

from ...index.errors import ExportError
from ...index.export.copying import WHATS, copy_texts
from ...index.language import _
from ..clipboard import copy
from .context import Context
from .ids import add_ids, chosen_ids
from .talk import tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    add_ids(parser)
    whats = tuple(what for what in WHATS if what != "section")
    parser.add_argument("--what", metavar="WHAT", choices=whats, default="arxiv", help=", ".join(whats))


def run(context: Context) -> int:
    """Copy, and say where it went; 1 when no paper has it or nothing would take it."""
    options, settings = context.options, context.config.clipboard
    with context.library() as library:
        papers = [library.paper(paper) for paper in chosen_ids(library, options)]
    if not papers:
        tell(_("No paper matches; nothing was copied."))
        return 0
    copied = copy_texts(papers, options.what)
    if not copied.text:
        raise ExportError(
            _("There is no {what} to copy").format(what=options.what),
            _("Ask for something else with --what."),
        )
    outcome = copy(copied.text, os.environ, method=settings.method, limit=settings.osc52_limit)
    tell(outcome.told)
    for paper in copied.missing:
        tell(_("{paper} has no {what}").format(paper=paper, what=options.what))
    return 0 if outcome.how else 1
