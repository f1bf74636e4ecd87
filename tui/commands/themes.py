"""`paperdeck themes`: all themes, with swatches of their colours where stdout takes colours."""

from argparse import ArgumentParser

from ... import themes
from ...index import places
from ..wardrobe import mistakes
from .context import Context
from .palette import foreground
from .talk import colours_wanted, put, put_text, safe, tell

SWATCHES = ("background", "foreground", "heading", "strong", "link", "code", "math", "accent", "star", "unread")


def arguments(parser: ArgumentParser) -> None:
    """It takes nothing of its own."""
    del parser


def run(context: Context) -> int:
    """Print a line for each theme, the one in force with a star; 1 when a theme of the user's is wrong."""
    folder = places.themes_dir()
    wanted = context.options.theme or context.config.theme
    chosen = themes.load_or_default(wanted, folder).theme.name
    status = 0
    for name in themes.names(folder):
        sign = "*" if name == chosen else " "
        try:
            theme = themes.load(name, folder)
        except themes.ThemeError as error:
            tell(error.name, "\n".join(mistakes(error)))
            status = 1
            continue
        if not colours_wanted():
            put(f"{sign} {name:<12} {theme.label}")
            continue
        cells = "".join(f"\x1b[{_ground(theme.colours[role])}m   \x1b[0m" for role in SWATCHES)
        put_text(f"{sign} {name:<12} {cells}  {safe(theme.label)}\n")
    return status


def _ground(colour: str) -> str:
    return foreground(colour, ground=True) or "49"
