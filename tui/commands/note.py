"""`paperdeck note`: print a note, set it, or edit it in the user's editor."""

import sys
from argparse import ArgumentParser

from ...index.language import _
from .. import streams
from ..editor import edit_note
from .context import Context
from .ids import paper_ids
from .talk import put_own, tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("id", metavar="ID", help=_("the paper's id, or a link to it"))
    parser.add_argument("-m", "--message", metavar="TEXT", help=_('the new note; - reads it from stdin, "" removes it'))


def run(context: Context) -> int:
    """With -m set the note; else edit it on a terminal, or print it into a pipe."""
    options = context.options
    with context.library() as library:
        paper = paper_ids(library, (options.id,))[0]
        if options.message is not None:
            text = streams.read_text() if options.message == "-" else options.message
            library.notes.write(paper, text)
            tell(_("The note is saved") if text.strip() else _("The note is in the trash"))
        elif sys.stdin.isatty() and sys.stdout.isatty():
            tell(edit_note(library.notes, paper) or _("The note is as it was"))
        else:
            note = library.notes.read(paper)
            put_own(note.text)
            return 0 if note.whole else 1
    return 0
