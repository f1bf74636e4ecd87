"""Text from reports made harmless for a terminal, character by character, so that offsets stay what they were."""

import re

from ...index.patterns import pattern

_CONTROL = pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_VEILED = pattern("[\u00ad\u061c\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb]")


def _show(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in "\u2028\u2029":
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if code >= 0xD800 else "\u2426"


def harmless(source: str) -> str:
    """The text with the same length, and nothing in it that a terminal obeys.

    Escape and the other controls become their pictures (␛), direction overrides and C1 controls ␦, lone surrogates
    the replacement character; a carriage return before a line feed becomes a space, alone it becomes a line feed.
    """
    if "\r" in source:
        source = source.replace("\r\n", " \n").replace("\r", "\n")
    return _CONTROL.sub(_show, source)


def veiled_ranges(text: str) -> list[tuple[int, int]]:
    """Where characters stand that have no look of their own (soft hyphens, direction marks, zero-width spaces)."""
    return [match.span() for match in _VEILED.finditer(text)]
