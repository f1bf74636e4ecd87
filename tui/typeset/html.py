"""The HTML that reports use, read for its text: which tags mean something, which are dropped, which are shown."""

import re
from typing import NamedTuple

from ...index.patterns import pattern

_TAG = pattern(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)/?>")
_ATTRIBUTE = pattern(r"(?<![A-Za-z-])([A-Za-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_STYLES = {
    "b": "strong",
    "strong": "strong",
    "i": "emph",
    "em": "emph",
    "cite": "emph",
    "s": "strike",
    "del": "strike",
    "code": "code",
    "kbd": "code",
    "tt": "code",
    "sub": "sub",
    "sup": "sup",
    "mark": "strong",
}
_PLAIN = frozenset(("span", "font", "small", "big", "u", "ins", "abbr", "wbr", "q"))
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "center",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "hr",
        "details",
        "summary",
        "picture",
        "source",
    ]
)
_BLOCK_NAMES = "|".join(sorted(_BLOCKS, key=len, reverse=True))
_BARE_ATTRIBUTES = frozenset(("", "/", "open", "open /"))
"""What may stand in a tag beside attributes with values; anything else is words of a text."""
_BLOCK_TAG = pattern(rf"<(/?)({_BLOCK_NAMES})((?:\s[^<>]*)?)/?>|<!--", re.IGNORECASE)


class Tag(NamedTuple):
    """A tag: its name in lower case, whether it closes, its attributes, and the style that its text takes."""

    name: str
    closes: bool
    attributes: dict[str, str]
    style: str

    @property
    def is_known(self) -> bool:
        """Whether the tag says only how its text looks, so that it need not be shown."""
        return self.name in _PLAIN or self.name in _BLOCKS or bool(self.style)


def read_tag(text: str) -> Tag | None:
    """The tag that the text is, None where it is a comment, a declaration, or holds words that are no attributes."""
    match = _TAG.fullmatch(text)
    return _tag(match) if match and _is_plain(match) else None


def _is_plain(match: re.Match[str]) -> bool:
    return _ATTRIBUTE.sub("", match[3]).strip().lower() in _BARE_ATTRIBUTES


def _tag(match: re.Match[str]) -> Tag:
    name = match[2].lower()
    attributes = {part[1].lower(): part[2] or part[3] or part[4] or "" for part in _ATTRIBUTE.finditer(match[3])}
    return Tag(name, match[1] == "/", attributes, _STYLES.get(name, ""))


class Part(NamedTuple):
    """A part of an HTML block: a block tag, or text between two of them, at an offset of the block."""

    tag: Tag | None
    text: str
    offset: int


def split_block(content: str) -> list[Part]:
    """The block tags and the texts of an HTML block in order; comments are dropped, odd tags are text."""
    parts: list[Part] = []
    position = search = 0
    while match := _BLOCK_TAG.search(content, search):
        search = match.end()
        if match[2] and not _is_plain(match):
            continue
        close = content.find("-->", match.start() + 4) if match[2] is None else match.end()
        if close < 0:
            break
        if content[position : match.start()].strip():
            parts.append(Part(None, content[position : match.start()], position))
        if match[2] is None:
            search = close + 3
        else:
            parts.append(Part(_tag(match), match[0], match.start()))
        position = search
    if content[position:].strip():
        parts.append(Part(None, content[position:], position))
    return parts
