"""`paperdeck completion`: the completion script of a shell, and the words that such a script asks for."""

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterable
from itertools import islice

from ...index.errors import UsageError
from ...index.language import _
from ...index.library import Library
from .context import Context
from .talk import put, put_text

SHELLS = ("bash", "zsh", "fish")
KINDS = ("days", "ids", "queries", "tags", "themes")
MOST = 500


def arguments(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("shell", metavar="SHELL", nargs="?", choices=SHELLS, help=", ".join(SHELLS))
    parser.add_argument("--words", choices=KINDS, help=SUPPRESS)


def run(context: Context) -> int:
    """Print the script, or the words, which are those that the catalog knows without looking at the folders."""
    options = context.options
    if options.words:
        for word in islice(_words(context, options.words), MOST):
            put(word)
        return 0
    if options.shell is None:
        raise UsageError(_("Which shell?"), _("Name one of {shells}.").format(shells=", ".join(SHELLS)))
    from .completing import script

    put_text(script(options.shell))
    return 0


def _words(context: Context, kind: str) -> Iterable[str]:
    if kind == "themes":
        from ... import themes
        from ...index import places

        return themes.names(places.themes_dir())
    library = Library.open(context.config, context.options.library)
    try:
        match kind:
            case "days":
                return [day.day for day in library.days()]
            case "ids":
                return [day.day for day in library.days()][:30] + list(library.view().ids[:MOST])
            case "tags":
                return list(library.said.tags())
            case _:
                return _queries(context, library)
    finally:
        library.close()


def _queries(context: Context, library: Library) -> list[str]:
    """Saved searches, then fields and values of the query language, tags and days."""
    from ...index.query.fields import DAY_VALUES, FIELDS, FORMAT_VALUES, HAS_VALUES, IS_VALUES

    values = {"is": IS_VALUES, "has": HAS_VALUES, "format": FORMAT_VALUES, "day": DAY_VALUES}
    found = list(context.config.search.saved.values())
    found += [f"{field}:{value}" for field, known in values.items() for value in known]
    found += [f'tag:"{tag}"' if " " in tag else f"tag:{tag}" for tag in library.said.tags()]
    found += [f"day:{day.day}" for day in library.days()[:60]]
    return [*found, *(f"{field}:" for field in FIELDS if field not in values)]
