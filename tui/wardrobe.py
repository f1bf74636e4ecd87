"""The wardrobe: which theme the reader wears, which it only tries on, and which of the user's cannot be worn."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from .. import themes
from ..index.language import _
from ..themes.theme import Theme


def mistakes(error: themes.ThemeError) -> tuple[str, ...]:
    """What is wrong with a theme, sentence by sentence, in the language in force."""
    return tuple(_told(problem) for problem in error.problems)


def _told(problem: themes.Problem) -> str:
    fields = {
        name: _told(field) if isinstance(field, themes.Problem) else field for name, field in problem.fields.items()
    }
    return _(problem.message).format(**fields)


class Wardrobe:
    """Dresses the reader. `worn` is the name of the theme asked for, `auto` included; it holds for the session.

    `dress` puts a theme on; `transparent` leaves the grounds to the terminal; `folder` holds the user's themes;
    `env` tells which theme fits the terminal.
    """

    def __init__(
        self,
        folder: Path,
        worn: str,
        dress: Callable[[Theme], None],
        *,
        transparent: bool,
        env: Mapping[str, str] = os.environ,
    ) -> None:
        self.folder = folder
        self.worn = worn
        self.dress = dress
        self.transparent = transparent
        self.env = env

    def theme(self, name: str) -> Theme:
        """The theme of this name as it is worn; where it cannot be used, the one that stands in."""
        found = themes.load_or_default(name, self.folder, env=self.env).theme
        return found.transparent() if self.transparent else found

    def wear(self, name: str = "") -> None:
        """Wear a theme from now on; without a name the present one anew, since its file or its ground changed."""
        self.worn = name or self.worn
        self.dress(self.theme(self.worn))

    def try_on(self, name: str) -> None:
        """Show a theme for a look; `wear` ends it."""
        self.dress(self.theme(name))

    def names(self) -> tuple[str, ...]:
        """All themes by name, `auto` first."""
        return (themes.AUTO, *themes.names(self.folder))

    def label(self, name: str) -> str:
        """What a person reads of a theme."""
        if name == themes.AUTO:
            return _("as it fits the terminal: {label}").format(label=self.theme(name).label)
        return self.theme(name).label

    def instead(self, problems: str) -> str:
        """What is wrong with the theme asked for, and which stands in."""
        return _("{problems} {theme} is worn in its place.").format(
            problems=problems, theme=self.theme(self.worn).label
        )

    def wrong(self) -> tuple[themes.ThemeError, ...]:
        """The themes that cannot be used: the one worn, and all of the user's, each with all its mistakes."""
        found: list[themes.ThemeError] = []
        own = [name for name in themes.names(self.folder) if (self.folder / f"{name}.toml").is_file()]
        for name in dict.fromkeys((self.worn, *own)):
            try:
                themes.load(name, self.folder)
            except themes.ThemeError as error:
                found.append(error)
        return tuple(found)


def worn(wardrobe: Wardrobe) -> str:
    """What to say once a theme is worn: which it is, what was wrong with it, and how to keep it."""
    try:
        themes.load(wardrobe.worn, wardrobe.folder)
    except themes.ThemeError as error:
        return wardrobe.instead(" ".join(mistakes(error)))
    return _('For this session. To keep it write name = "{name}" under [theme] in config.toml.').format(
        name=wardrobe.worn
    )
