"""Answers of the terminal that come when nobody waits for them any more, and would be taken for keys."""

from ..index.patterns import pattern

_LATE = pattern(r"\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\d+;\d+R|\x1b\[\?[\d;]*c")
_LAST = pattern(r"\x1b\[\?[\d;]*c")
_BEGUN = pattern(r"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]*\x1b?)?)?)?|\[\?[\d;]*|\[\d*(?:;\d*)?)$")


class LateAnswers:
    """Takes answers out of what comes in, while they are `expected`: until the one that was asked for last has come."""

    def __init__(self, *, expected: bool) -> None:
        self.expected = expected
        self._held = ""

    def without(self, text: str) -> str:
        """The text without answers; one that has come in part is held back until the rest is there."""
        if not self.expected:
            return text
        text, self._held = self._held + text, ""
        self.expected = _LAST.search(text) is None
        text = _LATE.sub("", text)
        begun = _BEGUN.search(text) if self.expected else None
        if begun is None:
            return text
        self._held = begun[0]
        return text[: begun.start()]
