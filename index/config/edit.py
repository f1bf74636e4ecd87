"""Registers and forgets folders in config.toml; the user's comments and layout stay as they are (tomlkit)."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .. import disk
from ..errors import ConfigError
from ..language import _

if TYPE_CHECKING:
    from tomlkit.items import Array


def add_folders(file: Path, folders: Sequence[Path]) -> list[Path]:
    """Register folders or files; gives those that were not registered before. ConfigError when it cannot be written."""

    def change(written: list[str]) -> list[Path]:
        known = {_place(file, text) for text in written}
        new = [folder for folder in dict.fromkeys(folders) if _real(folder) not in known]
        written.extend(_short(folder) for folder in new)
        return new

    return _edit(file, change)


def remove_folders(file: Path, folders: Sequence[Path]) -> list[Path]:
    """Forget folders or files; gives those that were registered. ConfigError when it cannot be written."""

    def change(written: list[str]) -> list[Path]:
        gone: list[Path] = []
        for folder in dict.fromkeys(folders):
            same = [text for text in written if _place(file, text) == _real(folder)]
            for text in same:
                written.remove(text)
            if same:
                gone.append(folder)
        return gone

    return _edit(file, change)


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _place(file: Path, text: str) -> str:
    try:
        return _real(file.parent / Path(text).expanduser())
    except RuntimeError:
        return _real(file.parent / text)


def _short(path: Path) -> str:
    """The absolute path, with `~` for the home folder, as people write it."""
    absolute = path.absolute()
    try:
        return "~/" + absolute.relative_to(Path.home()).as_posix()
    except (ValueError, RuntimeError):
        return str(absolute)


def _edit(file: Path, change: Callable[[list[str]], list[Path]]) -> list[Path]:
    """Apply a change to library.folders and write the file, unless nothing changed."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Array, Table

    try:
        text = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
        document = tomlkit.parse(text)
    except (UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(
            _("{file} is not sound TOML, so nothing was changed").format(file=file),
            _("Mend it first: {reason}").format(reason=error),
        ) from error
    except OSError as error:
        raise _cannot_write(file, error) from error
    section = cast("object", document.setdefault("library", tomlkit.table()))
    array = cast("object", section.setdefault("folders", tomlkit.array())) if isinstance(section, Table) else None
    if not isinstance(array, Array):
        raise ConfigError(
            _("{file} says something else than a list under library.folders").format(file=file),
            _('Make it a list first, like folders = ["~/reports"].'),
        )
    before = [str(item) for item in cast("list[object]", array.unwrap())]
    after = list(before)
    changed = change(after)
    if after != before:
        _replace_items(array, before, after)
        _write(file, tomlkit.dumps(document))
    return changed


def _replace_items(array: "Array", before: list[str], after: list[str]) -> None:
    for number in reversed(range(len(before))):
        if before[number] not in after:
            del array[number]
    for text in after:
        if text not in before:
            array.insert(len(array), text)
    if len(after) > 1 and "\n" not in array.as_string():
        array.multiline(multiline=True)


def _write(file: Path, text: str) -> None:
    """Replace the file in one step, through a link if it is one; its permissions stay."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(file, text.encode())
    except OSError as error:
        raise _cannot_write(file, error) from error


def _cannot_write(file: Path, error: OSError) -> ConfigError:
    return ConfigError(
        _("{file} cannot be written: {reason}").format(file=file, reason=error.strerror or error),
        _("Make the folder writable, or set PAPERDECK_CONFIG_DIR to another one."),
    )
