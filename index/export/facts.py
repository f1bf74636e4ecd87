"""What a reference needs to know of a paper: date, class, links, names; and text made fit for a single line."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import LinkKind, Paper, Reading, is_arxiv_id

_NEW_ID = re.compile(r"(\d{2})(\d{2})\.\d{4,5}")
_OLD_ID = re.compile(r"([a-z-]+(?:\.[A-Z]{2})?)/(\d{2})(\d{2})\d{3}")
_CLASS = re.compile(
    r"(?:cs|stat|math|eess|econ|q-bio|q-fin|physics|astro-ph|cond-mat|nlin)\.[A-Z][A-Za-z]+(?:-[A-Za-z]+)?"
    r"|hep-(?:th|ph|ex|lat)|quant-ph|gr-qc|math-ph|nucl-(?:th|ex)"
)
_TRUNCATED = re.compile(r"\s*(?:\.{2,}|…+|,?\s*\bet\.? al\.?|\band others|等)$", re.IGNORECASE)
_ELLIPSIS = re.compile(r"[\s,，、]*(?:\.{2,}|…|\bet\.? al\b|等)", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_HAN_OR_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "zu"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in two parts; `given` is "" for a name that is written in one piece (王小明, DeepSeek-AI)."""

    given: str
    family: str


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors that are known; `more` says that the report left some out."""

    names: tuple[Name, ...]
    more: bool


def one_line(text: str) -> str:
    """The text on one line: any white space is one space; controls, surrogates and noncharacters are left out."""
    return " ".join(several_lines(text).split())


def several_lines(text: str) -> str:
    """The text without what no file of ours may hold: controls but tab and newline, surrogates, noncharacters."""
    if text.isascii() and text.isprintable():
        return text
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in kept if char in "\n\t" or _is_writable(char))


def _is_writable(char: str) -> bool:
    """Whether a character may stand in a text file that other programs read."""
    point = ord(char)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return not noncharacter and unicodedata.category(char) not in ("Cc", "Cs")


def issued(paper_id: str) -> tuple[int, int] | None:
    """Year and month in which arXiv received the paper, as its id tells; None for another kind of id.

    Source: https://info.arxiv.org/help/arxiv_identifier.html; the old form began in 1991.
    """
    match = _NEW_ID.fullmatch(paper_id)
    year, month = (match[1], match[2]) if match else ("", "")
    if not match and (old := _OLD_ID.fullmatch(paper_id)):
        year, month = old[2], old[3]
    if not year or not 1 <= int(month) <= 12:
        return None
    return (1900 if int(year) >= 91 else 2000) + int(year), int(month)


def primary_class(paper: Paper) -> str:
    """arXiv's class of the paper (`cs.CL`), from an old id or the first tag of a report that is one, else ""."""
    if old := _OLD_ID.fullmatch(paper.id):
        return old[1]
    tags = (tag.strip() for reading in paper.readings for tag in reading.tags)
    return next((tag for tag in tags if _CLASS.fullmatch(tag)), "")


def link_of(paper: Paper, kind: LinkKind) -> str:
    """The paper's link of this kind, made from an arXiv id where no report gives it, else ""."""
    if found := paper.link(kind):
        return found
    if not is_arxiv_id(paper.id):
        return ""
    return {
        "arxiv": f"https://arxiv.org/abs/{paper.id}",
        "pdf": f"https://arxiv.org/pdf/{paper.id}",
        "hf": f"https://huggingface.co/papers/{paper.id}",
        "other": "",
    }[kind]


def best_link(paper: Paper) -> str:
    """The link by which the paper is cited: arXiv's, else Hugging Face's, else any, else ""."""
    known = (link_of(paper, "arxiv"), link_of(paper, "hf"), link_of(paper, "pdf"), *(link.url for link in paper.links))
    return next((url for url in known if url), "")


def doi_of(paper: Paper) -> str:
    """The DOI that arXiv registers for each of its papers, or ""."""
    return f"10.48550/arXiv.{paper.id}" if is_arxiv_id(paper.id) else ""


def authors_of(paper: Paper) -> Authors:
    """The longest list of authors; one that the report ends with `…` or `et al.` has `more`."""
    names: list[Name] = []
    reading = next((reading for reading in paper.readings if reading.authors == paper.authors), None)
    more = reading is not None and _is_shortened(reading)
    for text in paper.authors:
        line = one_line(text)
        whole = _TRUNCATED.sub("", line)
        more = more or whole != line
        if whole:
            names.append(split_name(whole))
    return Authors(tuple(names), more)


def _is_shortened(reading: Reading) -> bool:
    """Whether the report's own line of authors goes on with an ellipsis after the last name that was read."""
    if not reading.authors or not reading.authors[-1]:
        return False
    _before, found, after = reading.header.partition(reading.authors[-1])
    return bool(found) and _ELLIPSIS.match(after) is not None


def split_name(name: str) -> Name:
    """Given and family name of `First Last`, `First van Last` or `Last, First`; Han, kana and one word stay whole."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return Name(given, family) if family else Name("", given)
    words = name.split()
    if len(words) < 2 or _HAN_OR_KANA.search(name):
        return Name("", name)
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[:start]), " ".join(words[start:]))


def section_text(paper: Paper, key: str) -> str:
    """The Markdown of a section in the newest reading that has it, or ""."""
    found = (reading.section(key) for reading in paper.readings)
    return next((several_lines(section.markdown).strip() for section in found if section), "")


def safe_name(paper_id: str) -> str:
    """The id as a file or key name: letters, digits, dot, hyphen, underscore; marked by a hash where it changed."""
    safe = _UNSAFE.sub("-", paper_id).strip(".-")[:80]
    if safe == paper_id and safe:
        return safe
    import hashlib

    stamp = hashlib.sha256(paper_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'paper'}-{stamp}"


def tags_of(paper: Paper) -> tuple[str, ...]:
    """The user's tags as single lines."""
    return tuple(one_line(tag) for tag in paper.marks.tags)


def each_once(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers, each id once, in order."""
    return tuple({paper.id: paper for paper in papers}.values())
