"""What config.toml needs to be checked against: the themes, the query language, the keymap."""

from collections.abc import Iterable, Mapping

from ..index import places
from ..index.config import Checks


def checks() -> Checks:
    """The checks of all rooms that own values of the configuration."""
    return Checks(theme=_theme, query=_query, keys=_keys)


def _theme(name: str) -> str:
    from .. import themes
    from .wardrobe import mistakes

    try:
        themes.load(name, places.themes_dir())
    except themes.ThemeError as error:
        return " ".join(mistakes(error))
    return ""


def _query(text: str) -> str:
    from ..index.errors import QueryError
    from ..index.query import parse

    try:
        parse(text)
    except QueryError as error:
        return error.line
    return ""


def _keys(preset: str, overrides: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    from .keymap import Keymap

    return [(problem.action, problem.message) for problem in Keymap.build(preset, overrides).problems]
