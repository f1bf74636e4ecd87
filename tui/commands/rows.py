"""Papers as rows: the JSON of `list` with its stable names, and the line of text."""

from ...index.model import Entry

Record = dict[str, object]


def text_of(text: str) -> str:
    """The text as JSON can carry it: lone surrogates have no bytes in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def entry_record(entry: Entry) -> Record:
    """One element of `list --json`."""
    marks = entry.marks
    return {
        "id": entry.id,
        "title": entry.title,
        "days": list(entry.days),
        "read": marks.read,
        "starred": marks.starred,
        "later": marks.later,
        "due": text_of(marks.due) or None,
        "tags": [text_of(tag) for tag in marks.tags],
        "noted": entry.noted,
        "upvotes": entry.upvotes,
        "authors": list(entry.authors),
        "arxiv": entry.link("arxiv"),
        "hf": entry.link("hf"),
        "pdf": entry.link("pdf"),
    }


def entry_line(entry: Entry) -> str:
    """One line of `list`: marks (new, star, later, note), day, id, upvotes, title."""
    marks = entry.marks
    signs = (
        (" " if marks.read else "N")
        + ("*" if marks.starred else " ")
        + ("w" if marks.later else " ")
        + ("e" if entry.noted else " ")
    )
    votes = f"{entry.upvotes:>4}" if entry.upvotes is not None else "    "
    return f"{signs} {entry.days[0]} {entry.id:<12} {votes} {entry.title}"
