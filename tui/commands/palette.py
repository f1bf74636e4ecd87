"""A theme's colours as ANSI sequences, for text that goes to a terminal without the reader."""

from collections.abc import Mapping

from ... import themes
from ...index import places

_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ROLES = {
    **{f"heading{level}": "heading" for level in range(1, 7)},
    "strong": "strong",
    "link": "link",
    "image": "link",
    "code": "code",
    "code.block": "code",
    "quote": "quote",
    "bullet": "accent",
    "rule": "border",
    "math": "math",
    "table.border": "border",
    "table.header": "heading",
    "summary": "accent",
    "html": "text-muted",
}
_ATTRIBUTES = {
    **{f"heading{level}": "1" for level in range(1, 7)},
    "strong": "1",
    "emph": "3",
    "strike": "9",
    "link": "4",
    "table.header": "1",
    "summary": "1",
}


def palette(name: str) -> Mapping[str, str]:
    """For each style of the typesetter the parameters of its sequence; an unknown theme gives the default one."""
    theme = themes.load_or_default(name, places.themes_dir()).theme
    styles = _ROLES.keys() | _ATTRIBUTES.keys()
    found: dict[str, str] = {}
    for style in styles:
        colour = foreground(theme.colours[_ROLES[style]]) if style in _ROLES else ""
        found[style] = ";".join(part for part in (_ATTRIBUTES.get(style, ""), colour) if part)
    return found


def foreground(colour: str, *, ground: bool = False) -> str:
    """The parameters that write in a theme's colour, or on it; "" for the terminal's own."""
    base = 40 if ground else 30
    if colour.startswith("ansi_"):
        name = colour.removeprefix("ansi_")
        bright = name.startswith("bright_")
        plain = name.removeprefix("bright_")
        return str(base + 60 * bright + _NAMES.index(plain)) if plain in _NAMES else ""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return f"{base + 8};2;{red};{green};{blue}"
