"""What Tab offers in a query: names of fields, and the values of those that have a few."""

from ..index.library import Library
from ..index.query.fields import DAY_VALUES, FIELDS, FORMAT_VALUES, HAS_VALUES, IS_VALUES, completions

_VALUES = {
    "is": IS_VALUES,
    "day": DAY_VALUES,
    "has": HAS_VALUES,
    "format": FORMAT_VALUES,
    "up": (">10", ">20", ">50", ">100"),
}


def complete_query(library: Library, text: str) -> list[str]:
    """What the last word of a query may become: fields, or the values of its field."""
    head, _blank, last = text.rpartition(" ")
    sign = "-" if last.startswith("-") else ""
    field, colon, value = last.removeprefix("-").partition(":")
    if colon:
        values = list(library.said.tags()) if field == "tag" else list(_VALUES.get(field, ()))
        if field == "day":
            values += [summary.day for summary in library.days()[:60]]
        words = [f"{field}:{known}" for known in values if known.startswith(value)]
    else:
        words = list(completions(field)) if field else [f"{name}:" for name in FIELDS]
    return [f"{head} {sign}{word}".lstrip() for word in words]
