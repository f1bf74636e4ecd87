"""Bare addresses in running text, made links."""

import re
from collections.abc import Sequence

from ...index.patterns import pattern
from .pieces import Piece

ADDRESS = pattern(r"https?://[^\s<>\"'`\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]+")
"""An address as it stands in Chinese text: it ends where Chinese begins."""
_TRAILING = ".,;:!?*_~"


def address_end(text: str, start: int, end: int) -> int:
    """Where the address really ends: not in punctuation of the sentence, nor in a bracket that it did not open."""
    surplus = {
        closing: text.count(closing, start, end) - text.count(opening, start, end)
        for opening, closing in zip("([{", ")]}", strict=True)
    }
    while end > start:
        last = text[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end


def web_address(address: str) -> str | None:
    """The address if it is http or https and has no character that could leave it, else None."""
    if address[:8].lower().startswith(("http://", "https://")) and not re.search(r"[\x00-\x20\x7f-\x9f]", address):
        return address
    return None


def link_addresses(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with bare addresses split off as links."""
    linked: list[Piece] = []
    for piece in pieces:
        literal = len(piece.text) == piece.end - piece.start
        if "http" not in piece.text or piece.link or "code" in piece.style or not literal:
            linked.append(piece)
            continue
        position = 0
        for match in ADDRESS.finditer(piece.text):
            end = address_end(piece.text, match.start(), match.end())
            if end - match.start() <= len("https://"):
                continue
            linked.append(_part(piece, position, match.start()))
            address = piece.text[match.start() : end]
            part = _part(piece, match.start(), end)
            linked.append(part._replace(link=address, style=(*piece.style, "link")))
            position = end
        linked.append(_part(piece, position, len(piece.text)))
    return [piece for piece in linked if piece.text]


def _part(piece: Piece, start: int, end: int) -> Piece:
    return piece._replace(text=piece.text[start:end], start=piece.start + start, end=piece.start + end)
