"""Where things lie: the folders of config, data, cache and log, as functions; importing and asking create nothing."""

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

APP = "paperdeck"
CATALOG = "catalog-v1"
OTHERS = "others"
"""The folder in the cache for libraries that a command line named, a folder each."""


def _folder(kind: str) -> Path:
    """The folder of one kind: `PAPERDECK_<KIND>_DIR` first, then platformdirs, which honours `XDG_*` on Linux."""
    if override := os.environ.get(f"PAPERDECK_{kind.upper()}_DIR"):
        return Path(override).expanduser()
    import platformdirs

    find = {
        "config": platformdirs.user_config_dir,
        "data": platformdirs.user_data_dir,
        "cache": platformdirs.user_cache_dir,
        "log": platformdirs.user_log_dir,
        "state": platformdirs.user_state_dir,
    }[kind]
    return Path(find(APP, appauthor=False))


def config_dir() -> Path:
    """The folder of config.toml and the user's themes."""
    return _folder("config")


def data_dir() -> Path:
    """The folder of marks, notes and the session: the user's work."""
    return _folder("data")


def cache_dir() -> Path:
    """The folder of the catalog and the search index; may be deleted at any time."""
    return _folder("cache")


def log_dir() -> Path:
    """The folder of the log; beside the cache where only the cache is overridden."""
    if "PAPERDECK_LOG_DIR" not in os.environ and (cache := os.environ.get("PAPERDECK_CACHE_DIR")):
        return Path(cache).expanduser() / "log"
    return _folder("log")


def state_dir() -> Path:
    """The folder of what belongs to this machine alone and is never synced: `PAPERDECK_STATE_DIR`, else platformdirs.

    Beside the cache where only the cache is overridden.
    """
    if "PAPERDECK_STATE_DIR" not in os.environ and (cache := os.environ.get("PAPERDECK_CACHE_DIR")):
        return Path(cache).expanduser() / "state"
    return _folder("state")


def device_file() -> Path:
    """The id under which this machine writes its journal; made with the first mark."""
    return state_dir() / "device"


def config_file() -> Path:
    """`config.toml`; need not exist."""
    return config_dir() / "config.toml"


def catalog_file(roots: Sequence[Path]) -> Path:
    """The catalog of the registered library (no roots), or of the roots that a command line names instead."""
    return library_cache(roots) / f"{CATALOG}.sqlite"


def library_cache(roots: Sequence[Path]) -> Path:
    """Where catalog and search index lie: of the registered library (no roots), or of the roots named instead."""
    if not roots:
        return cache_dir()
    named = "\0".join(sorted(str(root) for root in roots)).encode("utf-8", "surrogateescape")
    return cache_dir() / OTHERS / f"{zlib.crc32(named):08x}{zlib.adler32(named):08x}"


def themes_dir() -> Path:
    """The user's own themes; need not exist."""
    return config_dir() / "themes"


def marks_dir() -> Path:
    """The journals, one file a device."""
    return data_dir() / "marks"


def notes_dir() -> Path:
    """The notes, one Markdown file a paper."""
    return data_dir() / "notes"


def session_file() -> Path:
    """Where the reader was left."""
    return data_dir() / "session.json"


def samples_dir() -> Path:
    """The sample library inside the package, read only."""
    return Path(__file__).parent / "samples"


def shown(path: Path) -> str:
    """The path for a short line: from the user's home on where it lies there."""
    try:
        return str("~" / path.relative_to(Path("~").expanduser()))
    except (ValueError, RuntimeError):
        return str(path)
