"""config.toml to a frozen Config: each value is checked by itself, a wrong one is told and its default holds."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from ..language import _, language_named, ngettext
from .keys import Key, known_keys
from .lines import Parsed, parse
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

MOST_TOLD = 100
"""Mistakes that are told one by one."""
_LONGEST_WORD = 80


def loads(text: str, at: Path, checks: Checks | None = None) -> tuple[Config, list[ConfigProblem]]:
    """Read the text of a config file; relative folders are meant from `at`. Nothing raises."""
    reader = _Reader(parse(text), at, checks or Checks())
    config = reader.config()
    return config, sorted(reader.told(), key=lambda problem: problem.line)


class _Reader:
    """One text being checked against the known keys."""

    def __init__(self, parsed: Parsed, at: Path, checks: Checks) -> None:
        self.problems = list(parsed.problems)
        self._parsed = parsed
        self._lines: dict[str, int] | None = None
        self._untold = 0
        self._at = at
        self._checks = checks
        self._keys = {key.name: key for key in known_keys()}
        self._values: dict[str, Any] = {}

    def config(self) -> Config:
        """The Config of all sound values."""
        self._walk(self._parsed.table, "")
        self._theme_query_keys()
        value = self._value
        policy, after = value("reading.read_policy"), float(value("reading.after"))
        return Config(
            language=value("language"),
            log_level=value("log_level"),
            theme=value("theme.name"),
            transparent=value("theme.transparent"),
            ascii=value("theme.ascii"),
            folders=self._folders(),
            data_dir=self._path("library.data_dir"),
            reading=ReadingConfig(
                read_policy=policy,
                after=after,
                column=value("reading.column"),
                ambiguous_width=value("reading.ambiguous_width"),
                hanging=value("reading.hanging"),
                tabs=tuple(value("reading.tabs")),
                overview=tuple(value("reading.overview")),
            ),
            keys=KeysConfig(value("keys.preset"), MappingProxyType(dict(value("keys.actions") or {}))),
            search=SearchConfig(MappingProxyType(dict(value("search.saved") or {}))),
            clipboard=ClipboardConfig(value("clipboard.method"), value("clipboard.osc52_limit")),
            export=ExportConfig(value("export.format"), self._path("export.folder"), value("export.csv_bom")),
        )

    def _value(self, name: str) -> Any:  # noqa: ANN401 - the kind of each key was checked by its row in the table
        return self._values.get(name, self._keys[name].default)

    def told(self) -> list[ConfigProblem]:
        """What is wrong; of very much only how much more there is."""
        more = ngettext("{n} more mistake is not listed", "{n} more mistakes are not listed", self._untold)
        rest = [ConfigProblem(0, "", more.format(n=self._untold))] if self._untold else []
        return [*self.problems, *rest]

    def _tell(self, key: str, message: str, value: object = None) -> None:
        if len(self.problems) >= MOST_TOLD:
            self._untold += 1
            return
        if self._lines is None:
            self._lines = self._parsed.lines()
        self.problems.append(ConfigProblem(self._parsed.line(self._lines, key, value), key, message))

    def _near(self, word: str, names: Iterable[str], cutoff: float) -> list[str]:
        """The name most like a mistyped word, if any is like it; not for what will not be listed."""
        if len(self.problems) >= MOST_TOLD or len(word) > _LONGEST_WORD:
            return []
        import difflib

        return difflib.get_close_matches(word, list(names), 1, cutoff)

    def _near_choice(self, key: Key, value: object) -> list[str]:
        """The value most like a mistyped one, if the key has such."""
        word = value if isinstance(value, str) else _shown(value)
        return self._near(word, [str(choice) for choice in key.choices], 0.6)

    def _walk(self, table: Mapping[str, object], prefix: str) -> None:
        sections = {key.section for key in self._keys.values()}
        for name, value in table.items():
            dotted = f"{prefix}{name}"
            if key := self._keys.get(dotted):
                self._take(key, value)
            elif dotted in sections:
                if isinstance(value, dict):
                    self._walk(cast("dict[str, object]", value), f"{dotted}.")
                else:
                    self._tell(dotted, _("expected a section: [{name}]").format(name=dotted))
            else:
                self._tell(dotted, self._unknown(dotted, sections))

    def _unknown(self, dotted: str, sections: Iterable[str]) -> str:
        """What to say of a key that is none: the nearest one in its section, else anywhere."""
        names = [*self._keys, *(section for section in sections if section)]
        last = dotted.rpartition(".")[2]
        near = self._near(dotted, names, 0.7) or [name for name in names if name.rpartition(".")[2] == last]
        if not near:
            lasts = {name.rpartition(".")[2]: name for name in names}
            near = [lasts[found] for found in self._near(last, lasts, 0.7)]
        if near:
            return _("unknown; is {name} meant?").format(name=near[0])
        return _("unknown; paperdeck config --default shows what there is")

    def _take(self, key: Key, value: object) -> None:
        if key.is_table:
            self._take_table(key, value)
        elif key.name == "reading.read_policy" and _is_number(value):
            after = self._keys["reading.after"]
            if _fits(after, value):
                self._values[after.name], self._values[key.name] = value, "after"
            else:
                self._wrong(key.name, after.expected(), value, [])
        elif key.name == "language" and isinstance(value, str) and (named := language_named(value)):
            self._values[key.name] = named
        elif key.kind in ("paths", "choices"):
            self._take_list(key, value)
        elif _fits(key, value):
            self._values[key.name] = value
        else:
            near = self._near_choice(key, value)
            self._wrong(key.name, key.expected(), value, near)

    def _wrong(self, name: str, expected: str, value: object, near: list[str]) -> None:
        if near:
            message = _("expected {expected}; is {name} meant?").format(expected=expected, name=near[0])
        else:
            message = _("expected {expected}, not {value}").format(expected=expected, value=_shown(value))
        self._tell(name, message, value)

    def _take_list(self, key: Key, value: object) -> None:
        if not isinstance(value, list):
            self._wrong(key.name, key.expected(), value, [])
            return
        sound: list[str] = []
        for item in cast("list[object]", value):
            if not isinstance(item, str) or not item or "\0" in item or (key.choices and item not in key.choices):
                near = self._near_choice(key, item)
                self._wrong(key.name, key.expected(), item, near)
            elif item in sound:
                self._tell(key.name, _("{value} stands there twice").format(value=_shown(item)), item)
            else:
                sound.append(item)
        self._values[key.name] = sound

    def _take_table(self, key: Key, value: object) -> None:
        if not isinstance(value, dict):
            self._wrong(key.name, key.expected(), value, [])
            return
        sound: dict[str, Any] = {}
        for name, item in cast("dict[str, object]", value).items():
            listed = cast("list[object]", item) if isinstance(item, list) else [item]
            texts = tuple(text for text in listed if isinstance(text, str) and text)
            if len(texts) != len(listed) or (key.kind == "searches" and (len(texts) != 1 or listed is item)):
                self._wrong(f"{key.name}.{name}", key.expected(), listed if len(listed) != 1 else listed[0], [])
            else:
                sound[name] = texts[0] if key.kind == "searches" else texts
        self._values[key.name] = sound

    def _theme_query_keys(self) -> None:
        """Ask the other rooms about themes, saved searches and keys; what they refuse is left out."""
        name = self._value("theme.name")
        if name != self._keys["theme.name"].default and (message := self._checks.theme(name)):
            self._tell("theme.name", message, name)
            del self._values["theme.name"]
        saved = self._values.get("search.saved", {})
        for title in list(saved):
            if message := self._checks.query(saved[title]):
                self._tell(f"search.saved.{title}", message)
                del saved[title]
        bound = self._values.get("keys.actions", {})
        for action, message in tuple(self._checks.keys(self._value("keys.preset"), MappingProxyType(bound))):
            self._tell(f"keys.actions.{action}", message)
            bound.pop(action, None)

    def _folders(self) -> tuple[Path, ...]:
        found: dict[Path, None] = {}
        for text in self._value("library.folders"):
            folder = self._absolute(text)
            if folder in found:
                self._tell("library.folders", _("{value} stands there twice").format(value=_shown(text)), text)
            elif not folder.exists():
                self._tell("library.folders", _("{value} is not there").format(value=_shown(text)), text)
            found[folder] = None
        return tuple(found)

    def _path(self, name: str) -> Path | None:
        text = self._value(name)
        return self._absolute(text) if text else None

    def _absolute(self, text: str) -> Path:
        try:
            return self._at / Path(text).expanduser()
        except RuntimeError:
            return self._at / text


def _is_number(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _fits(key: Key, value: object) -> bool:
    match key.kind:
        case "text" | "path":
            return isinstance(value, str) and "\0" not in value
        case "switch":
            return isinstance(value, bool)
        case "whole" | "number":
            whole = key.kind == "number" or isinstance(value, int)
            return whole and _is_number(value) and key.low <= cast("float", value) <= key.high
        case _:
            return any(type(value) is type(choice) and value == choice for choice in key.choices)


def _shown(value: object) -> str:
    """A value as TOML would write it, cut short."""
    text = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
    try:
        shown = text or (f'"{value}"' if isinstance(value, str) else str(value))
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "…"
    return shown if len(shown) <= 40 else shown[:39] + "…"
