"""`paperdeck import`: marks and notes back from an exported JSON; nothing that stands here is taken away."""

from argparse import ArgumentParser
from pathlib import Path

from ...index.errors import ExportError, StoreError
from ...index.export.importing import ImportedPaper, read
from ...index.language import _, ngettext
from ...index.library import Library
from .. import streams
from .context import Context
from .talk import tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("file", metavar="FILE", help=_("a file that export --format json wrote; - is stdin"))


def run(context: Context) -> int:
    """Merge marks (the newer of two holds) and add notes, in one operation; 1 where not all could be taken."""
    file = context.options.file
    try:
        data = streams.read_bytes() if file == "-" else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise ExportError(
            _("{file} cannot be read: {reason}").format(file=file, reason=error.strerror), _("Check the path.")
        ) from error
    found = read(data)
    for problem in found.problems:
        tell(problem)
    with context.library(refresh=False) as library:
        operation = library.said.merge({paper.id: paper.marks for paper in found.papers}, "import")
        noted = [paper for paper in found.papers if paper.note.strip()]
        left = [trouble for paper in noted if (trouble := _take_note(library, paper))]
    count = len(operation.ids)
    tell(ngettext("{n} paper changed", "{n} papers changed", count).format(n=count))
    for trouble in left:
        tell(trouble)
    return 1 if found.problems or left else 0


def _take_note(library: Library, paper: ImportedPaper) -> str:
    """Write the note where there is none; what to tell where another one stays, or it cannot be written."""
    try:
        here = library.notes.read(paper.id)
        if here.text.strip() == paper.note.strip() or not library.notes.write(paper.id, paper.note, "").conflict:
            return ""
    except StoreError as error:
        return _("The note of {paper} was not taken in: {reason}").format(paper=paper.id, reason=error.line)
    return _("{paper} has another note here; both texts are kept").format(paper=paper.id)
