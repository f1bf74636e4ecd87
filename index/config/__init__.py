"""config.toml: read into a frozen Config with every mistake told at once, and changed without touching its layout."""

from .records import (
    ClipboardConfig,
    Config,
    ConfigProblem,
    ExportConfig,
    KeysConfig,
    ReadingConfig,
    SearchConfig,
)

__all__ = [
    "ClipboardConfig",
    "Config",
    "ConfigProblem",
    "ExportConfig",
    "KeysConfig",
    "ReadingConfig",
    "SearchConfig",
]
