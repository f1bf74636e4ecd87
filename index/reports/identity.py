"""Who a paper is: arXiv ids and links in a text, and a stable id where there is none."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from ..model import Link, LinkKind
from ..patterns import pattern

_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"[a-z]{2,8}(?:-[a-z]{2,5})?(?:\.[A-Z]{2})?/\d{7}"
_HOSTS = r"(?:arxiv\.org|alphaxiv\.org|ar5iv\.org|ar5iv\.labs\.arxiv\.org|xxx\.lanl\.gov)"
_IN_URL = pattern(
    rf"(?:{_HOSTS}/(?:[a-z-]{{2,10}}/)?|(?:huggingface\.co|hf\.co|hf-mirror\.com)/papers/"
    rf"|papers\.cool/arxiv/|10\.48550/arxiv\.)({_NEW}|{_OLD})(?![\d.]*\d)",
    re.IGNORECASE,
)
_BARE = pattern(rf"\barxiv(?:[ _-]?id)?[\]*_) \t]{{0,6}}[:：]?[\[(* \t]{{0,6}}({_NEW}|{_OLD})(?!\d)", re.IGNORECASE)
_ALONE = pattern(rf"(?<![\d.])({_NEW})(?:v\d{{1,2}})?(?![\d.]*\d)")
_ADDRESS = r"s?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
_URL = pattern("http" + _ADDRESS)
_ANY_CASE_URL = pattern("http" + _ADDRESS, re.IGNORECASE)
_PAGE = pattern(rf"/(abs|pdf|html|papers)/({_NEW}|{_OLD})(?:v\d{{1,3}})?(?:\.pdf)?/?", re.IGNORECASE)
_SLUG = pattern(r"[^a-z0-9]+")
_MOST_LINKS = 60


class Found(NamedTuple):
    """A link in a text: its address, the label that Markdown gives it or "", and where both stand together."""

    url: str
    label: str
    start: int
    end: int


def arxiv_id(text: str) -> str:
    """The first arXiv id that a link or `arXiv:…` in the text names, without version; "" where there is none."""
    match = _IN_URL.search(text) or _BARE.search(text)
    return _canonical(match[1]) if match else ""


def bare_id(text: str) -> str:
    """A new-style arXiv id that stands by itself, with or without version; "" where there is none."""
    match = _ALONE.search(text)
    return match[1] if match else ""


def _canonical(found: str) -> str:
    """Old ids have a lower-case archive and an upper-case class."""
    archive, slash, number = found.rpartition("/")
    if not slash:
        return found
    name, dot, group = archive.partition(".")
    return f"{name.lower()}{dot}{group.upper()}/{number}"


def links_in(text: str) -> Iterator[Found]:
    """The http(s) links of a text in order, each with its Markdown label; linear in the length of the text."""
    # The plain pattern is searched several times as fast, and nearly all links are written so.
    for match in (_ANY_CASE_URL if "HTTP" in text or "Http" in text else _URL).finditer(text):
        url = _trimmed(match[0])
        start, end = match.start(), match.start() + len(url)
        label = ""
        if text[max(0, start - 2) : start] == "](":
            opening = _opening(text, start - 2)
            if opening >= 0:
                label, start = text[opening + 1 : start - 2], opening
                end += text[end : end + 1] == ")"
        yield Found(url, label.strip(" *_`"), start, end)


def _opening(text: str, closing: int) -> int:
    """Index of the `[` that the `]` at `closing` belongs to, within 600 characters; -1 where there is none."""
    last = text.rfind("[", max(0, closing - 600), closing)
    if last < 0 or "]" not in text[last:closing]:
        return last
    depth = 0
    for at in range(closing, max(-1, closing - 600), -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            depth -= 1
            if not depth:
                return at
    return -1


def _trimmed(url: str) -> str:
    """An address without the punctuation around it; a closing bracket stays only with its opening one."""
    url = url[:2000]
    for opening, closing in ("()", "[]"):
        if url.count(closing) > url.count(opening):
            depth = 0
            for at, char in enumerate(url):
                depth += (char == opening) - (char == closing)
                if depth < 0:
                    url = url[:at]
                    break
    return url.rstrip(".,;:!?'*_")


def kind_of(url: str, paper_id: str) -> LinkKind:
    """What an address is to the paper: its arXiv page, its Hugging Face page, its PDF, or something else.

    Only arXiv's own host and Hugging Face's have these: whatever else names the id in its path is another page.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "other"
    host, match = parts.netloc.lower(), _PAGE.fullmatch(parts.path)
    if not paper_id or match is None or _canonical(match[2]) != paper_id:
        return "other"
    if match[1].lower() == "papers":
        return "hf" if host.removeprefix("www.") in ("huggingface.co", "hf.co") else "other"
    if host != "arxiv.org" and not host.endswith(".arxiv.org"):
        return "other"
    return "pdf" if match[1].lower() == "pdf" else "arxiv"


def links_of(paper_id: str, texts: Iterable[str], *, is_arxiv: bool) -> tuple[Link, ...]:
    """The links of a paper, each address once: arXiv, Hugging Face, PDF (as written, else derived), then the rest."""
    found: dict[str, Found] = {}
    for text in texts:
        for link in islice(links_in(text), _MOST_LINKS):
            found.setdefault(link.url, link)
    kinds: dict[LinkKind, list[Link]] = {"arxiv": [], "hf": [], "pdf": [], "other": []}
    for link in islice(found.values(), _MOST_LINKS):
        kind = kind_of(link.url, paper_id if is_arxiv else "")
        kinds[kind].append(Link(kind, link.url, link.label[:200]))
    if is_arxiv:
        derived: dict[LinkKind, str] = {
            "arxiv": f"https://arxiv.org/abs/{paper_id}",
            "hf": f"https://huggingface.co/papers/{paper_id}",
            "pdf": f"https://arxiv.org/pdf/{paper_id}",
        }
        for kind, url in derived.items():
            kinds[kind] = kinds[kind] or [Link(kind, url)]
    return tuple(link for group in kinds.values() for link in group)


def matter(text: str) -> str:
    """The letters, digits and Han characters of a text, in order and folded, for comparing titles."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def stable_id(title: str, url: str = "", block: str = "") -> str:
    """An id for a paper without an arXiv id: the same for the same link, else for the same title; `[a-z0-9-]` only."""
    import hashlib  # most papers have an arXiv id

    if url:
        address = url.split("://", 1)[-1].removeprefix("www.").split("#", 1)[0].rstrip("/")
        name, seed = address.rsplit("/", 1)[-1], "link:" + address
    else:
        name, seed = title, "title:" + (matter(title) or matter(block) or block)
    digest = hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:10]
    slug = _SLUG.sub("-", name.lower())[:40].strip("-")
    return f"{slug or 'paper'}-{digest}"
