"""A theme: colours by role, and the same under the names that the terminal framework asks for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypedDict

from .palettes import PALETTES, XTERM, rgb
from .roles import GROUNDS, PAIRS, tag_role


class BaseColours(TypedDict):
    """The roles that the framework's own theme record has as fields."""

    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    success: str
    warning: str
    error: str


FRAMEWORK_NAMES: dict[str, str] = {
    "text": "foreground",
    "ansi-background": "background",
    "ansi-foreground": "foreground",
    "text-disabled": "text-muted",
    "text-primary": "primary",
    "text-secondary": "secondary",
    "text-accent": "accent",
    "text-success": "success",
    "text-warning": "warning",
    "text-error": "error",
    "foreground-muted": "text-muted",
    "foreground-disabled": "text-muted",
    "border": "border-focus",
    "border-blurred": "border",
    "block-cursor-foreground": "cursor-row-text",
    "block-cursor-background": "cursor-row",
    "block-cursor-blurred-foreground": "foreground",
    "block-cursor-blurred-background": "panel",
    "block-hover-background": "panel",
    "surface-active": "panel",
    "scrollbar": "scrollbar",
    "scrollbar-hover": "border-focus",
    "scrollbar-active": "border-focus",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
    "link-color": "link",
    "link-color-hover": "link",
    "link-background-hover": "panel",
    "footer-foreground": "text-muted",
    "footer-background": "panel",
    "footer-key-foreground": "accent",
    "footer-description-foreground": "text-muted",
    "input-cursor-foreground": "background",
    "input-cursor-background": "foreground",
    "input-selection-background": "selection",
    "input-selection-foreground": "selection-text",
    "screen-selection-background": "selection",
    "screen-selection-foreground": "selection-text",
    "button-foreground": "foreground",
    "button-color-foreground": "background",
}
"""The framework's variable to the role that fills it, so that its own widgets dress like ours."""


class Theme(NamedTuple):
    """Colours by role. `ansi` says that they are the terminal's own; `origin` is the file, "" for a derived theme.

    `label` is what a person reads, `name` what they type. Colours are `#rrggbb`, `#rgb` or `ansi_…`.
    """

    name: str
    label: str
    dark: bool
    ansi: bool
    colours: Mapping[str, str]
    origin: str = ""

    def colour(self, role: str) -> str:
        """The colour of a role; KeyError for a role that does not exist."""
        return self.colours[role]

    def base(self) -> BaseColours:
        """The ten colours that the framework's theme record takes as fields, by field name."""
        return BaseColours(
            primary=self.colours["primary"],
            secondary=self.colours["secondary"],
            accent=self.colours["accent"],
            foreground=self.colours["foreground"],
            background=self.colours["background"],
            surface=self.colours["surface"],
            panel=self.colours["panel"],
            success=self.colours["success"],
            warning=self.colours["warning"],
            error=self.colours["error"],
        )

    def variables(self) -> dict[str, str]:
        """Every variable a stylesheet may use: our roles by name, and the framework's own filled from them.

        The base roles are among them, since the framework rounds what it gets as fields and keeps these as they are.
        One name means two things: `border` is the framework's (the frame with the focus), so a frame at rest
        is `border-blurred` or, in our words, `border-rest`.
        """
        theirs = {name: self.colours[role] for name, role in FRAMEWORK_NAMES.items()}
        return {
            **self.colours,
            **theirs,
            "border-rest": self.colours["border"],
            "footer-key-background": theirs["footer-background"],
        }

    def tag(self, name: str) -> str:
        """The colour of a tag: the same name has the same colour in every run."""
        return self.colours[tag_role(name)]

    def rgb(self, role: str, palette: str = "xterm") -> tuple[int, int, int]:
        """Red, green and blue of a role for swatches; ANSI colours as the named palette shows them."""
        table = PALETTES.get(palette, XTERM)
        light, dark = table["bright_white"], table["black"]
        ground = any(role == under for _, under in PAIRS)
        return rgb(self.colours[role], dark if ground == self.dark else light, table)

    def transparent(self) -> "Theme":
        """The same theme on the terminal's own background: the grounds are left to the terminal."""
        see_through = dict.fromkeys((*GROUNDS, "code-background"), "ansi_default")
        return self._replace(ansi=True, colours=MappingProxyType({**self.colours, **see_through}))
