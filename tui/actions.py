"""Every verb once: name, help, default keys, where it holds. Keys, footer, palette, help and the docs come from it."""

from typing import Literal, NamedTuple

Context = Literal["anywhere", "days", "list", "viewer", "search"]
Group = Literal[
    "moving", "reading", "marking", "noting", "selecting", "viewing", "finding", "taking", "following", "going"
]


class Action(NamedTuple):
    """One verb. `keys` are chords in the notation of keymap.py.

    `many`: it acts on the selection where there is one; `counts`: a number before it means something.
    """

    name: str
    group: Group
    keys: tuple[str, ...]
    help: str
    context: Context = "anywhere"
    many: bool = False
    counts: bool = False


def _(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message


def _tab(number: int) -> Action:
    return Action(f"tab-{number}", "reading", (str(number),), _("Show the tab with this number; 0 shows all sections"))


_MOVING = (
    Action("down", "moving", ("j", "down"), _("Move or scroll down"), counts=True),
    Action("up", "moving", ("k", "up"), _("Move or scroll up"), counts=True),
    Action("top", "moving", ("g g", "home"), _("Go to the top")),
    Action("bottom", "moving", ("G", "end"), _("Go to the bottom, or to the row of the count"), counts=True),
    Action("half-page-down", "moving", ("ctrl+d",), _("Half a page down"), counts=True),
    Action("half-page-up", "moving", ("ctrl+u",), _("Half a page up"), counts=True),
    Action("page-down", "moving", ("ctrl+f", "pagedown"), _("A page down"), counts=True),
    Action("page-up", "moving", ("ctrl+b", "pageup"), _("A page up"), counts=True),
    Action("pane-left", "moving", ("h", "left"), _("To the pane on the left")),
    Action("pane-right", "moving", ("l", "right"), _("To the pane on the right; a row opens")),
    Action("pane-next", "moving", ("tab",), _("To the next pane")),
    Action("pane-previous", "moving", ("shift+tab",), _("To the previous pane")),
    Action("open-row", "moving", ("enter",), _("Open the row, fold a month, unfold the details")),
    Action("scroll-viewer-down", "moving", ("J",), _("Scroll the viewer down from the list"), "list", counts=True),
    Action("scroll-viewer-up", "moving", ("K",), _("Scroll the viewer up from the list"), "list", counts=True),
    Action("next-paper", "moving", ("J",), _("The next paper"), "viewer", counts=True),
    Action("previous-paper", "moving", ("K",), _("The previous paper"), "viewer", counts=True),
)
_READING = (
    Action("tab-left", "reading", ("[",), _("The tab on the left"), counts=True),
    Action("tab-right", "reading", ("]",), _("The tab on the right"), counts=True),
    *(_tab(number) for number in range(10)),
    Action("next-reading", "reading", (")",), _("The next report's reading of this paper"), "viewer"),
    Action("previous-reading", "reading", ("(",), _("The previous report's reading of this paper"), "viewer"),
    Action("read-on", "reading", ("space",), _("Read on: page, then next tab, then next paper")),
    Action("read-back", "reading", ("b",), _("Read back: page, then tab before, then paper before")),
    Action("centre", "reading", ("z z",), _("The line at the cursor to the middle")),
    Action("line-to-top", "reading", ("z t",), _("The line at the cursor to the top")),
    Action("line-to-bottom", "reading", ("z b",), _("The line at the cursor to the bottom")),
    Action("reading-width", "reading", ("z w",), _("Change the column's width; a count sets it"), counts=True),
    Action("zen", "reading", ("z n",), _("Only the text, or everything again")),
    Action("raw", "reading", ("z r",), _("The Markdown as it was written, or typeset again")),
    Action("select-text", "reading", ("v",), _("Select text with the movement keys; y copies its source"), "viewer"),
)
_MARKING = (
    Action("toggle-read", "marking", ("r",), _("Mark read, or unread again"), many=True),
    Action("done", "marking", ("d",), _("Mark read and go to the next unread paper"), many=True, counts=True),
    Action("unread-next", "marking", ("D",), _("Mark unread and go to the next paper"), many=True, counts=True),
    Action("all-read", "marking", ("A",), _("Mark everything in this view read")),
    Action("star", "marking", ("s",), _("Star, or take the star away"), many=True),
    Action(
        "later",
        "marking",
        ("w",),
        _("Keep for later or not; a count of days until due"),
        many=True,
        counts=True,
    ),
    Action("tags", "marking", ("t",), _("Edit the tags"), many=True),
    Action("note", "noting", ("e",), _("Write a note here")),
    Action("note-editor", "noting", ("E",), _("Write the note in your own editor")),
    Action("undo", "marking", ("u",), _("Undo the last change"), counts=True),
    Action("redo", "marking", ("ctrl+r",), _("Redo what was undone"), counts=True),
    Action("repeat", "marking", (".",), _("Do the last change again, here")),
    Action("triage", "viewing", ("T",), _("One card at a time, with the same keys")),
)
_SELECTING = (
    Action("select", "selecting", ("x",), _("Select this row and step on"), "list", counts=True),
    Action("select-range", "selecting", ("v",), _("Select a range of rows"), "list"),
    Action("select-all", "selecting", ("a",), _("Select all rows"), "list"),
    Action("select-invert", "selecting", ("i",), _("Invert the selection"), "list"),
)
_VIEWING = (
    Action("sort-day", "viewing", (", d",), _("Sort by day")),
    Action("sort-upvotes", "viewing", (", u",), _("Sort by upvotes")),
    Action("sort-title", "viewing", (", t",), _("Sort by title")),
    Action("sort-starred", "viewing", (", s",), _("Sort the starred ones first")),
    Action("sort-reversed", "viewing", (", r",), _("Reverse the order")),
    Action("filter", "viewing", ("\\",), _("Filter this view")),
    Action("theme", "viewing", ("z c",), _("Choose the colours, each shown as you come to it")),
    Action("mistakes", "viewing", ("g m",), _("What is wrong in config.toml and in your themes")),
    Action("rescan", "viewing", ("R",), _("Look for new reports now")),
)
_FINDING = (
    Action("search", "finding", ("/",), _("Search all papers"), "list"),
    Action("search-days", "finding", ("/",), _("Search all papers"), "days"),
    Action("find", "finding", ("/",), _("Find in this text"), "viewer"),
    Action("search-all", "finding", ("g /",), _("Search all papers, from anywhere")),
    Action("next-hit", "finding", ("n",), _("The next hit while lit, else the next unread paper"), counts=True),
    Action(
        "previous-hit",
        "finding",
        ("N",),
        _("The previous hit while lit, else the unread before"),
        counts=True,
    ),
    Action("saved-searches", "finding", ("F",), _("Open a saved search")),
)
_TAKING = (
    Action("copy-arxiv", "taking", ("c", "y y"), _("Copy the arXiv link"), many=True),
    Action("copy-id", "taking", ("y i",), _("Copy the arXiv id"), many=True),
    Action("copy-pdf", "taking", ("y p",), _("Copy the link of the PDF"), many=True),
    Action("copy-hf", "taking", ("y h",), _("Copy the Hugging Face link"), many=True),
    Action("copy-bibtex", "taking", ("y b",), _("Copy a BibTeX entry"), many=True),
    Action("copy-markdown", "taking", ("y m",), _("Copy a Markdown link"), many=True),
    Action("copy-title", "taking", ("y t",), _("Copy the title"), many=True),
    Action("copy-note", "taking", ("y n",), _("Copy the note"), many=True),
    Action("copy-section", "taking", ("y s",), _("Copy the Markdown of this section")),
    Action("open-arxiv", "following", ("o",), _("Open the arXiv page in the browser"), many=True),
    Action("open-read", "following", ("O",), _("Open the arXiv page and mark the paper read"), many=True),
    Action("open-pdf", "following", ("p",), _("Open the PDF in the browser"), many=True),
    Action("hint-links", "following", (";",), _("Letters on the links in sight: type one to open it")),
    Action("links", "following", ("U",), _("All links of this paper")),
    Action("export", "taking", ("X",), _("Export papers to a file")),
)
_GOING = (
    Action("go-days", "going", ("g d",), _("To the days")),
    Action("go-list", "going", ("g l",), _("To the list")),
    Action("go-viewer", "going", ("g v",), _("To the viewer")),
    Action("go-today", "going", ("g .",), _("To the newest day")),
    Action("go-starred", "going", ("g s",), _("All starred papers")),
    Action("go-later", "going", ("g w",), _("The later queue")),
    Action("go-noted", "going", ("g n",), _("All papers with a note")),
    Action("history", "going", ("g u",), _("What was changed, and back to any point")),
    Action("previous-day", "going", ("{",), _("The previous day with unread papers"), counts=True),
    Action("next-day", "going", ("}",), _("The next day with unread papers"), counts=True),
    Action("back", "going", ("H",), _("Back to where you were"), counts=True),
    Action("forward", "going", ("L",), _("Forward again"), counts=True),
    Action("set-place", "going", ("m *",), _("Set a mark of place: m and a letter")),
    Action("go-place", "going", ("' *",), _("Go to a mark of place: ' and its letter")),
    Action("command-line", "going", (":",), _("Type a command")),
    Action("palette", "going", ("ctrl+p",), _("Find any command by name")),
    Action("help", "going", ("?",), _("The keys that work here")),
    Action("escape", "going", ("escape",), _("Leave one layer: selection, search, filter, zen")),
    Action("back-or-quit", "going", ("q",), _("Back to the day, or quit")),
    Action("quit", "going", ("Q", "ctrl+q"), _("Quit at once; everything is saved")),
)

ACTIONS: tuple[Action, ...] = (
    *_MOVING,
    *_READING,
    *_MARKING,
    *_SELECTING,
    *_VIEWING,
    *_FINDING,
    *_TAKING,
    *_GOING,
)
"""All verbs, in the order of the help."""

BY_NAME: dict[str, Action] = {action.name: action for action in ACTIONS}

GROUP_TITLES: dict[Group, str] = {
    "moving": _("Moving"),
    "reading": _("Reading"),
    "marking": _("Marks"),
    "noting": _("Notes"),
    "selecting": _("Selecting"),
    "viewing": _("The list"),
    "finding": _("Finding"),
    "taking": _("Taking along"),
    "following": _("Links"),
    "going": _("Going places"),
}
