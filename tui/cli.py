"""The command `paperdeck`: reads the command line, runs a command, and turns errors into a line and an exit status."""

import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 the data was at fault, 2 wrong usage. Never a traceback for an expected error."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in (["--version"], ["-V"]):
        return _print_version()
    try:
        if words == ["days", "--json"] and not sys.stdout.isatty() and _glanced():
            return 0
        status = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has enough; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _run(words: Sequence[str]) -> int:
    from ..index.errors import PaperdeckError
    from .commands.talk import tell

    try:
        from importlib import import_module

        from .commands.context import make_context, read_config
        from .commands.parsers import parse

        config, problems = read_config()
        options = parse(words)
        if options.command is None and options.version:
            return _print_version()
        if options.command is None and options.man:
            return _print_manual()
        context = make_context(options, config, problems)
        return import_module(f".commands.{options.module}", __package__).run(context)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except PaperdeckError as error:
        tell(error.title, error.advice)
        return error.exit_status


def _glanced() -> bool:
    """Answer a status bar from the last answer, if that still holds."""
    from ..index.glance import recall

    answer = recall()
    if answer is None:
        return False
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return True


def _print_manual() -> int:
    from .. import __version__
    from .commands.manual import page

    sys.stdout.write(page(__version__))
    return 0


def _print_version() -> int:
    from .. import __version__

    print(f"paperdeck {__version__}")
    return 0
