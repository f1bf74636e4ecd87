"""The standard streams as a shell may hand them over: closed, full, of another encoding, or with nobody who reads on.

Imports nothing of ours before something is wrong: the command for status bars stands on it.
"""

import io
import os
import sys
from typing import TextIO, cast


def make_whole() -> None:
    """Put something in the place of closed streams, so that no file of ours takes their number.

    What stands for stdin and stdout refuses to be read and written. What an encoding lacks is escaped.
    """
    for number, name, mode, flags in (
        (0, "stdin", "r", os.O_WRONLY),
        (1, "stdout", "w", os.O_RDONLY),
        (2, "stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            _put_in_place(number, flags)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - a number
    if (stdout := cast("TextIO", sys.stdout)).errors == "strict" and isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(errors="backslashreplace")


def _put_in_place(number: int, flags: int) -> None:
    """Open the null device under this number."""
    opened = os.open(os.devnull, flags)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)


def write(data: str | bytes) -> None:
    """Write data to stdout, bytes as they are. BrokenPipeError where nobody reads on, else OutputError."""
    try:
        if isinstance(data, str):
            sys.stdout.write(data)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
    except OSError as error:
        raise _refusal(error) from error


def flush() -> None:
    """Hand over what was written; raises as `write` does."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _refusal(error) from error


def discard() -> None:
    """Forget what stdout could not take, which would raise once more at exit."""
    _put_in_place(sys.stdout.fileno(), os.O_WRONLY)


def _refusal(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return error
    from ..index.errors import OutputError
    from ..index.language import _

    return OutputError(
        _("The output cannot be written: {reason}").format(reason=error.strerror or error),
        _("What was printed is not complete."),
    )


def read_bytes() -> bytes:
    """All of stdin; SourceError where it cannot be read."""
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        from ..index.errors import SourceError
        from ..index.language import _

        raise SourceError(
            _("Standard input cannot be read: {reason}").format(reason=error.strerror or error),
            _("Nothing was changed. Send the text through a pipe."),
        ) from error


def read_text() -> str:
    """All of stdin as text: UTF-8, else what the environment says; SourceError where it is neither."""
    data = read_bytes()
    for encoding in ("utf-8-sig", sys.stdin.encoding):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    from ..index.errors import SourceError
    from ..index.language import _

    raise SourceError(_("Standard input is not UTF-8 text"), _("Nothing was changed. Convert it first, with iconv."))
