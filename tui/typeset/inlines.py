"""Inline tokens of markdown-it as pieces of running text with their places in the source."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from ...index.patterns import pattern
from . import maths
from .html import Tag, read_tag
from .links import web_address
from .pieces import SOFT, Piece
from .positions import Places
from .safety import harmless
from .scripts import subscript, superscript

_STYLES = {"strong_open": "strong", "em_open": "emph", "s_open": "strike"}
_CLOSING = frozenset(("strong_close", "em_close", "s_close"))
_NAMED_FILE = pattern(r"[^/?#]+(?=[?#]|$)")


class Manner(NamedTuple):
    """How inline text is read: in which style, whether formulas stay TeX, and whether it is a cell of a table."""

    style: tuple[str, ...] = ("text",)
    raw_tex: bool = False
    in_cell: bool = False


class _Reader:
    """Collects the pieces of one inline text."""

    def __init__(self, content: str, places: Places, manner: Manner) -> None:
        self.content = content
        self.places = places
        self.manner = manner
        self.pieces: list[Piece] = []
        self.styles: list[str] = []
        self.links: list[str | None] = []
        self.titles: list[str] = []
        self.tags: list[tuple[str, int]] = []

    def add(self, text: str, start: int, end: int, *styles: str) -> None:
        """A piece for a range of the inline text, in the styles that are open."""
        link = self.links[-1] if self.links else None
        named = [*self.styles, *styles]
        own = self.manner.style if not named else tuple(dict.fromkeys((*self.manner.style, *named)))
        begin = self.places(start)
        stop = self.places(end - 1) + 1 if end > start else begin
        self.pieces.append(Piece(text, own, begin, stop, link))

    def read(self, tokens: Sequence[Token]) -> None:
        """All tokens in order."""
        for token in tokens:
            at = int(token.meta.get("at", 0))
            if token.type == "text":
                if token.content:
                    self._text(token.content, at)
            elif handler := _HANDLERS.get(token.type):
                handler(self, token, at)
            elif name := _STYLES.get(token.type):
                self.styles.append(name)
            elif token.type in _CLOSING and self.styles:
                self.styles.pop()
            elif token.type == "link_close":
                self._close_link(at)

    def _text(self, text: str, at: int) -> None:
        begin = self.content.find(text, at)
        if at <= begin <= at + 1:
            self.add(self._scripted(text, begin) if self.styles else text, begin, begin + len(text))
        else:
            self.add(text, at, at + len(text) + 2)

    def _scripted(self, text: str, at: int) -> str:
        """The text raised or lowered inside `<sup>` and `<sub>`, where Unicode has every character."""
        for name, convert, mark in (("sub", subscript, "_"), ("sup", superscript, "^")):
            if name in self.styles:
                if converted := convert(text):
                    return converted
                self.add(mark, at, at)
        return text

    def soft_break(self, _token: Token, at: int) -> None:
        """A line break of the source."""
        self.add(SOFT, at, at + 1)

    def hard_break(self, _token: Token, at: int) -> None:
        """A line break that stands."""
        self.add("\n", at, at + 1)

    def special(self, token: Token, at: int) -> None:
        """An escaped character or an entity, which may stand for a character that a terminal obeys."""
        self.add(harmless(token.content), at, at + len(token.markup))

    def code(self, token: Token, at: int) -> None:
        """Inline code."""
        begin = at + len(token.markup)
        closes = begin + len(token.content)
        if self.content[begin:closes].replace("\n", " ") != token.content:
            begin += 1
        text = token.content.replace("\\|", "|") if self.manner.in_cell else token.content
        self.add(text, begin, begin + len(token.content), "code")

    def formula(self, token: Token, at: int) -> None:
        """A formula, in Unicode or as TeX."""
        end = at + len(token.content) + 2 * len(token.markup)
        text = self.content[at:end] if self.manner.raw_tex else maths.to_unicode(token.content)
        self.add(text.replace("\n", " ") or self.content[at:end], at, end, "math")

    def link(self, token: Token, _at: int) -> None:
        """The beginning of a link."""
        self.links.append(web_address(str(token.attrs.get("href", ""))))
        self.titles.append(str(token.attrs.get("title", "")))
        self.styles.append("link")

    def _close_link(self, at: int) -> None:
        """The end of a link, with the title that the library has taken from behind its address."""
        if title := self.titles.pop():
            self.add(harmless(f" ({title})"), at, at)
        self.links.pop()
        self.styles.pop()

    def image(self, token: Token, at: int) -> None:
        """An image: its alternative text in brackets, a link to the image."""
        address = str(token.attrs.get("src", ""))
        end = self.content.find(")", at + len(token.content)) + 1 or at + len(token.content) + 4
        name = _NAMED_FILE.search(address)
        alt = " ".join(token.content.split()) or (name[0] if name else address)
        if title := " ".join(str(token.attrs.get("title", "")).split()):
            alt = harmless(f"{alt} ({title})")
        self.links.append(web_address(address))
        self.add(f"[{alt}]", at, end, "image", "link")
        self.links.pop()

    def html(self, token: Token, at: int) -> None:
        """A tag, which changes the style, breaks the line, or is shown."""
        tag = read_tag(token.content)
        end = at + len(token.content)
        if tag is None:
            if not token.content.startswith("<!--"):
                self.add(token.content, at, end, "html")
        elif tag.name == "br":
            self.add("\n", at, end)
        elif tag.name == "img":
            self.links.append(web_address(tag.attributes.get("src", "")))
            words = (tag.attributes.get("alt") or tag.attributes.get("src", ""), tag.attributes.get("title", ""))
            self.add(f"[{' '.join(filter(None, words))}]", at, end, "image")
            self.links.pop()
        elif tag.name == "a":
            self._anchor(tag)
        elif tag.style:
            self._toggle(tag)
        elif not tag.is_known:
            self.add(token.content, at, end, "html")

    def _anchor(self, tag: Tag) -> None:
        if not tag.closes:
            self.links.append(web_address(tag.attributes.get("href", "")))
            self.styles.append("link")
        elif "link" in self.styles and self.links:
            self.links.pop()
            self.styles.remove("link")

    def _toggle(self, tag: Tag) -> None:
        if not tag.closes:
            self.styles.append(tag.style)
        elif tag.style in self.styles:
            self.styles.reverse()
            self.styles.remove(tag.style)
            self.styles.reverse()


_HANDLERS: dict[str, Callable[[_Reader, Token, int], None]] = {
    "text_special": _Reader.special,
    "softbreak": _Reader.soft_break,
    "hardbreak": _Reader.hard_break,
    "code_inline": _Reader.code,
    "math_inline": _Reader.formula,
    "link_open": _Reader.link,
    "image": _Reader.image,
    "html_inline": _Reader.html,
}


def read_inline(tokens: Sequence[Token], content: str, places: Places, manner: Manner) -> list[Piece]:
    """The pieces of one inline text; `content` is what was parsed, `places` leads from it to the source."""
    reader = _Reader(content, places, manner)
    reader.read(tokens)
    return reader.pieces
