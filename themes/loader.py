"""Finds, reads and validates themes: one TOML file each, the user's before ours, every mistake told at once."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from .palettes import is_colour
from .problems import Problem
from .roles import ROLES
from .theme import Theme

DEFAULT = "night"
DEFAULT_LIGHT = "xuanzhi"
AUTO = "auto"
"""The name that stands for the theme that fits the terminal."""

_NAME = re.compile(r"[A-Za-z0-9_-]+")
_FIELDS: dict[str, type] = {"label": str, "dark": bool, "ansi": bool, "extends": str, "colours": dict}


class ThemeError(Exception):
    """A theme is missing or wrong; `problems` are all its mistakes, each a sentence, and `name` is the theme's."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"The theme {name} cannot be used.\n" + "\n".join(problems))
        self.name = name
        self.problems = problems


class Chosen(NamedTuple):
    """The theme to show, and what was wrong with the one that was asked for: empty when it is that one."""

    theme: Theme
    problems: tuple[Problem, ...] = ()


def names(user_dir: Path | None = None) -> tuple[str, ...]:
    """Names of all themes: ours in the order of the list, then those that only the user has, by name."""
    own = sorted(path.stem for path in _toml_files(user_dir))
    return (*BUILT_IN, *(name for name in own if name not in BUILT_IN))


def automatic(env: Mapping[str, str]) -> str:
    """The theme that fits a terminal: no colour wanted, sixteen colours only, a light ground, else the default.

    Sources: https://no-color.org; the Linux console's terminfo; COLORFGBG of rxvt, Konsole and others, whose last
    field is the number of the background's colour.
    """
    if env.get("NO_COLOR"):
        return "mono"
    light = env.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
    if env.get("TERM", "") in ("linux", "ansi", "xterm-16color") and not env.get("COLORTERM"):
        return "ansi-light" if light else "ansi-dark"
    return DEFAULT_LIGHT if light else DEFAULT


def load(name: str, user_dir: Path | None = None, *, env: Mapping[str, str] = os.environ) -> Theme:
    """The theme of this name, a user's file before ours; `auto` is the one that fits. Raises ThemeError, all told."""
    path = _find(name, user_dir) or (_find(automatic(env), user_dir) if name == AUTO else None)
    if path is None:
        near = difflib.get_close_matches(name, names(user_dir), n=1)
        if near:
            told = Problem("There is no theme called {name}. Did you mean {near}?", name=name, near=near[0])
            raise ThemeError(name, (told,))
        known = ", ".join(names(user_dir))
        told = Problem("There is no theme called {name}. There are {known}.", name=name, known=known)
        raise ThemeError(name, (told,))
    return _read(path.stem, path, user_dir, seen=(path,))


def load_or_default(name: str, user_dir: Path | None = None, *, env: Mapping[str, str] = os.environ) -> Chosen:
    """The theme of this name or, where it cannot be used, ours of the same name or the default, and why."""
    try:
        return Chosen(load(name, user_dir, env=env))
    except ThemeError as error:
        substitute = name if name in BUILT_IN else DEFAULT
        return Chosen(load(substitute), error.problems)


def _toml_files(folder: Path | None) -> list[Path]:
    """The theme files in a folder that may not exist or not be readable."""
    if folder is None:
        return []
    try:
        return [path for path in folder.iterdir() if path.suffix == ".toml" and _NAME.fullmatch(path.stem)]
    except OSError:
        return []


def _find(name: str, user_dir: Path | None, *, skip: tuple[Path, ...] = ()) -> Path | None:
    """The file of a theme; a name that could leave the folder has none."""
    if not _NAME.fullmatch(name):
        return None
    folders = [folder for folder in (user_dir, Path(__file__).parent) if folder is not None]
    candidates = (folder / f"{name}.toml" for folder in folders)
    return next((path for path in candidates if path not in skip and path.is_file()), None)


def _read(name: str, path: Path, user_dir: Path | None, *, seen: tuple[Path, ...]) -> Theme:
    """Read one file and, through `extends`, those it stands on. Raises ThemeError."""
    try:
        table = cast("dict[str, object]", tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        told = Problem("{path} cannot be read: {error}.", path=path, error=error.strerror or error)
        raise ThemeError(name, (told,)) from error
    except UnicodeDecodeError as error:
        raise ThemeError(name, (Problem("{path} is not UTF-8 text.", path=path),)) from error
    except (ValueError, RecursionError) as error:  # also numbers and nestings that Python refuses to read
        raise ThemeError(name, (Problem("{path} is not TOML: {error}.", path=path, error=error),)) from error
    problems = [*_field_problems(table), *_colour_problems(table)]
    ground = _ground(path, table, user_dir, seen, problems)
    if ground is None and not problems:
        colours = cast("dict[str, str]", table.get("colours", {}))
        problems += [Problem("colours.{role} is missing.", role=role) for role in ROLES if role not in colours]
    if problems:
        told = (Problem("{file}: {problem}", file=path.name, problem=problem) for problem in problems)
        raise ThemeError(name, tuple(told))
    return _build(name, path, table, ground)


def _build(name: str, path: Path, table: Mapping[str, object], ground: Theme | None) -> Theme:
    """The theme of a table without mistakes."""
    inherited: Mapping[str, str] = ground.colours if ground else {}
    colours = {**inherited, **cast("dict[str, str]", table.get("colours", {}))}
    return Theme(
        name=name,
        label=str(table.get("label", name)),
        dark=bool(table.get("dark", ground.dark if ground else True)),
        ansi=bool(table.get("ansi", any(colour.startswith("ansi_") for colour in colours.values()))),
        colours=MappingProxyType({role: colours[role] for role in ROLES}),
        origin=str(path),
    )


def _ground(
    path: Path,
    table: Mapping[str, object],
    user_dir: Path | None,
    seen: tuple[Path, ...],
    problems: list[Problem],
) -> Theme | None:
    """The theme that this one extends: the one it names, else for a user's file our light or dark default."""
    if path.parent == Path(__file__).parent and "extends" not in table:
        return None
    default = DEFAULT if table.get("dark", True) is not False else DEFAULT_LIGHT
    wanted = table.get("extends", path.stem if path.stem in BUILT_IN else default)
    if not isinstance(wanted, str):
        return None
    found = _find(wanted, user_dir, skip=seen)
    if found is None:
        itself = _find(wanted, user_dir) is not None
        if itself:
            problems.append(Problem("extends = {name} stands on itself.", name=repr(wanted)))
        else:
            problems.append(Problem("extends = {name} is not a theme.", name=repr(wanted)))
        return None
    try:
        return _read(wanted, found, user_dir, seen=(*seen, found))
    except ThemeError as error:
        problems.extend(error.problems)
        return None


def _field_problems(table: Mapping[str, object]) -> list[Problem]:
    """What is wrong at the top level: unknown fields, wrong types."""
    problems: list[Problem] = []
    for key, value in table.items():
        if key not in _FIELDS:
            problems.append(_unknown(key, tuple(_FIELDS), Problem("{name} is not a field of a theme.", name=key)))
        elif not isinstance(value, _FIELDS[key]):
            problems.append(_expected(_FIELDS[key], key))
    return problems


def _expected(kind: type, key: str) -> Problem:
    if kind is dict:
        return Problem("{name} should be a table.", name=key)
    if kind is bool:
        return Problem("{name} should be true or false.", name=key)
    return Problem("{name} should be text in quotes.", name=key)


def _colour_problems(table: Mapping[str, object]) -> list[Problem]:
    """What is wrong in [colours]: unknown roles, values that are no colours."""
    colours = table.get("colours", {})
    problems: list[Problem] = []
    for role, colour in cast("dict[str, object]", colours if isinstance(colours, dict) else {}).items():
        if role not in ROLES:
            problems.append(_unknown(role, tuple(ROLES), Problem("colours.{name} is not a role.", name=role)))
        elif not isinstance(colour, str) or not is_colour(colour):
            problems.append(
                Problem(
                    "colours.{role} = {value} is no colour: write #rrggbb, #rgb or a name like ansi_blue.",
                    role=role,
                    value=repr(colour),
                )
            )
    return problems


def _unknown(word: str, known: tuple[str, ...], problem: Problem) -> Problem:
    """The problem with a hint at the known word that looks most like this one, where one does."""
    near = difflib.get_close_matches(word, known, n=1)
    return Problem("{problem} Did you mean {near}?", problem=problem, near=near[0]) if near else problem


BUILT_IN: tuple[str, ...] = ("night", "xuanzhi", "qingci", "sepia", "contrast", "mono", "ansi-dark", "ansi-light")
"""The themes that ship with the program, the default first."""
