"""The configuration as frozen records; every field has the value that holds when config.toml says nothing."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from ..section_labels import SECTION_LABELS

ReadPolicy = Literal["manual", "on_leave", "at_end", "after"]
AmbiguousWidth = Literal["auto", 1, 2]
ClipboardMethod = Literal["auto", "system", "osc52", "file"]
ExportFormat = Literal["markdown", "vault", "bibtex", "ris", "csl-json", "json", "csv"]

READ_POLICIES: tuple[ReadPolicy, ...] = ("manual", "on_leave", "at_end", "after")
CLIPBOARD_METHODS: tuple[ClipboardMethod, ...] = ("auto", "system", "osc52", "file")
EXPORT_FORMATS: tuple[ExportFormat, ...] = ("markdown", "vault", "bibtex", "ris", "csl-json", "json", "csv")
PRESETS = ("vim", "newsboat", "arrows")
LANGUAGES = ("auto", "en", "zh_CN")
OVERVIEW_PARTS = ("contribution", "domain", "results", "problem", "method", "conclusion", "abstract")
DEFAULT_THEME = "auto"


class ReadingConfig(NamedTuple):
    """How papers are read.

    `read_policy` says when a paper becomes read; `after` is in seconds, for the policy of that name.
    `column` is the widest line in cells. `tabs` and `overview` are section keys.
    """

    read_policy: ReadPolicy = "at_end"
    after: float = 3.0
    column: int = 80
    ambiguous_width: AmbiguousWidth = "auto"
    hanging: bool = True
    tabs: tuple[str, ...] = tuple(SECTION_LABELS)
    overview: tuple[str, ...] = ("contribution", "domain", "results")


class KeysConfig(NamedTuple):
    """The keymap: a preset, and keys by action name that replace the preset's (an empty tuple unbinds)."""

    preset: str = "vim"
    overrides: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class SearchConfig(NamedTuple):
    """Saved searches by name, in the order of the file."""

    saved: Mapping[str, str] = MappingProxyType({})


class ClipboardConfig(NamedTuple):
    """Which rung of the clipboard ladder to use, and the largest text in bytes that OSC 52 may carry."""

    method: ClipboardMethod = "auto"
    osc52_limit: int = 74_994


class ExportConfig(NamedTuple):
    """What an export is when nothing is said: its format, the folder to write to, and a BOM in CSV for Excel."""

    format: ExportFormat = "markdown"
    folder: Path | None = None
    csv_bom: bool = False


class Config(NamedTuple):
    """All of config.toml. `folders` are absolute; `data_dir` is None where the usual place holds."""

    language: str = "auto"
    log_level: str = "warning"
    theme: str = DEFAULT_THEME
    transparent: bool = False
    ascii: bool = False
    folders: tuple[Path, ...] = ()
    data_dir: Path | None = None
    reading: ReadingConfig = ReadingConfig()
    keys: KeysConfig = KeysConfig()
    search: SearchConfig = SearchConfig()
    clipboard: ClipboardConfig = ClipboardConfig()
    export: ExportConfig = ExportConfig()


class ConfigProblem(NamedTuple):
    """One mistake: its 1-based line (0 where it has none), the dotted key, and what was expected instead."""

    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.line}: " if self.line else ""
        return f"{place}{self.key}: {self.message}" if self.key else f"{place}{self.message}"


def _fine(text: str) -> str:
    del text
    return ""


def _no_conflicts(preset: str, overrides: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    del preset, overrides
    return ()


class Checks(NamedTuple):
    """What other rooms know of values: each of `theme` and `query` gives what is wrong, "" when nothing is.

    `keys` gets the preset and the overrides, and gives pairs of action name and what is wrong with its keys.
    """

    theme: Callable[[str], str] = _fine
    query: Callable[[str], str] = _fine
    keys: Callable[[str, Mapping[str, tuple[str, ...]]], Iterable[tuple[str, str]]] = _no_conflicts
