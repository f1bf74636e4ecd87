"""Colour as data: one TOML file a theme, and the loader that validates them."""

from .loader import BUILT_IN, DEFAULT, Chosen, ThemeError, load, load_or_default, names
from .theme import Theme

__all__ = ["BUILT_IN", "DEFAULT", "Chosen", "Theme", "ThemeError", "load", "load_or_default", "names"]
