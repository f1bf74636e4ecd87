"""The log: one rotated file in the log folder, for what a person reports when paperdeck is at fault.

Nothing is imported and no file is made before the first record that is kept. A log that cannot be written is no error.
Records tell what happened and where, never what a person wrote: values that an exception quotes are left out.
"""

from collections.abc import Iterator
from pathlib import Path

from . import places

LEVELS = ("debug", "info", "warning", "error")

_level = "warning"


def use_level(level: str) -> None:
    """Keep records of this level and above from now on."""
    global _level  # noqa: PLW0603 - one log a process
    _level = level


def log_file() -> Path:
    """The file that is written; older ones lie beside it as `.1` and `.2`. It need not exist."""
    return places.log_dir() / "paperdeck.log"


def info(message: str) -> None:
    """Record what was begun or done."""
    record("info", message)


def warning(message: str) -> None:
    """Record something that a person was told to act on."""
    record("warning", message)


def fault(error: BaseException) -> bool:
    """Record an exception that nothing foresaw, with its trace; whether it is in the log."""
    return record("error", f"fault\n{trace(error)}")


def record(level: str, message: str) -> bool:
    """Write a record unless its level is below the one in force; whether it was written."""
    if LEVELS.index(level) < LEVELS.index(_level):
        return False
    from .log_records import append

    return append(log_file(), level, message)


def trace(error: BaseException) -> str:
    """Where an exception came from, causes first; no local variables."""
    import traceback

    parts: list[str] = []
    for each in reversed(list(_chain(error))):
        frames = "".join(traceback.format_tb(each.__traceback__)).rstrip("\n")
        parts.append(f"{frames}\n{describe(each)}".lstrip("\n"))
    return "\n\n-->\n\n".join(parts)


def describe(error: BaseException) -> str:
    """The kind of an exception and its message; of kinds that quote a value, like KeyError, the kind alone."""
    quotes = isinstance(error, ValueError | LookupError) and not isinstance(error, UnicodeError)
    message = "" if quotes else " ".join(str(error).split())[:300]
    return f"{type(error).__qualname__}: {message}" if message else type(error).__qualname__


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and those that led to it, the newest first, each once."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
