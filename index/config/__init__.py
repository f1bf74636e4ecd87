"""config.toml: read into a frozen Config with every mistake told at once, and changed without touching its layout."""

from pathlib import Path

from .records import (
    Checks,
    ClipboardConfig,
    Config,
    ConfigProblem,
    ExportConfig,
    KeysConfig,
    ReadingConfig,
    SearchConfig,
)

__all__ = [
    "Checks",
    "ClipboardConfig",
    "Config",
    "ConfigProblem",
    "ExportConfig",
    "KeysConfig",
    "ReadingConfig",
    "SearchConfig",
    "load",
]


def load(path: Path, checks: Checks | None = None) -> tuple[Config, list[ConfigProblem]]:
    """Read a config file; a missing one is the default. Every mistake is told, what is sound holds, nothing raises.

    Relative folders are meant from the file's own folder. The machinery is imported only when there is a file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Config(), []
    except OSError as error:
        from ..language import _

        return Config(), [ConfigProblem(0, "", _("the file cannot be read: {reason}").format(reason=error.strerror))]
    from .lines import decode
    from .loading import loads

    text, problems = decode(data)
    config, more = loads(text, path.parent, checks)
    return config, sorted([*problems, *more], key=lambda problem: problem.line)
