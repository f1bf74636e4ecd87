"""`paperdeck note`: print a note, set it, or edit it in the user's editor."""

import os
import sys
from argparse import ArgumentParser

from ...index.errors import StoreError
from ...index.language import _
from ...index.library import Library
from .context import Context
from .ids import paper_ids
from .talk import put_text, tell


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
            text = sys.stdin.read() if options.message == "-" else options.message
            library.notes.write(paper, text)
            tell(_("The note is saved") if text.strip() else _("The note is in the trash"))
        elif sys.stdin.isatty() and sys.stdout.isatty():
            _edit(library, paper)
        else:
            put_text(library.notes.read(paper).text)
    return 0


def _edit(library: Library, paper: str) -> None:
    """Hand the terminal to $VISUAL or $EDITOR on a copy of the note, then save it; both texts stay on a conflict."""
    import shlex
    import subprocess
    import tempfile
    from pathlib import Path

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    before = library.notes.read(paper)
    with tempfile.TemporaryDirectory(prefix="paperdeck-") as folder:
        file = Path(folder) / "note.md"
        file.write_text(before.text, "utf-8", newline="\n")
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603 - the user's own editor
        except (OSError, ValueError) as error:
            raise StoreError(
                _("The editor {name} cannot be started: {reason}").format(name=editor, reason=error),
                _("Set VISUAL or EDITOR, or give the text with -m."),
            ) from error
        text = file.read_text("utf-8", "replace") if file.exists() else before.text
    if done.returncode:
        raise StoreError(
            _("The editor ended with an error, so the note is as it was"), _("It was: {name}").format(name=editor)
        )
    if text == before.text:
        tell(_("The note is as it was"))
        return
    result = library.notes.write(paper, text, before.stamp)
    if result.conflict:
        raise StoreError(
            _("The note was changed elsewhere meanwhile; both texts are kept"),
            _("Yours is in {path}").format(path=result.conflict),
        )
    tell(_("The note is saved"))
