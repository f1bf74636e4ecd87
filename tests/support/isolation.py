"""An environment in which nothing of the person who runs the tests is seen or touched."""

from pathlib import Path

UNSET = (
    "LC_ALL",
    "LC_MESSAGES",
    "LC_CTYPE",
    "LANGUAGE",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "TMUX",
    "STY",
    "SSH_TTY",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "BROWSER",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "COLUMNS",
    "LINES",
    "TERM_PROGRAM",
    "COLORFGBG",
    "VTE_VERSION",
    "KITTY_WINDOW_ID",
    "WT_SESSION",
    "ITERM_SESSION_ID",
    "TEXTUAL",
    "TEXTUAL_DRIVER",
    "TEXTUAL_LOG",
    "TEXTUAL_PRESS",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_THEME",
    "TEXTUAL_FILTERS",
    "TEXTUAL_FPS",
    "PYTHONWARNINGS",
    "PYTHONPATH",
    "PYTHONSTARTUP",
)
"""Variables that would make a run differ from one machine or terminal to the next."""


def variables(home: Path) -> dict[str, str]:
    """What to set so that everything a person owns lies under `home`, in UTC, English and a plain colour terminal."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "PAPERDECK_CONFIG_DIR": str(home / "paperdeck" / "config"),
        "PAPERDECK_DATA_DIR": str(home / "paperdeck" / "data"),
        "PAPERDECK_CACHE_DIR": str(home / "paperdeck" / "cache"),
        "PAPERDECK_LOG_DIR": str(home / "paperdeck" / "log"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "PYTHONUTF8": "1",
        "PYTHON_COLORS": "0",
    }
