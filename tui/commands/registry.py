"""Every command once: its name, the module that does it, and its help; nothing is imported to read the list."""

from typing import NamedTuple

from ...index.language import _


class Command(NamedTuple):
    """One command: its module within this package, and its help in one sentence."""

    name: str
    module: str
    help: str


def commands() -> tuple[Command, ...]:
    """All commands, in the order of the help and in the language in force."""
    return (
        Command("add", "add", _("Register report folders or files.")),
        Command("remove", "remove", _("Forget report folders or files.")),
        Command("days", "days", _("Show the days with their counts.")),
        Command("list", "listing", _("List the papers that match, newest day first.")),
        Command("search", "searching", _("Search the text of all papers, best first, with snippets.")),
        Command("show", "show", _("Lay papers out for the terminal, as the reader does.")),
        Command("mark", "mark", _("Mark papers as read, starred, later, or with tags.")),
        Command("note", "note", _("Print a note, set it, or edit it in your editor.")),
        Command("copy", "copying", _("Copy a link, the reference or the title of a paper.")),
        Command("export", "exporting", _("Write papers as Markdown, BibTeX, RIS, CSL-JSON, JSON or CSV.")),
        Command("import", "importing", _("Take marks and notes from an exported JSON.")),
        Command("index", "indexing", _("Bring the catalog and the search index up to date.")),
        Command("check", "check", _("Show how report files are read, with every problem.")),
        Command("doctor", "doctor", _("Examine folders, marks, index and terminal; mend what is safe to mend.")),
        Command("config", "settings", _("Check the configuration, or print its place or its defaults.")),
        Command("themes", "themes", _("Show the themes with their colours.")),
        Command("keys", "keys", _("Show the keys in force.")),
        Command("completion", "completion", _("Print the completion script of a shell.")),
    )


NAMES = frozenset((
    *("add", "remove", "days", "list", "search", "show", "mark", "note", "copy", "export", "import", "index"),
    *("check", "doctor", "config", "themes", "keys", "completion"),
))  # fmt: skip
"""The names alone, to tell a command from a path at no cost."""
