"""`paperdeck import`: marks and notes back from an exported JSON; nothing that stands here is taken away."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from ...index.errors import ExportError
from ...index.export.importing import ImportedPaper, read
from ...index.language import _, ngettext
from ...index.library import Library
from ...index.marks.events import Change
from .context import Context
from .talk import tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", metavar="FILE", help=_("a file that export --format json wrote; - is stdin"))


def run(context: Context) -> int:
    """Add marks and notes as one operation; 1 when part of the file could not be understood or a note differs."""
    file = context.options.file
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise ExportError(
            _("{file} cannot be read: {reason}").format(file=file, reason=error.strerror), _("Check the path.")
        ) from error
    found = read(data)
    for problem in found.problems:
        tell(problem)
    with context.library(refresh=False) as library:
        changes = [change for paper in found.papers for change in _changes(paper)]
        operation = library.said.say(changes, "import")
        differing = [paper.id for paper in found.papers if paper.note.strip() and not _take_note(library, paper)]
    count = len(operation.ids)
    tell(ngettext("{n} paper changed", "{n} papers changed", count).format(n=count))
    for paper in differing:
        tell(_("{paper} has another note here; both texts are kept").format(paper=paper))
    return 1 if found.problems or differing else 0


def _changes(paper: ImportedPaper) -> list[Change]:
    """What the export says of a paper with the days of saying it; only what it affirms."""
    marks = paper.marks
    changes: list[Change] = []
    if marks.read:
        changes.append(Change(paper.id, "read", value=True, on=marks.read_on))
    if marks.starred:
        changes.append(Change(paper.id, "starred", value=True, on=marks.starred_on))
    if marks.later:
        changes.append(Change(paper.id, "later", value=marks.due or True, on=marks.later_on))
    return [*changes, *(Change(paper.id, "tag", tag) for tag in marks.tags)]


def _take_note(library: Library, paper: ImportedPaper) -> bool:
    """Write the note where there is none; another one stays, with the imported text beside it."""
    here = library.notes.read(paper.id)
    if here.text.strip() == paper.note.strip():
        return True
    return library.notes.write(paper.id, paper.note, base_stamp="").conflict is None
