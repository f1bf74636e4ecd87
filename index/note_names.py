"""File names for paper ids: safe on every file system for any id at all, told apart without regard to case, and back.

Small ASCII letters, digits, `.`, `-` and `_` stand for themselves, and so do letters without case, as Han
characters are; every other byte of the UTF-8 form becomes `~` and two hexadecimal digits. `2512.19680` stays as it
is, `math.GT/0309136` becomes `math.~47~54~2f0309136`. Names that Windows keeps for devices get their first letter
escaped. What would be longer than LONGEST bytes is cut and ends in `~~` and a hash; such an id is told by the file
that keeps it (see `Notes`).
"""

import hashlib
import re
import unicodedata

from .patterns import pattern

LONGEST = 160
"""The most bytes of a name, before its suffix; with the suffixes of conflicts and drafts it stays under 255."""

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
_DEVICES = pattern(r"(?:con|prn|aux|nul|clock\$|com[0-9]|lpt[0-9])(?=\.|$)")
_SIMPLE = pattern(r"[a-z0-9_][a-z0-9._-]{0,99}")
_ESCAPED = pattern(r"~([0-9a-f]{2})")
_CONFLICT = pattern(r"\.(?=conflict-|sync-conflict-)")


def name_of(paper_id: str) -> str:
    """The file name, without suffix, of a paper's note."""
    if _SIMPLE.fullmatch(paper_id) and not _CONFLICT.search(paper_id) and not _DEVICES.match(paper_id):
        return paper_id
    name = "".join(char if _stands(char) else _escape(char) for char in paper_id)
    name = _CONFLICT.sub("~2e", name)
    if not name:
        return "~"
    if name[0] in ".-" or _DEVICES.match(name):
        name = _escape(name[0]) + name[1:]
    if len(name.encode()) <= LONGEST:
        return name
    digest = hashlib.sha256(paper_id.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    head = name.encode()[: LONGEST - 26].decode("utf-8", "ignore")
    return re.sub(r"~[0-9a-f]?$", "", head) + "~~" + digest


def id_of(name: str) -> str | None:
    """The paper id of a file name without suffix; None for a name that is none of ours or was cut."""
    if name == "~":
        return ""
    if is_cut(name):
        return None
    try:
        paper_id = _unescape(name)
    except UnicodeError:
        return None
    return paper_id if name_of(paper_id) == name else None


def is_cut(name: str) -> bool:
    """Whether the name ends in a hash in place of the rest of the id."""
    return "~~" in name


def _unescape(name: str) -> str:
    data = bytearray()
    place = 0
    for match in _ESCAPED.finditer(name):
        data += name[place : match.start()].encode()
        data.append(int(match[1], 16))
        place = match.end()
    data += name[place:].encode()
    return data.decode("utf-8", "surrogatepass")


def _stands(char: str) -> bool:
    """Whether a character stands for itself: plain ASCII, or a letter that neither case nor normal form changes."""
    if char in _PLAIN:
        return True
    return (
        char > "\x7f"
        and char.isalpha()
        and char.lower() == char.upper() == char.casefold()
        and all(unicodedata.normalize(form, char) == char for form in ("NFC", "NFD", "NFKC"))
    )


def _escape(char: str) -> str:
    return "".join(f"~{byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))
