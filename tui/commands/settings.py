"""`paperdeck config`: hold config.toml to be sound, or print its place or the commented default."""

from argparse import ArgumentParser

from ...index import places
from ...index.language import _, ngettext
from .context import Context
from .talk import put, put_text, tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--path", action="store_true", help=_("print where config.toml is, or would be"))
    which.add_argument("--default", action="store_true", help=_("print a config.toml with every default, commented"))


def run(context: Context) -> int:
    """Print what was asked for; without an option every mistake, and 1 when there is one."""
    if context.options.path:
        put(str(places.config_file()))
        return 0
    if context.options.default:
        from ...index.config.printed import default_text

        put_text(default_text())
        return 0
    file = places.config_file()
    for problem in context.problems:
        put(f"{file}:{problem}")
    if not file.exists():
        tell(_("There is no {file}: the defaults hold. Begin one with: paperdeck config --default").format(file=file))
    elif context.problems:
        count = len(context.problems)
        tell(ngettext("{n} mistake; the rest holds", "{n} mistakes; the rest holds", count).format(n=count))
    else:
        tell(_("{file} is sound").format(file=file))
    return 1 if context.problems else 0
