"""The line that opens a paper: its title without number, marks and link."""

import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from ..patterns import pattern
from .identity import Found, links_in

_OPENING = pattern(r"[ \t]{0,12}(?:#{1,6}[ \t]*|(?:[-*+•][ \t]+))?(?:\[[ xX]\][ \t]+)?")
_CLOSING = pattern(r"[ \t]#{1,6}$")
_PAGE = pattern(r"(?:📄|📃|📑|📝|📰|🗎)\ufe0f?[ \t]*")
_NUMBER = pattern(r"(?:\[(\d{1,5})\]|[（(](\d{1,5})[)）]|(?:No\.?|#)?[ \t]?(\d{1,5})[.、．:：)）](?!\d))[ \t]*")
_ID = pattern(
    r"[ \t]*[（(\[]?[ \t]*(?:arxiv[ \t]?[:：]?[ \t]*)?\d{4}\.\d{4,5}(?:v\d{1,2})?[ \t]*[)）\]]?[ \t]*$", re.IGNORECASE
)
LONGEST = 600


class Title(NamedTuple):
    """A title for a list; `link` is what the line links to, `beside` what else of the line is known (an id)."""

    text: str
    link: Found | None = None
    beside: str = ""


def opening_text(line: str) -> str:
    """The line without hashes or bullet, page sign and number."""
    text = line[_end(_OPENING, line, 0) :]
    text = text[_end(_PAGE, text, 0) :]
    return text[_end(_NUMBER, text, 0) :].strip()


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def title_of(line: str) -> Title:
    """The title in the line that opens a paper: the text of its link, else what stands before it, else all of it."""
    text = opening_text(line)
    if len(text) > LONGEST * 4:
        return Title(_shortened(text))
    link = next(links_in(text), None)
    if link and len(link.label) > 1 and text.lstrip("* ").startswith("["):
        return Title(_shortened(_plain(link.label)), link)
    if link:
        before = text[: link.start].strip(" |-–—:：([（【*")
        return Title(_shortened(_plain(before or link.label or text)), link)
    bare = _plain(_CLOSING.sub("", text))
    if bare.startswith("[") and "]" not in bare:
        bare = bare[1:]
    shorter = _ID.sub("", bare)
    if shorter and shorter != bare:
        return Title(_shortened(shorter), None, bare[len(shorter) :])
    return Title(_shortened(bare))


def says_more(line: str, title: Title) -> bool:
    """Whether the line that opens a paper holds letters or digits that neither its title nor its links show."""
    rest = opening_text(line)
    link = title.link
    if rest == title.text or (link and rest == f"[{link.label}]({link.url})"):
        return False
    known = title.text + title.beside
    if len(line) <= LONGEST * 4:
        known += "".join(link.url + link.label for link in islice(links_in(line), 20))
    left = Counter(c for c in rest if c.isalnum())
    left.subtract(c for c in known if c.isalnum())
    return max(left.values(), default=0) > 0


def _plain(text: str) -> str:
    """A title without bold marks around it, on one line."""
    bare = " ".join(text.split())
    for mark in ("**", "__", "*"):
        if len(bare) > 2 * len(mark) and bare.startswith(mark) and bare.endswith(mark) and bare.count(mark) == 2:
            bare = bare[len(mark) : -len(mark)].strip()
    return bare.strip()


def _shortened(text: str) -> str:
    """At most as much as a list can show; the whole then stands in the text as well."""
    return text if len(text) <= LONGEST else text[: LONGEST // 2].rstrip() + "…"
