"""What the sixteen ANSI colours look like in common terminals: needed for contrast and for swatches, never sent."""

ANSI_NAMES: tuple[str, ...] = (
    *("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"),
    *("bright_black", "bright_red", "bright_green", "bright_yellow"),
    *("bright_blue", "bright_magenta", "bright_cyan", "bright_white"),
)
"""The names in the order of their numbers; a theme writes `ansi_` before them, and `ansi_default` for no colour."""


def _palette(colours: str) -> dict[str, str]:
    """Sixteen hex colours, as one string in the order of ANSI_NAMES, by name."""
    return dict(zip(ANSI_NAMES, (f"#{colour}" for colour in colours.split()), strict=True))


XTERM = _palette(
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
VGA = _palette(
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
CAMPBELL = _palette(
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
TANGO = _palette(
    "000000 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"
)

PALETTES: dict[str, dict[str, str]] = {"xterm": XTERM, "vga": VGA, "campbell": CAMPBELL, "tango": TANGO}
"""xterm, the Linux console, Windows Terminal and VTE: the defaults that most terminals copy."""


def is_colour(text: str) -> bool:
    """Whether a theme may write this: `#rgb`, `#rrggbb`, `ansi_default` or `ansi_` and one of ANSI_NAMES."""
    if text.startswith("#"):
        digits = text[1:]
        return len(digits) in (3, 6) and all(digit in "0123456789abcdefABCDEF" for digit in digits)
    return text == "ansi_default" or (text.startswith("ansi_") and text[5:] in ANSI_NAMES)


def rgb(colour: str, default: str, palette: dict[str, str] = XTERM) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of a theme's colour; `default` is the hex that `ansi_default` stands for."""
    if colour == "ansi_default":
        colour = default
    elif colour.startswith("ansi_"):
        colour = palette[colour[5:]]
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
