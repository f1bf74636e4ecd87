"""BibTeX: one @misc a paper, as arXiv recommends, with keys that stay and titles that keep their capitals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Paper, is_arxiv_id
from .facts import authors_of, best_link, each_once, issued, one_line, primary_class, safe_name, tags_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "_": r"\_",
    "$": r"\$",
    "#": r"\#",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""What LaTeX takes as a command, to what prints it."""

_PAIRED = {"{": r"\{", "}": r"\}"}
"""Braces where each has its partner. BibTeX counts even escaped ones, so that a lone one has to be a word."""

_SPECIAL = re.compile(r"[\\{}&%_$#~^]")
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
_ENTRY = re.compile(r"@\s*[A-Za-z]+\s*[{(]\s*([^,\s{}()]+)\s*,")
_EPRINT = re.compile(r"\beprint\s*=\s*[{\"]+\s*(?:arxiv:)?([^}\"\s]+)", re.IGNORECASE)
_ARXIV_URL = re.compile(
    r"\burl\s*=\s*[{\"]+\s*https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v\d+$")


@dataclass(frozen=True, slots=True)
class Appended:
    """A bibliography with what was new put at its end; `added` and `present` are paper ids."""

    text: str
    added: tuple[str, ...]
    present: tuple[str, ...]


def escape(text: str) -> str:
    """The text as LaTeX prints it, letter by letter: specials escaped, no ligatures of `--` or quotes, Unicode kept."""
    line = one_line(text)
    table = {**_LATEX, **_PAIRED} if _braces_pair(line) else _LATEX
    escaped = _SPECIAL.sub(lambda match: table[match[0]], line)
    return _LIGATURE.sub("{}", escaped)


def _braces_pair(text: str) -> bool:
    """Whether every brace that opens closes, in order."""
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def key(paper: Paper) -> str:
    """The citation key: `arxiv:1706.03762`. From the id alone, so that it stays when a report learns more."""
    if is_arxiv_id(paper.id):
        return f"arxiv:{paper.id}"
    return f"paper:{safe_name(paper.id)}"


def citation(paper: Paper) -> str:
    """The BibTeX entry of a paper, ending in a newline. A user's note goes to `annote`, which styles do not print."""
    fields: list[tuple[str, str]] = [("title", f"{{{{{escape(paper.title)}}}}}")]
    if names := _authors(paper):
        fields.append(("author", f"{{{names}}}"))
    if date := issued(paper.id):
        fields += [("year", f"{{{date[0]}}}"), ("month", _MONTHS[date[1] - 1])]
    if is_arxiv_id(paper.id):
        fields += [("eprint", f"{{{paper.id}}}"), ("archivePrefix", "{arXiv}")]
        if primary := primary_class(paper):
            fields.append(("primaryClass", f"{{{primary}}}"))
        fields.append(("note", f"{{arXiv:{paper.id}}}"))
    if url := best_link(paper):
        fields.append(("url", f"{{{_url(url)}}}"))
    if tags := tags_of(paper):
        fields.append(("keywords", f"{{{escape(', '.join(tags))}}}"))
    if note := one_line(paper.note):
        fields.append(("annote", f"{{{escape(note)}}}"))
    width = max(len(name) for name, _ in fields)
    lines = [f"  {name.ljust(width)} = {value}," for name, value in fields]
    return "\n".join([f"@misc{{{key(paper)},", *lines, "}", ""])


def bibliography(papers: Sequence[Paper]) -> str:
    """The entries of all papers, each id once, a blank line between them."""
    return "\n".join(citation(paper) for paper in each_once(papers))


def append(existing: str, papers: Sequence[Paper]) -> Appended:
    """The bibliography with those papers added that it does not hold yet, by key, eprint or arXiv link.

    What stands there stays as it is, whoever wrote it.
    """
    keys = {found.lower() for found in _ENTRY.findall(existing)}
    held = {_VERSION.sub("", found) for found in (*_EPRINT.findall(existing), *_ARXIV_URL.findall(existing))}
    unique = each_once(papers)
    present = tuple(paper.id for paper in unique if paper.id in held or key(paper).lower() in keys)
    added = tuple(paper for paper in unique if paper.id not in present)
    parts = [existing.rstrip("\n") + "\n"] if existing.strip() else []
    text = "\n".join([*parts, *(citation(paper) for paper in added)]) if added else existing
    return Appended(text, tuple(paper.id for paper in added), present)


def _authors(paper: Paper) -> str:
    """The authors as BibTeX separates them; a name in one piece is braced so that it is not taken apart."""
    known = authors_of(paper)
    written = [
        f"{_name_part(name.family)}, {_name_part(name.given)}" if name.given else f"{{{escape(name.family)}}}"
        for name in known.names
    ]
    return " and ".join([*written, "others"] if written and known.more else written)


def _name_part(text: str) -> str:
    """Part of a name; braced where a comma or the word `and` in it would be read as a separator."""
    escaped = escape(text)
    return f"{{{escaped}}}" if re.search(r",|\band\b", escaped, re.IGNORECASE) else escaped


def _url(url: str) -> str:
    """A link with the characters percent-encoded that would end the field or the line."""
    unsafe = {"{": "%7B", "}": "%7D", "\\": "%5C", '"': "%22", " ": "%20"}
    return "".join(unsafe.get(char, char) for char in one_line(url))
