"""What the program stands on, as doctor looks at it: versions, our folders, the configuration, the terminal."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from ...index import locks, places
from ...index.language import _, current_language
from ..clipboard import ladder
from .context import Context
from .findings import Finding

PACKAGES = ("paperdeck", "textual", "rich", "whoosh3", "markdown-it-py", "orjson")


def versions() -> Finding:
    """Our version and those of what we stand on."""
    from importlib.metadata import PackageNotFoundError, version

    told = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in PACKAGES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(_("{name} unknown").format(name=name))
    return Finding("versions", "ok", ", ".join(told))


def folders(context: Context) -> Iterator[Finding]:
    """The folders of configuration, work, cache and log: there or not yet, and writable."""
    data = context.config.data_dir or places.data_dir()
    for name, folder in (
        ("config_dir", places.config_dir()),
        ("data_dir", data),
        ("cache_dir", places.cache_dir()),
        ("log_dir", places.log_dir()),
    ):
        nearest = next((above for above in (folder, *folder.parents) if above.exists()), folder)
        if os.access(nearest, os.W_OK):
            told = str(folder) if folder.exists() else _("{path} (not made yet)").format(path=folder)
            yield Finding(name, "ok", told)
        else:
            advice = _("Make it writable, or set {variable} to another folder.")
            variable = f"PAPERDECK_{name.removesuffix('_dir').upper()}_DIR"
            state = "error" if name == "data_dir" else "warning"
            told = _("{path} cannot be written").format(path=folder)
            yield Finding(name, state, told, advice.format(variable=variable))


def file_locks() -> Finding:
    """Whether files can be locked where we lock them: beside the device's id and beside the catalog."""
    for folder in (places.state_dir(), places.cache_dir()):
        if folder.is_dir() and not locks.work_in(folder):
            told = _("Files cannot be locked in {folder}").format(folder=folder)
            advice = _("Marker files are used instead. Let only one paperdeck write there at a time.")
            return Finding("locks", "warning", told, advice)
    return Finding("locks", "ok", _("Files can be locked"))


def configuration(context: Context) -> Finding:
    """config.toml and its mistakes."""
    file = places.config_file()
    if not context.problems:
        return Finding("config", "ok", str(file) if file.exists() else _("No config.toml; the defaults hold"))
    listed = "\n".join(str(problem) for problem in context.problems)
    return Finding("config", "warning", _("{file} has mistakes; the rest holds").format(file=file), listed)


def terminal(context: Context) -> Iterator[Finding]:
    """What this terminal is and can do, as far as it can be known without drawing on it."""
    name = os.environ.get("TERM", "")
    size = shutil.get_terminal_size()
    colours = os.environ.get("COLORTERM") or ("256" if "256" in name else "16")
    told = _("TERM={name}, {columns} x {lines}, colours: {colours}, encoding: {encoding}, language: {language}").format(
        name=name or "-",
        columns=size.columns,
        lines=size.lines,
        colours="NO_COLOR" if "NO_COLOR" in os.environ else colours,
        encoding=sys.stdout.encoding,
        language=current_language(),
    )
    if name in ("", "dumb", "unknown"):
        yield Finding("terminal", "warning", told, _("The reader needs a terminal that can place its cursor."))
    elif (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        yield Finding("terminal", "warning", told, _("Set a UTF-8 locale, like LANG=C.UTF-8."))
    else:
        yield Finding("terminal", "ok", told)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from ..terminal_query import ask_here

        cells = ask_here(width=True, ground=False).ambiguous
        if cells is None:
            advice = _("Characters like × and “ may stand askew; set reading.ambiguous_width to 1 or 2.")
            yield Finding("widths", "warning", _("This terminal does not tell how wide its characters are"), advice)
        else:
            told = _("Characters of ambiguous width take {n} of its cells").format(n=cells)
            yield Finding("widths", "ok", told)
    steps = ladder(os.environ, method=context.config.clipboard.method)
    yield Finding("clipboard", "ok", ", ".join(step.rung for step in steps), steps[0].told)


def stale_caches() -> Finding:
    """What earlier versions and other roots left in the cache folder."""
    stale = list(_stale(places.cache_dir()))
    if not stale:
        return Finding("cache", "ok", _("Nothing left over"))

    def mend() -> str:
        for path in stale:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return _("Left-over caches were deleted")

    listed = "\n".join(str(path) for path in stale)
    return Finding("cache", "warning", _("Caches that nothing uses are left over"), listed, mend)


def _stale(cache: Path) -> Iterator[Path]:
    """Catalogs of other versions, and damaged ones that were set aside."""
    for path in sorted(cache.glob("catalog-v*")) if cache.is_dir() else ():
        if not path.name.startswith(f"{places.CATALOG}.") or path.name.endswith(".damaged"):
            yield path
