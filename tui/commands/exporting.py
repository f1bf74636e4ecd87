"""`paperdeck export`: papers as Markdown, a vault, BibTeX, RIS, CSL-JSON, JSON or CSV."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...index.errors import ExportError
from ...index.export import writing
from ...index.language import _, ngettext
from .context import Context
from .listing import add_query, query_of, view_of
from .talk import put_file, tell

if TYPE_CHECKING:
    from ...index.library import Library
    from ...index.model import Paper

DEFAULT_QUERY = "is:starred"


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    add_query(parser)
    formats = ", ".join(writing.FORMATS)
    parser.add_argument("--format", metavar="FORMAT", choices=writing.FORMATS, help=formats)
    parser.add_argument("-o", "--output", metavar="FILE", help=_("the file, or the vault's folder; - is stdout"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    parser.add_argument("--append", action="store_true", help=_("add to a BibTeX file what it does not hold"))
    parser.add_argument("--bom", action="store_true", default=None, help=_("begin CSV with a byte order mark"))


def run(context: Context) -> int:
    """Write the papers that match, the starred ones by default; to stdout unless a file is named.

    1 where a note could not be read, which is told; everything else is written.
    """
    options, settings = context.options, context.config.export
    name = options.format or _by_suffix(options.output) or settings.format
    bom = settings.csv_bom if options.bom is None else options.bom
    with context.library() as library:
        entries = view_of(library, query_of(options, DEFAULT_QUERY))
        papers = [library.paper(entry.id) for entry in entries]
        status = 1 if _notes_missing(library, papers) else 0
    if options.output in (None, "-"):
        put_file(writing.write(papers, name, bom=bom))
        return status
    if not papers:
        tell(_("No paper matches; nothing was written."))
        return 0
    path = Path(options.output).expanduser()
    if settings.folder and not path.is_absolute() and len(path.parts) == 1:
        path = settings.folder / path
    if path.is_file() and not (options.append or options.force):
        raise ExportError(
            _("{path} exists already").format(path=path), _("Choose another name, or overwrite it with --force.")
        )
    if options.append:
        saved = writing.append(papers, path)
    else:
        saved = writing.save(papers, name, path, overwrite=options.force, bom=bom)
    told = ngettext("{n} paper written to {path}", "{n} papers written to {path}", saved.written)
    tell(told.format(n=saved.written, path=saved.path))
    if saved.present:
        tell(ngettext("{n} was there already", "{n} were there already", saved.present).format(n=saved.present))
    for kept in saved.kept:
        tell(_("{name} is not ours and was left alone").format(name=kept))
    return status


def _notes_missing(library: "Library", papers: "Sequence[Paper]") -> bool:
    """Whether notes of these papers could not be read; the library tells which."""
    unread = library.notes.unread()
    return any(paper.id in unread for paper in papers) if unread else bool(library.notes.problems())


def _by_suffix(output: str | None) -> str | None:
    """The format that a file's name asks for."""
    if not output:
        return None
    ways = sorted(writing.SUFFIXES.items(), key=lambda way: -len(way[1]))
    return next((name for name, suffix in ways if suffix and output.lower().endswith(suffix)), None)
