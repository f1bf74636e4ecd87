"""`paperdeck mark`: say of papers that they are read, starred, for later, or carry a tag."""

from argparse import ArgumentParser
from datetime import date

from ...index.errors import UsageError
from ...index.language import _, ngettext
from .context import Context
from .ids import add_ids, chosen_ids
from .talk import tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    add_ids(parser)
    for name, yes, told_yes, no, told_no in (
        ("read", "--read", _("mark as read"), "--unread", _("mark as unread")),
        ("starred", "--star", _("star"), "--unstar", _("take the star away")),
        ("later", "--later", _("keep for later"), "--not-later", _("no longer keep for later")),
    ):
        pair = parser.add_mutually_exclusive_group()
        pair.add_argument(yes, dest=name, action="store_true", default=None, help=told_yes)
        pair.add_argument(no, dest=name, action="store_false", default=None, help=told_no)
    parser.add_argument("--due", metavar="DAY", default="", help=_("the day (YYYY-MM-DD) on which it is to be read"))
    parser.add_argument("--tag", metavar="T", action="append", default=[], help=_("add a tag"))
    parser.add_argument("--untag", metavar="T", action="append", default=[], help=_("take a tag away"))


def run(context: Context) -> int:
    """Mark all papers as one operation; 1 when an id is unknown, and then nothing is said of any."""
    options = context.options
    said = [options.read, options.starred, options.later]
    if all(value is None for value in said) and not (options.tag or options.untag or options.due):
        raise UsageError(
            _("Nothing to say of the papers"), _("Give --read, --star, --later, --tag or their opposites.")
        )
    due = _day(options.due)
    with context.library() as library:
        ids = chosen_ids(library, options)
        operation = library.mark(
            ids,
            read=options.read,
            starred=options.starred,
            later=options.later,
            due=due,
            tag=options.tag,
            untag=options.untag,
            label="mark",
        )
        changed = len(operation.ids)
    if not ids:
        tell(_("No paper matches; nothing was marked."))
    elif changed:
        tell(ngettext("{n} paper marked", "{n} papers marked", changed).format(n=changed))
    else:
        tell(_("Nothing to change: it was marked so before"))
    return 0


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise UsageError(_("{text} is no day").format(text=text), _("Write it as 2025-12-27.")) from error
