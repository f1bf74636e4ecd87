"""`paperdeck days`: the days with their counts; meant to be cheap enough for a status bar."""

from argparse import ArgumentParser

from ...index.language import _, ngettext
from .context import Context
from .talk import put, put_json


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(context: Context) -> int:
    """Print the days, newest first."""
    with context.library() as library:
        days = [day for day in library.days() if day.reports]
    if context.options.json:
        put_json(
            [
                {
                    "day": day.day,
                    "reports": day.reports,
                    "papers": day.papers,
                    "unread": day.unread,
                    "starred": day.starred,
                }
                for day in days
            ]
        )
        return 0
    for day in days:
        papers = ngettext("{n} paper", "{n} papers", day.papers).format(n=day.papers)
        told = _("{unread} unread, {starred} starred").format(unread=day.unread, starred=day.starred)
        put(f"{day.day}  {papers:>10}  {told}")
    return 0
