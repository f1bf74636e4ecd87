"""`paperdeck add`: register report folders or files."""

from argparse import ArgumentParser
from pathlib import Path

from ...index import places
from ...index.errors import SourceError
from ...index.language import _
from .context import Context
from .talk import tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=_("folders or files of reports"))


def run(context: Context) -> int:
    """Write the paths to config.toml; 1 when one of them does not exist, and then none is written."""
    from ...index.config.edit import add_folders

    paths: list[Path] = [path.absolute() for path in context.options.paths]
    for path in paths:
        if not path.exists():
            raise SourceError(
                _("{path} is not there").format(path=path), _("Nothing was registered. Check the spelling.")
            )
    new = add_folders(places.config_file(), paths)
    for path in paths:
        if path in new:
            tell(_("{path} is registered").format(path=path))
        else:
            tell(_("{path} was registered before").format(path=path))
    return 0
