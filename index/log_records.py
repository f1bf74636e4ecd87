"""Records of the log as the standard library writes them; imported with the first one, since logging takes its time."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

MOST_BYTES = 512 * 1024
OLDER_FILES = 2
"""How many full files are kept beside the one that is written."""

_FORMAT = logging.Formatter("%(asctime)s %(levelname)s %(process)d %(message)s")


class _File(RotatingFileHandler):
    """The rotated file, open for one record: they are few, and another process may have rotated it meanwhile."""

    failed = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name of the standard library
        """The disk is full or the file is not ours: the program goes on without a log."""
        del record
        self.failed = True


def append(file: Path, level: str, message: str) -> bool:
    """Write one record, without what a terminal that shows the log would obey; whether it was written."""
    harmless = "".join(sign if sign.isprintable() or sign == "\n" else f"\\x{ord(sign):02x}" for sign in message)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = _File(
            file, maxBytes=MOST_BYTES, backupCount=OLDER_FILES, encoding="utf-8", errors="backslashreplace", delay=True
        )
    except OSError:
        return False
    handler.setFormatter(_FORMAT)
    kept = logging.getLevelNamesMapping()[level.upper()]
    try:
        handler.emit(logging.LogRecord("paperdeck", kept, "", 0, harmless, None, None))
        handler.close()
    except OSError:  # what was buffered finds no room either
        return False
    return not handler.failed
