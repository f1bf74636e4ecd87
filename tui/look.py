"""How the chrome looks: the glyphs for a terminal's abilities, and the theme's colours as styles for drawn lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.style import Style

from .typeset.widths import Ambiguous


class Glyphs(NamedTuple):
    """The signs of the chrome, each of the width that its name's comment tells in every font we know."""

    star: str = "★"
    unread: str = "●"
    later: str = "◷"
    note: str = "✎"
    seen: str = "↺"
    near: str = "≈"
    selected: str = "✓"
    folded: str = "▸"
    open: str = "▾"
    bar: str = "█"
    half: str = "▌"
    trough: str = "░"
    ellipsis: str = "…"
    dot: str = "·"
    up: str = "↑"
    cursor: str = "▎"
    thumb: str = "▐"


WIDE_SAFE = Glyphs(
    star="✭",
    unread="✦",
    note="✎",
    seen="↺",
    near="≃",
    bar="⣿",
    half="⡇",
    trough="⣀",
    ellipsis="⋯",
    dot="∙",
    up="⇡",
    cursor="⡇",
    thumb="⢸",
)
"""No character here is East-Asian-Ambiguous: one cell each also where ambiguous characters take two."""

ASCII = Glyphs(
    star="*",
    unread="o",
    later="w",
    note="e",
    seen="~",
    near="~",
    selected="x",
    folded="+",
    open="-",
    bar="#",
    half="=",
    trough=".",
    ellipsis="~",
    dot="-",
    up="^",
    cursor=">",
    thumb="|",
)


_ON_CURSOR = {"star": "cursor-row-star", "foreground": "cursor-row-text", "unread": "cursor-row-text"}
_ON_HIT = {"hit": "hit-text", "hit-current": "hit-current-text", "selection": "selection-text"}


def _on_ground(role: str, ground: str) -> str:
    """The role that stands for another on a ground where its own colour might not be legible."""
    if ground == "cursor-row":
        return _ON_CURSOR.get(role, "cursor-row-muted")
    return _ON_HIT.get(ground, role)


def _rich(colour: str) -> str:
    """A theme colour as rich names it: `ansi_bright_blue` is `bright_blue`, `ansi_default` is `default`."""
    return colour.removeprefix("ansi_")


@dataclass
class Look:
    """What all widgets draw with; one object a reader, changed in place when the theme changes.

    `ambiguous` is how many cells the terminal gives an East-Asian-Ambiguous character, 1 or 2.
    """

    colours: Mapping[str, str]
    ascii_only: bool = False
    ambiguous: Ambiguous = 1
    _styles: dict[tuple[str, str, str], Style] = field(default_factory=dict[tuple[str, str, str], Style])

    @property
    def glyphs(self) -> Glyphs:
        """The signs to use on this terminal."""
        if self.ascii_only:
            return ASCII
        return WIDE_SAFE if self.ambiguous == 2 else Glyphs()

    def use(self, colours: Mapping[str, str]) -> None:
        """Draw with other colours from now on."""
        self.colours = colours
        self._styles.clear()

    def style(self, role: str, ground: str = "background", attributes: str = "") -> Style:
        """A role's colour on a ground's, with attributes such as `bold` or `underline`."""
        key = (role, ground, attributes)
        if (found := self._styles.get(key)) is None:
            role = _on_ground(role, ground)
            fore = _rich(self.colours.get(role, self.colours["foreground"]))
            back = _rich(self.colours.get(ground, self.colours["background"]))
            found = self._styles[key] = Style.parse(f"{attributes} {fore} on {back}".strip())
        return found
