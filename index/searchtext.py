"""What of a paper is searched: its parts by field, in match form, and what it has (formulas, code, tables)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .folding import ATOM, CJK_RUN, find_term, match_form, plain
from .model import Paper
from .patterns import pattern
from .query.ast import Term, Value

FLAGS = ("math", "code", "table", "image", "tags", "authors", "upvotes", "arxiv", "hf", "pdf")
"""What `has:` can tell beside the keys of sections."""

_MATH = pattern(r"\$[^$\n]+\$|\\\(|\\\[|\\begin\{")
_CODE = pattern(r"^ *(?:```|~~~)", re.MULTILINE)
_TABLE = pattern(r"^ *\|?(?: *:?-+:? *\|)+(?: *:?-+:?)? *$", re.MULTILINE)
_IMAGE = pattern(r"!\[[^\]]*\]\(|<img\b", re.IGNORECASE)
_PART, _KEY = "\x1e", "\x1f"


@dataclass(frozen=True, slots=True)
class SearchText:
    """The searchable parts of one paper as pairs of field and text, in match form; a field may come several times.

    Fields: `title`, the keys of sections, `author`, `note`, `tag`, `id`, and `has` with the flags, each between spaces.
    """

    parts: tuple[tuple[str, str], ...]

    def texts(self, field: str) -> Iterator[str]:
        """The texts of one field; of every field that holds words for ""."""
        for key, text in self.parts:
            if key == field or (not field and key != "has"):
                yield text

    def has(self, flag: str) -> bool:
        """Whether the paper has a section of this key, or what the flag says."""
        return any(key == flag or (key == "has" and f" {flag} " in text) for key, text in self.parts)

    def answers(self, leaf: Term | Value) -> bool:
        """Whether a textual leaf of a query (see `query.evaluator`) holds."""
        return self.holds(leaf) if isinstance(leaf, Term) else self.has(leaf.value)

    def holds(self, term: Term) -> bool:
        """Whether the term is found in its field, or anywhere when it names none."""
        prefix = term.kind == "prefix"
        return any(find_term(text, term.form, prefix=prefix) >= 0 for text in self.texts(term.field))

    def pack(self) -> bytes:
        """The parts as UTF-8, for the text store; no part holds the separators, as `plain` drops control characters."""
        return _PART.join(f"{key}{_KEY}{text}" for key, text in self.parts).encode("utf-8", "replace")

    @staticmethod
    def packed_parts(data: bytes, field: str) -> list[bytes]:
        """The texts of one field, each with the field's name before it, of parts that `pack` wrote."""
        start = f"{field}{_KEY}".encode()
        return [part for part in data.split(_PART.encode()) if part.startswith(start)]

    @classmethod
    def unpack(cls, data: bytes) -> "SearchText":
        """The parts that `pack` wrote; ValueError for other bytes."""
        parts = (part.partition(_KEY) for part in data.decode("utf-8").split(_PART))
        return cls(tuple((key, text) for key, gap, text in parts if gap))


def search_text(paper: Paper) -> SearchText:
    """What is searched of a paper: the newest title as `title`, others as `other`, the sections of all readings."""
    parts: dict[tuple[str, str], None] = {("title", _form(paper.title)): None, ("id", _form(paper.id)): None}
    for author in paper.authors:
        parts["author", _form(author)] = None
    tags = dict.fromkeys((*(tag for reading in paper.readings for tag in reading.tags), *paper.marks.tags))
    for tag in tags:
        parts["tag", _form(tag)] = None
    for reading in paper.readings:
        if reading.title != paper.title:
            parts["other", _form(reading.title)] = None
        for section in reading.sections:
            parts[section.key, _form(section.markdown)] = None
    if paper.note:
        parts["note", _form(paper.note)] = None
    flags = _flags(paper)
    if flags:
        parts["has", f" {' '.join(flags)} "] = None
    return SearchText(tuple(parts))


def _form(markdown: str) -> str:
    return match_form(plain(markdown))


def _flags(paper: Paper) -> list[str]:
    """The flags of FLAGS that hold for the paper."""
    found: dict[str, bool] = {
        "tags": any(reading.tags for reading in paper.readings) or bool(paper.marks.tags),
        "authors": bool(paper.authors),
        "upvotes": paper.upvotes is not None,
        **{kind: paper.link(kind) is not None for kind in ("arxiv", "hf", "pdf")},
    }
    for reading in paper.readings:
        for section in reading.sections:
            text = section.markdown
            found["math"] = found.get("math", False) or (("$" in text or "\\" in text) and bool(_MATH.search(text)))
            found["code"] = found.get("code", False) or bool(_CODE.search(text))
            found["table"] = found.get("table", False) or ("|" in text and bool(_TABLE.search(text)))
            found["image"] = found.get("image", False) or bool(_IMAGE.search(text))
    return [flag for flag in FLAGS if found.get(flag)]


def word_parts(chunk: str, most: int = 4) -> list[str]:
    """The words that a Latin chunk can be found by: every row of up to `most` neighbouring atoms, joints included.

    `qwen2.5-vl` gives qwen, qwen2, qwen2.5, qwen2.5-vl, 2, 2.5, 2.5-vl, 5, 5-vl, vl.
    """
    if chunk.isalpha():
        return [chunk]
    atoms = [match.span() for match in ATOM.finditer(chunk)]
    return [
        chunk[start : atoms[last][1]]
        for first, (start, _) in enumerate(atoms)
        for last in range(first, min(first + most, len(atoms)))
    ]


def is_han(token: str) -> bool:
    """Whether a token is a CJK run rather than a Latin word."""
    return CJK_RUN.match(token) is not None
