"""`paperdeck completion`: the completion script of a shell, made by shtab from the grammar."""

from argparse import ArgumentParser

from .context import Context
from .talk import put_text

SHELLS = ("bash", "zsh", "fish")


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def run(context: Context) -> int:
    """Print the script."""
    from .completing import script

    put_text(script(context.options.shell))
    return 0
