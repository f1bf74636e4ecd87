"""JSON with nothing in it that a terminal or an editor obeys: such characters are written as their escapes."""

import re

from .patterns import pattern

# DEL, C1, the line separators, and the marks, embeddings, overrides and isolates of direction, in UTF-8.
_OBEYED = pattern(rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")


def escaped(json: bytes) -> bytes:
    """The same JSON in UTF-8; what is escaped can only stand in strings, so that a reader of JSON gets it back."""
    return _OBEYED.sub(_escape, json)


def _escape(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match[0].decode())
