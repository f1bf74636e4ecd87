"""The command `paperdeck`: reads the command line, runs a command, and turns errors into a line and an exit status."""

import sys
from collections.abc import Callable, Sequence

from . import streams

INTERRUPTED = 130
PIPE_CLOSED = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 the data or paperdeck was at fault, 2 wrong usage. Never a traceback.

    Where ctrl+c ended it, or nobody read its output to the end, 128 and the number of that signal.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        streams.make_whole()
        status = _guarded(lambda: _command(words))
        return _guarded(streams.flush) or status
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        status = PIPE_CLOSED
    # What is still buffered must not raise again at exit, nor be waited for.
    streams.discard()
    return status


def _guarded(step: Callable[[], int | None]) -> int:
    """The exit status of a step, also of one that raises."""
    try:
        return step() or 0
    except BrokenPipeError:
        raise
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:  # noqa: BLE001 - the boundary: it is told and recorded
        from ..index.errors import OutputError
        from .boundary import told_of
        from .commands.talk import tell

        if isinstance(error, OutputError):
            streams.discard()
        told = told_of(error)
        tell(told.title, told.advice)
        return told.exit_status


def _command(words: Sequence[str]) -> int:
    if words in (["--version"], ["-V"]):
        return _print_version()
    if words == ["days", "--json"] and not sys.stdout.isatty() and _glanced():
        return 0
    from importlib import import_module

    from .commands.interrupt import interruptible

    with interruptible():
        from .commands.context import make_context, read_config
        from .commands.parsers import parse

        config, problems = read_config()
        options = parse(words)
        if options.command is None and options.version:
            return _print_version()
        if options.command is None and options.man:
            return _print_manual()
        context = make_context(options, config, problems)
        if options.command is not None:
            return import_module(f".commands.{options.module}", __package__).run(context)
    return import_module(".commands.reader", __package__).run(context)


def _glanced() -> bool:
    """Answer a status bar from the last answer, if that still holds."""
    from ..index.glance import recall

    answer = recall()
    if answer is None:
        return False
    streams.write(answer)
    return True


def _print_manual() -> int:
    from .. import __version__
    from .commands.manual import page

    streams.write(page(__version__))
    return 0


def _print_version() -> int:
    from .. import __version__

    streams.write(f"paperdeck {__version__}\n")
    return 0
