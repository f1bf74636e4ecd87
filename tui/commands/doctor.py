"""`paperdeck doctor`: what is wrong, why, and what to do; with --fix what is safe to mend is mended."""

from argparse import ArgumentParser
from collections.abc import Iterator

from ...index.language import _
from ...index.library import Library
from .context import Context
from .findings import Finding
from .health import library_findings
from .surroundings import configuration, file_locks, folders, stale_caches, terminal, versions
from .talk import put, put_json

_LABEL_CELLS = 10


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--fix", action="store_true", help=_("mend what is safe to mend"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))


def run(context: Context) -> int:
    """Print every finding; 1 while something is in error."""
    options = context.options
    records: list[dict[str, str]] = []
    status = 0
    library = Library.open(context.config, options.library)
    try:
        for finding in _findings(context, library):
            mended = finding.mend() if options.fix and finding.mend else ""
            if finding.state == "error" and not mended:
                status = 1
            if options.json:
                records.append(_record(finding, mended))
            else:
                _print(finding, mended)
    finally:
        library.close()
    if options.json:
        put_json(records)
    return status


def _findings(context: Context, library: Library) -> Iterator[Finding]:
    yield versions()
    yield from folders(context)
    yield file_locks()
    yield configuration(context)
    yield stale_caches()
    yield from library_findings(library)
    yield from terminal(context)


def _record(finding: Finding, mended: str) -> dict[str, str]:
    return {
        "name": finding.name,
        "state": finding.state,
        "told": finding.told,
        "advice": finding.advice,
        "mended": mended,
    }


def _label(name: str) -> str:
    """What is looked at, in the user's language; in JSON it keeps its name."""
    labels = {
        "versions": _("versions"),
        "config_dir": _("config_dir"),
        "data_dir": _("data_dir"),
        "cache_dir": _("cache_dir"),
        "log_dir": _("log_dir"),
        "locks": _("locks"),
        "config": _("config"),
        "cache": _("cache"),
        "folder": _("folder"),
        "catalog": _("catalog"),
        "reports": _("reports"),
        "marks": _("marks"),
        "notes": _("notes"),
        "index": _("index"),
        "terminal": _("terminal"),
        "widths": _("widths"),
        "clipboard": _("clipboard"),
    }
    return labels[name]


def _print(finding: Finding, mended: str) -> None:
    from ..cells import fit

    label = fit(_label(finding.name), _LABEL_CELLS)
    signs = {"ok": _("ok"), "warning": _("look"), "error": _("BAD")}
    put(f"{fit(signs[finding.state], 4)}  {label}  {finding.told}")
    for line in finding.advice.splitlines():
        put(f"      {'':<{_LABEL_CELLS}}  {line}")
    if mended:
        put(f"      {'':<{_LABEL_CELLS}}  → {mended}")
