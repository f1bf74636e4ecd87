"""`paperdeck remove`: forget report folders or files; their marks and notes stay."""

from argparse import ArgumentParser
from pathlib import Path

from ...index import places
from ...index.language import _
from .context import Context
from .talk import tell


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=_("folders or files that are registered"))


def run(context: Context) -> int:
    """Take the paths out of config.toml; 1 when one of them was not registered."""
    from ...index.config.edit import remove_folders

    paths: list[Path] = [path.absolute() for path in context.options.paths]
    gone = remove_folders(places.config_file(), paths)
    for path in paths:
        if path in gone:
            tell(_("{path} is forgotten; the files and your marks stay").format(path=path))
        else:
            registered = "\n".join(str(folder) for folder in context.config.folders)
            tell(_("{path} was not registered").format(path=path), registered)
    return 0 if len(gone) == len(set(paths)) else 1
