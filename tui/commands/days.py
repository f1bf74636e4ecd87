"""`paperdeck days`: the days with their counts; meant to be cheap enough for a status bar."""

from argparse import ArgumentParser

from ...index.glance import Glance
from ...index.language import _, ngettext
from .context import Context
from .talk import brief_json, put, put_brief_json

FIELDS = ("day", "reports", "papers", "unread", "starred")


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(context: Context) -> int:
    """Print the days, newest first."""
    with context.library() as library:
        glance = Glance(library.data_dir / "marks")
        days = [day for day in library.days() if day.reports]
        if context.options.json:
            records = [{name: getattr(day, name) for name in FIELDS} for day in days]
            if not (context.problems or context.options.library or library.is_sample or library.problems()):
                glance.keep(library.roots, library.stacks.catalog.fingerprint, brief_json(records))
            put_brief_json(records)
            return 0
    for day in days:
        papers = ngettext("{n} paper", "{n} papers", day.papers).format(n=day.papers)
        told = _("{unread} unread, {starred} starred").format(unread=day.unread, starred=day.starred)
        put(f"{day.day}  {papers:>10}  {told}")
    return 0
