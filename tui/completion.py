"""What Tab offers in a query: names of fields, and the values of those that have a few."""

from ..index.library import Library

_FIELDS = (
    "title:", "author:", "domain:", "contribution:", "usage:", "innovation:", "results:", "io:", "problem:",
    "method:", "conclusion:", "abstract:", "note:", "id:", "day:", "is:", "tag:", "up:", "has:", "format:",
)  # fmt: skip
_VALUES = {
    "is": ("unread", "read", "starred", "later", "noted", "seen-before"),
    "day": ("today", "yesterday", "this-week", "last-week", "this-month"),
    "has": ("math", "code", "table", "image", "note", "tags", "arxiv", "hf", "pdf"),
    "format": ("analysis", "digest", "arxiv-daily", "generic"),
    "up": (">10", ">20", ">50", ">100"),
}


def complete_query(library: Library, text: str) -> list[str]:
    """What the last word of a query may become: fields, or the values of its field."""
    head, _blank, last = text.rpartition(" ")
    sign = "-" if last.startswith("-") else ""
    field, colon, value = last.removeprefix("-").partition(":")
    if colon:
        values = list(library.tags()) if field == "tag" else list(_VALUES.get(field, ()))
        if field == "day":
            values += [summary.day for summary in library.days()[:60]]
        words = [f"{field}:{known}" for known in values if known.startswith(value)]
    else:
        words = [name for name in _FIELDS if name.startswith(field)]
    return [f"{head} {sign}{word}".lstrip() for word in words]
