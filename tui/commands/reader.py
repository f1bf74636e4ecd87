"""`paperdeck [PATH...]`: opens the reader; the only command that loads textual."""

import difflib
import gc
import os
import sys
from pathlib import Path

from ...index.errors import SourceError, UsageError
from ...index.language import _
from ...index.library import Library
from .context import Context, check_saved
from .registry import NAMES


def run(context: Context) -> int:
    """Open the reader on the registered library, or on the paths given; refuse without a terminal."""
    options = context.options
    paths: list[Path] = [*options.library, *options.paths]
    _check_paths(paths)
    _check_terminal()
    # Thousands of objects are made before the first frame and stay: looking for garbage among them is in vain. The
    # deck takes the collector up again when it stands.
    gc.disable()
    from ..app import run_reader

    library = Library.open(context.config, paths, hurried=True)
    try:
        status = run_reader(
            library,
            context.config,
            theme=options.theme,
            ascii_only=options.ascii,
            fresh=options.fresh,
            problems=context.problems,
        )
    finally:
        unsaved = library.close()
    check_saved(library, unsaved)
    return status


def _check_paths(paths: list[Path]) -> None:
    for path in paths:
        if path.exists():
            continue
        near = difflib.get_close_matches(str(path), NAMES, 1)
        if near:
            raise UsageError(
                _("There is no command {name}").format(name=path),
                _("Is {near} meant? See paperdeck --help.").format(near=near[0]),
            )
        raise SourceError(
            _("{path} is not there").format(path=path), _("Give a folder or file of reports, or see paperdeck --help.")
        )


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError(
            _("The reader needs a terminal"),
            _("Without one use the commands, like: paperdeck list, paperdeck show ID; see paperdeck --help."),
        )
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        raise UsageError(
            _("This terminal (TERM={name}) can place no cursor").format(name=os.environ["TERM"]),
            _("Use another, or the commands, like: paperdeck list, paperdeck show ID."),
        )
