"""One door to all formats: an export as a text, or into a file or folder, with what became of it."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..language import _
from ..model import Paper
from .bibtex import append as append_entries
from .bibtex import bibliography
from .csl_json import items
from .csv_table import table
from .facts import each_once
from .files import save as save_file
from .files import text_of
from .markdown import listing
from .records import array
from .ris import references
from .vault import export as export_vault

_WRITERS: dict[str, Callable[[Sequence[Paper]], str]] = {
    "markdown": listing,
    "bibtex": bibliography,
    "ris": references,
    "csl-json": items,
    "json": array,
    "csv": table,
}

FORMATS: tuple[str, ...] = ("markdown", "vault", "bibtex", "ris", "csl-json", "json", "csv")
"""All formats by name. `vault` goes to a folder, the others to one file."""

SUFFIXES: dict[str, str] = {
    "markdown": ".md",
    "vault": "",
    "bibtex": ".bib",
    "ris": ".ris",
    "csl-json": ".csl.json",
    "json": ".json",
    "csv": ".csv",
}
"""How the name of a file in each format ends."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an export: where it is, and how many papers were written, found there, or left alone.

    `present` counts papers that an appended file or a vault already held as they are; `kept` are the names of
    files in a vault that are somebody's own and were not touched.
    """

    path: Path
    written: int
    present: int = 0
    kept: tuple[str, ...] = ()


def write(papers: Sequence[Paper], format_name: str, *, bom: bool = False) -> str:
    """The export as a text, each paper once; `bom` concerns CSV only. Raises UsageError for an unknown format."""
    if format_name == "csv":
        return table(papers, bom=bom)
    if format_name == "vault":
        raise UsageError(_("A vault is a folder of files"), _("Name the folder with -o."))
    if format_name not in _WRITERS:
        near = difflib.get_close_matches(format_name, FORMATS, n=1)
        advice = _("Did you mean {name}?") if near else _("Choose from {name}.")
        raise UsageError(
            _("There is no format called {name}").format(name=format_name),
            advice.format(name=near[0] if near else ", ".join(FORMATS)),
        )
    return _WRITERS[format_name](papers)


def save(papers: Sequence[Paper], format_name: str, path: Path, *, overwrite: bool = False, bom: bool = False) -> Saved:
    """Write the export to a file or, for a vault, to a folder; whole or not at all. Raises ExportError, UsageError."""
    unique = each_once(papers)
    if format_name == "vault":
        result = export_vault(unique, path, overwrite=overwrite)
        return Saved(path, len(result.written), len(result.unchanged), result.kept)
    text = write(unique, format_name, bom=bom)
    save_file(path, text, overwrite=overwrite)
    return Saved(path, len(unique))


def append(papers: Sequence[Paper], path: Path) -> Saved:
    """Add to a BibTeX file the papers that it does not hold; it is made where it is missing. Raises ExportError."""
    existing = text_of(path)
    result = append_entries(existing or "", papers)
    if result.added:
        save_file(path, result.text, overwrite=existing is not None)
    return Saved(path, len(result.added), len(result.present))
