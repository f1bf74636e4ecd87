"""Contrast as WCAG 2.2 defines it, and the pairs of a theme that fall short of it."""

from dataclasses import dataclass

from .palettes import PALETTES, XTERM, rgb
from .roles import CHROME, PAIRS
from .theme import Theme

TEXT_RATIO = 4.5
CHROME_RATIO = 3.0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A pair of roles that cannot be told apart well enough; `palette` names the terminal for ANSI colours, else ""."""

    role: str
    ground: str
    ratio: float
    wanted: float
    palette: str = ""

    def __str__(self) -> str:
        where = f" ({self.palette})" if self.palette else ""
        return f"{self.role} on {self.ground}{where}: {self.ratio:.2f}, wanted {self.wanted}"


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, 0 for black to 1 for white, of sRGB components from 0 to 255 (WCAG 2.2, definitions)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (component / 255 for component in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast of two colours, from 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shortfalls(theme: Theme) -> tuple[Shortfall, ...]:
    """Every pair below 4.5 (text) or 3 (chrome); themes of ANSI colours are measured in each known palette."""
    palettes = PALETTES if theme.ansi else {"": XTERM}
    found: list[Shortfall] = []
    for name, palette in palettes.items():
        black, white = palette["black"], palette["bright_white"]
        ground_default, text_default = (black, palette["white"]) if theme.dark else (white, black)
        for pairs, wanted in ((PAIRS, TEXT_RATIO), (CHROME, CHROME_RATIO)):
            for role, ground in pairs:
                measured = ratio(
                    rgb(theme.colours[role], text_default, palette),
                    rgb(theme.colours[ground], ground_default, palette),
                )
                if measured < wanted:
                    found.append(Shortfall(role, ground, measured, wanted, name))
    return tuple(found)
