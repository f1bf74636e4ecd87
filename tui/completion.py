"""What Tab offers: in a query names of fields and the values of those that have a few; names of files and folders."""

import os
from itertools import islice
from pathlib import Path

from ..index.library import Library
from ..index.query.fields import DAY_VALUES, FIELDS, FORMAT_VALUES, HAS_VALUES, IS_VALUES, completions

_MOST_FILES = 2000
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


def complete_path(text: str, *, folders_only: bool = False) -> list[str]:
    """The files and folders whose path begins so, in order; a folder ends in a slash, a hidden one is asked for."""
    head, slash, last = text.rpartition("/")
    try:
        with os.scandir(Path(head + slash).expanduser()) as found:
            entries = [(entry.name, entry.is_dir()) for entry in islice(found, _MOST_FILES)]
    except (OSError, RuntimeError, ValueError):
        return []
    return [
        f"{head}{slash}{name}{'/' if is_folder else ''}"
        for name, is_folder in sorted(entries)
        if name.startswith(last) and (is_folder or not folders_only) and (last or not name.startswith("."))
    ]
