"""Stand-ins: a text is edited with nothing in it that a terminal obeys, and given back character by character."""

from ..index.patterns import pattern
from .typeset.safety import harmless

_FIRST = 0xF0000
_PRIVATE = pattern("[\U000f0000-\U000ffffd]")
_MARKS = pattern("[\u061c\u200e\u200f]")
"""Direction marks: typeset text leaves them out, while an edited one has to show where they are."""


def visible(text: str) -> str:
    """The text with a picture for each character that a terminal obeys (␛ for Escape); line feeds and tabs stay."""
    stand_ins = StandIns()
    return stand_ins.show(stand_ins.put_in(text))


class StandIns:
    """A one to one exchange between the characters that a terminal obeys and private ones, which have a cell each.

    Private characters of the text itself are exchanged too, so that none is ever taken for a stand-in.
    """

    def __init__(self) -> None:
        self._by_character: dict[str, str] = {}
        self._characters: dict[int, str] = {}
        self._pictures: dict[int, str] = {}

    def put_in(self, text: str) -> str:
        """The text, of the same length, with stand-ins."""
        safe = _MARKS.sub("\u2426", harmless(text))
        if safe == text and not _PRIVATE.search(text):
            return text
        pairs = zip(text, safe, strict=True)
        return "".join(old if old == new and not _PRIVATE.match(old) else self._for(old, new) for old, new in pairs)

    def take_out(self, text: str) -> str:
        """The text as it was before stand-ins were put in."""
        return text.translate(self._characters) if self._characters else text

    def show(self, text: str) -> str:
        """The text with a picture in the place of each stand-in."""
        return text.translate(self._pictures) if self._pictures else text

    def _for(self, character: str, picture: str) -> str:
        if (found := self._by_character.get(character)) is None:
            code = _FIRST + len(self._by_character)
            found = self._by_character[character] = chr(code)
            self._characters[code] = character
            self._pictures[code] = "␤" if picture.isspace() else picture
        return found
