"""What to say where there is no paper to show: what is the matter, and what to do next. Markdown."""

from ..index.language import _
from ..index.library import Library
from .view import View


def nothing_here(view: View, library: Library) -> str:
    """The text of the viewer for a view without a row."""
    if view.kind == "search":
        return _("Nothing found.")
    if view.filter or view.kind == "query":
        return _("No paper matches here. `Escape` takes a filter away, `g .` goes to the newest day.")
    if view.name:
        return _("No papers on {day}. `{{` and `}}` go to days with unread papers.").format(day=view.name)
    missing = [root for root in library.roots if not root.exists()]
    if missing:
        gone = "\n".join(f"- `{root}`" for root in missing)
        return _(
            "## A folder has gone\n\nThese registered folders are not there now:\n\n{folders}\n\n"
            "Bring them back (a disk, a share?) and press `R`, or forget them: `:remove PATH`."
        ).format(folders=gone)
    folders = "\n".join(f"- `{root}`" for root in library.roots)
    return _(
        "## No reports yet\n\nNo report was found under\n\n{folders}\n\n"
        "Put reports there and press `R`, or register another folder: `:add PATH`. "
        "`paperdeck check PATH` tells how a file is read."
    ).format(folders=folders)
