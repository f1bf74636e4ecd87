"""Short words for verbs: what the line of keys shows, and what it shows of the keys that may follow a prefix."""


def _(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message


FOOTER: tuple[tuple[str, str], ...] = (
    ("down", _("down")),
    ("up", _("up")),
    ("pane-right", _("open")),
    ("read-on", _("read on")),
    ("tab-right", _("tab")),
    ("done", _("done")),
    ("star", _("star")),
    ("toggle-read", _("read")),
    ("undo", _("undo")),
    ("find", _("find")),
    ("search", _("search")),
    ("search-days", _("search")),
    ("note", _("note")),
    ("copy-arxiv", _("copy link")),
    ("open-arxiv", _("browser")),
    ("export", _("export")),
    ("help", _("help")),
    ("back-or-quit", _("quit")),
)
"""What the line of keys shows, in its order, with a word for each; a pane leaves out what is not its own."""

AFTER_PREFIX: dict[str, str] = {
    "top": _("top"),
    "search-all": _("search"),
    "go-days": _("days"),
    "go-list": _("list"),
    "go-viewer": _("viewer"),
    "go-today": _("newest"),
    "go-starred": _("starred"),
    "go-later": _("later"),
    "go-noted": _("noted"),
    "history": _("history"),
    "copy-arxiv": _("arXiv"),
    "copy-id": _("id"),
    "copy-pdf": _("PDF"),
    "copy-hf": _("HF"),
    "copy-bibtex": _("BibTeX"),
    "copy-markdown": _("Markdown"),
    "copy-title": _("title"),
    "copy-note": _("note"),
    "copy-section": _("section"),
    "centre": _("middle"),
    "line-to-top": _("top"),
    "line-to-bottom": _("bottom"),
    "reading-width": _("width"),
    "zen": _("zen"),
    "raw": _("raw"),
    "theme": _("theme"),
    "mistakes": _("mistakes"),
    "sort-day": _("day"),
    "sort-upvotes": _("upvotes"),
    "sort-title": _("title"),
    "sort-starred": _("starred"),
    "sort-reversed": _("reversed"),
    "set-place": _("set a place"),
    "go-place": _("go to a place"),
}
"""A word for each verb whose key has a prefix; one that the user put behind a prefix is shown by its name."""
