"""The command line's grammar: one small parser for the command at hand, and the whole tree for help and completion."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ...index.errors import UsageError
from ...index.language import _
from .. import streams
from . import usage
from .registry import NAMES, Command, commands

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

usage.translate()

WITH_VALUE = ("-L", "--library", "--theme")


class Parser(argparse.ArgumentParser):
    """argparse that raises UsageError in place of leaving the process."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise UsageError(message, _("See what it takes with: {program} --help").format(program=self.prog))

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Print the help as every command prints: argparse would be silent about an output that takes nothing."""
        del file
        streams.write(self.format_help())


def command_at(arguments: Sequence[str]) -> int | None:
    """Where the command's name stands: the first word that is neither an option nor an option's value."""
    skip = False
    for at, word in enumerate(arguments):
        if skip:
            skip = False
        elif word in WITH_VALUE:
            skip = True
        elif not word.startswith("-") or word == "-":
            return at if word in NAMES else None
        elif word == "--":
            return None
    return None


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; `command` is None for the reader. UsageError; SystemExit after --help.

    Options of the program may stand before the command's name and after it.
    """
    at = command_at(arguments)
    if at is None:
        parser = whole() if any(word in ("-h", "--help") for word in arguments) else _reader()
        return parser.parse_args(arguments)
    command = next(command for command in commands() if command.name == arguments[at])
    parser = Parser(prog=f"paperdeck {command.name}", description=command.help)
    _fill(parser, command)
    _program_options(parser)
    parser.set_defaults(command=command.name, module=command.module)
    return parser.parse_args([*arguments[:at], *arguments[at + 1 :]])


def _fill(parser: argparse.ArgumentParser, command: Command) -> None:
    import_module(f".{command.module}", __package__).arguments(parser)


def _program_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("options of the program"))
    group.add_argument(
        "-L",
        "--library",
        metavar="PATH",
        type=Path,
        action="append",
        default=[],
        help=_("a folder or file to read instead of the registered ones"),
    )
    group.add_argument("--theme", metavar="NAME", help=_("the colours"))
    group.add_argument("--ascii", action="store_true", help=_("draw lines and signs in ASCII only"))
    group.add_argument("--verbose", action="store_true", help=_("write more into the log; doctor says where it is"))


def _reader() -> Parser:
    """The grammar of `paperdeck [PATH...]`."""
    parser = Parser(prog="paperdeck")
    _reader_options(parser)
    parser.set_defaults(command=None, module="reader")
    return parser


def _reader_options(parser: argparse.ArgumentParser) -> None:
    _program_options(parser)
    parser.add_argument("--fresh", action="store_true", help=_("start at the newest day, not where you left"))
    parser.add_argument("--version", action="store_true", help=_("print the version"))
    parser.add_argument("--man", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help=_("folders or files to read"))


def whole() -> Parser:
    """The tree of all commands, for --help, completion scripts and the man page."""
    parser = Parser(
        prog="paperdeck",
        description=_("A terminal reader for daily AI-paper reports in Chinese Markdown."),
        epilog=_(
            "Without a command the reader opens. Exit status: 0 done, 1 the data was at fault, 2 wrong usage; "
            "130 after ctrl+c, 141 where the output is not read to the end."
        ),
    )
    _program_options(parser)
    parser.add_argument("--fresh", action="store_true", help=_("start at the newest day, not where you left"))
    parser.add_argument("--version", action="store_true", help=_("print the version"))
    tree = parser.add_subparsers(metavar="COMMAND", title=_("commands"), dest="command")
    for command in commands():
        _fill(tree.add_parser(command.name, help=command.help, description=command.help), command)
    return parser
