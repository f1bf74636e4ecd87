"""The words of the interface: gettext catalogues, chosen by `language` or the locale; English is the source."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "paperdeck"
LANGUAGES = ("en", "zh_CN")

_chosen = "en"
_loaded: "tuple[str, NullTranslations] | None" = None
_PLAIN: dict[int, str] = str.maketrans(
    {"·": "-", "…": "...", "“": '"', "”": '"', "’": "'", "×": "x", "↑": "^", "↓": "v", "←": "<", "→": ">"}
)
_signs: dict[int, str] = {}


def locale_language() -> str:
    """The language that the environment asks for: `zh_CN` for any Chinese locale, else `en` (POSIX order)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh_CN" if value.lower().startswith("zh") else "en"
    return "en"


def language_named(text: str) -> str | None:
    """The language that a person or a locale means, `auto` too: `zh`, `zh-TW`, `en_US.UTF-8`; None for others."""
    word = text.strip().lower()
    main = word.replace("-", "_").partition(".")[0].partition("_")[0]
    return "auto" if word == "auto" else {"zh": "zh_CN", "en": "en"}.get(main)


def set_language(language: str | None = None) -> str:
    """Choose the catalogue for the process: `en`, `zh_CN`, or None for the locale's; gives the one in force.

    It is read with the first message. Signs are as written until `speak_plainly`.
    """
    global _chosen, _signs  # noqa: PLW0603 - one language a process, as gettext itself has it
    wanted = language or locale_language()
    _chosen = "zh_CN" if wanted.lower().startswith("zh") else "en"
    _signs = {}
    return _chosen


def _catalogue() -> "NullTranslations":
    """The catalogue of the language in force: a command that says nothing does without."""
    global _loaded  # noqa: PLW0603 - likewise
    if _loaded is None or _loaded[0] != _chosen:
        import gettext

        folder = Path(__file__).parent / "locale"
        _loaded = _chosen, gettext.translation(DOMAIN, folder, [_chosen], fallback=True)
    return _loaded[1]


def current_language() -> str:
    """The language in force, `en` or `zh_CN`."""
    return _chosen


def speak_plainly(*, plain: bool) -> None:
    """Say signs such as · … “ ” in ASCII from now on, or as they are written."""
    global _signs  # noqa: PLW0603 - likewise
    _signs = _PLAIN if plain else {}


def _(message: str) -> str:
    """The message in the chosen language; braces are filled by the caller with `.format`."""
    return _catalogue().gettext(message).translate(_signs)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things in the chosen language."""
    return _catalogue().ngettext(one, many, n).translate(_signs)
