"""Files of an export: whole or not at all, never over another without being asked, every failure in words."""

from pathlib import Path

from .. import disk
from ..errors import ExportError
from ..language import _


def save(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Put the text (UTF-8, line ends as they are) in a file, atomically. Raises ExportError.

    Without `overwrite` a file that exists, or comes into being meanwhile, is left as it is and told.
    """
    data = text.encode("utf-8", "replace")
    try:
        if overwrite:
            disk.replace(path, data)
        else:
            disk.create(path, data)
    except FileExistsError as error:
        raise ExportError(
            _("{path} exists already").format(path=path), _("Choose another name, or say that it may be overwritten.")
        ) from error
    except OSError as error:
        raise failure(path, error) from error


def text_of(path: Path) -> str | None:
    """The text of a file, with its line ends, None where there is no such file. Raises ExportError."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ExportError(
            _("{path} is not UTF-8 text").format(path=path), _("Choose another name; it is left as it is.")
        ) from error
    except OSError as error:
        raise failure(path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder and its parents where they are missing. Raises ExportError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(folder, error) from error


def failure(path: Path, error: OSError) -> ExportError:
    """What a failed write or read means, and what to do about it."""
    reason = error.strerror or str(error)
    return ExportError(
        _("{path} cannot be used: {reason}").format(path=path, reason=reason),
        _("Choose a file in a folder that exists and that you may write to."),
    )
