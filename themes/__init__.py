"""Colour as data: one TOML file a theme, and the loader that validates them."""

from .loader import AUTO, BUILT_IN, DEFAULT, Chosen, ThemeError, automatic, load, load_or_default, names
from .problems import Problem
from .theme import Theme

__all__ = [
    "AUTO",
    "BUILT_IN",
    "DEFAULT",
    "Chosen",
    "Problem",
    "Theme",
    "ThemeError",
    "automatic",
    "load",
    "load_or_default",
    "names",
]
