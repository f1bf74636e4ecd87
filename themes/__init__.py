"""Colour as data: one TOML file a theme, and the loader that validates them."""
