"""`paperdeck index`: bring catalog and search index up to date, with progress on stderr."""

from argparse import ArgumentParser

from ...index.errors import SearchError
from ...index.language import _, ngettext
from .context import Context, progress_line
from .talk import tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--rebuild", action="store_true", help=_("make both anew"))


def run(context: Context) -> int:
    """Read what changed, index it, and say what was done; 1 when a folder is gone or the index cannot be written."""
    rebuild = context.options.rebuild
    with context.library(refresh=False) as library:
        if rebuild:
            library.stacks.heal(keep=False)
        else:
            library.check()
        with progress_line() as show:
            found = library.refresh(show)
        notices = library.problems()
        for notice in notices:
            tell(notice.title, notice.advice)
        with progress_line() as show:
            upkeep = library.search.rebuild(show) if rebuild else library.search.update(show)
    papers = ngettext("{n} paper", "{n} papers", found.papers).format(n=found.papers)
    files = ngettext("{n} report", "{n} reports", found.files).format(n=found.files)
    changed = ngettext("{n} changed", "{n} changed", len(found.changed_ids)).format(n=len(found.changed_ids))
    tell(_("{papers} in {files}; {changed}").format(papers=papers, files=files, changed=changed))
    if upkeep.error:
        raise SearchError(
            _("The search index cannot be written: {reason}").format(reason=upkeep.error),
            _("Free some space or make the cache folder writable; meanwhile search reads the reports themselves."),
        )
    if upkeep.busy:
        tell(_("Another paperdeck is indexing; it will be done by it"))
    return 1 if notices else 0
