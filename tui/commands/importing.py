"""`paperdeck import`: marks and notes back from an exported JSON; nothing that stands here is taken away."""

from argparse import ArgumentParser
from pathlib import Path

from ...index.errors import ExportError
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
        differing = [paper.id for paper in found.papers if paper.note.strip() and not _take_note(library, paper)]
    count = len(operation.ids)
    tell(ngettext("{n} paper changed", "{n} papers changed", count).format(n=count))
    for paper in differing:
        tell(_("{paper} has another note here; both texts are kept").format(paper=paper))
    return 1 if found.problems or differing else 0


def _take_note(library: Library, paper: ImportedPaper) -> bool:
    """Write the note where there is none; another one stays, with the imported text beside it."""
    here = library.notes.read(paper.id)
    if here.text.strip() == paper.note.strip():
        return True
    return library.notes.write(paper.id, paper.note, base_stamp="").conflict is None
